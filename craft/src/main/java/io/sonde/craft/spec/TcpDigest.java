// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.PacketLayout;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The digest of RFC 2385 section 2: over the pseudo header, the TCP header without options and with
 * a checksum of 0, the data, and the key.
 */
final class TcpDigest {
  static final String NAME = "md5";
  static final int OCTETS = 16;

  private TcpDigest() {}

  /** Writes the digest at {@code at}. */
  static void write(PacketLayout packet, int layer, String key, int at) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no MD5, which every JDK must have", e);
    }
    int ip = layer - 1;
    while (ip >= 0 && packet.specs[ip] instanceof ExtensionSpec) {
      ip--;
    }
    int start = packet.start[layer];
    int length = packet.end[layer] - start;
    if (ip >= 0 && packet.specs[ip] instanceof IpSpec) {
      digest.update(packet.octets, packet.start[ip] + 12, 8);
      digest.update(new byte[] {0, TcpSpec.PROTOCOL, (byte) (length >>> 8), (byte) length});
    } else if (ip >= 0 && packet.specs[ip] instanceof Ip6Spec) {
      digest.update(packet.octets, packet.start[ip] + 8, 32);
      digest.update(new byte[] {0, 0, (byte) (length >>> 8), (byte) length});
      digest.update(new byte[] {0, 0, 0, TcpSpec.PROTOCOL});
    }
    digest.update(packet.octets, start, 16);
    digest.update(new byte[2]);
    digest.update(packet.octets, start + 18, 2);
    digest.update(packet.octets, packet.headerEnd[layer], length - headerLength(packet, layer));
    byte[] result = digest.digest(key.getBytes(StandardCharsets.UTF_8));
    System.arraycopy(result, 0, packet.octets, at, OCTETS);
  }

  private static int headerLength(PacketLayout packet, int layer) {
    return packet.headerEnd[layer] - packet.start[layer];
  }
}
