// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.Block;
import io.sonde.linux.Libc;
import io.sonde.linux.Netdb;
import io.sonde.linux.Sockaddr;
import io.sonde.linux.SocketH;
import io.sonde.net.Resolver;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.lang.ref.Reference;
import java.net.IDN;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The C library's resolver: hosts file, DNS and whatever nsswitch.conf(5) names, in its order, with
 * all its forms of numeric addresses. Any thread may ask. Names beyond ASCII are asked for by their
 * IDNA form (RFC 3490).
 */
public final class SystemResolver implements Resolver {
  private static final int ADDRINFO = 48;

  /** Asks anew at each call. */
  public SystemResolver() {}

  @Override
  public Resolved resolve(String name, @Nullable IpFamily family) throws IOException {
    Block node = Block.string(ascii(name));
    Block hints = Block.allocate(ADDRINFO);
    hints.bytes.putInt(0, Netdb.AI_CANONNAME);
    hints.bytes.putInt(4, number(family));
    hints.bytes.putInt(8, SocketH.SOCK_DGRAM); // one entry an address, not one a type
    Block result = Block.allocate(8);
    int error = Libc.getaddrinfo(node.address, 0, hints.address, result.address);
    Reference.reachabilityFence(node);
    Reference.reachabilityFence(hints);
    if (error != 0) {
      throw new UnknownHostException(name + ": " + text(error));
    }
    long list = result.bytes.getLong(0);
    Reference.reachabilityFence(result);
    try {
      return read(name, list);
    } finally {
      Libc.freeaddrinfo(list);
    }
  }

  private static Resolved read(String name, long list) throws IOException {
    String canonical = "";
    List<IpAddress> addresses = new ArrayList<>();
    for (long entry = list; entry != 0; entry = Block.at(entry, ADDRINFO).getLong(40)) {
      ByteBuffer b = Block.at(entry, ADDRINFO);
      long canonicalName = b.getLong(32);
      if (canonicalName != 0 && canonical.isEmpty()) {
        canonical = IDN.toUnicode(Block.stringAt(canonicalName, Netdb.NI_MAXHOST));
      }
      IpAddress address = address(b.getLong(24), b.getInt(16));
      if (address != null && !addresses.contains(address)) {
        addresses.add(address);
      }
    }
    if (addresses.isEmpty()) {
      throw new UnknownHostException(name + ": " + text(Netdb.EAI_NODATA));
    }
    return new Resolved(canonical.isEmpty() ? name : canonical, List.copyOf(addresses));
  }

  private static @Nullable IpAddress address(long at, int length) {
    if (at == 0 || length < Sockaddr.IN) {
      return null;
    }
    ByteBuffer b = Block.at(at, length);
    return switch (Sockaddr.family(b, 0)) {
      case SocketH.AF_INET -> IpAddress.ofIpv4(Sockaddr.ipv4(b, 0));
      case SocketH.AF_INET6 ->
          length < Sockaddr.IN6
              ? null
              : new IpAddress(IpFamily.IPV6, Sockaddr.ipv6High(b, 0), Sockaddr.ipv6Low(b, 0));
      default -> null;
    };
  }

  @Override
  public @Nullable String reverse(IpAddress address) {
    Block name = Block.allocate(Sockaddr.IN6);
    int length = SocketSetup.put(name, address, 0, 0);
    Block host = Block.allocate(Netdb.NI_MAXHOST);
    int error =
        Libc.getnameinfo(name.address, length, host.address, Netdb.NI_MAXHOST, Netdb.NI_NAMEREQD);
    Reference.reachabilityFence(name);
    return error == 0 ? IDN.toUnicode(host.stringAt(0)) : null;
  }

  private static int number(@Nullable IpFamily family) {
    if (family == null) {
      return SocketH.AF_UNSPEC;
    }
    return family == IpFamily.IPV4 ? SocketH.AF_INET : SocketH.AF_INET6;
  }

  private static String ascii(String name) throws IOException {
    if (name.indexOf('\0') >= 0) {
      throw new UnknownHostException(text(Netdb.EAI_NONAME));
    }
    if (name.chars().allMatch(c -> c < 128)) {
      return name;
    }
    try {
      return IDN.toASCII(name, IDN.ALLOW_UNASSIGNED);
    } catch (IllegalArgumentException e) {
      throw new UnknownHostException(name + ": " + text(Netdb.EAI_IDN_ENCODE));
    }
  }

  /** gai_strerror(3), in English whatever the locale. */
  private static String text(int error) {
    return switch (error) {
      case Netdb.EAI_NONAME -> "Name or service not known";
      case Netdb.EAI_AGAIN -> "Temporary failure in name resolution";
      case Netdb.EAI_FAIL -> "Non-recoverable failure in name resolution";
      case Netdb.EAI_NODATA -> "No address associated with hostname";
      case Netdb.EAI_FAMILY -> "ai_family not supported";
      case Netdb.EAI_ADDRFAMILY -> "Address family for hostname not supported";
      case Netdb.EAI_MEMORY -> "Memory allocation failure";
      case Netdb.EAI_SYSTEM -> "System error";
      case Netdb.EAI_IDN_ENCODE -> "Parameter string not correctly encoded";
      default -> "Name resolution failed (" + error + ")";
    };
  }
}
