// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.build;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.PacketLayout;
import org.jspecify.annotations.Nullable;

/**
 * An Internet checksum of a template: the sum of what stands still, to which the parts are added
 * that it covers. Which those are is found by trying: the checksum is computed for values whose
 * effect tells.
 */
final class Sum {
  private static final int ALL_ONES = 0xffff;

  /** Values that tell whether a part counts, with which octet first, and whether as a whole. */
  private static final long[] TELLING = {1, 0x0123_4567_89ab_cdefL, -1};

  final int at;
  private final int layer;
  private final Field field;
  private final int standing;
  private final boolean[] covers;
  private final boolean[] odd;
  private final Part[] parts;

  private Sum(PacketLayout packet, int layer, Field field, Part[] parts, int standing) {
    this.layer = layer;
    this.field = field;
    this.parts = parts;
    this.standing = standing;
    at = field.at(packet, layer);
    covers = new boolean[parts.length];
    odd = new boolean[parts.length];
  }

  /**
   * The sum of a checksum.
   *
   * @param packet all of whose parts are 0
   * @return null if it is none that parts can be added to
   */
  static @Nullable Sum of(PacketLayout packet, int layer, Field field, Part[] parts) {
    long checksum = field.ruled(packet, layer);
    if (checksum < 0 || checksum > ALL_ONES) {
      return null;
    }
    int standing = (int) ~checksum & ALL_ONES;
    if (standing == 0 && field.isNeverZero()) {
      standing = ALL_ONES; // the other zero: a pseudo header is never all 0
    }
    Sum sum = new Sum(packet, layer, field, parts, standing);
    for (int i = 0; i < parts.length; i++) {
      boolean known = sum.learn(packet, i);
      parts[i].put(packet.octets, 0, 0);
      if (!known) {
        return null;
      }
    }
    return sum;
  }

  private boolean learn(PacketLayout packet, int part) {
    Part tried = parts[part];
    for (int i = 0; i < TELLING.length; i++) {
      long value = TELLING[i];
      tried.put(packet.octets, value, value);
      long checksum = field.ruled(packet, layer);
      if (i == 0) {
        covers[part] = checksum != written(standing);
        odd[part] = checksum != written(standing + tried.sum(false));
      }
      int sum = covers[part] ? standing + tried.sum(odd[part]) : standing;
      if (checksum != written(sum)) {
        return false;
      }
    }
    return true;
  }

  /** Whether two octets count, which hold a checksum of its own. */
  boolean covers(PacketLayout packet, int other) {
    long before = field.ruled(packet, layer);
    packet.octets[other] ^= 1;
    long after = field.ruled(packet, layer);
    packet.octets[other] ^= 1;
    return before != after;
  }

  private int written(int sum) {
    int checksum = ~Part.fold(sum) & ALL_ONES;
    return checksum == 0 && field.isNeverZero() ? ALL_ONES : checksum;
  }

  void put(byte[] octets) {
    int sum = standing;
    for (int i = 0; i < parts.length; i++) {
      if (covers[i]) {
        sum += parts[i].sum(odd[i]);
      }
    }
    int checksum = written(sum);
    octets[at] = (byte) (checksum >>> 8);
    octets[at + 1] = (byte) checksum;
  }
}
