// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An option of the TCP header, RFC 9293 section 3.2: a kind octet, and except for the first two
 * kinds a length octet that counts both, and data.
 *
 * <p>The set is open: what is not in the table of {@link #parse} becomes {@link UnknownTcpOption},
 * and so does an option whose data do not have its kind's shape. Every option emits the octets that
 * it was parsed from.
 */
public interface TcpOption {
  /** End of option list. */
  int END = 0;

  /** No operation. */
  int NO_OPERATION = 1;

  /** Maximum segment size. */
  int MAXIMUM_SEGMENT_SIZE = 2;

  /** Window scale, RFC 7323. */
  int WINDOW_SCALE = 3;

  /** Selective acknowledgment permitted, RFC 2018. */
  int SACK_PERMITTED = 4;

  /** Selective acknowledgment, RFC 2018. */
  int SACK = 5;

  /** Timestamps, RFC 7323. */
  int TIMESTAMPS = 8;

  /** MD5 signature, RFC 2385 (obsolete). */
  int MD5_SIGNATURE = 19;

  /** User timeout, RFC 5482. */
  int USER_TIMEOUT = 28;

  /** Authentication, RFC 5925. */
  int AUTHENTICATION = 29;

  /** Multipath TCP, RFC 8684. */
  int MULTIPATH = 30;

  /** Fast open cookie, RFC 7413. */
  int FAST_OPEN = 34;

  /** The names that people give the kinds. */
  Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(END, "end of option list"),
          Map.entry(NO_OPERATION, "no operation"),
          Map.entry(MAXIMUM_SEGMENT_SIZE, "maximum segment size"),
          Map.entry(WINDOW_SCALE, "window scale"),
          Map.entry(SACK_PERMITTED, "SACK permitted"),
          Map.entry(SACK, "SACK"),
          Map.entry(6, "echo"),
          Map.entry(7, "echo reply"),
          Map.entry(TIMESTAMPS, "timestamps"),
          Map.entry(14, "alternate checksum request"),
          Map.entry(15, "alternate checksum data"),
          Map.entry(MD5_SIGNATURE, "MD5 signature"),
          Map.entry(27, "quick-start response"),
          Map.entry(USER_TIMEOUT, "user timeout"),
          Map.entry(AUTHENTICATION, "authentication"),
          Map.entry(MULTIPATH, "multipath TCP"),
          Map.entry(FAST_OPEN, "fast open cookie"),
          Map.entry(69, "encryption negotiation"),
          Map.entry(172, "accurate ECN order 0"),
          Map.entry(174, "accurate ECN order 1"),
          Map.entry(253, "experiment 1"),
          Map.entry(254, "experiment 2"));

  /** The kind octet, 0 … 255. */
  int kind();

  /** Octets that {@link #emit} writes, kind and length included. */
  int length();

  /** Writes the option at the position of {@code out}. */
  void emit(ByteBuffer out);

  /** The name of {@code kind}; the number in decimal if it has none. */
  static String name(int kind) {
    String name = NAMES.get(kind);
    return name != null ? name : Integer.toString(kind);
  }

  /**
   * Reads all options between position and limit of {@code in}, which moves to the limit.
   *
   * @param lenient whether octets that cannot be walked become {@link Unreadable}
   * @throws MalformedPacketException unless lenient, if a length is below 2 or points behind the
   *     limit; its offset counts from the header
   */
  static List<TcpOption> parseAll(ByteBuffer in, boolean lenient) throws MalformedPacketException {
    return new HeaderOptions<TcpOption>(
            "TCP option",
            TcpHeader.LENGTH,
            EndOfOptions::new,
            NoOperation::new,
            TcpOption::parse,
            Unreadable::new)
        .parseAll(in, lenient);
  }

  /** The option of {@code kind}; unknown if its data do not have that kind's shape. */
  static TcpOption parse(int kind, Octets data) {
    ByteBuffer in = data.buffer();
    int octets = data.length();
    TcpOption option =
        switch (kind) {
          case MAXIMUM_SEGMENT_SIZE ->
              octets == 2 ? new MaximumSegmentSize(BigEndian.unsignedShort(in, 0)) : null;
          case WINDOW_SCALE -> octets == 1 ? new WindowScale(data.at(0)) : null;
          case SACK_PERMITTED -> octets == 0 ? new SackPermitted() : null;
          case SACK -> octets % 8 == 0 ? Sack.of(in) : null;
          case TIMESTAMPS ->
              octets == 8
                  ? new Timestamps(BigEndian.unsignedInt(in, 0), BigEndian.unsignedInt(in, 4))
                  : null;
          case MD5_SIGNATURE -> octets == 16 ? new Md5Signature(data) : null;
          case USER_TIMEOUT ->
              octets == 2
                  ? new UserTimeout(data.at(0) >= 0x80, BigEndian.unsignedShort(in, 0) & 0x7fff)
                  : null;
          case AUTHENTICATION ->
              octets >= 2
                  ? new Authentication(data.at(0), data.at(1), data.slice(2, octets))
                  : null;
          case MULTIPATH ->
              octets >= 1
                  ? new Multipath(data.at(0) >>> 4, data.at(0) & 0xf, data.slice(1, octets))
                  : null;
          case FAST_OPEN -> new FastOpen(data);
          default -> null;
        };
    return option != null ? option : new UnknownTcpOption(kind, data);
  }

  private static ByteBuffer start(ByteBuffer out, TcpOption option) {
    return HeaderOptions.start(out, option.kind(), option.length());
  }

  private static ByteBuffer emitInt(ByteBuffer out, long value) {
    BigEndian.putInt(out, out.position(), value);
    return out.position(out.position() + 4);
  }

  /**
   * The end of the list.
   *
   * @param padding octets behind it up to the end of the header, which nobody reads
   */
  record EndOfOptions(Octets padding) implements TcpOption {
    @Override
    public int kind() {
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
  record NoOperation() implements TcpOption {
    @Override
    public int kind() {
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
   * @param octets from the kind octet of the option that lies; at least one
   */
  record Unreadable(Octets octets) implements TcpOption {
    /** Refuses no octets. */
    public Unreadable {
      if (octets.length() == 0) {
        throw new IllegalArgumentException("octets must be 1 at least");
      }
    }

    @Override
    public int kind() {
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
   * Maximum segment size.
   *
   * @param octets largest segment without headers that the sender takes, 0 … 65535
   */
  record MaximumSegmentSize(int octets) implements TcpOption {
    /** Checks that the value fits. */
    public MaximumSegmentSize {
      FieldWidth.check("octets", octets, 16);
    }

    @Override
    public int kind() {
      return MAXIMUM_SEGMENT_SIZE;
    }

    @Override
    public int length() {
      return 4;
    }

    @Override
    public void emit(ByteBuffer out) {
      HeaderOptions.emitShort(start(out, this), octets);
    }
  }

  /**
   * Window scale.
   *
   * @param shift bits by which the window field is shifted; above 14 receivers use 14
   */
  record WindowScale(int shift) implements TcpOption {
    /** Checks that the value fits. */
    public WindowScale {
      FieldWidth.check("shift", shift, 8);
    }

    @Override
    public int kind() {
      return WINDOW_SCALE;
    }

    @Override
    public int length() {
      return 3;
    }

    @Override
    public void emit(ByteBuffer out) {
      start(out, this).put((byte) shift);
    }
  }

  /** Selective acknowledgment permitted. */
  record SackPermitted() implements TcpOption {
    @Override
    public int kind() {
      return SACK_PERMITTED;
    }

    @Override
    public int length() {
      return 2;
    }

    @Override
    public void emit(ByteBuffer out) {
      start(out, this);
    }
  }

  /**
   * Selective acknowledgment.
   *
   * @param blocks received runs; four fit into a header
   */
  record Sack(List<Block> blocks) implements TcpOption {
    /**
     * One received run.
     *
     * @param left first sequence number, 32 bits
     * @param right sequence number behind the last
     */
    public record Block(long left, long right) {
      /** Checks that the values fit. */
      public Block {
        FieldWidth.check("left", left, 32);
        FieldWidth.check("right", right, 32);
      }
    }

    /** Checks that the length fits. */
    public Sack {
      blocks = List.copyOf(blocks);
      FieldWidth.check("length", 2 + 8L * blocks.size(), 8);
    }

    static @Nullable Sack of(ByteBuffer in) {
      List<Block> blocks = new ArrayList<>();
      for (int i = 0; i < in.limit(); i += 8) {
        blocks.add(new Block(BigEndian.unsignedInt(in, i), BigEndian.unsignedInt(in, i + 4)));
      }
      return new Sack(blocks);
    }

    @Override
    public int kind() {
      return SACK;
    }

    @Override
    public int length() {
      return 2 + 8 * blocks.size();
    }

    @Override
    public void emit(ByteBuffer out) {
      start(out, this);
      for (Block block : blocks) {
        emitInt(emitInt(out, block.left()), block.right());
      }
    }
  }

  /**
   * Timestamps.
   *
   * @param value the sender's clock (TSval), 32 bits, unit unknown to the receiver
   * @param echoReply the value last received (TSecr); 0 without ACK
   */
  record Timestamps(long value, long echoReply) implements TcpOption {
    /** Checks that the values fit. */
    public Timestamps {
      FieldWidth.check("value", value, 32);
      FieldWidth.check("echoReply", echoReply, 32);
    }

    @Override
    public int kind() {
      return TIMESTAMPS;
    }

    @Override
    public int length() {
      return 10;
    }

    @Override
    public void emit(ByteBuffer out) {
      emitInt(emitInt(start(out, this), value), echoReply);
    }
  }

  /**
   * MD5 signature.
   *
   * @param digest 16 octets
   */
  record Md5Signature(Octets digest) implements TcpOption {
    /** Checks the length. */
    public Md5Signature {
      if (digest.length() != 16) {
        throw new IllegalArgumentException("digest (" + digest.length() + " octets) must be 16");
      }
    }

    @Override
    public int kind() {
      return MD5_SIGNATURE;
    }

    @Override
    public int length() {
      return 18;
    }

    @Override
    public void emit(ByteBuffer out) {
      start(out, this);
      digest.emit(out);
    }
  }

  /**
   * User timeout.
   *
   * @param minutes whether the timeout counts minutes, else seconds
   * @param timeout 0 … 32767
   */
  record UserTimeout(boolean minutes, int timeout) implements TcpOption {
    /** Checks that the value fits. */
    public UserTimeout {
      FieldWidth.check("timeout", timeout, 15);
    }

    @Override
    public int kind() {
      return USER_TIMEOUT;
    }

    @Override
    public int length() {
      return 4;
    }

    @Override
    public void emit(ByteBuffer out) {
      HeaderOptions.emitShort(start(out, this), (minutes ? 0x8000 : 0) | timeout);
    }
  }

  /**
   * Authentication.
   *
   * @param keyId key that made the code, 0 … 255
   * @param nextKeyId key the sender would like to receive with (RNextKeyID)
   * @param code message authentication code
   */
  record Authentication(int keyId, int nextKeyId, Octets code) implements TcpOption {
    /** Checks that the values fit. */
    public Authentication {
      FieldWidth.check("keyId", keyId, 8);
      FieldWidth.check("nextKeyId", nextKeyId, 8);
      FieldWidth.check("length", 4L + code.length(), 8);
    }

    @Override
    public int kind() {
      return AUTHENTICATION;
    }

    @Override
    public int length() {
      return 4 + code.length();
    }

    @Override
    public void emit(ByteBuffer out) {
      start(out, this).put((byte) keyId).put((byte) nextKeyId);
      code.emit(out);
    }
  }

  /**
   * Multipath TCP.
   *
   * @param subtype 0: MP_CAPABLE, 1: MP_JOIN, 2: DSS … (RFC 8684 section 8), 0 … 15
   * @param low the lower four bits of the same octet: version or flags by subtype
   * @param data what follows, by subtype
   */
  record Multipath(int subtype, int low, Octets data) implements TcpOption {
    /** Checks that the values fit. */
    public Multipath {
      FieldWidth.check("subtype", subtype, 4);
      FieldWidth.check("low", low, 4);
      FieldWidth.check("length", 3L + data.length(), 8);
    }

    @Override
    public int kind() {
      return MULTIPATH;
    }

    @Override
    public int length() {
      return 3 + data.length();
    }

    @Override
    public void emit(ByteBuffer out) {
      start(out, this).put((byte) (subtype << 4 | low));
      data.emit(out);
    }
  }

  /**
   * Fast open cookie.
   *
   * @param cookie 4 … 16 octets; none: a cookie is asked for
   */
  record FastOpen(Octets cookie) implements TcpOption {
    /** Checks that the length fits. */
    public FastOpen {
      FieldWidth.check("length", 2L + cookie.length(), 8);
    }

    @Override
    public int kind() {
      return FAST_OPEN;
    }

    @Override
    public int length() {
      return 2 + cookie.length();
    }

    @Override
    public void emit(ByteBuffer out) {
      start(out, this);
      cookie.emit(out);
    }
  }
}
