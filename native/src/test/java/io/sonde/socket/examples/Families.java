// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static io.sonde.socket.AddressFamily.INET;
import static io.sonde.socket.AddressFamily.INET6;
import static io.sonde.socket.AddressFamily.UNIX;

import io.sonde.socket.AddressFamily;

/** AF_UNIX, AF_INET, AF_INET6 and others by number. */
final class Families {
  private Families() {}

  static String run() throws Exception {
    // begin
    AddressFamily can = new AddressFamily(29); // a number that has no name here
    return UNIX.value() + " " + INET.value() + " " + INET6 + " " + can.value();
    // end
  }
}
