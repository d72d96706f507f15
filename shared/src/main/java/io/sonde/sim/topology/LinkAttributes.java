// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim.topology;

import io.sonde.sim.LinkDirection;
import java.util.List;
import java.util.function.Consumer;

/** What can be said about a direction of a link. */
final class LinkAttributes {
  private static final int LEAST_MTU = 68; // RFC 791
  private static final int MOST_MTU = 65_575;

  static final List<Attribute<LinkDirection>> ALL =
      List.of(
          Attribute.of(
              "jitter",
              "TIME",
              "Adds a delay drawn evenly from 0 to this; packets keep their order.",
              "link r1 r2 5ms jitter=2ms",
              value -> {
                long jitter = value.duration("jitter");
                return way -> way.jitter(jitter);
              }),
          Attribute.of(
              "loss",
              "PERCENT",
              "Share of packets that vanish.",
              "link r1 r2 5ms loss=10%",
              value -> {
                double loss = value.percent("loss");
                return way -> way.loss(loss);
              }),
          Attribute.of(
              "duplicate",
              "PERCENT",
              "Share of packets that arrive twice.",
              "link r1 r2 5ms duplicate=10%",
              value -> {
                double duplicate = value.percent("duplicate");
                return way -> way.duplicate(duplicate);
              }),
          Attribute.of(
              "reorder",
              "PERCENT:DELAY",
              "Share of packets that are held back by so much, so that later ones overtake.",
              "link r1 r2 5ms reorder=10%:20ms",
              value -> {
                List<Word> parts = value.split(':');
                if (parts.size() != 2) {
                  throw value.expected("reorder", "PERCENT:DELAY, such as 10%:20ms");
                }
                double share = parts.get(0).percent("reorder");
                long delay = parts.get(1).duration("reorder");
                return way -> way.reorder(share, delay);
              }),
          Attribute.of(
              "corrupt",
              "PERCENT",
              "Share of packets of which one bit, anywhere, is flipped.",
              "link r1 r2 5ms corrupt=10%",
              value -> {
                double corrupt = value.percent("corrupt");
                return way -> way.corrupt(corrupt);
              }),
          Attribute.of(
              "rate",
              "BITS",
              "Bits a second, such as `64k`, `10M` or `1G`; 0, as without it, is no limit.",
              "link r1 r2 5ms rate=1M",
              value -> {
                long rate = value.bitRate("rate");
                return way -> way.rate(rate);
              }),
          Attribute.of(
              "queue",
              "N",
              "Packets that may wait for `rate`, more are dropped; 1000 unless said.",
              "link r1 r2 5ms rate=1M queue=10",
              value -> {
                int queue = value.whole("queue", 0, 1_000_000);
                return way -> way.queue(queue);
              }),
          Attribute.of(
              "mtu",
              "N[,blackhole]",
              "Longest packet, 68 … 65575; 1500 unless said. The router before it reports longer ones"
                  + " that must not be fragmented; as a black hole it swallows them.",
              "link r1 r2 5ms mtu=1400",
              LinkAttributes::mtu),
          Attribute.of(
              "down",
              "",
              "Broken: no path leads over it.",
              "link r1 r2 5ms down",
              value -> way -> way.down(true)),
          Attribute.of(
              "up",
              "",
              "In order again.",
              "change after=5s link r1 r2 up",
              value -> way -> way.down(false)));

  private LinkAttributes() {}

  private static Consumer<LinkDirection> mtu(Word value) throws WordException {
    List<Word> parts = value.split(',');
    int mtu = parts.get(0).whole("mtu", LEAST_MTU, MOST_MTU);
    if (parts.size() > 2) {
      throw value.expected("mtu", "N or N,blackhole");
    }
    boolean silent = parts.size() == 2 && parts.get(1).choice("mtu", "blackhole") == 0;
    return way -> way.mtu(mtu).blackHole(silent);
  }
}
