// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import io.sonde.linux.Cmsg;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What goes with the data of a message, cmsg(3). Kinds without a form here are {@link Raw}, and so
 * are those that the control buffer has cut.
 */
public sealed interface Ancillary {
  /**
   * Octets that an element takes in a control buffer, CMSG_SPACE.
   *
   * @param dataLength octets of its data, 0 or more
   */
  static int space(int dataLength) {
    return Cmsg.space(Range.size("dataLength", dataLength));
  }

  /**
   * Octets of an element without the padding behind it, CMSG_LEN.
   *
   * @param dataLength octets of its data, 0 or more
   */
  static int length(int dataLength) {
    return Cmsg.length(Range.size("dataLength", dataLength));
  }

  /**
   * Descriptors, SCM_RIGHTS of unix(7), at most 253 in a message. Received ones are close-on-exec
   * and belong to their message.
   */
  record Rights(List<Descriptor> descriptors) implements Ancillary {
    /** Copies the list. */
    public Rights {
      descriptors = List.copyOf(descriptors);
    }

    /**
     * The descriptors of sockets, which stay open here. A closed one gives EBADF when sent. The
     * other side gets them with O_NONBLOCK, whatever their mode here.
     */
    public static Rights of(Socket... sockets) {
      return new Rights(Stream.of(sockets).map(s -> Descriptor.named(s.handle())).toList());
    }

    /** Descriptors by number, which stay open here. */
    public static Rights ofFds(int... fds) {
      return new Rights(IntStream.of(fds).mapToObj(Descriptor::named).toList());
    }
  }

  /** Who sent, SCM_CREDENTIALS of unix(7); the kernel checks what is sent. */
  record Credentials(int pid, int uid, int gid) implements Ancillary {}

  /**
   * Where a packet came in, or shall go out: IP_PKTINFO of ip(7), IPV6_PKTINFO of ipv6(7).
   *
   * @param interfaceIndex 0: the kernel chooses
   * @param local own address: the source when sent; null: the kernel chooses. Received, the one
   *     that the packet was for, null for an IPv6 multicast group
   * @param destination of the packet's header when received; not sent
   */
  record PacketInfo(
      int interfaceIndex, @Nullable InetAddress local, @Nullable InetAddress destination)
      implements Ancillary {}

  /**
   * IP_TTL of ip(7) or IPV6_HOPLIMIT of ipv6(7), by the socket's family.
   *
   * @param value 0 … 255; the kernel takes 1 … 255, and −1 for the socket's own
   */
  record HopLimit(int value) implements Ancillary {}

  /**
   * IP_TOS of ip(7) or IPV6_TCLASS of ipv6(7), by the socket's family.
   *
   * @param value 0 … 255
   */
  record TrafficClass(int value) implements Ancillary {}

  /** When a packet passed: SO_TIMESTAMP and SO_TIMESTAMPNS of socket(7), SO_TIMESTAMPING. */
  record Timestamp(Instant time, Source source) implements Ancillary {
    /** Whose clock it is. */
    public enum Source {
      /** The kernel's wall clock. */
      SOFTWARE,
      /** The network device's own. */
      HARDWARE
    }
  }

  /**
   * Packets that the socket had no room for, SO_RXQ_OVFL of socket(7).
   *
   * @param total since it was opened, 32 bits that wrap
   */
  record Drops(long total) implements Ancillary {}

  /**
   * Anything, as the kernel has it.
   *
   * @param data in native order; copied both ways, compared by content
   */
  @SuppressWarnings("ArrayRecordComponent") // copied and compared by content
  record Raw(int level, int type, byte[] data) implements Ancillary {
    /** Copies the data. */
    public Raw {
      data = data.clone();
    }

    @Override
    public byte[] data() {
      return data.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Raw raw
          && level == raw.level
          && type == raw.type
          && Arrays.equals(data, raw.data);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * level + type) + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
      return "Raw[level="
          + level
          + ", type="
          + type
          + ", data="
          + HexFormat.of().formatHex(data)
          + "]";
    }
  }
}
