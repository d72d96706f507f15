// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

/** b.decode() and s.encode(). */
final class Text {
  private Text() {}

  static String run() throws Exception {
    // begin
    byte[] octets = "größer".getBytes(UTF_8); // s.encode()
    String text = new String(octets, UTF_8); // b.decode()
    // end
    return octets.length + " " + text;
  }
}
