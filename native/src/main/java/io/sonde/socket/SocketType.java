// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import io.sonde.linux.SocketH;

/**
 * The way a socket carries data, socket(2).
 *
 * @param value the kernel's number, as in {@code SOCK_STREAM} = 1. Every descriptor of this library
 *     is close-on-exec, and {@link Socket#setBlocking} says whether calls wait, so the bits {@code
 *     SOCK_CLOEXEC} and {@code SOCK_NONBLOCK} are refused with an IllegalArgumentException.
 */
public record SocketType(int value) {
  /** A stream of octets: TCP, unix(7). */
  public static final SocketType STREAM = new SocketType(SocketH.SOCK_STREAM);

  /** Datagrams: UDP, ping sockets, unix(7), packet(7) without link header. */
  public static final SocketType DGRAM = new SocketType(SocketH.SOCK_DGRAM);

  /** Packets of a protocol, raw(7), or frames, packet(7). */
  public static final SocketType RAW = new SocketType(SocketH.SOCK_RAW);

  /** Reliable datagrams without order; no common family has them. */
  public static final SocketType RDM = new SocketType(SocketH.SOCK_RDM);

  /** Records in order over a connection, unix(7). */
  public static final SocketType SEQPACKET = new SocketType(SocketH.SOCK_SEQPACKET);

  /** Refuses the bits that are not part of a type. */
  public SocketType {
    if ((value & (SocketH.SOCK_NONBLOCK | SocketH.SOCK_CLOEXEC)) != 0) {
      throw new IllegalArgumentException(
          "type 0x" + Integer.toHexString(value) + " must not hold SOCK_NONBLOCK or SOCK_CLOEXEC");
    }
  }

  /** Whether data has no boundaries, so that 0 octets received are the end. */
  boolean isStream() {
    return value == SocketH.SOCK_STREAM;
  }

  /** Its C name without {@code SOCK_}; the number when it has no constant here. */
  @Override
  public String toString() {
    return switch (value) {
      case SocketH.SOCK_STREAM -> "STREAM";
      case SocketH.SOCK_DGRAM -> "DGRAM";
      case SocketH.SOCK_RAW -> "RAW";
      case SocketH.SOCK_RDM -> "RDM";
      case SocketH.SOCK_SEQPACKET -> "SEQPACKET";
      default -> Integer.toString(value);
    };
  }
}
