// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

/** Numbers of the packets that a channel's sockets have accepted: 0, 1, 2 …. */
final class SendNumbers {
  private long next;

  long take() {
    return next++;
  }
}
