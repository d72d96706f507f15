// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.script;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldKind;
import io.sonde.craft.layer.LayerValues;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.Octets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The value of a field, of a packet or of a text.
 *
 * @param high upper 64 of 128 bits
 * @param low other bits
 * @param octets of a part; null: the field has bits
 */
record Value(Field field, long high, long low, @Nullable Octets octets) {
  /** That of a packet; the field must be in it. */
  static Value of(PacketLayout packet, int layer, Field field) {
    if (field.isPart()) {
      long span = packet.specs[layer].span(packet, layer, field);
      return octets(field, packet, (int) (span >>> 32), (int) span);
    }
    int at = field.at(packet, layer);
    return switch (field.kind()) {
      case IPV6 -> new Value(field, packet.i64(at), packet.i64(at + 8), null);
      case OCTETS, TEXT -> octets(field, packet, at, at + field.width() / 8);
      default -> new Value(field, 0, field.get(packet, layer), null);
    };
  }

  private static Value octets(Field field, PacketLayout packet, int from, int to) {
    byte[] run = new byte[Math.max(0, to - from)];
    System.arraycopy(packet.octets, from, run, 0, run.length);
    return new Value(field, 0, 0, Octets.of(run));
  }

  /** That of a text, which gives one. */
  static Value of(LayerValues values, Field field) {
    byte[] run = values.octets(field);
    return run == null
        ? new Value(field, values.high(field), values.low(field), null)
        : new Value(field, 0, 0, Octets.of(run));
  }

  /** Nothing but 0. */
  static Value zero(Field field) {
    boolean run =
        field.isPart() || field.kind() == FieldKind.OCTETS || field.kind() == FieldKind.TEXT;
    return new Value(field, 0, 0, run ? Octets.of(new byte[1]) : null);
  }

  /** Whether one may add to it. */
  boolean isNumber() {
    return octets == null && field.kind() != FieldKind.IPV6;
  }

  /** The sum, as many bits as the field has. */
  Value plus(long number) {
    return new Value(field, 0, low + number & field.max(), null);
  }

  /**
   * Whether a packet's value is what a text asks for. A list's padding does not count.
   *
   * @param got the packet's
   */
  boolean agreesWith(Value got) {
    if (octets == null || got.octets == null) {
      return octets == null && got.octets == null && high == got.high && low == got.low;
    }
    byte[] wanted = octets.toByteArray();
    byte[] there = got.octets.toByteArray();
    boolean padded = field.kind() == FieldKind.LIST || !field.isPart();
    if (wanted.length > there.length || !padded && wanted.length != there.length) {
      return false;
    }
    for (int i = 0; i < there.length; i++) {
      if (there[i] != (i < wanted.length ? wanted[i] : 0)) {
        return false;
      }
    }
    return true;
  }

  /** As packet text takes it. */
  String written() {
    if (octets != null) {
      return octets.toString();
    }
    return switch (field.kind()) {
      case IPV4 -> IpAddress.ofIpv4((int) low).toString();
      case IPV6 -> new IpAddress(IpFamily.IPV6, high, low).toString();
      case MAC -> mac();
      default -> Long.toUnsignedString(low);
    };
  }

  /** As people read it. */
  String shown() {
    if (octets != null) {
      return octets.length() == 0 ? "none" : octets.toString();
    }
    return switch (field.kind()) {
      case HEX -> "0x" + Long.toHexString(low);
      case FLAGS -> flags();
      case NUMBER -> {
        String name = field.nameOf(low);
        yield Long.toUnsignedString(low) + (name == null ? "" : " (" + name + ")");
      }
      default -> written();
    };
  }

  private String mac() {
    StringBuilder out = new StringBuilder();
    for (int shift = 40; shift >= 0; shift -= 8) {
      int octet = (int) (low >>> shift & 0xff);
      out.append(out.length() == 0 ? "" : ":");
      out.append(Character.forDigit(octet >> 4, 16)).append(Character.forDigit(octet & 15, 16));
    }
    return out.toString();
  }

  private String flags() {
    StringBuilder out = new StringBuilder();
    long rest = low;
    for (Map.Entry<String, Long> name : field.names().entrySet()) {
      long bits = name.getValue();
      if (bits != 0 && (rest & bits) == bits) {
        out.append(out.length() == 0 || field.isLetters() ? "" : "+").append(name.getKey());
        rest &= ~bits;
      }
    }
    if (rest != 0 || out.length() == 0) {
      out.append(out.length() == 0 ? "" : "+").append("0x").append(Long.toHexString(rest));
    }
    return out.toString();
  }
}
