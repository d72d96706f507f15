// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Just enough of pcap and pcapng to get at the octets of packets; a file that is cut off gives the
 * packets in front of the cut.
 */
record Capture(int linkType, ByteBuffer octets) {
  static List<Capture> read(Path file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file));
    int magic = in.getInt(0);
    return magic == 0x0a0d0d0a ? blocks(in) : records(in, magic);
  }

  private static List<Capture> records(ByteBuffer in, int magic) {
    boolean big = magic == 0xa1b2c3d4 || magic == 0xa1b23c4d;
    in.order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    int linkType = in.getInt(20) & 0xffff;
    List<Capture> packets = new ArrayList<>();
    int at = 24;
    while (at + 16 <= in.limit()) {
      int length = in.getInt(at + 8);
      if (length < 0 || length > in.limit() - at - 16) {
        break;
      }
      packets.add(new Capture(linkType, in.slice(at + 16, length)));
      at += 16 + length;
    }
    return packets;
  }

  private static List<Capture> blocks(ByteBuffer in) {
    List<Capture> packets = new ArrayList<>();
    List<Integer> linkTypes = new ArrayList<>();
    int at = 0;
    while (at + 12 <= in.limit()) {
      int type = in.getInt(at);
      if (type == 0x0a0d0d0a) {
        in.order(ByteOrder.BIG_ENDIAN);
        boolean big = in.getInt(at + 8) == 0x1a2b3c4d;
        in.order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        linkTypes.clear();
      }
      int length = in.getInt(at + 4);
      if (length < 12 || length > in.limit() - at) {
        break;
      }
      if (type == 1) {
        linkTypes.add(in.getShort(at + 8) & 0xffff);
      } else if (type == 6) {
        int linkType = linkTypes.get(in.getInt(at + 8));
        packets.add(new Capture(linkType, in.slice(at + 28, in.getInt(at + 20))));
      } else if (type == 3) {
        packets.add(new Capture(linkTypes.get(0), in.slice(at + 12, in.getInt(at + 8))));
      }
      at += length;
    }
    return packets;
  }

  /** The packet from its outermost IP header on; null if the link layer does not carry IP. */
  @Nullable ByteBuffer ip() {
    return switch (linkType) {
      case 0 -> at(4);
      case 1 -> typed(12);
      case 9 -> ppp(octets.limit() > 1 && octets.get(0) == (byte) 0xff ? 2 : 0);
      case 101, 228, 229 -> at(0);
      case 113 -> typed(14);
      default -> null;
    };
  }

  private @Nullable ByteBuffer at(int offset) {
    if (offset >= octets.limit()) {
      return null;
    }
    int version = BigEndian.octet(octets, offset) >>> 4;
    return version == 4 || version == 6 ? octets.slice(offset, octets.limit() - offset) : null;
  }

  private @Nullable ByteBuffer typed(int typeAt) {
    int at = typeAt;
    while (at + 2 <= octets.limit()) {
      switch (BigEndian.unsignedShort(octets, at)) {
        case 0x8100, 0x88a8, 0x9100 -> at += 4;
        case 0x0800, 0x86dd -> {
          return at(at + 2);
        }
        case 0x8864 -> {
          return ppp(at + 8);
        }
        case 0x8847 -> {
          at += 2;
          while (at + 4 < octets.limit() && (octets.get(at + 2) & 1) == 0) {
            at += 4;
          }
          return at(at + 4);
        }
        default -> {
          return null;
        }
      }
    }
    return null;
  }

  private @Nullable ByteBuffer ppp(int at) {
    if (at + 2 > octets.limit()) {
      return null;
    }
    int protocol = BigEndian.unsignedShort(octets, at);
    return protocol == 0x0021 || protocol == 0x0057 ? at(at + 2) : null;
  }
}
