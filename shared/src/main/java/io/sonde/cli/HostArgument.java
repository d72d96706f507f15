// SPDX-License-Identifier: Apache-2.0
package io.sonde.cli;

import io.sonde.wire.IpAddress;
import java.net.IDN;
import org.jspecify.annotations.Nullable;

/**
 * A host as typed: an address, perhaps with a zone, or a name.
 *
 * @param text as typed
 * @param address null: it is a name
 * @param zone device name or number behind the percent sign of an IPv6 address (RFC 4007 section
 *     11); empty: none
 * @param name what to ask the resolver for, in ASCII; empty for an address
 */
public record HostArgument(String text, @Nullable IpAddress address, String zone, String name) {
  /**
   * Reads a host. IPv4 addresses may have any form of inet_aton(3), as getaddrinfo(3) takes them:
   * {@code 127.1}, {@code 0x7f000001}. Whatever is no address is a name; only a name with other
   * than ASCII characters is looked at, and turned into its ASCII form by the rules of IDNA 2003
   * (RFC 3490), which are what the JDK has: {@code ß} becomes {@code ss}.
   *
   * @throws UsageException if the text is empty, or no ASCII form of the name exists
   */
  public static HostArgument parse(String text) {
    if (text.isEmpty()) {
      throw new UsageException("\"\": not a host; a name or an address");
    }
    IpAddress address = AddressLiteral.ipv4(text);
    String zone = "";
    if (address == null && text.indexOf(':') >= 0) {
      int percent = text.indexOf('%');
      if (percent < 0) {
        address = AddressLiteral.ipv6(text);
      } else if (percent + 1 < text.length()) {
        zone = text.substring(percent + 1);
        address = AddressLiteral.ipv6(text.substring(0, percent));
      }
    }
    if (address != null) {
      return new HostArgument(text, address, zone, "");
    }
    return new HostArgument(text, null, "", isAscii(text) ? text : toAscii(text));
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static String toAscii(String text) {
    try {
      return IDN.toASCII(text, IDN.ALLOW_UNASSIGNED);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      // The JDK's decoder runs past the end of some names (a lone surrogate at the end for one).
      throw new UsageException(text + ": not a host name; it has no ASCII form (IDNA)");
    }
  }
}
