// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An option of the hop-by-hop or destination options header, RFC 8200 section 4.2: a type octet,
 * and except for Pad1 a length octet that counts the data alone, and data.
 *
 * <p>The set is open: what is not in the table of {@link #parse} becomes {@link UnknownIpv6Option},
 * and so does an option whose data do not have its type's shape. Every option emits the octets that
 * it was parsed from.
 */
public interface Ipv6Option {
  /** One octet of padding. */
  int PAD_1 = 0;

  /** Two or more octets of padding. */
  int PAD_N = 1;

  /** Router alert, RFC 2711. */
  int ROUTER_ALERT = 0x05;

  /** Jumbo payload, RFC 2675. */
  int JUMBO_PAYLOAD = 0xc2;

  /** Home address, RFC 6275. */
  int HOME_ADDRESS = 0xc9;

  /** The names that people give the types. */
  Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(PAD_1, "Pad1"),
          Map.entry(PAD_N, "PadN"),
          Map.entry(0x04, "tunnel encapsulation limit"),
          Map.entry(ROUTER_ALERT, "router alert"),
          Map.entry(0x07, "CALIPSO"),
          Map.entry(0x08, "SMF_DPD"),
          Map.entry(0x0f, "performance and diagnostic metrics"),
          Map.entry(0x11, "IOAM"),
          Map.entry(0x23, "RPL"),
          Map.entry(0x26, "quick start"),
          Map.entry(0x30, "minimum path MTU"),
          Map.entry(0x63, "RPL (RFC 6553)"),
          Map.entry(0x6d, "MPL"),
          Map.entry(0x8b, "ILNP nonce"),
          Map.entry(0x8c, "line identification"),
          Map.entry(JUMBO_PAYLOAD, "jumbo payload"),
          Map.entry(HOME_ADDRESS, "home address"));

  /** The type octet, 0 … 255. */
  int type();

  /** Octets that {@link #emit} writes, type and length included. */
  int length();

  /** Writes the option at the position of {@code out}. */
  void emit(ByteBuffer out);

  /**
   * What a node does that does not know the type: 0 skip it, 1 discard the packet, 2 discard it and
   * send a parameter problem, 3 the same unless the destination is multicast.
   */
  default int action() {
    return type() >>> 6;
  }

  /** Whether routers may change the data on the way. */
  default boolean mayChange() {
    return (type() & 0x20) != 0;
  }

  /** The name of {@code type}; the number in hexadecimal if it has none. */
  static String name(int type) {
    String name = NAMES.get(type);
    return name != null ? name : "0x" + Integer.toHexString(type);
  }

  /**
   * Reads all options between position and limit of {@code in}, which moves to the limit.
   *
   * @param lenient whether octets that cannot be walked become {@link Unreadable}
   * @throws MalformedPacketException unless lenient, if a length points behind the limit; its
   *     offset counts from the header
   */
  static List<Ipv6Option> parseAll(ByteBuffer in, boolean lenient) throws MalformedPacketException {
    List<Ipv6Option> options = new ArrayList<>();
    int first = in.position();
    while (in.hasRemaining()) {
      int at = in.position();
      int type = BigEndian.octet(in, at);
      if (type == PAD_1) {
        in.position(at + 1);
        options.add(new Pad1());
        continue;
      }
      int length = in.remaining() < 2 ? 2 : 2 + BigEndian.octet(in, at + 1);
      if (length <= in.remaining()) {
        in.position(at + 2);
        options.add(parse(type, Octets.take(in, length - 2)));
      } else if (lenient) {
        options.add(new Unreadable(Octets.rest(in)));
      } else {
        throw new MalformedPacketException("IPv6 option", 2 + at - first, length, in.remaining());
      }
    }
    return options;
  }

  /** The option of {@code type}, not Pad1; unknown if its data do not have that type's shape. */
  static Ipv6Option parse(int type, Octets data) {
    ByteBuffer in = data.buffer();
    if (type == PAD_N) {
      return new PadN(data);
    }
    if (type == ROUTER_ALERT && data.length() == 2) {
      return new RouterAlert(BigEndian.unsignedShort(in, 0));
    }
    if (type == JUMBO_PAYLOAD && data.length() == 4) {
      return new JumboPayload(BigEndian.unsignedInt(in, 0));
    }
    if (type == HOME_ADDRESS && data.length() == 16) {
      return new HomeAddress(IpAddress.take(IpFamily.IPV6, in));
    }
    return new UnknownIpv6Option(type, data);
  }

  /** One octet of padding. */
  record Pad1() implements Ipv6Option {
    @Override
    public int type() {
      return PAD_1;
    }

    @Override
    public int length() {
      return 1;
    }

    @Override
    public void emit(ByteBuffer out) {
      out.put((byte) PAD_1);
    }
  }

  /**
   * Two or more octets of padding.
   *
   * @param data 0 … 255 octets that should be zero
   */
  record PadN(Octets data) implements Ipv6Option {
    /** Checks that the length fits. */
    public PadN {
      FieldWidth.check("length", data.length(), 8);
    }

    @Override
    public int type() {
      return PAD_N;
    }

    @Override
    public int length() {
      return 2 + data.length();
    }

    @Override
    public void emit(ByteBuffer out) {
      out.put((byte) PAD_N).put((byte) data.length());
      data.emit(out);
    }
  }

  /**
   * Router alert; stands at an even octet.
   *
   * @param value 0: multicast listener discovery, 1: RSVP, 2: active networks, others by IANA
   */
  record RouterAlert(int value) implements Ipv6Option {
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
      out.put((byte) ROUTER_ALERT).put((byte) 2);
      out.put((byte) (value >>> 8)).put((byte) value);
    }
  }

  /**
   * Jumbo payload; stands at octet 4n + 2, with a payload length of 0 in the IPv6 header.
   *
   * @param payloadLength octets behind the IPv6 header, more than 65535; 32 bits
   */
  record JumboPayload(long payloadLength) implements Ipv6Option {
    /** Checks that the value fits. */
    public JumboPayload {
      FieldWidth.check("payloadLength", payloadLength, 32);
    }

    @Override
    public int type() {
      return JUMBO_PAYLOAD;
    }

    @Override
    public int length() {
      return 6;
    }

    @Override
    public void emit(ByteBuffer out) {
      out.put((byte) JUMBO_PAYLOAD).put((byte) 4);
      BigEndian.putInt(out, out.position(), payloadLength);
      out.position(out.position() + 4);
    }
  }

  /**
   * Home address of a mobile node; stands at octet 8n + 6. A receiver takes it for the source, and
   * so does the sender's checksum (RFC 6275 section 6.3).
   */
  record HomeAddress(IpAddress address) implements Ipv6Option {
    /** Checks that the address is IPv6. */
    public HomeAddress {
      if (address.family() != IpFamily.IPV6) {
        throw new IllegalArgumentException("address must be an IPv6 address");
      }
    }

    @Override
    public int type() {
      return HOME_ADDRESS;
    }

    @Override
    public int length() {
      return 18;
    }

    @Override
    public void emit(ByteBuffer out) {
      out.put((byte) HOME_ADDRESS).put((byte) 16);
      address.emit(out);
    }
  }

  /**
   * What is left of the options where an impossible length ends the walk.
   *
   * @param octets from the type octet of the option that lies; at least one
   */
  record Unreadable(Octets octets) implements Ipv6Option {
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
}
