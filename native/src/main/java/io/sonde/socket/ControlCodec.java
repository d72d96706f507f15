// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import io.sonde.linux.Cmsg;
import io.sonde.linux.InH;
import io.sonde.linux.SocketH;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ancillary data between {@link Ancillary} and a control buffer in native order, cmsg(3): one entry
 * a kind.
 */
final class ControlCodec {
  private static final int UCRED = 12;
  private static final int IN_PKTINFO = 12;
  private static final int IN6_PKTINFO = 20;
  private static final int TIME = 16;
  private static final int STAMPS = 3 * TIME;

  private ControlCodec() {}

  /** Closes the descriptors that are still owned. */
  static void close(List<Ancillary> items) {
    for (Ancillary item : items) {
      if (item instanceof Ancillary.Rights rights) {
        rights.descriptors().forEach(Descriptor::close);
      }
    }
  }

  /** Reads {@code length} octets. Descriptors in them are owned by the result. */
  static List<Ancillary> decode(ByteBuffer b, int start, int length) {
    if (length < Cmsg.HEADER) {
      return List.of();
    }
    List<Ancillary> items = new ArrayList<>();
    int end = start + length;
    for (int at = Cmsg.first(b, start, end); at >= 0; at = Cmsg.next(b, at, end)) {
      int data = at + Cmsg.HEADER;
      int octets = Cmsg.dataLength(b, at);
      int level = Cmsg.level(b, at);
      int type = Cmsg.type(b, at);
      if (level == SocketH.SOL_SOCKET && type == SocketH.SCM_TIMESTAMPING && octets >= STAMPS) {
        addStamps(items, b, data);
      } else {
        items.add(decode(b, level, type, data, octets));
      }
    }
    return items;
  }

  private static Ancillary decode(ByteBuffer b, int level, int type, int at, int octets) {
    Ancillary known =
        switch (level) {
          case SocketH.SOL_SOCKET -> ofSocket(b, type, at, octets);
          case InH.IPPROTO_IP -> ofIpv4(b, type, at, octets);
          case InH.IPPROTO_IPV6 -> ofIpv6(b, type, at, octets);
          default -> null;
        };
    return known != null ? known : new Ancillary.Raw(level, type, octets(b, at, octets));
  }

  private static @Nullable Ancillary ofSocket(ByteBuffer b, int type, int at, int octets) {
    return switch (type) {
      case SocketH.SCM_RIGHTS -> rights(b, at, octets);
      case SocketH.SCM_CREDENTIALS ->
          octets < UCRED
              ? null
              : new Ancillary.Credentials(b.getInt(at), b.getInt(at + 4), b.getInt(at + 8));
      case SocketH.SO_TIMESTAMP ->
          octets < TIME ? null : software(b.getLong(at), b.getLong(at + 8) * 1000);
      case SocketH.SCM_TIMESTAMPNS ->
          octets < TIME ? null : software(b.getLong(at), b.getLong(at + 8));
      case SocketH.SO_RXQ_OVFL ->
          octets < 4 ? null : new Ancillary.Drops(Integer.toUnsignedLong(b.getInt(at)));
      default -> null;
    };
  }

  private static @Nullable Ancillary ofIpv4(ByteBuffer b, int type, int at, int octets) {
    return switch (type) {
      case InH.IP_TTL -> octets < 4 ? null : new Ancillary.HopLimit(b.getInt(at));
      // one octet when received, an int on request sockets and when sent
      case InH.IP_TOS -> octets < 1 ? null : new Ancillary.TrafficClass(b.get(at) & 0xff);
      case InH.IP_PKTINFO ->
          octets < IN_PKTINFO
              ? null
              : new Ancillary.PacketInfo(
                  b.getInt(at),
                  InetLiterals.inet4(octets(b, at + 4, 4)),
                  InetLiterals.inet4(octets(b, at + 8, 4)));
      default -> null;
    };
  }

  private static @Nullable Ancillary ofIpv6(ByteBuffer b, int type, int at, int octets) {
    return switch (type) {
      case InH.IPV6_HOPLIMIT -> octets < 4 ? null : new Ancillary.HopLimit(b.getInt(at));
      case InH.IPV6_TCLASS -> octets < 4 ? null : new Ancillary.TrafficClass(b.getInt(at));
      case InH.IPV6_PKTINFO -> octets < IN6_PKTINFO ? null : packetInfo(b, at);
      default -> null;
    };
  }

  private static Ancillary packetInfo(ByteBuffer b, int at) {
    Inet6Address destination = InetLiterals.unscoped(octets(b, at, 16));
    Inet6Address local = destination.isMulticastAddress() ? null : destination;
    return new Ancillary.PacketInfo(b.getInt(at + 16), local, destination);
  }

  private static Ancillary rights(ByteBuffer b, int at, int octets) {
    List<Descriptor> descriptors = new ArrayList<>();
    for (int i = 0; i + 4 <= octets; i += 4) {
      descriptors.add(Descriptor.own(b.getInt(at + i)));
    }
    return new Ancillary.Rights(descriptors);
  }

  private static Ancillary software(long seconds, long nanos) {
    return new Ancillary.Timestamp(
        Instant.ofEpochSecond(seconds, nanos), Ancillary.Timestamp.Source.SOFTWARE);
  }

  /** Software, unused, hardware: those that are not 0. */
  private static void addStamps(List<Ancillary> items, ByteBuffer b, int at) {
    for (int i = 0; i < STAMPS; i += 2 * TIME) {
      long seconds = b.getLong(at + i);
      long nanos = b.getLong(at + i + 8);
      if (seconds != 0 || nanos != 0) {
        items.add(
            new Ancillary.Timestamp(
                Instant.ofEpochSecond(seconds, nanos),
                i == 0
                    ? Ancillary.Timestamp.Source.SOFTWARE
                    : Ancillary.Timestamp.Source.HARDWARE));
      }
    }
  }

  private static byte[] octets(ByteBuffer b, int at, int count) {
    byte[] octets = new byte[count];
    b.get(at, octets);
    return octets;
  }

  /** Octets that the items take in a control buffer. */
  static int space(List<? extends Ancillary> items, AddressFamily family) {
    int space = 0;
    for (Ancillary item : items) {
      space += Cmsg.space(dataLength(item, family));
    }
    return space;
  }

  private static int dataLength(Ancillary item, AddressFamily family) {
    if (item instanceof Ancillary.Rights rights) {
      return 4 * rights.descriptors().size();
    }
    if (item instanceof Ancillary.Credentials) {
      return UCRED;
    }
    if (item instanceof Ancillary.PacketInfo info) {
      return isIpv6(info, family) ? IN6_PKTINFO : IN_PKTINFO;
    }
    if (item instanceof Ancillary.HopLimit || item instanceof Ancillary.TrafficClass) {
      return 4;
    }
    if (item instanceof Ancillary.Raw raw) {
      return raw.data().length;
    }
    throw new IllegalArgumentException(item + " is received only");
  }

  /** A mapped or IPv4 address says IPv4 also on a socket of INET6. */
  private static boolean isIpv6(Ancillary.PacketInfo info, AddressFamily family) {
    return info.local() == null
        ? family.equals(AddressFamily.INET6)
        : info.local() instanceof Inet6Address;
  }

  /**
   * Writes the items.
   *
   * @param entered gets the handle of each descriptor, entered, so that its number stays its own
   *     until {@link #leave}
   * @return octets written, as {@link #space} says
   */
  static int encode(
      List<? extends Ancillary> items,
      AddressFamily family,
      ByteBuffer b,
      int start,
      List<Handle> entered) {
    int at = start;
    for (Ancillary item : items) {
      int octets = dataLength(item, family);
      encode(item, family, b, at, octets, entered);
      at += Cmsg.space(octets);
    }
    return at - start;
  }

  /** Lets the numbers of descriptors go again. */
  static void leave(List<Handle> entered) {
    entered.forEach(Handle::leave);
    entered.clear();
  }

  private static void encode(
      Ancillary item,
      AddressFamily family,
      ByteBuffer b,
      int at,
      int octets,
      List<Handle> entered) {
    int data = at + Cmsg.HEADER;
    boolean six = family.equals(AddressFamily.INET6);
    if (item instanceof Ancillary.Rights rights) {
      Cmsg.put(b, at, SocketH.SOL_SOCKET, SocketH.SCM_RIGHTS, octets);
      for (Descriptor descriptor : rights.descriptors()) {
        int fd = descriptor.handle().enter();
        if (fd >= 0) {
          entered.add(descriptor.handle());
        }
        b.putInt(data, Math.max(fd, -1)); // the kernel says EBADF
        data += 4;
      }
    } else if (item instanceof Ancillary.Credentials credentials) {
      Cmsg.put(b, at, SocketH.SOL_SOCKET, SocketH.SCM_CREDENTIALS, octets);
      b.putInt(data, credentials.pid());
      b.putInt(data + 4, credentials.uid());
      b.putInt(data + 8, credentials.gid());
    } else if (item instanceof Ancillary.HopLimit limit) {
      int level = six ? InH.IPPROTO_IPV6 : InH.IPPROTO_IP;
      Cmsg.putInt(b, at, level, six ? InH.IPV6_HOPLIMIT : InH.IP_TTL, limit.value());
    } else if (item instanceof Ancillary.TrafficClass trafficClass) {
      int level = six ? InH.IPPROTO_IPV6 : InH.IPPROTO_IP;
      Cmsg.putInt(b, at, level, six ? InH.IPV6_TCLASS : InH.IP_TOS, trafficClass.value());
    } else if (item instanceof Ancillary.PacketInfo info) {
      encode(info, isIpv6(info, family), b, at, octets);
    } else if (item instanceof Ancillary.Raw raw) {
      Cmsg.put(b, at, raw.level(), raw.type(), octets);
      b.put(data, raw.data());
    }
  }

  private static void encode(
      Ancillary.PacketInfo info, boolean six, ByteBuffer b, int at, int octets) {
    int data = at + Cmsg.HEADER;
    InetAddress local = info.local();
    if (six) {
      Cmsg.put(b, at, InH.IPPROTO_IPV6, InH.IPV6_PKTINFO, octets);
      b.put(data, local == null ? new byte[16] : local.getAddress());
      b.putInt(data + 16, info.interfaceIndex());
    } else {
      Cmsg.put(b, at, InH.IPPROTO_IP, InH.IP_PKTINFO, octets);
      b.putInt(data, info.interfaceIndex());
      b.put(data + 4, local instanceof Inet4Address ? local.getAddress() : new byte[4]);
      b.putInt(data + 8, 0);
    }
  }

  /** Whether any item holds descriptors, which {@link #encode} enters. */
  static boolean hasRights(List<? extends Ancillary> items) {
    for (Ancillary item : items) {
      if (item instanceof Ancillary.Rights) {
        return true;
      }
    }
    return false;
  }
}
