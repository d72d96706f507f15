// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import io.sonde.net.Device;
import io.sonde.net.LinkType;
import io.sonde.pcap.CaptureRecord;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends each packet by its way, if it may be sent. */
final class Dispatch {
  /** No link carries less (RFC 791 section 3.2 asks every host to take so much). */
  private static final int ALWAYS_FITS = 576;

  private final SendSettings settings;
  private final Ways ways;
  private final Transmitter transmitter;
  private final Guard guard;
  private final IpPacket packet = new IpPacket();
  private final Map<PathChoice, PathChoice> warnings = new HashMap<>();
  private final @Nullable Departure departure;
  private final @Nullable Sockets sockets;
  private boolean metPublic;

  Dispatch(SendSettings settings, Ways ways, Transmitter transmitter) {
    this(settings, ways, transmitter, null, null);
  }

  /**
   * Sends packets.
   *
   * @param departure told before each packet; null: nobody is
   * @param sockets by which all leave; null: by none of them
   */
  Dispatch(
      SendSettings settings,
      Ways ways,
      Transmitter transmitter,
      @Nullable Departure departure,
      @Nullable Sockets sockets) {
    this.departure = departure;
    this.sockets = sockets;
    this.settings = settings;
    this.ways = ways;
    this.transmitter = transmitter;
    Rate rate = settings.rate();
    guard =
        new Guard(settings.unbound(), rate.kind() == Rate.Kind.FLOOD, rate.perSecond(ALWAYS_FITS));
  }

  Transmitter transmitter() {
    return transmitter;
  }

  /** The packet that was sent last, as it was read. */
  IpPacket packet() {
    return packet;
  }

  /** Whether a destination was public, the guard having let it pass by default. */
  boolean metPublic() {
    return metPublic;
  }

  /**
   * Sends a packet.
   *
   * @param tag what the transmitter's receipt will say
   * @throws UnsendableException if it cannot be sent
   * @throws ForbiddenException if it may not
   */
  PathChoice send(CaptureRecord record, long tag) throws IOException {
    packet.read(record);
    if (packet.isIp()) {
      guard();
    }
    return packet.isFrame() ? frame(tag) : ip(tag);
  }

  /** Whether the last packet went to this host itself over IPv4. */
  boolean isToOwnIpv4() {
    return packet.isIp() && packet.family() == IpFamily.IPV4 && ways.owns(packet.destination());
  }

  /**
   * Does what the first packet needs before it leaves, but for its link address.
   *
   * @return its way; null if it has none
   */
  @Nullable Way prepare(CaptureRecord record) throws IOException {
    packet.read(record);
    if (!packet.isIp()) {
      return null;
    }
    Way way = ways.toward(packet.destination());
    leavesBy(packet.isFrame() ? deviceOfFrame() : way.device());
    return way;
  }

  private void leavesBy(String device) throws IOException {
    if (departure != null) {
      departure.of(packet, device);
    }
  }

  private void guard() throws IOException {
    if (settings.unbound()
        || !Guard.isPublic(packet.family(), packet.destinationHigh(), packet.destinationLow())) {
      return;
    }
    IpAddress destination = packet.destination();
    if (isLab(destination)) {
      return;
    }
    metPublic = true;
    IpAddress source = packet.source();
    boolean owned = source.isUnspecified() || ways.owns(source);
    String refusal = guard.refusal(destination, source, owned);
    if (refusal != null) {
      throw new ForbiddenException(refusal);
    }
  }

  private boolean isLab(IpAddress destination) throws IOException {
    try {
      return ways.isLab(ways.toward(destination));
    } catch (UnsendableException e) {
      return false;
    }
  }

  private PathChoice frame(long tag) throws IOException {
    if (settings.path() != null && settings.path() != Path.PACKET) {
      throw new UnsendableException(
          "--via " + settings.path().text() + ": the packet begins with a link header");
    }
    Device device = ways.named(deviceOfFrame());
    if (device.linkType() != LinkType.ETHERNET && device.linkType() != LinkType.LOOPBACK) {
      throw new UnsendableException(
          device.name() + ": takes IP packets without a link header; leave it out");
    }
    leavesBy(device.name());
    transmitter.addFrame(packet, device.name(), device.linkType(), tag);
    return PathChoice.FRAME;
  }

  private String deviceOfFrame() throws IOException {
    if (!ways.asked().isEmpty()) {
      return ways.asked();
    }
    if (!packet.isIp()) {
      throw new UnsendableException("a frame: say by which interface it leaves, -i");
    }
    return ways.toward(packet.destination()).device();
  }

  private PathChoice ip(long tag) throws IOException {
    if (sockets != null) {
      return socket(sockets, tag);
    }
    boolean zoned = packet.family().version() == 6 && packet.destination().needsScope();
    boolean looks = zoned || packet.length() > ALWAYS_FITS || departure != null;
    @Nullable Way way = looks ? ways.toward(packet.destination()) : null;
    PathChoice choice = PathChoice.of(packet, way == null ? Integer.MAX_VALUE : way.mtu());
    if (settings.path() == Path.RAW) {
      choice = warnings.computeIfAbsent(choice, PathChoice::byRaw);
    } else if (settings.path() == Path.PACKET) {
      choice = PathChoice.ASKED;
    }
    if (way != null) {
      leavesBy(way.device());
    }
    if (choice.path() == Path.RAW) {
      transmitter.addRaw(
          packet, ways.asked(), way == null || !zoned ? 0 : way.interfaceIndex(), tag);
      return choice;
    }
    if (ways.asked().isEmpty() && packet.destination().isUnspecified()) {
      throw new UnsendableException("no destination; say dst=, or by which interface, -i");
    }
    way = way == null ? ways.toward(packet.destination()) : way;
    if (way.linkType() == LinkType.OTHER) {
      throw new UnsendableException(
          way.device() + ": what its link headers look like is not known; begin with raw");
    }
    transmitter.addFramed(packet, way, ways.linkAddress(way), tag);
    return choice;
  }

  private PathChoice socket(Sockets regular, long tag) throws IOException {
    Way way = ways.toward(packet.destination());
    int scope = packet.destination().needsScope() ? way.interfaceIndex() : 0;
    leavesBy(way.device());
    Lane lane = regular.lane(packet, scope, way.broadcast());
    transmitter.add(lane, packet, scope, tag);
    return PathChoice.bySocket(Sockets.notHonoured(lane, packet));
  }
}
