// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.echo;

import io.sonde.cli.Numbers;
import io.sonde.cli.UsageException;
import io.sonde.socket.SocketAddr;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A place to answer at, as typed: {@code tcp:7}, {@code udp:192.0.2.1@7}, {@code unix:/run/x},
 * {@code unixgram:@name}, {@code seqpacket:x}, {@code icmp}.
 *
 * @param kind what socket
 * @param host address literal to bind; empty: every address of both families
 * @param port 0: the kernel chooses
 * @param path of a local socket, or {@code @} and an abstract name; empty on others
 */
record EchoEndpoint(Kind kind, String host, int port, String path) {
  private static final String FORMS =
      "expected tcp:PORT, udp:ADDRESS@PORT, unix:PATH, unixgram:PATH, seqpacket:@NAME or icmp";

  /** Kinds of sockets. */
  enum Kind {
    TCP,
    UDP,
    UNIX,
    UNIXGRAM,
    SEQPACKET,
    ICMP;

    /** The word of the command line. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean isLocal() {
      return this == UNIX || this == UNIXGRAM || this == SEQPACKET;
    }
  }

  /** Reads an endpoint. */
  static EchoEndpoint of(String text) {
    int colon = text.indexOf(':');
    String word = colon < 0 ? text : text.substring(0, colon);
    String rest = colon < 0 ? "" : text.substring(colon + 1);
    for (Kind kind : Kind.values()) {
      if (kind.word().equals(word)) {
        return of(kind, text, rest);
      }
    }
    throw mistake(text, FORMS);
  }

  private static EchoEndpoint of(Kind kind, String text, String rest) {
    if (kind == Kind.ICMP) {
      if (!rest.isEmpty()) {
        throw mistake(text, "icmp has neither address nor port");
      }
      return new EchoEndpoint(kind, "", 0, "");
    }
    if (kind.isLocal()) {
      String name = rest.startsWith("@") ? rest.substring(1) : rest;
      int octets = name.getBytes(StandardCharsets.UTF_8).length;
      if (octets == 0 || octets > 107) {
        throw mistake(text, "expected a path or @NAME of 1 to 107 octets");
      }
      return new EchoEndpoint(kind, "", 0, rest);
    }
    int at = rest.lastIndexOf('@');
    String host = at < 0 ? "" : rest.substring(0, at);
    int port = (int) Numbers.whole(text, rest.substring(at + 1), 0, 0xffff);
    EchoEndpoint endpoint = new EchoEndpoint(kind, host, port, "");
    if (at >= 0) {
      endpoint.address(port);
    }
    return endpoint;
  }

  private static UsageException mistake(String text, String expected) {
    return new UsageException((text.isEmpty() ? "\"\"" : text) + ": " + expected);
  }

  /** The address to bind, where there is one. */
  SocketAddr address(int boundPort) {
    if (kind.isLocal()) {
      return path.startsWith("@")
          ? SocketAddr.unixAbstract(path.substring(1))
          : SocketAddr.unix(path);
    }
    try {
      return host.indexOf(':') >= 0
          ? SocketAddr.inet6(host, boundPort)
          : SocketAddr.inet4(host, boundPort);
    } catch (IllegalArgumentException e) {
      throw mistake(kind.word() + ":" + host + "@" + port, String.valueOf(e.getMessage()));
    }
  }

  /** Whether it has a file that is ours to remove. */
  @Nullable String file() {
    return kind.isLocal() && !path.startsWith("@") ? path : null;
  }

  /** With the port that the kernel chose. */
  EchoEndpoint at(int boundPort) {
    return new EchoEndpoint(kind, host, boundPort, path);
  }

  @Override
  public String toString() {
    if (kind == Kind.ICMP) {
      return kind.word();
    }
    if (kind.isLocal()) {
      return kind.word() + ":" + path;
    }
    return kind.word() + ":" + (host.isEmpty() ? "" : host + "@") + port;
  }
}
