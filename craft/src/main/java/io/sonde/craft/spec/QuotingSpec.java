// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Draft;
import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldRole;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.LayerValues;
import io.sonde.craft.layer.OctetsBuilder;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.layer.Reading;
import io.sonde.wire.InternetChecksum;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * ICMP of either family: messages that quote a datagram, and behind the quote the extension
 * structure of RFC 4884 with its objects. That structure is the layer's tail: zeros up to its
 * begin, a header of four octets, the objects.
 */
abstract class QuotingSpec extends LayerSpec {
  static final int LENGTH = 8;

  /** Octets to which a quote in front of an extension structure is padded at least. */
  private static final int LEAST_QUOTE = 128;

  private static final int STRUCTURE = 4;
  private static final int VERSION = 2;

  /** The message's type. */
  final Field type;

  /** The message's code. */
  final Field code;

  /** The message's checksum. */
  final Field checksum;

  private final int[] answerTo = new int[256];
  private final int[] requestOf = new int[256];
  private final int[] inCommon = new int[256];
  private final int unit;
  private final int echo;
  private @Nullable Field lengthField;
  private @Nullable Field objects;
  private @Nullable Field identified;
  private @Nullable Field version;
  private @Nullable Field structureChecksum;
  private @Nullable Field quote;

  QuotingSpec(String name, String title, String rfc, int unit, int echo) {
    super(name, title, rfc, LENGTH);
    Arrays.fill(answerTo, -1);
    Arrays.fill(requestOf, -1);
    this.unit = unit;
    this.echo = echo;
    type = number("type", 0, 8).auto(echo).doc("what message it is").rfc(rfc).example("200");
    code = number("code", 8, 8).named(this::codeName).doc("which one of it").rfc(rfc).example("9");
    checksum =
        hex("chksum", 16, 16)
            .derived(FieldRole.CHECKSUM, "right", this::checksum)
            .doc("over the whole message")
            .rfc(rfc)
            .example("bad");
  }

  /** The keys that all errors have, behind those of the family. */
  final void quoting(int lengthBit, int[] withLength, int[] extendedEchoes) {
    lengthField =
        number("length", lengthBit, 8)
            .only(type, withLength)
            .derived(FieldRole.LENGTH, "of the quote if there are objects, else 0", this::quoted)
            .doc("octets of the quote, its padding included, by " + unit)
            .rfc("RFC 4884 4")
            .example("0");
    quote =
        directive("quote", 16)
            .absent("all of it")
            .doc("octets that are kept of the quoted datagram; 28 is RFC 792's least")
            .rfc("RFC 792, RFC 1812 4.3.2.3")
            .example("exceeded", "28");
    objects =
        list("obj", IcmpObjects.list())
            .when(this::hasObjects)
            .doc("extension objects behind the quote, which is padded to 128 octets")
            .rfc("RFC 4884 7, 8")
            .example("exceeded", "mpls:16:0:1:1");
    identified =
        list("ifobj", IcmpObjects.list())
            .only(type, extendedEchoes)
            .doc("the interface that is asked about")
            .rfc("RFC 8335 2.1")
            .example("ifid:name=eth0");
    version =
        number("extver", 0, 4)
            .moving()
            .auto(VERSION)
            .doc("version of the extension structure")
            .rfc("RFC 4884 7")
            .example("exceeded obj=mpls:16:0:1:1", "1");
    structureChecksum =
        hex("extchksum", 16, 16)
            .moving()
            .derived(FieldRole.CHECKSUM, "right", this::structureChecksum)
            .optional()
            .doc("checksum of the extension structure")
            .rfc("RFC 4884 7")
            .example("exceeded obj=mpls:16:0:1:1", "bad");
  }

  /** Whether a message of that type quotes a datagram. */
  abstract boolean isError(int number);

  /** Whether a message of that type names an interface in an object. */
  abstract boolean isExtendedEcho(int number);

  /** Octets of the header of a message of that type. */
  abstract int headerLength(int number);

  /** Name of a code of a type, or null. */
  abstract @Nullable String codeName(int number, int codeNumber);

  /** The checksum over the whole message. */
  abstract long checksum(PacketLayout packet, int layer);

  /**
   * Says what answers a request.
   *
   * @param octets that both have in common, from octet 4 on: at most 4
   */
  final void answered(int request, int answer, int octets) {
    answerTo[request] = answer;
    requestOf[answer] = request;
    inCommon[request] = octets;
  }

  @Override
  public final int conversation(PacketLayout packet, int layer, boolean isAnswer) {
    int start = packet.start[layer];
    int request = isAnswer ? requestOf[packet.u8(start)] : packet.u8(start);
    int octets = request < 0 || !Answering.has(packet, layer, LENGTH) ? 0 : inCommon[request];
    return octets == 0 ? 0 : packet.i32(start + 4) >>> 8 * (4 - octets);
  }

  @Override
  public boolean answers(PacketLayout probe, int at, PacketLayout packet, int layer) {
    boolean whole =
        packet.specs[layer] == this
            && Answering.has(probe, at, LENGTH)
            && Answering.has(packet, layer, LENGTH);
    if (!whole) {
      return false;
    }
    int asked = probe.start[at];
    int got = packet.start[layer];
    int request = probe.u8(asked);
    return answerTo[request] == packet.u8(got)
        && Answering.same(probe, asked + 4, packet, got + 4, inCommon[request]);
  }

  private @Nullable String codeName(PacketLayout packet, int layer, long value) {
    return codeName(packet.u8(packet.start[layer]), (int) value);
  }

  private static Field there(@Nullable Field field) {
    if (field == null) {
      throw new IllegalStateException("quoting() was not called");
    }
    return field;
  }

  private boolean hasObjects(PacketLayout packet, int layer) {
    return !isExtendedEcho(packet.u8(packet.start[layer]));
  }

  /** Octets of a quote with its padding. */
  private int padded(int octets) {
    return octets <= LEAST_QUOTE ? LEAST_QUOTE : octets + unit - 1 & -unit;
  }

  /** Index of the extension structure; −1 if there is none. */
  private int structure(PacketLayout packet, int layer) {
    int payload = packet.payloadEnd[layer];
    int quoted = payload - packet.headerEnd[layer];
    boolean bare = isExtendedEcho(packet.u8(packet.start[layer]));
    int at = bare ? payload : packet.headerEnd[layer] + padded(quoted);
    return at + STRUCTURE <= packet.end[layer] && packet.end[layer] > payload ? at : -1;
  }

  private long quoted(PacketLayout packet, int layer) {
    int at = structure(packet, layer);
    return at < 0 ? 0 : (at - packet.headerEnd[layer]) / unit & 0xff;
  }

  private long structureChecksum(PacketLayout packet, int layer) {
    int at = structure(packet, layer);
    return at < 0 ? 0 : Checksums.over(packet, at, packet.end[layer], at + 2);
  }

  // Building.

  @Override
  public void complete(Draft draft, int at) {
    LayerValues values = draft.layer(at);
    for (OctetsBuilder.Late late : values.late(there(objects))) {
      Field length = there(lengthField);
      if (late.what().equals(IcmpObjects.LEGACY)
          && values.state(length) == LayerValues.State.AUTO) {
        values.set(length, 0);
      }
    }
  }

  private int typeOf(LayerValues values) {
    return values.state(type) == LayerValues.State.SET ? (int) values.low(type) : echo;
  }

  @Override
  public int mostInside(LayerValues values) {
    Field most = there(quote);
    return values.state(most) == LayerValues.State.SET ? (int) values.low(most) : Integer.MAX_VALUE;
  }

  @Override
  public int tailLength(LayerValues values, int header, int inside) {
    boolean structured =
        values.state(there(objects)) == LayerValues.State.SET
            || values.state(there(identified)) == LayerValues.State.SET
            || values.state(there(version)) != LayerValues.State.AUTO
            || values.state(there(structureChecksum)) != LayerValues.State.AUTO;
    if (!structured) {
      return 0;
    }
    int pad = isExtendedEcho(typeOf(values)) ? 0 : padded(inside) - inside;
    return pad + STRUCTURE + values.length(there(objects)) + values.length(there(identified));
  }

  @Override
  public int headerLength(LayerValues values) {
    return headerLength(typeOf(values));
  }

  @Override
  public void writeParts(PacketLayout packet, int layer, LayerValues values) {
    int at = structure(packet, layer) + STRUCTURE;
    for (Field field : new Field[] {there(objects), there(identified)}) {
      byte[] run = values.octets(field);
      if (run != null && at >= STRUCTURE) {
        System.arraycopy(run, 0, packet.octets, at, run.length);
        at += run.length;
      }
    }
  }

  @Override
  public int base(PacketLayout packet, int layer, Field field) {
    return structure(packet, layer);
  }

  // Reading.

  @Override
  public @Nullable LayerSpec read(Reading reading, int layer) {
    PacketLayout packet = reading.packet();
    int start = packet.start[layer];
    int number = packet.u8(start);
    reading.header(layer, null, headerLength(number));
    int from = packet.headerEnd[layer];
    int end = packet.end[layer];
    if (isExtendedEcho(number)) {
      if (end - from >= STRUCTURE && packet.u8(from) >>> 4 == VERSION) {
        packet.payloadEnd[layer] = from;
      }
      return null;
    }
    if (!isError(number) || end == from) {
      return null;
    }
    int structure = structure(packet, from, end, claimed(packet, layer));
    if (structure >= 0) {
      packet.payloadEnd[layer] = quoteEnd(packet, from, structure);
    }
    reading.quote();
    return packet.u8(from) >>> 4 == 6 ? LayerSpecs.named("ip6") : LayerSpecs.named("ip");
  }

  /** Octets of the quote as the message says; 0 if it does not. */
  private int claimed(PacketLayout packet, int layer) {
    Field length = there(lengthField);
    return length.isIn(packet, layer) ? (int) length.get(packet, layer) * unit : 0;
  }

  private static int structure(PacketLayout packet, int from, int end, int claimed) {
    if (claimed > 0) {
      return claimed <= end - from - STRUCTURE ? from + claimed : -1;
    }
    // Routers that predate RFC 4884 put it behind 128 octets and say nothing (its section 5).
    int at = from + LEAST_QUOTE;
    boolean legacy =
        at + STRUCTURE <= end
            && packet.u8(at) >>> 4 == VERSION
            && packet.u16(at + 2) != 0
            && InternetChecksum.fold(InternetChecksum.add(0, packet.view(), at, end - at)) == 0;
    return legacy ? at : -1;
  }

  /** Where the quoted datagram ends by its own length, if only the zeros of padding follow. */
  private int quoteEnd(PacketLayout packet, int from, int structure) {
    int there = structure - from;
    int octets = there;
    if (there >= IpSpec.LENGTH && packet.u8(from) >>> 4 == 4) {
      octets = packet.u16(from + 2);
    } else if (there >= Ip6Spec.LENGTH && packet.u8(from) >>> 4 == 6) {
      octets = Ip6Spec.LENGTH + packet.u16(from + 4);
    }
    if (octets >= there || padded(octets) != there) {
      return structure;
    }
    for (int i = from + octets; i < structure; i++) {
      if (packet.octets[i] != 0) {
        return structure;
      }
    }
    return from + octets;
  }

  @Override
  public long span(PacketLayout packet, int layer, Field part) {
    int at = structure(packet, layer);
    if (part == objects || part == identified) {
      return at < 0 ? span(0, 0) : span(at + STRUCTURE, packet.end[layer]);
    }
    return super.span(packet, layer, part);
  }
}
