// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.script;

import io.sonde.craft.build.PacketBuilder;
import io.sonde.craft.dissect.Dissection;
import io.sonde.craft.language.Draws;
import io.sonde.craft.language.PacketPattern;
import io.sonde.craft.language.PacketRun;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.spec.LayerSpecs;
import io.sonde.craft.wire.Addressing;
import io.sonde.craft.wire.Counts;
import io.sonde.craft.wire.Courier;
import io.sonde.craft.wire.ForbiddenException;
import io.sonde.craft.wire.HeldPorts;
import io.sonde.craft.wire.IpPacket;
import io.sonde.craft.wire.Rate;
import io.sonde.craft.wire.SendSettings;
import io.sonde.craft.wire.UnsendableException;
import io.sonde.craft.wire.WirePorts;
import io.sonde.net.Network;
import io.sonde.net.PacketBatch;
import io.sonde.pcap.CaptureInterface;
import io.sonde.pcap.CaptureRecord;
import io.sonde.pcap.LinkType;
import io.sonde.wire.IpProtocol;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/**
 * Packets of a script on their way to the wire. Before the first leaves by a device, the device is
 * listened to; the host keeps silent at the source ports of TCP that are its own.
 */
final class WirePosting implements Posting, Closeable {
  private final WirePorts ports;
  private final Network network;
  private final Ears ears;
  private final ScriptListener listener;
  private final boolean unbound;
  private final boolean traces;
  private final Draws draws;
  private final PacketBuilder builder = new PacketBuilder();
  private final CaptureRecord record = new CaptureRecord();
  private final IpPacket packet = new IpPacket();
  private final HeldPorts held;
  private Courier courier;
  private Addressing addressing;
  private long number;
  private long sent;
  private long lastSent = Long.MIN_VALUE;
  private String trouble = "";

  /**
   * @param unbound whether the user says that the network is his
   * @param seed of everything random
   */
  WirePosting(
      WirePorts ports,
      Network network,
      Ears ears,
      ScriptListener listener,
      boolean unbound,
      boolean traces,
      long seed)
      throws IOException {
    this.ports = ports;
    this.network = network;
    this.ears = ears;
    this.listener = listener;
    this.unbound = unbound;
    this.traces = traces;
    draws = new Draws(seed);
    held = new HeldPorts(ports.sourcePorts(), Set.of(IpProtocol.TCP), listener::note);
    courier = courier("");
    addressing = new Addressing(courier.ways());
  }

  private Courier courier(String device) throws IOException {
    SendSettings settings =
        new SendSettings(device, null, Rate.FREE, Long.MAX_VALUE, Long.MAX_VALUE, unbound, false);
    return new Courier(settings, ports, network, ears::listen);
  }

  @Override
  public void device(String name) throws IOException {
    courier = courier(name);
    addressing = new Addressing(courier.ways());
  }

  @Override
  public long send(List<PacketPattern> patterns) throws IOException {
    Addressing.frame(patterns);
    long refused = 0;
    PacketRun run = new PacketRun(patterns, 1, draws);
    while (run.next()) {
      number++;
      try {
        int outcome = send(run);
        if (outcome == PacketBatch.SENT) {
          sent++;
        } else {
          trouble = Counts.words(outcome);
          refused++;
        }
      } catch (ForbiddenException e) {
        throw e;
      } catch (UnsendableException e) {
        trouble = String.valueOf(e.getMessage());
        refused++;
      }
    }
    return refused;
  }

  private int send(PacketRun run) throws IOException {
    addressing.before(run.draft(), builder.origin());
    PacketLayout built = builder.build(run.draft(), number);
    if (addressing.after(built)) {
      built = builder.build(run.draft(), number);
    }
    int type =
        switch (run.first().name()) {
          case "ip" -> LinkType.IPV4;
          case "ip6" -> LinkType.IPV6;
          default -> LayerSpecs.linkType(run.first());
        };
    ByteBuffer octets = ByteBuffer.wrap(built.octets, 0, built.to);
    record.set(CaptureInterface.of(type), network.time().epochNanos(), built.to, octets);
    prepare();
    if (traces) {
      trace(built, type);
    }
    lastSent = network.time().epochNanos();
    return courier.send(record);
  }

  private void trace(PacketLayout built, int type) {
    byte[] copy = new byte[built.to];
    System.arraycopy(built.octets, 0, copy, 0, copy.length);
    Dissection dissection = new Dissection();
    dissection.read(copy, 0, copy.length, copy.length, type);
    listener.sent(new Heard(dissection, type, record.time(), ears.statement()));
  }

  /** Listens, and silences the host, before the packet in the record leaves. */
  private void prepare() throws IOException {
    packet.read(record);
    String device = courier.ways().asked();
    if (packet.isIp() && device.isEmpty()) {
      device = courier.ways().toward(packet.destination()).device();
    }
    if (device.isEmpty()) {
      return;
    }
    ears.open(device);
    if (courier.ways().named(device).linkType() == io.sonde.net.LinkType.LOOPBACK) {
      ears.ignore(record);
    }
    held.hold(packet, courier.ways());
  }

  @Override
  public long lastSent() {
    return lastSent;
  }

  @Override
  public long sent() {
    return sent;
  }

  @Override
  public String trouble() {
    return trouble;
  }

  @Override
  public void close() throws IOException {
    held.close();
  }
}
