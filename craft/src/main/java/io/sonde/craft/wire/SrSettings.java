// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

/**
 * How answers are waited for.
 *
 * @param send how the probes are sent
 * @param timeout nanoseconds for which an answer is waited for
 * @param retries how often a probe is sent again
 * @param multi whether more than one answer is wanted of each
 * @param listenFirst nanoseconds of listening before the first probe
 * @param held whether sockets hold the source ports of the probes, so that the host keeps silent
 */
public record SrSettings(
    SendSettings send, long timeout, int retries, boolean multi, long listenFirst, boolean held) {
  /** These by a way that was asked for. */
  public SrSettings by(Path path) {
    SendSettings other =
        new SendSettings(
            send.device(),
            path,
            send.rate(),
            send.duration(),
            send.statistics(),
            send.unbound(),
            send.eachPacket());
    return new SrSettings(other, timeout, retries, multi, listenFirst, held);
  }
}
