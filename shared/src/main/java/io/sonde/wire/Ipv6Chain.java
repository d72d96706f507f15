// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The extension headers between an IPv6 header and the layer above, RFC 8200 section 4, read as far
 * as they can be. At most {@link #MAXIMUM_HEADERS} are walked.
 *
 * @param headers those that are whole
 * @param protocol number of what the last of them announces
 * @param end why the walk ended
 */
public record Ipv6Chain(List<Ipv6Extension> headers, int protocol, End end) {
  /** Headers walked before a chain counts as endless: each takes 8 octets of a packet. */
  public static final int MAXIMUM_HEADERS = 64;

  /** Why a walk ended. */
  public enum End {
    /** What follows is no extension header; see {@link IpProtocol#NO_NEXT_HEADER}. */
    REACHED(0),
    /** What follows is the middle or end of a fragmented packet. */
    LATER_FRAGMENT(1),
    /** The extension header that follows is cut off or cannot be walked. */
    TRUNCATED(2),
    /** More than {@link #MAXIMUM_HEADERS}. */
    TOO_MANY(3);

    private final long number;

    End(long number) {
      this.number = number;
    }
  }

  /** Keeps a copy of the list. */
  public Ipv6Chain {
    headers = List.copyOf(headers);
  }

  /**
   * Reads extension headers from the position of {@code in}, which moves behind the last whole one.
   *
   * @param nextHeader the IPv6 header's
   */
  public static Ipv6Chain parse(int nextHeader, ByteBuffer in) {
    List<Ipv6Extension> headers = new ArrayList<>();
    int next = nextHeader;
    while (Ipv6Extension.isWalked(next)) {
      if (headers.size() == MAXIMUM_HEADERS) {
        return new Ipv6Chain(headers, next, End.TOO_MANY);
      }
      Ipv6Extension header;
      try {
        header = Ipv6Extension.parse(next, in, true);
      } catch (MalformedPacketException e) {
        return new Ipv6Chain(headers, next, End.TRUNCATED);
      }
      headers.add(header);
      next = header.nextHeader();
      if (header instanceof Ipv6FragmentHeader fragment && fragment.fragmentOffset() != 0) {
        return new Ipv6Chain(headers, next, End.LATER_FRAGMENT);
      }
    }
    return new Ipv6Chain(headers, next, End.REACHED);
  }

  /** Whether a fragment header is among the headers. */
  public boolean isFragment() {
    return headers.stream().anyMatch(Ipv6FragmentHeader.class::isInstance);
  }

  /** The destination that a checksum covers: past every routing header (RFC 8200 section 8.1). */
  public IpAddress finalDestination(IpAddress destination) {
    IpAddress last = destination;
    for (Ipv6Extension header : headers) {
      if (header instanceof Ipv6RoutingHeader routing) {
        last = routing.finalDestination(last);
      }
    }
    return last;
  }

  /**
   * Walks without allocation; the answer is one number for {@link #end(long)}, {@link
   * #protocol(long)} and {@link #offset(long)}.
   *
   * @param nextHeader the IPv6 header's
   * @param offset index of the first octet behind the IPv6 header
   * @param limit index behind the last octet that may be read, at least {@code offset}
   */
  public static long walk(ByteBuffer buffer, int nextHeader, int offset, int limit) {
    int next = nextHeader;
    int at = offset;
    for (int i = 0; Ipv6Extension.isWalked(next); i++) {
      if (i == MAXIMUM_HEADERS) {
        return walked(End.TOO_MANY, next, at);
      }
      // no extension header is shorter than 8 octets
      int length = limit - at < 8 ? 8 : Ipv6Extension.lengthAt(buffer, at, next);
      boolean readable = next != IpProtocol.AH || length >= AuthenticationHeader.LENGTH;
      if (length > limit - at || !readable) {
        return walked(End.TRUNCATED, next, at);
      }
      boolean later =
          next == IpProtocol.FRAGMENT && Ipv6FragmentHeader.fragmentOffsetAt(buffer, at) != 0;
      next = BigEndian.octet(buffer, at);
      at += length;
      if (later) {
        return walked(End.LATER_FRAGMENT, next, at);
      }
    }
    return walked(End.REACHED, next, at);
  }

  /** Why a walk ended. */
  public static End end(long walk) {
    return switch ((int) (walk >>> 40)) {
      case 0 -> End.REACHED;
      case 1 -> End.LATER_FRAGMENT;
      case 2 -> End.TRUNCATED;
      default -> End.TOO_MANY;
    };
  }

  /** Number of what follows the last whole header of a walk. */
  public static int protocol(long walk) {
    return (int) (walk >>> 32) & 0xff;
  }

  /** Index behind the last whole header of a walk. */
  public static int offset(long walk) {
    return (int) walk;
  }

  private static long walked(End end, int protocol, int offset) {
    return end.number << 40 | (long) protocol << 32 | offset;
  }
}
