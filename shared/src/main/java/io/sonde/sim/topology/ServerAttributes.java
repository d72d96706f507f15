// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim.topology;

import io.sonde.sim.Fault;
import io.sonde.sim.Server;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/** What can be said about a server. */
final class ServerAttributes {
  private static final int LAST_PORT = 65_535;
  private static final int MOST_COPIES = 100;
  private static final int DEFAULT_INTERVAL = 10;

  static final List<Attribute<Server>> ALL =
      List.of(
          Attribute.<Server>of(
                  "prefix",
                  "CIDR",
                  "Answers for every address of a prefix that is nobody's own.",
                  "server t 203.0.113.9 prefix=203.0.113.0/24",
                  value -> {
                    Prefix prefix = value.prefix("prefix");
                    return server -> server.prefix(prefix.address(), prefix.length());
                  })
              .repeated(),
          Attribute.of(
              "tcp-open",
              "PORTS",
              "TCP ports that answer SYN by SYN-ACK, such as `80,443,8000-8010`.",
              "server t 203.0.113.9 tcp-open=80,443",
              value -> {
                int[] ports = ports(value);
                return server -> server.tcpOpen(ports);
              }),
          Attribute.of(
              "udp-open",
              "PORTS",
              "UDP ports that send data back.",
              "server t 203.0.113.9 udp-open=7",
              value -> {
                int[] ports = ports(value);
                return server -> server.udpOpen(ports);
              }),
          Attribute.of(
              "rest",
              "closed|filtered",
              "What other ports and unknown protocols do: refuse (the default) or swallow.",
              "server t 203.0.113.9 tcp-open=443 rest=filtered",
              value -> {
                boolean filtered = value.choice("rest", "closed", "filtered") == 1;
                return server -> server.filtered(filtered);
              }),
          Attribute.of(
              "echo",
              "on|off",
              "Whether echo requests are answered; on unless said.",
              "server t 203.0.113.9 echo=off",
              value -> {
                boolean on = value.choice("echo", "on", "off") == 0;
                return server -> server.echo(on);
              }),
          Attribute.of(
              "ttl",
              "N",
              "TTL or hop limit that its packets leave with, 1 … 255; 64 unless said.",
              "server t 203.0.113.9 ttl=128",
              value -> {
                int ttl = value.whole("ttl", 1, 255);
                return server -> server.ttl(ttl);
              }),
          Attribute.of(
              "timestamp",
              "on|off",
              "Whether ICMP timestamp requests (type 13) are answered; off unless said.",
              "server t 203.0.113.9 timestamp=on",
              value -> {
                boolean on = value.choice("timestamp", "on", "off") == 0;
                return server -> server.timestamp(on);
              }),
          Attribute.of(
              "answers-ttl-exceeded",
              "[=on|off]",
              "Answers everything by time exceeded, from its own address.",
              "server t 203.0.113.9 answers-ttl-exceeded",
              value -> {
                boolean on = RouterAttributes.isOn("answers-ttl-exceeded", value);
                return server -> server.answersTimeExceeded(on);
              }),
          Attribute.of(
              "duplicate",
              "N",
              "Sends each answer so many times more.",
              "server t 203.0.113.9 duplicate=2",
              value -> {
                int copies = value.whole("duplicate", 0, MOST_COPIES);
                return server -> {
                  server.healthy();
                  if (copies > 0) {
                    server.fault(Fault.duplicate(copies));
                  }
                };
              }),
          Attribute.of(
              "igmp",
              "querier:VERSION[:SECONDS]|none",
              "Asks on its links for multicast groups, in IGMP 1, 2 or 3: every 10 seconds unless"
                  + " said, and after a leave.",
              "server t 203.0.113.9 igmp=querier:3",
              ServerAttributes::querier));

  private ServerAttributes() {}

  private static Consumer<Server> querier(Word value) throws WordException {
    if (value.text().equals("none")) {
      return server -> server.querier(0, DEFAULT_INTERVAL);
    }
    List<Word> parts = value.split(':');
    if (parts.size() < 2 || parts.size() > 3 || !parts.get(0).text().equals("querier")) {
      throw value.expected("igmp", "querier:1, querier:2 or querier:3, seconds behind it or not");
    }
    int version = parts.get(1).whole("IGMP version", 1, 3);
    int interval =
        parts.size() == 2 ? DEFAULT_INTERVAL : parts.get(2).whole("interval in seconds", 1, 127);
    return server -> server.querier(version, interval);
  }

  private static int[] ports(Word value) throws WordException {
    BitSet ports = new BitSet();
    for (Word word : value.split(',')) {
      List<Word> ends = word.split('-');
      if (ends.size() > 2) {
        throw word.expected("ports", "a port or two with a dash, such as 80 or 8000-8010");
      }
      int first = ends.get(0).whole("port", 0, LAST_PORT);
      int last = ends.get(ends.size() - 1).whole("port", 0, LAST_PORT);
      if (last < first) {
        throw word.expected("ports", "the lower port first");
      }
      ports.set(first, last + 1);
    }
    return ports.stream().toArray();
  }
}
