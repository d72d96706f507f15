// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.icmp.IcmpType;
import io.sonde.wire.icmp.Icmpv6Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A node that forwards: it counts TTL and hop limit down, finds the next link, and reports what it
 * cannot forward, unless told otherwise.
 */
public final class Router extends Node {
  /** What one path of several is chosen by. */
  public enum Balance {
    /**
     * Addresses, protocol, IPv6 flow label and the first four octets after the IP header: the ports
     * of UDP and TCP; type, code and checksum of ICMP.
     */
    FLOW,
    /** As {@link #FLOW}, with ICMP's identifier in place of type, code and checksum. */
    FLOW_AND_PORT,
    /** Destination address. */
    DESTINATION,
    /** Chance, packet by packet. */
    PACKET
  }

  /** How a rule says no. */
  public enum Reject {
    NET(IcmpType.NETWORK_UNREACHABLE, Icmpv6Type.NO_ROUTE_TO_DESTINATION),
    HOST(IcmpType.HOST_UNREACHABLE, Icmpv6Type.ADDRESS_UNREACHABLE),
    ADMIN(
        IcmpType.COMMUNICATION_ADMINISTRATIVELY_PROHIBITED,
        Icmpv6Type.COMMUNICATION_ADMINISTRATIVELY_PROHIBITED),
    PORT(IcmpType.PORT_UNREACHABLE, Icmpv6Type.PORT_UNREACHABLE);

    private final int ipv4Code;
    private final int ipv6Code;

    Reject(int ipv4Code, int ipv6Code) {
      this.ipv4Code = ipv4Code;
      this.ipv6Code = ipv6Code;
    }
  }

  private record Rule(Match match, @Nullable Reject answer) {}

  private final ErrorStyle style = new ErrorStyle();
  private final List<Rule> rules = new ArrayList<>();
  private final List<IpAddress> errorSources = new ArrayList<>();
  private @Nullable Nat nat;
  private boolean zeroTtl;
  private boolean invisible;
  private int hopLimitGain;
  private int dscp = -1;
  private int ecn = -1;
  private int initialHopLimit = 64;

  Router(Simulation simulation, int index, String name, List<IpAddress> addresses) {
    super(simulation, index, name, addresses);
  }

  /** Changes how this router's ICMP errors look and when they are left out. */
  public Router errors(Consumer<ErrorStyle> change) {
    change.accept(style);
    return this;
  }

  /** Sends errors from an address that may be anybody's; once a family. */
  public Router answersFrom(IpAddress address) {
    errorSources.removeIf(other -> other.family() == address.family());
    errorSources.add(address);
    return this;
  }

  /** Initial TTL or hop limit of this router's own packets, 1 … 255. */
  public Router ttl(int initial) {
    initialHopLimit = initial;
    return this;
  }

  /** Sends errors from its own addresses. */
  public Router answersFromItself() {
    errorSources.clear();
    return this;
  }

  /** Whether it forwards packets with TTL 0, so that the next router quotes a TTL of 0. */
  public Router zeroTtl(boolean on) {
    zeroTtl = on;
    return this;
  }

  /** Forwards packets with TTL 0. */
  public Router zeroTtl() {
    return zeroTtl(true);
  }

  /** Whether it forwards without counting down. */
  public Router invisible(boolean on) {
    invisible = on;
    return this;
  }

  /** Forwards without counting down. */
  public Router invisible() {
    return invisible(true);
  }

  /** Its source translation, which begins with the first address it is given. */
  public Nat nat() {
    Nat known = nat;
    if (known == null) {
      known = new Nat(simulation, this);
      nat = known;
    }
    return known;
  }

  /** Sets the six DSCP bits of what it forwards; −1 leaves them. */
  public Router rewriteDscp(int value) {
    dscp = value;
    return this;
  }

  /** Sets the two ECN bits of what it forwards; −1 leaves them. */
  public Router rewriteEcn(int value) {
    ecn = value;
    return this;
  }

  /** Adds to the TTL of what it forwards. */
  public Router raiseTtl(int hops) {
    hopLimitGain = hops;
    return this;
  }

  /** Drops packets without a word. The first rule that fits counts. */
  public Router drop(Match packets) {
    rules.add(new Rule(packets, null));
    return this;
  }

  /** Refuses packets with an ICMP error. The first rule that fits counts. */
  public Router reject(Match packets, Reject answer) {
    rules.add(new Rule(packets, answer));
    return this;
  }

  /** Takes all rules away. */
  public Router clearRules() {
    rules.clear();
    return this;
  }

  /** Takes the rules away that drop without a word. */
  public Router clearDrops() {
    rules.removeIf(rule -> rule.answer() == null);
    return this;
  }

  /** Takes the rules away that refuse. */
  public Router clearRejects() {
    rules.removeIf(rule -> rule.answer() != null);
    return this;
  }

  /** Uses all paths of the same length instead of the first. */
  public Router balance(Balance by, long seed) {
    balancer().by(by).seed(seed);
    return this;
  }

  @Override
  boolean forwards() {
    return true;
  }

  @Override
  int initialHopLimit() {
    return initialHopLimit;
  }

  @Override
  ErrorStyle errorStyle() {
    return style;
  }

  @Override
  @Nullable IpAddress errorSource(IpFamily family) {
    for (int i = 0; i < errorSources.size(); i++) {
      if (errorSources.get(i).family() == family) {
        return errorSources.get(i);
      }
    }
    return address(family);
  }

  @Override
  void arrive(PacketView packet, int arrived) {
    int handle = arrived;
    if (nat != null) {
      // Ports stand in the first fragment only (RFC 4787 section 11).
      handle = simulation.reassembly.take(packet, arrived);
      if (handle < 0) {
        return;
      }
      if (handle != arrived && !packet.ipv4) {
        simulation.store.markInFragments(handle); // and in fragments it goes on
      }
    }
    boolean inward = nat != null && nat.enter(packet, handle);
    if (!inward && isForItself(packet)) {
      if (style.isSilentAbout(packet.protocol)) {
        simulation.store.release(handle);
      } else {
        simulation.responder.answer(this, Services.ROUTER, packet, handle);
      }
    } else if (countsDown(packet) && passesRules(packet)) {
      forward(packet, handle);
    } else {
      simulation.store.release(handle);
    }
  }

  private boolean isForItself(PacketView packet) {
    return packet.destinationIsMulticast()
        || simulation.routes.isBroadcast(packet)
        || simulation.routes.owns(this, packet.destinationHigh, packet.destinationLow);
  }

  private boolean countsDown(PacketView packet) {
    if (invisible) {
      return true;
    }
    if (packet.hopLimit <= 1 && !(zeroTtl && packet.hopLimit == 1)) {
      simulation.errors.timeExceeded(this, packet);
      return false;
    }
    return true;
  }

  private boolean passesRules(PacketView packet) {
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      if (rule.match().holds(packet)) {
        Reject answer = rule.answer();
        if (answer != null) {
          simulation.errors.unreachable(this, packet, answer.ipv4Code, answer.ipv6Code);
        }
        return false;
      }
    }
    return true;
  }

  private void forward(PacketView packet, int handle) {
    LinkDirection way = simulation.routes.next(this, packet);
    if (way == null) {
      simulation.errors.unreachable(
          this, packet, IcmpType.NETWORK_UNREACHABLE, Icmpv6Type.NO_ROUTE_TO_DESTINATION);
      simulation.store.release(handle);
    } else if (packet.length > way.mtu()
        && packet.dontFragment
        && !simulation.store.inFragments(handle)) {
      if (!way.isBlackHole()) {
        simulation.errors.tooBig(this, packet, way.mtu());
      }
      simulation.store.release(handle);
    } else {
      rewrite(packet);
      if (nat != null && !nat.leave(packet, handle, way)) {
        simulation.store.release(handle);
      } else if (packet.length > way.mtu() && !simulation.store.inFragments(handle)) {
        simulation.fragmentation.carryIpv4(way, packet, handle);
      } else {
        way.carry(handle);
      }
    }
  }

  private void rewrite(PacketView packet) {
    int hopLimit = packet.hopLimit - (invisible ? 0 : 1) + hopLimitGain;
    if (hopLimit != packet.hopLimit) {
      packet.hopLimit(Math.min(hopLimit, 255));
    }
    if (dscp >= 0 || ecn >= 0) {
      int high = dscp >= 0 ? dscp << 2 : packet.trafficClass & 0xfc;
      packet.trafficClass(high | (ecn >= 0 ? ecn : packet.trafficClass & 3));
    }
  }
}
