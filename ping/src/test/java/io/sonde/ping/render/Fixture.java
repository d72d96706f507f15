// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.render;

import io.sonde.cli.StandardOutput;
import io.sonde.net.PathMtu;
import io.sonde.ping.config.Destination;
import io.sonde.ping.config.NodeQuery;
import io.sonde.ping.config.Output;
import io.sonde.ping.config.PingConfig;
import io.sonde.ping.config.Probe;
import io.sonde.ping.config.Schedule;
import io.sonde.ping.config.Sockets;
import io.sonde.ping.event.IcmpError;
import io.sonde.ping.event.Reply;
import io.sonde.ping.event.Started;
import io.sonde.ping.event.Stray;
import io.sonde.ping.event.Summary;
import io.sonde.probe.RoundTripClock.Clock;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.Octets;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run to render: every value can be changed before the first event. */
final class Fixture {
  static final long TIME = 1_795_339_282_442_686_000L;
  static final long MICRO = 1000;

  final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
  final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  final StandardOutput out = new StandardOutput("ping", stdout, stderr, false);

  String host = "192.0.2.1";
  String canonical = "192.0.2.1";
  boolean literal = true;
  IpAddress address = address("192.0.2.1");
  String zone = "";
  @Nullable IpAddress source;
  String device = "";
  boolean datagram = true;
  int flowLabel = -1;
  int packetLength = 84;
  boolean broadcast;
  boolean multicast;
  int size = Probe.DEFAULT_SIZE;
  Probe.@Nullable Sweep sweep;
  boolean findMtu;
  Octets pattern = Octets.EMPTY;
  int identifier = -1;
  @Nullable NodeQuery nodeQuery;
  boolean flood;
  String flags = "";

  /** Output flags by the letters of their options: j q v a D O n H 3 s. */
  Output output() {
    return new Output(
        has('j'), has('q'), has('v'), has('a'), has('D'), has('O'), has('n'), has('H'), has('3'),
        has('s'), false, "");
  }

  private boolean has(char flag) {
    return flags.indexOf(flag) >= 0;
  }

  PingConfig config() {
    return new PingConfig(
        new Destination(host, List.of(), false, null, false),
        new Schedule(
            3,
            flood ? 0 : Schedule.DEFAULT_INTERVAL,
            false,
            1,
            false,
            flood,
            false,
            0,
            Schedule.DEFAULT_LINGER,
            0,
            false,
            0),
        new Probe(
            size, sweep, findMtu, pattern, -1, 0, identifier, flowLabel, false, null, nodeQuery),
        new Sockets(
            List.of(),
            false,
            false,
            false,
            false,
            true,
            false,
            0,
            PathMtu.DEFAULT,
            0,
            Sockets.Choice.BEST,
            Sockets.Clock.KERNEL,
            false),
        output());
  }

  Started started() {
    return new Started(
        TIME,
        config(),
        canonical,
        literal,
        address,
        zone,
        source,
        source != null,
        device,
        datagram,
        4242,
        flowLabel,
        packetLength,
        broadcast,
        multicast);
  }

  void ipv6(String text) {
    host = text;
    canonical = text;
    address = address(text);
  }

  void named(String name) {
    host = name;
    canonical = name;
    literal = false;
  }

  Reply reply(long sequence, long roundTrip) {
    Reply reply = new Reply();
    reply.time = TIME + sequence * 1_000_000_000L;
    reply.sequence = sequence;
    reply.wireSequence = (int) sequence & 0xffff;
    reply.identifier = 4242;
    reply.fromHigh = address.high();
    reply.fromLow = address.low();
    reply.length = size + 8;
    reply.timeToLive = 63;
    reply.trafficClass = -1;
    reply.roundTrip = roundTrip;
    reply.clock = Clock.KERNEL;
    reply.wrongOffset = -1;
    reply.copy = 1;
    return reply;
  }

  IcmpError error(int type, int code) {
    IcmpError error = new IcmpError();
    error.time = TIME;
    error.family = address.family();
    error.sequence = 2;
    error.wireSequence = 2;
    IpAddress from = address(address.family() == IpFamily.IPV4 ? "198.51.100.1" : "2001:db8::9");
    error.fromHigh = from.high();
    error.fromLow = from.low();
    error.type = type;
    error.code = code;
    error.pointer = -1;
    error.counts = true;
    return error;
  }

  Stray stray(Stray.Kind kind) {
    Stray stray = new Stray();
    stray.time = TIME;
    stray.kind = kind;
    stray.fromHigh = address.high();
    stray.fromLow = address.low();
    stray.wireSequence = 7;
    stray.identifier = 99;
    stray.length = 64;
    stray.timeToLive = 63;
    stray.roundTrip = -1;
    return stray;
  }

  /** Figures of the statistics block in the contract. */
  static Figures figures() {
    return new Figures();
  }

  /** A summary to be: counts that are zero unless set. */
  static final class Figures {
    long transmitted = 3;
    long received = 2;
    long lost = 1;
    long pending;
    long duplicates;
    long late;
    long corrupted;
    long errors;
    long kernelDropped;
    long duration = 2_003_000_000L;
    long samples = -1;
    double[] roundTrips = {355_000, 677_000, 986_000, 249_000, 30_000};
    double[] percentiles = {351_000, 811_000, 970_000};
    double jitter = 120_000;
    double jitterRfc = 101_000;
    int pipe = 1;
    boolean rate;
    int pathMtu;
    String pathMtuFrom = "";
    boolean blackHole;
    int exitCode;

    Figures nothingReceived() {
      received = 0;
      lost = transmitted;
      Arrays.fill(roundTrips, Double.NaN);
      Arrays.fill(percentiles, Double.NaN);
      jitter = Double.NaN;
      jitterRfc = Double.NaN;
      exitCode = 1;
      return this;
    }

    Summary summary() {
      return new Summary(
          TIME,
          transmitted,
          received,
          lost,
          pending,
          duplicates,
          late,
          0,
          0,
          corrupted,
          0,
          errors,
          0,
          kernelDropped,
          duration,
          samples < 0 ? received : samples,
          roundTrips[0],
          roundTrips[1],
          roundTrips[2],
          roundTrips[3],
          roundTrips[4],
          percentiles[0],
          percentiles[1],
          percentiles[2],
          jitter,
          jitterRfc,
          0,
          1,
          1_000_000_000L,
          received,
          0,
          0,
          0,
          pipe,
          rate,
          pathMtu,
          pathMtuFrom,
          blackHole,
          exitCode,
          Summary.EndedBy.COUNT);
    }
  }

  /** Standard output so far. */
  String text() {
    out.flush();
    return stdout.toString(StandardCharsets.UTF_8);
  }

  /** Standard error so far. */
  String errorText() {
    return stderr.toString(StandardCharsets.UTF_8);
  }

  static IpAddress address(String text) {
    try {
      return IpAddress.of(InetAddress.getByName(text).getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
