// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import io.sonde.cli.AddressLiteral;
import io.sonde.linux.Block;
import io.sonde.linux.Libc;
import io.sonde.wire.IpAddress;
import java.lang.ref.Reference;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Internet addresses between text, octets and the JDK's classes, without any look-up of names. */
final class InetLiterals {
  private InetLiterals() {}

  static Inet4Address inet4(String literal) {
    String text =
        switch (literal) {
          case "" -> "0.0.0.0";
          case "<broadcast>" -> "255.255.255.255";
          default -> literal;
        };
    return inet4(octets("an IPv4", text, AddressLiteral.dottedQuad(text)));
  }

  static Inet6Address inet6(String literal) {
    String text = literal.isEmpty() ? "::" : literal;
    return unscoped(octets("an IPv6", text, AddressLiteral.ipv6(text)));
  }

  private static byte[] octets(String what, String text, @Nullable IpAddress address) {
    if (address == null) {
      throw new IllegalArgumentException('"' + text + "\" is not " + what + " address");
    }
    return address.toByteArray();
  }

  /** The index of an interface by its number or its name. */
  static int zone(String zone) {
    if (!zone.isEmpty() && zone.length() <= 9 && zone.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Integer.parseInt(zone);
    }
    Block name = Block.string(zone);
    int index = Libc.ifNameToIndex(name.address);
    Reference.reachabilityFence(name);
    if (index < 0) {
      throw new IllegalArgumentException("no interface is called \"" + zone + '"');
    }
    return index;
  }

  static Inet4Address inet4(byte[] four) {
    try {
      return (Inet4Address) InetAddress.getByAddress(four);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** InetAddress.getByAddress would make an Inet4Address of a mapped one. */
  static Inet6Address unscoped(byte[] sixteen) {
    try {
      return Inet6Address.getByAddress(null, sixteen, -1);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The form of RFC 5952. */
  static String shortest(InetAddress address) {
    return IpAddress.of(address.getAddress()).toString();
  }
}
