// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.config;

/**
 * Where the metrics of a run can be fetched, and what they are called.
 *
 * @param host name or address to listen on, without brackets; empty: every address of this host
 * @param port 1 … 65535; 0: any that is free
 * @param names family of names
 */
public record Exporting(String host, int port, Names names) {
  /** Wait for an answer unless given: a loss is to be counted while it is of interest. */
  public static final long DEFAULT_TIMEOUT = 2 * Schedule.SECOND;

  /** What the metrics are called. */
  public enum Names {
    /** Names of this suite. */
    SONDE,
    /** Those of the smokeping prober, where it has one. */
    SMOKEPING
  }

  /**
   * As on the command line: {@code 127.0.0.1:9374}, {@code [::1]:9374}, {@code :9374}.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static Exporting parse(String text, Names names) {
    int colon = text.lastIndexOf(':');
    boolean bracketed = text.startsWith("[") && colon > 0 && text.charAt(colon - 1) == ']';
    String host = colon < 0 ? "" : text.substring(0, colon);
    if (bracketed) {
      host = host.substring(1, host.length() - 1);
    }
    if (colon < 0 || (!bracketed && host.indexOf(':') >= 0) || host.indexOf('%') >= 0) {
      throw new IllegalArgumentException(
          "--exporter "
              + text
              + ": not ADDR:PORT; as in 127.0.0.1:9374, [::1]:9374, or :9374 for every address");
    }
    return new Exporting(host, port(text, text.substring(colon + 1)), names);
  }

  private static int port(String all, String text) {
    boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    int port = digits && text.length() <= 5 ? Integer.parseInt(text) : -1;
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("--exporter " + all + ": the port is not 0 to 65535");
    }
    return port;
  }
}
