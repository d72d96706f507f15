// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Atoms;
import io.sonde.craft.layer.ListCodec;
import io.sonde.craft.layer.OctetsBuilder;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.layer.ValueException;
import io.sonde.craft.text.TextBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Questions and resource records of DNS, RFC 1035 section 4.1. A class other than IN stands behind
 * the type, {@code TXT/CH}.
 */
final class DnsRecords implements ListCodec {
  private static final String HEX = "hex:";
  private static final String RECORD = "record";
  private static final int INTERNET = 1;
  private static final Map<String, Integer> TYPES = new TreeMap<>();
  private static final Map<Integer, String> TYPE_NAMES = new TreeMap<>();
  private static final Map<String, Integer> CLASSES =
      Map.of("IN", INTERNET, "CH", 3, "HS", 4, "NONE", 254, "ANY", 255);

  static {
    String names =
        "A 1 NS 2 CNAME 5 SOA 6 PTR 12 HINFO 13 MX 15 TXT 16 AAAA 28 LOC 29 SRV 33 NAPTR 35 DNAME"
            + " 39 OPT 41 DS 43 SSHFP 44 RRSIG 46 NSEC 47 DNSKEY 48 NSEC3 50 NSEC3PARAM 51 TLSA 52"
            + " CDS 59 CDNSKEY 60 SVCB 64 HTTPS 65 SPF 99 TSIG 250 IXFR 251 AXFR 252 ANY 255 URI"
            + " 256 CAA 257";
    String[] words = names.split(" ", -1);
    for (int i = 0; i < words.length; i += 2) {
      TYPES.put(words[i], Integer.valueOf(words[i + 1]));
      TYPE_NAMES.put(Integer.valueOf(words[i + 1]), words[i]);
    }
  }

  private final boolean questions;

  /** A codec of questions, or of records. */
  DnsRecords(boolean questions) {
    this.questions = questions;
  }

  @Override
  public String pattern() {
    return questions ? "NAME:TYPE[:CLASS]" : "NAME:TYPE[/CLASS]:TTL:DATA";
  }

  @Override
  public void encode(String element, OctetsBuilder out) throws ValueException {
    if (element.startsWith(HEX)) {
      out.add(Atoms.octets(element.substring(HEX.length())));
      return;
    }
    String[] parts = element.split(":", questions ? 3 : 4);
    if (parts.length < (questions ? 2 : 3)) {
      throw new ValueException(pattern());
    }
    DomainNames.encode(parts[0], out);
    int slash = questions ? -1 : parts[1].indexOf('/');
    int type = number(TYPES, slash < 0 ? parts[1] : parts[1].substring(0, slash), "type");
    String className = slash < 0 ? "IN" : parts[1].substring(slash + 1);
    if (questions && parts.length == 3) {
      className = parts[2];
    }
    out.add(type, 2).add(number(CLASSES, className, "class"), 2);
    if (!questions) {
      out.add(Atoms.number(parts[2], 0xffffffffL), 4);
      int lengthAt = out.length();
      out.zeros(2);
      DnsData.encode(type, parts.length == 4 ? parts[3] : "", out);
      int octets = out.length() - lengthAt - 2;
      if (octets > 0xffff) {
        throw new ValueException("at most 65535 octets of data");
      }
      out.set(lengthAt, octets, 2);
    }
  }

  private static int number(Map<String, Integer> names, String text, String what)
      throws ValueException {
    Integer named = names.get(text.toUpperCase(Locale.ROOT));
    if (named != null) {
      return named;
    }
    if (!Atoms.isNumber(text)) {
      throw new ValueException("a " + what + ", such as " + names.keySet().iterator().next());
    }
    return (int) Atoms.number(text, 0xffff);
  }

  @Override
  public int elementEnd(byte[] octets, int at, int end) {
    int name = DomainNames.end(octets, at, end);
    int fixed = questions ? 4 : 10;
    if (name < 0 || name + fixed > end) {
      return end;
    }
    int data = questions ? 0 : u16(octets, name + 8);
    return Math.min(end, name + fixed + data);
  }

  @Override
  public boolean isReadable(byte[] octets, int at, int end) {
    int name = DomainNames.end(octets, at, end);
    if (name < 0) {
      return false;
    }
    return questions
        ? name + 4 == end
        : name + 10 <= end && name + 10 + u16(octets, name + 8) == end;
  }

  private static int u16(byte[] octets, int at) {
    return (octets[at] & 0xff) << 8 | octets[at + 1] & 0xff;
  }

  private static long u32(byte[] octets, int at) {
    return (long) u16(octets, at) << 16 | u16(octets, at + 2);
  }

  /** What reads back to the same octets. */
  @Override
  public void text(byte[] octets, int at, int end, TextBuffer out) {
    int mark = out.length();
    if (isReadable(octets, at, end)) {
      element(octets, at, end, -1, 0, out);
      if (readsBack(octets, at, end, out, mark)) {
        return;
      }
      out.cut(mark);
    }
    out.add(HEX).hex(octets, at, end);
  }

  private boolean readsBack(byte[] octets, int at, int end, TextBuffer out, int mark) {
    String text = since(out, mark);
    OctetsBuilder again = new OctetsBuilder();
    try {
      encode(text, again);
    } catch (ValueException e) {
      return false;
    }
    return text.indexOf(',') < 0
        && Arrays.equals(again.toByteArray(), 0, again.length(), octets, at, end);
  }

  /** Names in full. */
  @Override
  public void text(PacketLayout packet, int layer, int at, int end, TextBuffer out) {
    if (isReadable(packet.octets, at, end)) {
      element(packet.octets, at, end, packet.start[layer], packet.end[layer], out);
    } else {
      out.add(HEX).hex(packet.octets, at, end);
    }
  }

  /** What reads back; where a name is compressed also what it means, which informs only. */
  @Override
  public void json(PacketLayout packet, int layer, int at, int end, TextBuffer out) {
    int mark = out.length();
    text(packet.octets, at, end, out);
    String told = since(out, mark);
    out.cut(mark);
    text(packet, layer, at, end, out);
    String resolved = since(out, mark);
    out.cut(mark);
    if (told.equals(resolved)) {
      out.add('"').add(told).add('"');
    } else {
      out.add("{\"").add(RECORD).add("\":\"").add(told);
      out.add("\",\"resolved\":\"").add(resolved).add("\"}");
    }
  }

  private static String since(TextBuffer out, int mark) {
    return new String(out.octets(), mark, out.length() - mark, StandardCharsets.UTF_8);
  }

  @Override
  public String fromJson(Object element) throws ValueException {
    if (element instanceof Map<?, ?> map && map.get(RECORD) instanceof String record) {
      return record;
    }
    return ListCodec.super.fromJson(element);
  }

  private void element(
      byte[] octets, int at, int end, int message, int messageEnd, TextBuffer out) {
    if (message < 0) {
      DomainNames.text(octets, at, out);
    } else {
      DomainNames.resolved(octets, message, at, messageEnd, out);
    }
    int name = DomainNames.end(octets, at, end);
    int type = u16(octets, name);
    int className = u16(octets, name + 2);
    String known = TYPE_NAMES.get(type);
    out.add(':').add(known == null ? Integer.toString(type) : known);
    if (className != INTERNET) {
      out.add(questions ? ':' : '/').add(nameOfClass(className));
    }
    if (!questions) {
      out.add(':').decimal(u32(octets, name + 4));
      if (name + 10 < end) {
        out.add(':');
        DnsData.text(type, octets, name + 10, end, message, messageEnd, out);
      }
    }
  }

  private static String nameOfClass(int number) {
    for (Map.Entry<String, Integer> entry : CLASSES.entrySet()) {
      if (entry.getValue() == number) {
        return entry.getKey();
      }
    }
    return Integer.toString(number);
  }
}
