// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.ErrnoH;
import io.sonde.net.PacketBatch;
import io.sonde.socket.Errno;
import io.sonde.socket.SystemCallException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Failed calls as exceptions with a way out. */
final class Failure {
  private static final Path PING_GROUP_RANGE = Path.of("/proc/sys/net/ipv4/ping_group_range");

  private Failure() {}

  /** The result, unless it is −errno. */
  static int check(int result, String call, String target) throws SystemCallException {
    return check(result, call, target, "");
  }

  static int check(int result, String call, String target, String hint) throws SystemCallException {
    if (result < 0) {
      throw of(result, call, target, hint);
    }
    return result;
  }

  static SystemCallException of(long result, String call, String target, String hint) {
    return new SystemCallException(call, target, new Errno((int) -result), hint);
  }

  /** What an error number of one packet is to the engine; EMSGSIZE is not asked for here. */
  static int outcome(int errno) {
    return switch (errno) {
      case ErrnoH.ENETUNREACH,
          ErrnoH.EHOSTUNREACH,
          ErrnoH.EHOSTDOWN,
          ErrnoH.ENETDOWN,
          ErrnoH.EADDRNOTAVAIL ->
          PacketBatch.NO_ROUTE;
      case ErrnoH.EPERM, ErrnoH.EACCES -> PacketBatch.NOT_PERMITTED;
      case ErrnoH.ENOBUFS, ErrnoH.ENOMEM, ErrnoH.EMFILE, ErrnoH.ENFILE -> PacketBatch.NO_BUFFERS;
      default -> PacketBatch.OTHER;
    };
  }

  /** Both ways to a socket for ICMP, with what the host says now. */
  static String icmpPrivilege() {
    return "net.ipv4.ping_group_range is \""
        + pingGroupRange()
        + "\": as root run sysctl -w net.ipv4.ping_group_range=\"0 2147483647\", or "
        + rawPrivilege();
  }

  /** The way to a raw socket. */
  static String rawPrivilege() {
    return "grant CAP_NET_RAW: setpriv --reuid USER --regid GROUP --clear-groups"
        + " --inh-caps=-all,+net_raw --ambient-caps=-all,+net_raw COMMAND";
  }

  private static String pingGroupRange() {
    try (InputStream in = Files.newInputStream(PING_GROUP_RANGE)) {
      byte[] text = new byte[64]; // in one read: the kernel gives nothing more to a second one
      int length = Math.max(in.read(text), 0);
      return new String(text, 0, length, StandardCharsets.US_ASCII).strip().replaceAll("\\s+", " ");
    } catch (IOException e) {
      return "unreadable";
    }
  }
}
