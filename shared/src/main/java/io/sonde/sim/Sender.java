// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.net.ChannelSpec;
import io.sonde.net.HeaderField;
import io.sonde.net.NetworkCapabilities;
import io.sonde.net.PacketBatch;
import io.sonde.net.PathMtu;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;
import io.sonde.wire.Ipv4Header;
import io.sonde.wire.Ipv6Header;
import io.sonde.wire.icmp.IcmpEcho;
import io.sonde.wire.icmp.IcmpType;
import io.sonde.wire.icmp.Icmpv6Type;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What one socket does with a packet before it leaves the host. */
final class Sender {
  private static final int DONT_FRAGMENT = 0x4000;

  // what Linux would say; errno(3)
  private static final int EACCES = 13;
  private static final int EINVAL = 22;
  private static final int EIO = 5;
  private static final int EMFILE = 24;
  private static final int ENETDOWN = 100;
  private static final int ENETUNREACH = 101;
  private static final int ENOBUFS = 105;

  private final SimulatedNetwork network;
  private final SimulatedChannel channel;
  private final ChannelSpec spec;
  private final NetworkCapabilities capabilities;
  private final boolean ipv4;
  private final boolean headerIncluded;
  private final RegularSocket regular;
  private final PacketView packet = new PacketView();
  private long accepted;

  Sender(
      SimulatedNetwork network,
      SimulatedChannel channel,
      ChannelSpec spec,
      NetworkCapabilities capabilities) {
    this.network = network;
    this.channel = channel;
    this.spec = spec;
    this.capabilities = capabilities;
    regular = new RegularSocket(network, channel, spec);
    ipv4 = spec.family() == IpFamily.IPV4;
    headerIncluded = spec.kind() == ChannelSpec.Kind.RAW_WITH_HEADER;
  }

  /** Sends a slot and writes down what became of it. */
  void send(PacketBatch out, int slot) {
    out.number[slot] = -1;
    out.detail[slot] = 0;
    if (spec.kind() == ChannelSpec.Kind.LINK) {
      out.outcome[slot] = frame(out, slot);
      return;
    }
    int length = carried(out.octets, out.start[slot], out.length[slot]);
    if (length < 0) {
      out.outcome[slot] = PacketBatch.NOT_HONOURED;
      out.detail[slot] = EINVAL;
      return;
    }
    int lacking =
        isRegular() ? regular.unavailable(out.octets, transport(out.octets, out.start[slot])) : 0;
    if (lacking != 0) {
      out.outcome[slot] = lacking == EMFILE ? PacketBatch.NO_BUFFERS : PacketBatch.OTHER;
      out.detail[slot] = lacking;
      return;
    }
    PacketStore store = network.simulation.store;
    int handle = store.take(out.octets, out.start[slot], length);
    complete(store.octets(handle), store.start(handle), length);
    boolean wellFormed = packet.read(store, handle);
    if (wellFormed && capabilities.ownsChecksum()) {
      packet.sealTransport();
    }
    boolean redirected = (out.addressHigh[slot] | out.addressLow[slot]) != 0;
    long high = redirected ? out.addressHigh[slot] : packet.destinationHigh;
    long low = redirected ? out.addressLow[slot] : packet.destinationLow;
    int outcome = judge(handle, high, low);
    out.outcome[slot] = outcome;
    if (outcome != PacketBatch.SENT) {
      out.detail[slot] = errorNumber(outcome);
      store.release(handle);
      return;
    }
    out.number[slot] = accepted++;
    stamp(out, slot);
    if (spec.kind() == ChannelSpec.Kind.CONNECT) {
      channel.connects.begin(out.number[slot], store.copy(handle), packet.transportWord(0));
    }
    if (wellFormed) {
      network.simulation.send(handle, high, low);
    } else {
      store.release(handle); // a raw socket sends it, and the first router drops it
    }
  }

  /** Sends a slot as it stands by the spec's device. */
  private int frame(PacketBatch out, int slot) {
    LinkDirection way = network.link(spec.device());
    if (out.length[slot] < 1) {
      out.detail[slot] = EINVAL;
      return PacketBatch.NOT_HONOURED;
    }
    if (way.isDown()) {
      out.detail[slot] = ENETDOWN;
      return PacketBatch.NO_ROUTE;
    }
    if (out.length[slot] > way.mtu()) {
      out.detail[slot] = way.mtu();
      return PacketBatch.TOO_BIG;
    }
    PacketStore store = network.simulation.store;
    int handle = store.take(out.octets, out.start[slot], out.length[slot]);
    out.number[slot] = accepted++;
    stamp(out, slot);
    if (packet.read(store, handle)) {
      way.carry(handle);
    } else {
      store.release(handle); // the other end drops it
    }
    return PacketBatch.SENT;
  }

  private static int errorNumber(int outcome) {
    return switch (outcome) {
      case PacketBatch.TOO_BIG -> 0; // the error slot brings the MTU
      case PacketBatch.NO_ROUTE -> ENETUNREACH;
      case PacketBatch.NOT_PERMITTED -> EACCES;
      case PacketBatch.NO_BUFFERS -> ENOBUFS;
      case PacketBatch.NOT_HONOURED -> EINVAL;
      default -> EIO;
    };
  }

  /** Octets of a packet that the socket takes; −1 if it takes no such packet at all: EINVAL. */
  private int carried(ByteBuffer octets, int at, int length) {
    if (spec.kind() == ChannelSpec.Kind.RAW_RECEIVER || length < Headers.length(spec.family())) {
      return -1;
    }
    int version = Ipv4Header.versionAt(octets, at);
    if (version != spec.family().version()) {
      return -1;
    }
    int header = header(octets, at);
    if (header < Headers.length(spec.family()) || header > length) {
      return -1;
    }
    return switch (spec.kind()) {
      case ICMP_DATAGRAM -> isEchoRequest(octets, at, header, length) ? length : -1;
      case DATAGRAM, CONNECT -> {
        int leaves = regular.carried(octets, at + header, length - header, protocol(octets, at));
        yield leaves < 0 || !goesToPeer(octets, at) ? -1 : header + leaves;
      }
      default -> length;
    };
  }

  /** Whether a socket with one peer is asked to send to that. */
  private boolean goesToPeer(ByteBuffer octets, int at) {
    IpAddress peer = spec.connected();
    return peer == null
        || (ipv4
            ? peer.ipv4Bits() == octets.getInt(at + 16)
            : peer.high() == octets.getLong(at + 24) && peer.low() == octets.getLong(at + 32));
  }

  private boolean isRegular() {
    return spec.kind() == ChannelSpec.Kind.DATAGRAM || spec.kind() == ChannelSpec.Kind.CONNECT;
  }

  private int header(ByteBuffer octets, int at) {
    return ipv4 ? Ipv4Header.headerLengthAt(octets, at) : Ipv6Header.LENGTH;
  }

  private int transport(ByteBuffer octets, int at) {
    return at + header(octets, at);
  }

  private boolean isEchoRequest(ByteBuffer octets, int at, int header, int length) {
    int request = ipv4 ? IcmpType.ECHO_REQUEST : Icmpv6Type.ECHO_REQUEST;
    return length >= header + IcmpEcho.LENGTH
        && protocol(octets, at) == (ipv4 ? IpProtocol.ICMP : IpProtocol.ICMPV6)
        && IcmpEcho.typeAt(octets, at + header) == request
        && IcmpEcho.codeAt(octets, at + header) == 0;
  }

  private int protocol(ByteBuffer octets, int at) {
    return ipv4 ? Ipv4Header.protocolAt(octets, at) : Ipv6Header.nextHeaderAt(octets, at);
  }

  /** Writes what the kernel writes. */
  private void complete(ByteBuffer octets, int at, int length) {
    if (spec.kind() == ChannelSpec.Kind.CONNECT) {
      keepCongestionNotification(octets, at);
    }
    if (isRegular()) {
      int transport = transport(octets, at);
      regular.complete(octets, transport, at + length - transport);
    }
    if (ipv4) {
      completeIpv4(octets, at, length);
    } else if (!headerIncluded) {
      completeIpv6(octets, at, length);
    }
    if (capabilities.identifier() >= 0) {
      IcmpEcho.patchIdentifier(octets, transport(octets, at), capabilities.identifier());
    }
  }

  /** TCP decides itself on the two ECN bits: IP_TOS of ip(7) leaves them alone. */
  private void keepCongestionNotification(ByteBuffer octets, int at) {
    if (ipv4) {
      octets.put(at + 1, (byte) (Ipv4Header.typeOfServiceAt(octets, at) & ~3));
    } else {
      Ipv6Header.patchTrafficClass(octets, at, Ipv6Header.trafficClassAt(octets, at) & ~3);
    }
  }

  private void completeIpv4(ByteBuffer octets, int at, int length) {
    octets.putShort(at + 2, (short) length);
    if (!headerIncluded) {
      octets.putShort(at + 4, (short) network.host.takeIdentification());
      octets.putShort(at + 6, (short) (setsDontFragment(octets, at, length) ? DONT_FRAGMENT : 0));
    } else if (Ipv4Header.identificationAt(octets, at) == 0) {
      octets.putShort(at + 4, (short) network.host.takeIdentification());
    }
    if (Ipv4Header.sourceAt(octets, at) == 0 || (bound() && !headerIncluded)) {
      int destination = Ipv4Header.destinationAt(octets, at);
      IpAddress own = source(0, IpAddress.MAPPED | Integer.toUnsignedLong(destination));
      octets.putInt(at + 12, own.ipv4Bits());
    }
    Headers.seal(octets, at);
  }

  private boolean setsDontFragment(ByteBuffer octets, int at, int length) {
    int destination = Ipv4Header.destinationAt(octets, at);
    return switch (spec.pathMtu()) {
      case DO, PROBE -> true;
      case DONT -> false;
      case DEFAULT, WANT ->
          length <= known(0, IpAddress.MAPPED | Integer.toUnsignedLong(destination));
    };
  }

  private void completeIpv6(ByteBuffer octets, int at, int length) {
    Ipv6Header.patchPayloadLength(octets, at, length - Ipv6Header.LENGTH);
    if (capabilities.flowLabel() >= 0) {
      Ipv6Header.patchFlowLabel(octets, at, capabilities.flowLabel());
    }
    long high = Ipv6Header.sourceHighAt(octets, at);
    long low = Ipv6Header.sourceLowAt(octets, at);
    if (bound() || (high | low) == 0) {
      IpAddress own =
          source(Ipv6Header.destinationHighAt(octets, at), Ipv6Header.destinationLowAt(octets, at));
      octets.putLong(at + 8, own.high()).putLong(at + 16, own.low());
    }
  }

  private boolean bound() {
    return spec.source() != null && !spec.source().isUnspecified();
  }

  /** Source the kernel fills in; unspecified if the host has none of the family. */
  private IpAddress source(long high, long low) {
    if (spec.source() != null && bound()) {
      return spec.source();
    }
    if (network.isLocal(high, low)) {
      // made only for packets to the host itself
      return new IpAddress(spec.family(), high, low);
    }
    IpAddress own = network.simulation.host().address(spec.family());
    return own == null ? IpAddress.any(spec.family()) : own;
  }

  /** MTU that the host believes in for a destination. */
  private int known(long high, long low) {
    int device = device(high, low);
    return spec.pathMtu() == PathMtu.PROBE || headerIncluded
        ? device
        : Math.min(device, network.host.pathMtu(high, low));
  }

  private int device(long high, long low) {
    return SimulatedNetwork.mtu(network.isLocal(high, low) ? null : network.way(high, low));
  }

  private int judge(int handle, long high, long low) {
    int refusal = network.host.refusal(packet);
    if (refusal != PacketBatch.SENT) {
      return refusal;
    }
    if (network.simulation.routes.isBroadcast(high, low) && !spec.broadcast()) {
      return PacketBatch.NOT_PERMITTED;
    }
    if (!network.isLocal(high, low) && network.way(high, low) == null) {
      return PacketBatch.NO_ROUTE;
    }
    int mtu = known(high, low);
    int length = network.simulation.store.length(handle);
    if (length > mtu) {
      boolean strict =
          headerIncluded || spec.pathMtu() == PathMtu.DO || spec.pathMtu() == PathMtu.PROBE;
      if (strict) {
        reportTooBig(mtu, high, low);
        return PacketBatch.TOO_BIG;
      }
      network.simulation.store.markInFragments(handle);
    }
    return PacketBatch.SENT;
  }

  /** As the error queue does: the MTU comes with the next receive. */
  private void reportTooBig(int mtu, long high, long low) {
    Arrival error = network.stamps.add();
    error.kind = PacketBatch.ERROR;
    error.channel = channel.index();
    error.origin = PacketBatch.LOCAL;
    error.detail = mtu;
    error.originalHigh = high;
    error.originalLow = low;
  }

  private void stamp(PacketBatch out, int slot) {
    boolean wanted =
        capabilities.transmitStamps()
            && (spec.stamps() != ChannelSpec.Stamps.SAMPLED || out.stamp[slot]);
    if (wanted && network.host.stampsTransmission()) {
      network.stampSent(channel.index(), out.number[slot]);
    }
  }

  /** Fields of a slot that would leave otherwise than they stand. */
  List<HeaderField> notHonoured(PacketBatch out, int slot) {
    List<HeaderField> fields = new ArrayList<>();
    if (spec.kind() == ChannelSpec.Kind.LINK) {
      return fields;
    }
    int at = out.start[slot];
    int length = out.length[slot];
    if (carried(out.octets, at, length) < 0) {
      fields.add(HeaderField.VERSION);
      return fields;
    }
    if (ipv4) {
      ipv4NotHonoured(out.octets, at, length, fields);
    } else if (!headerIncluded) {
      int label = Math.max(0, capabilities.flowLabel());
      differs(fields, HeaderField.FLOW_LABEL, label, Ipv6Header.flowLabelAt(out.octets, at));
    }
    int transport = transport(out.octets, at);
    if (isRegular()) {
      regular.notHonoured(out.octets, transport, at + length - transport, fields);
    }
    if (capabilities.identifier() >= 0) {
      int identifier = IcmpEcho.identifierAt(out.octets, transport);
      differs(fields, HeaderField.ICMP_IDENTIFIER, capabilities.identifier(), identifier);
    }
    return fields;
  }

  private void ipv4NotHonoured(ByteBuffer octets, int at, int length, List<HeaderField> fields) {
    int identification = Ipv4Header.identificationAt(octets, at);
    if (headerIncluded) {
      differs(fields, HeaderField.TOTAL_LENGTH, length, Ipv4Header.totalLengthAt(octets, at));
      if (identification == 0) {
        fields.add(HeaderField.IDENTIFICATION);
      }
      return;
    }
    differs(fields, HeaderField.IDENTIFICATION, 0, identification);
    boolean fragment =
        Ipv4Header.moreFragmentsAt(octets, at) || Ipv4Header.fragmentOffsetAt(octets, at) != 0;
    if (fragment) {
      fields.add(HeaderField.FRAGMENT);
    }
    if (Ipv4Header.dontFragmentAt(octets, at) != setsDontFragment(octets, at, length)) {
      fields.add(HeaderField.DONT_FRAGMENT);
    }
  }

  private static void differs(List<HeaderField> fields, HeaderField field, int leaves, int stands) {
    if (leaves != stands) {
      fields.add(field);
    }
  }
}
