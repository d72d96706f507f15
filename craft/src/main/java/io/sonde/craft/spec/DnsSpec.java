// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Draft;
import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldRole;
import io.sonde.craft.layer.Findings;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.LayerValues;
import io.sonde.craft.layer.LayerValues.State;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.layer.Reading;
import io.sonde.craft.text.TextBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Domain names, RFC 1035 section 4: a header, questions, and three sections of records. What is
 * built is not compressed; {@code @OFFSET} as last label of a name points into the message.
 */
final class DnsSpec extends LayerSpec {
  private static final String RFC_1035 = "RFC 1035 4.1.1";
  private static final int LENGTH = 12;
  private static final int RESPONSE = 0x80;
  private static final int COUNTS_AT = 4;
  private static final int OPT = 41;
  private static final int OPT_LENGTH = 11;
  private static final int LEAST_QUESTION = 5;
  private static final int LEAST_RECORD = 11;
  private static final String[] OPCODES = {"query", "iquery", "status", "", "notify", "update"};
  private static final String[] CODES = {
    "noerror",
    "formerr",
    "servfail",
    "nxdomain",
    "notimp",
    "refused",
    "yxdomain",
    "yxrrset",
    "nxrrset",
    "notauth",
    "notzone"
  };

  private final DnsRecords questionCodec = new DnsRecords(true);
  private final DnsRecords recordCodec = new DnsRecords(false);
  private final Field[] counts = new Field[4];
  private final Field[] sections = new Field[4];
  private final Field extended;
  private final Field overTcp;

  DnsSpec() {
    super("dns", "domain names", "RFC 1035", LENGTH);
    hex("id", 0, 16)
        .counted("number of the packet in the run", number -> number & 0xffff)
        .doc("transaction, copied into the answer")
        .rfc(RFC_1035)
        .example("0x1234");
    bit("qr", 16, "a response");
    number("opcode", 17, 4).names(OPCODES).doc("kind of query").rfc(RFC_1035).example("notify");
    bit("aa", 21, "the server has authority");
    bit("tc", 22, "cut off");
    Field recursion = bit("rd", 23, "recursion is wanted");
    recursion.auto("1 in a query, else 0", (packet, layer) -> recursion(packet, layer));
    bit("ra", 24, "recursion is available");
    number("z", 25, 1).reserved().doc("must be 0").rfc(RFC_1035).example("1");
    bit("ad", 26, "data are authentic");
    bit("cd", 27, "do not check authenticity");
    number("rcode", 28, 4).names(CODES).doc("what became of it").rfc(RFC_1035).example("nxdomain");
    String[] countKeys = {"qdcount", "ancount", "nscount", "arcount"};
    String[] keys = {"q", "an", "ns", "ar"};
    String[] docs = {"questions", "answers", "authorities", "additional records"};
    for (int i = 0; i < keys.length; i++) {
      int section = i;
      counts[i] =
          number(countKeys[i], 32 + 16 * i, 16)
              .derived(
                  FieldRole.LENGTH,
                  "number of " + keys[i],
                  (packet, layer) -> there(packet, layer, section))
              .doc("how many " + docs[i] + " there are")
              .rfc(RFC_1035)
              .example("+1");
    }
    for (int i = 0; i < keys.length; i++) {
      sections[i] =
          list(keys[i], i == 0 ? questionCodec : recordCodec)
              .doc(docs[i])
              .rfc(i == 0 ? "RFC 1035 4.1.2" : "RFC 1035 4.1.3")
              .example(i == 0 ? "example.com:A" : "example.com:A:300:192.0.2.7");
    }
    extended =
        directive("edns", 16)
            .absent("none")
            .doc("N: an OPT record behind ar, for answers of N octets")
            .rfc("RFC 6891 6.1")
            .example("1232");
    overTcp =
        directive("tcp", 1)
            .absent("0; 1 directly behind tcp")
            .doc("1: the length of the message in front of it, as over TCP")
            .rfc("RFC 1035 4.2.2")
            .example("1");
    word("tcp", overTcp, 1, "with the length in front of it that TCP needs");
    carriers().byUdp(53, 5353, 5355);
    exampleIn("ip dst=192.0.2.1 / udp / ", "");
  }

  private Field bit(String key, int bit, String doc) {
    Field field = number(key, bit, 1).doc(doc).rfc("RFC 1035 4.1.1, RFC 4035 3.1").example("1");
    word(key, field, 1, doc);
    return field;
  }

  private static long recursion(PacketLayout packet, int layer) {
    return (packet.u8(packet.start[layer] + 2) & 0xf8) == 0 ? 1 : 0;
  }

  /** Index behind the section, its records taken by the counts of the header. */
  private int sectionEnd(PacketLayout packet, int layer, int section, int end) {
    int start = packet.start[layer];
    int at = Math.min(end, start + LENGTH);
    for (int i = 0; i <= section; i++) {
      int count = packet.u16(start + COUNTS_AT + 2 * i);
      for (int j = 0; j < count && at < end; j++) {
        at = codec(i).elementEnd(packet.octets, at, end);
      }
    }
    return at;
  }

  private DnsRecords codec(int section) {
    return section == 0 ? questionCodec : recordCodec;
  }

  /** Elements of a section, as many as the header counts or there are. */
  private int there(PacketLayout packet, int layer, int section) {
    int end = packet.headerEnd[layer];
    int at = sectionEnd(packet, layer, section - 1, end);
    int to = sectionEnd(packet, layer, section, end);
    int count = 0;
    while (at < to) {
      at = codec(section).elementEnd(packet.octets, at, to);
      count++;
    }
    return count;
  }

  // Building.

  @Override
  public void complete(Draft draft, int at) {
    LayerValues values = draft.layer(at);
    LayerSpec outer = at == 0 ? null : draft.layer(at - 1).spec();
    boolean asked = values.state(overTcp) == State.SET && values.low(overTcp) == 1;
    boolean usual = values.state(overTcp) == State.AUTO && outer instanceof TcpSpec;
    LayerSpec length = LayerSpecs.named("dnslen");
    if ((asked || usual) && !(outer instanceof DnsLengthSpec) && length != null) {
      draft.layers().add(at, new LayerValues(length));
    }
  }

  private boolean isExtended(LayerValues values) {
    return values.state(extended) == State.SET;
  }

  @Override
  public int headerLength(LayerValues values) {
    return super.headerLength(values) + (isExtended(values) ? OPT_LENGTH : 0);
  }

  @Override
  public void writeParts(PacketLayout packet, int layer, LayerValues values) {
    super.writeParts(packet, layer, values);
    int start = packet.start[layer];
    if (isExtended(values)) {
      int at = packet.headerEnd[layer] - OPT_LENGTH;
      packet.put16(at + 1, OPT);
      packet.put16(at + 3, (int) values.low(extended));
    }
    for (int i = 0; i < sections.length; i++) {
      if (values.state(counts[i]) != State.SET) {
        int more = i == sections.length - 1 && isExtended(values) ? 1 : 0;
        packet.put16(start + COUNTS_AT + 2 * i, count(values.octets(sections[i]), i) + more);
      }
    }
  }

  private int count(byte @Nullable [] run, int section) {
    int count = 0;
    int at = 0;
    while (run != null && at < run.length) {
      at = codec(section).elementEnd(run, at, run.length);
      count++;
    }
    return count;
  }

  // Reading.

  @Override
  public boolean isPlausible(PacketLayout packet, int at, int end) {
    return isMessage(packet, at, end);
  }

  /** Whether octets have room for what a header there counts. */
  static boolean isMessage(PacketLayout packet, int at, int end) {
    if (end - at < LENGTH) {
      return false;
    }
    long records = 0;
    for (int i = 1; i < 4; i++) {
      records += packet.u16(at + COUNTS_AT + 2 * i);
    }
    long least =
        LENGTH + (long) LEAST_QUESTION * packet.u16(at + COUNTS_AT) + LEAST_RECORD * records;
    boolean cut = packet.wireLength > packet.to - packet.from;
    return least <= end - at || cut && least <= 0xffff;
  }

  @Override
  public @Nullable LayerSpec read(Reading reading, int layer) {
    PacketLayout packet = reading.packet();
    int end = packet.payloadEnd[layer];
    packet.headerEnd[layer] = sectionEnd(packet, layer, sections.length - 1, end);
    for (int i = 0; i < sections.length && !packet.cut[layer]; i++) {
      int count = packet.u16(packet.start[layer] + COUNTS_AT + 2 * i);
      int there = there(packet, layer, i);
      if (there < count) {
        reading.findings().add(layer, Findings.Kind.LENGTH, counts[i], count, there);
      }
    }
    return null;
  }

  @Override
  public long span(PacketLayout packet, int layer, Field part) {
    int end = packet.headerEnd[layer];
    for (int i = 0; i < sections.length; i++) {
      if (part == sections[i]) {
        int from = sectionEnd(packet, layer, i - 1, end);
        return span(from, sectionEnd(packet, layer, i, end));
      }
    }
    return super.span(packet, layer, part);
  }

  /** A response with the transaction of the query. */
  @Override
  public boolean answers(PacketLayout probe, int at, PacketLayout packet, int layer) {
    int got = packet.start[layer];
    return packet.specs[layer] == this
        && Answering.has(probe, at, 2)
        && Answering.has(packet, layer, LENGTH)
        && packet.u16(got) == probe.u16(probe.start[at])
        && (packet.u8(got + 2) & RESPONSE) != 0;
  }

  @Override
  public void summarize(PacketLayout packet, int layer, TextBuffer out) {
    int start = packet.start[layer];
    boolean response = (packet.u8(start + 2) & 0x80) != 0;
    int code = packet.u8(start + 3) & 15;
    out.add(" dns 0x").hex(packet.u16(start), 4);
    if (response) {
      out.add(' ').add(code < CODES.length ? CODES[code] : "rcode " + code);
    }
    int end = packet.headerEnd[layer];
    int at = start + LENGTH;
    for (int i = 0; i < (response ? 2 : 1); i++) {
      int to = sectionEnd(packet, layer, i, end);
      while (at < to) {
        int next = codec(i).elementEnd(packet.octets, at, to);
        out.add(' ');
        codec(i).text(packet, layer, at, next, out);
        at = next;
      }
    }
  }
}
