// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The way an option's value stands in memory, in native order.
 *
 * @param room octets to ask the kernel for
 * @param encode from the value to what the kernel takes
 * @param decode from what the kernel gave, which may be shorter than {@code room}
 * @param <T> the value in Java
 */
record OptionForm<T extends @Nullable Object>(
    int room, Function<T, byte[]> encode, Function<ByteBuffer, T> decode) {
  private static final int IFNAMSIZ = 16;

  static final OptionForm<Integer> INT = new OptionForm<>(4, OptionForm::ints, OptionForm::number);

  static final OptionForm<Boolean> BOOLEAN =
      new OptionForm<>(4, value -> ints(value ? 1 : 0), in -> number(in) != 0);

  static final OptionForm<Errno> ERRNO =
      new OptionForm<>(4, value -> ints(value.number()), in -> new Errno(number(in)));

  static final OptionForm<String> NAME =
      new OptionForm<>(
          IFNAMSIZ,
          value -> value.getBytes(StandardCharsets.UTF_8),
          in -> StandardCharsets.UTF_8.decode(in).toString().replaceFirst("\0.*", ""));

  /** Struct linger: on or off, seconds. */
  static final OptionForm<@Nullable Duration> LINGER =
      new OptionForm<>(
          8,
          value -> value == null ? ints(0, 0) : ints(1, wholeSeconds(value)),
          in -> in.getInt(0) == 0 ? null : Duration.ofSeconds(in.getInt(4)));

  /** Struct ucred. */
  static final OptionForm<Ancillary.Credentials> CREDENTIALS =
      new OptionForm<>(
          12,
          value -> ints(value.pid(), value.uid(), value.gid()),
          in -> new Ancillary.Credentials(in.getInt(), in.getInt(), in.getInt()));

  /** Struct ip_mreqn of an interface alone. */
  static final OptionForm<Integer> INTERFACE =
      new OptionForm<>(12, value -> ints(0, 0, value), in -> in.getInt(8));

  /** Struct ip_mreqn. */
  static final OptionForm<Membership> IPV4_GROUP =
      new OptionForm<>(
          12, value -> group(value, Inet4Address.class, 12, 8), OptionForm::unreadable);

  /** Struct ipv6_mreq. */
  static final OptionForm<Membership> IPV6_GROUP =
      new OptionForm<>(
          20, value -> group(value, Inet6Address.class, 20, 16), OptionForm::unreadable);

  /** Struct icmp_filter. */
  static final OptionForm<Set<Integer>> ICMP_TYPES =
      new OptionForm<>(4, value -> blocked(value, 4), OptionForm::passing);

  /** Struct icmp6_filter. */
  static final OptionForm<Set<Integer>> ICMP6_TYPES =
      new OptionForm<>(32, value -> blocked(value, 32), OptionForm::passing);

  private static byte[] ints(int... values) {
    byte[] octets = new byte[4 * values.length];
    ByteBuffer.wrap(octets).order(ByteOrder.nativeOrder()).asIntBuffer().put(values);
    return octets;
  }

  /** An option of an int may answer with one octet. */
  private static int number(ByteBuffer in) {
    return in.remaining() < 4 ? in.get() & 0xff : in.getInt();
  }

  private static int wholeSeconds(Duration value) {
    long seconds = value.toSeconds() + (value.toNanosPart() > 0 ? 1 : 0);
    if (value.isNegative() || seconds > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "linger must be 0.." + Integer.MAX_VALUE + " seconds: " + value);
    }
    return (int) seconds;
  }

  private static byte[] group(
      Membership value, Class<? extends InetAddress> family, int octets, int index) {
    if (!family.isInstance(value.group())) {
      throw new IllegalArgumentException(
          "group must be an " + family.getSimpleName() + ": " + value.group().getHostAddress());
    }
    byte[] struct = Arrays.copyOf(value.group().getAddress(), octets);
    ByteBuffer.wrap(struct).order(ByteOrder.nativeOrder()).putInt(index, value.interfaceIndex());
    return struct;
  }

  private static Membership unreadable(ByteBuffer in) {
    throw new UnsupportedOperationException("memberships can only be set");
  }

  /** The kernel's bit of a type is set when it does not pass. */
  private static byte[] blocked(Set<Integer> passing, int octets) {
    int[] words = new int[octets / 4];
    for (int type = 0; type < octets * 8; type++) {
      words[type / 32] |= passing.contains(type) ? 0 : 1 << type;
    }
    for (int type : passing) {
      Range.check("type", type, octets * 8 - 1);
    }
    return ints(words);
  }

  private static Set<Integer> passing(ByteBuffer in) {
    Set<Integer> passing = new TreeSet<>();
    for (int type = 0; type < in.remaining() * 8; type++) {
      if ((in.getInt(type / 32 * 4) & 1 << type) == 0) {
        passing.add(type);
      }
    }
    return passing;
  }
}
