// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import org.jspecify.annotations.Nullable;

/**
 * What a channel is to be. Made by {@link #of} and the {@code with…} methods.
 *
 * @param kind way of sending
 * @param family family of all its packets
 * @param protocol IP protocol number, 0 … 255
 * @param source address to bind to; null: the host chooses for each destination
 * @param device device to bind to; empty: none, which a {@link Kind#LINK} channel does not allow
 * @param multicastInterface index of the device for multicast destinations; 0: the host chooses
 * @param mark routing mark (SO_MARK), 0: none
 * @param identifier ICMP identifier or source port to bind; −1: the host chooses
 * @param flowLabel IPv6 flow label to lease; 0: the kernel chooses one; −1: none
 * @param pathMtu treatment of what is longer than a link
 * @param broadcast whether broadcast destinations are allowed
 * @param multicastLoop whether own multicast packets come back
 * @param pastRouting straight to attached networks, past the routing table (SO_DONTROUTE)
 * @param debug SO_DEBUG
 * @param connected only answers of this destination, checked by the kernel (connect); null: of all
 * @param connectedScope interface index of a link-local {@code connected}; else 0
 * @param filter which messages may wake the process
 * @param stamps times to be taken by the host
 * @param receiveBufferOctets receive queue; 0: a size fit for 1000 unread answers
 * @param sendBufferOctets send queue (SO_SNDBUF); 0: as the host is set
 * @param etherType protocol of the frames that a {@link Kind#LINK} channel hears, 0x0600 … 0xffff;
 *     3: all; 0: none
 * @param pastQueues frames go straight to the device, past traffic control (PACKET_QDISC_BYPASS)
 * @param hearsOwn whether a {@link Kind#LINK} channel also hears what this host sends by the device
 */
public record ChannelSpec(
    Kind kind,
    IpFamily family,
    int protocol,
    @Nullable IpAddress source,
    String device,
    int multicastInterface,
    int mark,
    int identifier,
    int flowLabel,
    PathMtu pathMtu,
    boolean broadcast,
    boolean multicastLoop,
    boolean pastRouting,
    boolean debug,
    @Nullable IpAddress connected,
    int connectedScope,
    ReplyFilter filter,
    Stamps stamps,
    int receiveBufferOctets,
    int sendBufferOctets,
    int etherType,
    boolean pastQueues,
    boolean hearsOwn) {

  /** An {@link #etherType} that means every frame: ETH_P_ALL of packet(7). */
  public static final int EVERY_FRAME = 3;

  /** Ways of sending. */
  public enum Kind {
    /** ICMP datagram socket: echo only, no privilege; owns identifier and checksum. */
    ICMP_DATAGRAM,
    /** Raw socket; the host writes the IP header from the slot's fields. */
    RAW,
    /** Raw socket with IP_HDRINCL; hears nothing: pair it with a {@link #RAW_RECEIVER}. */
    RAW_WITH_HEADER,
    /** Raw socket that only listens. */
    RAW_RECEIVER,
    /** Regular UDP or UDP-Lite socket with its error queue. */
    DATAGRAM,
    /** Regular TCP sockets, one connect a packet. */
    CONNECT,
    /**
     * Whole frames of one device, those that it receives, unless {@link ChannelSpec#hearsOwn};
     * family and protocol count for nothing.
     */
    LINK
  }

  /** Times to be taken by the host. */
  public enum Stamps {
    /** None; arrival times are those of the read. */
    NONE,
    /** Arrival, by the kernel. */
    RECEIVE,
    /** Arrival of all, departure of those slots whose {@link PacketBatch#stamp} is set. */
    SAMPLED,
    /** Arrival and departure of all, by the kernel. */
    BOTH,
    /** Arrival and departure, by the device where it can, else by the kernel. */
    HARDWARE
  }

  /** A channel that leaves everything else to the host. */
  public static ChannelSpec of(Kind kind, IpFamily family, int protocol) {
    return new Builder(kind, family, protocol).build();
  }

  /** Collects the parts of a spec; every part not named is the host's choice. */
  public static Builder builder(Kind kind, IpFamily family, int protocol) {
    return new Builder(kind, family, protocol);
  }

  /** This spec as another way of sending. */
  public ChannelSpec withKind(Kind other) {
    return new ChannelSpec(
        other,
        family,
        protocol,
        source,
        device,
        multicastInterface,
        mark,
        identifier,
        flowLabel,
        pathMtu,
        broadcast,
        multicastLoop,
        pastRouting,
        debug,
        connected,
        connectedScope,
        filter,
        stamps,
        receiveBufferOctets,
        sendBufferOctets,
        etherType,
        pastQueues,
        hearsOwn);
  }

  /** Parts of a spec; each method names the component that it sets. */
  public static final class Builder {
    private final Kind kind;
    private final IpFamily family;
    private final int protocol;
    private @Nullable IpAddress source;
    private String device = "";
    private int multicastInterface;
    private int mark;
    private int identifier = -1;
    private int flowLabel = -1;
    private PathMtu pathMtu = PathMtu.DEFAULT;
    private boolean broadcast;
    private boolean multicastLoop = true;
    private boolean pastRouting;
    private boolean debug;
    private @Nullable IpAddress connected;
    private int connectedScope;
    private ReplyFilter filter = ReplyFilter.ALL;
    private Stamps stamps = Stamps.NONE;
    private int receiveBufferOctets;
    private int sendBufferOctets;
    private int etherType = EVERY_FRAME;
    private boolean pastQueues;
    private boolean hearsOwn;

    private Builder(Kind kind, IpFamily family, int protocol) {
      this.kind = kind;
      this.family = family;
      this.protocol = protocol;
    }

    public Builder source(@Nullable IpAddress address) {
      source = address;
      return this;
    }

    public Builder device(String name) {
      device = name;
      return this;
    }

    public Builder multicastInterface(int index) {
      multicastInterface = index;
      return this;
    }

    public Builder mark(int value) {
      mark = value;
      return this;
    }

    public Builder identifier(int value) {
      identifier = value;
      return this;
    }

    public Builder flowLabel(int label) {
      flowLabel = label;
      return this;
    }

    public Builder pathMtu(PathMtu treatment) {
      pathMtu = treatment;
      return this;
    }

    public Builder broadcast(boolean allowed) {
      broadcast = allowed;
      return this;
    }

    public Builder multicastLoop(boolean wanted) {
      multicastLoop = wanted;
      return this;
    }

    public Builder pastRouting(boolean wanted) {
      pastRouting = wanted;
      return this;
    }

    public Builder debug(boolean wanted) {
      debug = wanted;
      return this;
    }

    public Builder connected(@Nullable IpAddress destination, int scope) {
      connected = destination;
      connectedScope = scope;
      return this;
    }

    public Builder filter(ReplyFilter replies) {
      filter = replies;
      return this;
    }

    public Builder stamps(Stamps times) {
      stamps = times;
      return this;
    }

    public Builder receiveBufferOctets(int octets) {
      receiveBufferOctets = octets;
      return this;
    }

    public Builder sendBufferOctets(int octets) {
      sendBufferOctets = octets;
      return this;
    }

    public Builder etherType(int type) {
      etherType = type;
      return this;
    }

    public Builder pastQueues(boolean wanted) {
      pastQueues = wanted;
      return this;
    }

    public Builder hearsOwn(boolean wanted) {
      hearsOwn = wanted;
      return this;
    }

    /** The spec. */
    public ChannelSpec build() {
      return new ChannelSpec(
          kind,
          family,
          protocol,
          source,
          device,
          multicastInterface,
          mark,
          identifier,
          flowLabel,
          pathMtu,
          broadcast,
          multicastLoop,
          pastRouting,
          debug,
          connected,
          connectedScope,
          filter,
          stamps,
          receiveBufferOctets,
          sendBufferOctets,
          etherType,
          pastQueues,
          hearsOwn);
    }
  }
}
