// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An option of the IPv4 header, RFC 791 section 3.1: a type octet, and except for the first two
 * types a length octet that counts both, and data.
 *
 * <pre>
 * +-+---+---------+---------------+--------- -  -  -
 * |C|Cls| Number  |    Length     |      Data
 * +-+---+---------+---------------+--------- -  -  -
 * </pre>
 *
 * The set is open: what is not in the table of {@link #parse} becomes {@link UnknownIpv4Option},
 * and so does an option whose data do not have its type's shape. Every option emits the octets that
 * it was parsed from.
 */
public interface Ipv4Option {
  /** End of option list. */
  int END = 0;

  /** No operation. */
  int NO_OPERATION = 1;

  /** Record route. */
  int RECORD_ROUTE = 7;

  /** Probe of the path MTU, RFC 1063 (obsolete). */
  int MTU_PROBE = 11;

  /** Reply to a probe of the path MTU, RFC 1063 (obsolete). */
  int MTU_REPLY = 12;

  /** Quick start, RFC 4782. */
  int QUICK_START = 25;

  /** Internet time stamp. */
  int TIMESTAMP = 68;

  /** Traceroute, RFC 1393 (historic). */
  int TRACEROUTE = 82;

  /** Basic security, RFC 1108. */
  int SECURITY = 130;

  /** Loose source route. */
  int LOOSE_SOURCE_ROUTE = 131;

  /** Stream identifier. */
  int STREAM_IDENTIFIER = 136;

  /** Strict source route. */
  int STRICT_SOURCE_ROUTE = 137;

  /** Router alert, RFC 2113. */
  int ROUTER_ALERT = 148;

  /** The names that people give the types. */
  Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(END, "end of option list"),
          Map.entry(NO_OPERATION, "no operation"),
          Map.entry(RECORD_ROUTE, "record route"),
          Map.entry(MTU_PROBE, "MTU probe"),
          Map.entry(MTU_REPLY, "MTU reply"),
          Map.entry(QUICK_START, "quick start"),
          Map.entry(TIMESTAMP, "timestamp"),
          Map.entry(TRACEROUTE, "traceroute"),
          Map.entry(SECURITY, "security"),
          Map.entry(LOOSE_SOURCE_ROUTE, "loose source route"),
          Map.entry(133, "extended security"),
          Map.entry(134, "commercial security"),
          Map.entry(STREAM_IDENTIFIER, "stream identifier"),
          Map.entry(STRICT_SOURCE_ROUTE, "strict source route"),
          Map.entry(145, "extended internet protocol"),
          Map.entry(ROUTER_ALERT, "router alert"),
          Map.entry(149, "selective directed broadcast"),
          Map.entry(151, "dynamic packet state"));

  /** The type octet, 0 … 255. */
  int type();

  /** Octets that {@link #emit} writes, type and length included. */
  int length();

  /** Writes the option at the position of {@code out}. */
  void emit(ByteBuffer out);

  /** Whether routers copy the option into every fragment. */
  default boolean isCopied() {
    return (type() & 0x80) != 0;
  }

  /** The name of {@code type}; the number in decimal if it has none. */
  static String name(int type) {
    String name = NAMES.get(type);
    return name != null ? name : Integer.toString(type);
  }

  /**
   * Reads all options between position and limit of {@code in}, which moves to the limit.
   *
   * @param lenient whether octets that cannot be walked become {@link Unreadable}
   * @throws MalformedPacketException unless lenient, if a length is below 2 or points behind the
   *     limit; its offset counts from the header
   */
  static List<Ipv4Option> parseAll(ByteBuffer in, boolean lenient) throws MalformedPacketException {
    return new HeaderOptions<Ipv4Option>(
            "IPv4 option",
            Ipv4Header.LENGTH,
            EndOfOptions::new,
            NoOperation::new,
            Ipv4Option::parse,
            Unreadable::new)
        .parseAll(in, lenient);
  }

  /** The option of {@code type}; unknown if its data do not have that type's shape. */
  static Ipv4Option parse(int type, Octets data) {
    Ipv4Option option =
        switch (type) {
          case RECORD_ROUTE, LOOSE_SOURCE_ROUTE, STRICT_SOURCE_ROUTE -> Route.of(type, data);
          case TIMESTAMP -> Ipv4TimestampOption.of(data);
          case SECURITY -> Security.of(data);
          case STREAM_IDENTIFIER ->
              data.length() == 2 ? new StreamIdentifier(unsignedShort(data, 0)) : null;
          case ROUTER_ALERT -> data.length() == 2 ? new RouterAlert(unsignedShort(data, 0)) : null;
          case MTU_PROBE, MTU_REPLY ->
              data.length() == 2 ? new PathMtu(type, unsignedShort(data, 0)) : null;
          case TRACEROUTE -> Traceroute.of(data);
          case QUICK_START -> QuickStart.of(data);
          default -> null;
        };
    return option != null ? option : new UnknownIpv4Option(type, data);
  }

  private static int unsignedShort(Octets data, int index) {
    return data.at(index) << 8 | data.at(index + 1);
  }

  private static ByteBuffer start(ByteBuffer out, Ipv4Option option) {
    return HeaderOptions.start(out, option.type(), option.length());
  }

  /**
   * The end of the list.
   *
   * @param padding octets behind it up to the end of the header, which nobody reads
   */
  record EndOfOptions(Octets padding) implements Ipv4Option {
    @Override
    public int type() {
      return END;
    }

    @Override
    public int length() {
      return 1 + padding.length();
    }

    @Override
    public void emit(ByteBuffer out) {
      out.put((byte) END);
      padding.emit(out);
    }
  }

  /** One octet between options, to align the next. */
  record NoOperation() implements Ipv4Option {
    @Override
    public int type() {
      return NO_OPERATION;
    }

    @Override
    public int length() {
      return 1;
    }

    @Override
    public void emit(ByteBuffer out) {
      out.put((byte) NO_OPERATION);
    }
  }

  /**
   * What is left of the options where an impossible length ends the walk.
   *
   * @param octets from the type octet of the option that lies; at least one
   */
  record Unreadable(Octets octets) implements Ipv4Option {
    /** Refuses no octets. */
    public Unreadable {
      if (octets.length() == 0) {
        throw new IllegalArgumentException("octets must be 1 at least");
      }
    }

    @Override
    public int type() {
      return octets.at(0);
    }

    @Override
    public int length() {
      return octets.length();
    }

    @Override
    public void emit(ByteBuffer out) {
      octets.emit(out);
    }
  }

  /**
   * Record route, loose and strict source route: a list of addresses that routers fill in or
   * follow.
   *
   * @param type 7, 131 or 137
   * @param pointer octet of the option, counted from 1, at which the next address stands: least 4;
   *     behind the option when the list is full or finished
   * @param addresses all slots, those not yet filled in included
   */
  record Route(int type, int pointer, List<IpAddress> addresses) implements Ipv4Option {
    /** Checks that the values fit and the addresses are IPv4. */
    public Route {
      if (type != RECORD_ROUTE && type != LOOSE_SOURCE_ROUTE && type != STRICT_SOURCE_ROUTE) {
        throw new IllegalArgumentException("type (" + type + ") must be 7, 131 or 137");
      }
      FieldWidth.check("pointer", pointer, 8);
      addresses = List.copyOf(addresses);
      FieldWidth.check("length", 3 + 4L * addresses.size(), 8);
      for (IpAddress address : addresses) {
        if (address.family() != IpFamily.IPV4) {
          throw new IllegalArgumentException("a route holds IPv4 addresses");
        }
      }
    }

    static @Nullable Route of(int type, Octets data) {
      if (data.length() % 4 != 1) {
        return null;
      }
      ByteBuffer in = data.buffer();
      List<IpAddress> addresses = new ArrayList<>();
      for (int i = 1; i < data.length(); i += 4) {
        addresses.add(IpAddress.at(IpFamily.IPV4, in, i));
      }
      return new Route(type, data.at(0), addresses);
    }

    /** Whether it directs the datagram rather than records its way. */
    public boolean isSourceRoute() {
      return type != RECORD_ROUTE;
    }

    /** Whether the pointer is behind the last slot. */
    public boolean isFinished() {
      return pointer > length() || addresses.isEmpty();
    }

    /** The addresses in front of the pointer. */
    public List<IpAddress> passed() {
      return addresses.subList(0, Math.min(addresses.size(), Math.max(0, pointer - 4) / 4));
    }

    @Override
    public int length() {
      return 3 + 4 * addresses.size();
    }

    @Override
    public void emit(ByteBuffer out) {
      start(out, this).put((byte) pointer);
      for (IpAddress address : addresses) {
        address.emit(out);
      }
    }
  }

  /**
   * Basic security, RFC 1108 section 2. The 11 octets of RFC 791 read the same way: their meaning
   * changed, their length did not.
   *
   * @param classificationLevel 0 … 255
   * @param protectionAuthority flag octets; none: no authority is named
   */
  record Security(int classificationLevel, Octets protectionAuthority) implements Ipv4Option {
    /** Checks that the values fit. */
    public Security {
      FieldWidth.check("classificationLevel", classificationLevel, 8);
      FieldWidth.check("length", 3L + protectionAuthority.length(), 8);
    }

    static @Nullable Security of(Octets data) {
      return data.length() == 0 ? null : new Security(data.at(0), data.slice(1, data.length()));
    }

    @Override
    public int type() {
      return SECURITY;
    }

    @Override
    public int length() {
      return 3 + protectionAuthority.length();
    }

    @Override
    public void emit(ByteBuffer out) {
      start(out, this).put((byte) classificationLevel);
      protectionAuthority.emit(out);
    }
  }

  /**
   * The SATNET stream identifier.
   *
   * @param identifier 0 … 65535
   */
  record StreamIdentifier(int identifier) implements Ipv4Option {
    /** Checks that the value fits. */
    public StreamIdentifier {
      FieldWidth.check("identifier", identifier, 16);
    }

    @Override
    public int type() {
      return STREAM_IDENTIFIER;
    }

    @Override
    public int length() {
      return 4;
    }

    @Override
    public void emit(ByteBuffer out) {
      HeaderOptions.emitShort(start(out, this), identifier);
    }
  }

  /**
   * Router alert, RFC 2113.
   *
   * @param value 0: every router examines the datagram; others by RFC 5350
   */
  record RouterAlert(int value) implements Ipv4Option {
    /** Checks that the value fits. */
    public RouterAlert {
      FieldWidth.check("value", value, 16);
    }

    @Override
    public int type() {
      return ROUTER_ALERT;
    }

    @Override
    public int length() {
      return 4;
    }

    @Override
    public void emit(ByteBuffer out) {
      HeaderOptions.emitShort(start(out, this), value);
    }
  }

  /**
   * Probe of the path MTU and the reply, RFC 1063.
   *
   * @param type 11 or 12
   * @param mtu octets, the least of the links passed
   */
  record PathMtu(int type, int mtu) implements Ipv4Option {
    /** Checks that the values fit. */
    public PathMtu {
      if (type != MTU_PROBE && type != MTU_REPLY) {
        throw new IllegalArgumentException("type (" + type + ") must be 11 or 12");
      }
      FieldWidth.check("mtu", mtu, 16);
    }

    @Override
    public int length() {
      return 4;
    }

    @Override
    public void emit(ByteBuffer out) {
      HeaderOptions.emitShort(start(out, this), mtu);
    }
  }

  /**
   * Traceroute, RFC 1393: routers answer each such datagram with an ICMP Traceroute message.
   *
   * @param identification of the probe, 0 … 65535
   * @param outboundHopCount routers the probe has passed
   * @param returnHopCount routers the answer has passed; 0xffff in the probe itself
   * @param originator where the ICMP messages go
   */
  record Traceroute(
      int identification, int outboundHopCount, int returnHopCount, IpAddress originator)
      implements Ipv4Option {
    /** Checks that the values fit and the address is IPv4. */
    public Traceroute {
      FieldWidth.check("identification", identification, 16);
      FieldWidth.check("outboundHopCount", outboundHopCount, 16);
      FieldWidth.check("returnHopCount", returnHopCount, 16);
      if (originator.family() != IpFamily.IPV4) {
        throw new IllegalArgumentException("originator must be an IPv4 address");
      }
    }

    static @Nullable Traceroute of(Octets data) {
      if (data.length() != 10) {
        return null;
      }
      return new Traceroute(
          unsignedShort(data, 0),
          unsignedShort(data, 2),
          unsignedShort(data, 4),
          IpAddress.at(IpFamily.IPV4, data.buffer(), 6));
    }

    @Override
    public int type() {
      return TRACEROUTE;
    }

    @Override
    public int length() {
      return 12;
    }

    @Override
    public void emit(ByteBuffer out) {
      start(out, this);
      HeaderOptions.emitShort(out, identification);
      HeaderOptions.emitShort(out, outboundHopCount);
      HeaderOptions.emitShort(out, returnHopCount);
      originator.emit(out);
    }
  }

  /**
   * Quick start, RFC 4782 section 3.1.
   *
   * @param function 0: rate request, 8: report of approved rate
   * @param rate 0 … 15; N asks for 40 kbit/s × 2^N, 0 for none
   * @param timeToLive counted down by each router that approves
   * @param nonce 32 bits: 30 of the nonce and two reserved
   */
  record QuickStart(int function, int rate, int timeToLive, long nonce) implements Ipv4Option {
    /** Checks that the values fit. */
    public QuickStart {
      FieldWidth.check("function", function, 4);
      FieldWidth.check("rate", rate, 4);
      FieldWidth.check("timeToLive", timeToLive, 8);
      FieldWidth.check("nonce", nonce, 32);
    }

    static @Nullable QuickStart of(Octets data) {
      if (data.length() != 6) {
        return null;
      }
      return new QuickStart(
          data.at(0) >>> 4, data.at(0) & 0xf, data.at(1), BigEndian.unsignedInt(data.buffer(), 2));
    }

    @Override
    public int type() {
      return QUICK_START;
    }

    @Override
    public int length() {
      return 8;
    }

    @Override
    public void emit(ByteBuffer out) {
      start(out, this).put((byte) (function << 4 | rate)).put((byte) timeToLive);
      HeaderOptions.emitShort(out, (int) (nonce >>> 16));
      HeaderOptions.emitShort(out, (int) nonce);
    }
  }
}
