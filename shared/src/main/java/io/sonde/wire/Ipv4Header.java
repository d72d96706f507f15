// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/**
 * The IPv4 header, RFC 791 section 3.1.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------+-------+---------------+-------------------------------+
 * |Version|  IHL  |Type of Service|          Total Length         |
 * +-------+-------+---------------+-----+-------------------------+
 * |         Identification        |Flags|      Fragment Offset    |
 * +---------------+---------------+-----+-------------------------+
 * |  Time to Live |    Protocol   |         Header Checksum       |
 * +---------------+---------------+-------------------------------+
 * |                         Source Address                        |
 * +---------------------------------------------------------------+
 * |                      Destination Address                      |
 * +---------------------------------------------------------------+
 * |                    Options                    |    Padding    |
 * +-----------------------------------------------+---------------+
 * </pre>
 *
 * @param version 0 … 15; 4
 * @param internetHeaderLength units of 4 octets, 0 … 15; least 5
 * @param typeOfService DSCP in the upper six bits (RFC 2474), ECN in the lower two (RFC 3168)
 * @param totalLength octets of header and payload, 0 … 65535; 0 in captures taken before the
 *     network card has cut a large segment up (TSO, BIG TCP)
 * @param identification 0 … 65535; means nothing in a datagram that cannot be a fragment (RFC 6864)
 * @param reservedFlag must be 0; RFC 3514 jokes
 * @param fragmentOffset units of 8 octets, 0 … 8191
 * @param timeToLive 0 … 255
 * @param protocol number of the layer above, 0 … 255, see {@link IpProtocol}
 * @param headerChecksum over the header alone
 * @param options at most 40 octets; shorter than a multiple of 4 they are padded with zeros
 */
public record Ipv4Header(
    int version,
    int internetHeaderLength,
    int typeOfService,
    int totalLength,
    int identification,
    boolean reservedFlag,
    boolean dontFragment,
    boolean moreFragments,
    int fragmentOffset,
    int timeToLive,
    int protocol,
    int headerChecksum,
    IpAddress source,
    IpAddress destination,
    List<Ipv4Option> options) {
  /** Octets without options. */
  public static final int LENGTH = 20;

  /** Octets with as many options as fit. */
  public static final int MAXIMUM_LENGTH = 60;

  private static final String LAYER = "IPv4 header";

  /** Checks that each value fits its field. */
  public Ipv4Header {
    FieldWidth.check("version", version, 4);
    FieldWidth.check("internetHeaderLength", internetHeaderLength, 4);
    FieldWidth.check("typeOfService", typeOfService, 8);
    FieldWidth.check("totalLength", totalLength, 16);
    FieldWidth.check("identification", identification, 16);
    FieldWidth.check("fragmentOffset", fragmentOffset, 13);
    FieldWidth.check("timeToLive", timeToLive, 8);
    FieldWidth.check("protocol", protocol, 8);
    FieldWidth.check("headerChecksum", headerChecksum, 16);
    if (source.family() != IpFamily.IPV4 || destination.family() != IpFamily.IPV4) {
      throw new IllegalArgumentException("an IPv4 header holds IPv4 addresses");
    }
    options = List.copyOf(options);
    int octets = optionOctets(options);
    if (octets > MAXIMUM_LENGTH - LENGTH) {
      throw new IllegalArgumentException(
          "options (" + octets + " octets) must not exceed 40 octets");
    }
  }

  /**
   * Reads the header with its options at the position of {@code in}, which moves behind it. The
   * version is kept, not judged.
   *
   * @throws MalformedPacketException if octets are missing, the header length is below 5 units, or
   *     an option's length cannot be; the position stays
   */
  public static Ipv4Header parse(ByteBuffer in) throws MalformedPacketException {
    return parse(in, false);
  }

  /**
   * As {@link #parse}, but options that cannot be walked are kept as {@link Ipv4Option.Unreadable}.
   *
   * @throws MalformedPacketException if octets are missing or the header length is below 5 units
   */
  public static Ipv4Header parseLeniently(ByteBuffer in) throws MalformedPacketException {
    return parse(in, true);
  }

  private static Ipv4Header parse(ByteBuffer in, boolean lenient) throws MalformedPacketException {
    int at = in.position();
    if (in.remaining() < LENGTH) {
      throw new MalformedPacketException(LAYER, 0, LENGTH, in.remaining());
    }
    int headerLength = headerLengthAt(in, at);
    if (headerLength < LENGTH) {
      throw new MalformedPacketException(
          LAYER, 0, "header length " + headerLength + ", least " + LENGTH);
    }
    if (in.remaining() < headerLength) {
      throw new MalformedPacketException(
          LAYER, LENGTH, headerLength - LENGTH, in.remaining() - LENGTH);
    }
    ByteBuffer area = in.slice(at + LENGTH, headerLength - LENGTH);
    List<Ipv4Option> options = Ipv4Option.parseAll(area, lenient);
    int fragment = BigEndian.unsignedShort(in, at + 6);
    in.position(at + headerLength);
    return new Ipv4Header(
        versionAt(in, at),
        headerLength / 4,
        typeOfServiceAt(in, at),
        totalLengthAt(in, at),
        identificationAt(in, at),
        (fragment & 0x8000) != 0,
        (fragment & 0x4000) != 0,
        (fragment & 0x2000) != 0,
        fragment & 0x1fff,
        timeToLiveAt(in, at),
        protocolAt(in, at),
        headerChecksumAt(in, at),
        IpAddress.at(IpFamily.IPV4, in, at + 12),
        IpAddress.at(IpFamily.IPV4, in, at + 16),
        options);
  }

  /** Octets that {@link #emit} writes: 20, the options and their padding. */
  public int length() {
    return LENGTH + (optionOctets(options) + 3) / 4 * 4;
  }

  /** Writes the header as the record has it. */
  public void emit(ByteBuffer out) {
    int at = out.position();
    BigEndian.putOctet(out, at, version << 4 | internetHeaderLength);
    BigEndian.putOctet(out, at + 1, typeOfService);
    BigEndian.putShort(out, at + 2, totalLength);
    BigEndian.putShort(out, at + 4, identification);
    int flags = (reservedFlag ? 0x8000 : 0) | (dontFragment ? 0x4000 : 0);
    BigEndian.putShort(out, at + 6, flags | (moreFragments ? 0x2000 : 0) | fragmentOffset);
    BigEndian.putOctet(out, at + 8, timeToLive);
    BigEndian.putOctet(out, at + 9, protocol);
    BigEndian.putShort(out, at + 10, headerChecksum);
    BigEndian.putInt(out, at + 12, source.ipv4Bits());
    BigEndian.putInt(out, at + 16, destination.ipv4Bits());
    out.position(at + LENGTH);
    for (Ipv4Option option : options) {
      option.emit(out);
    }
    while ((out.position() - at) % 4 != 0) {
      out.put((byte) 0);
    }
  }

  /**
   * Writes the header for what follows it.
   *
   * @param nextProtocol number of the layer that follows; used for NEXT_PROTOCOL
   * @param payloadLength octets that follow; used for LENGTH
   * @param derived LENGTH: header length, and total length (0 if that is more than 65535);
   *     CHECKSUM; NEXT_PROTOCOL
   */
  public void emit(ByteBuffer out, int nextProtocol, int payloadLength, Set<Derived> derived) {
    int at = out.position();
    emit(out);
    int headerLength = out.position() - at;
    if (derived.contains(Derived.LENGTH)) {
      BigEndian.putOctet(out, at, version << 4 | headerLength / 4);
      int total = headerLength + payloadLength;
      BigEndian.putShort(out, at + 2, total > 0xffff ? 0 : total);
    }
    if (derived.contains(Derived.NEXT_PROTOCOL)) {
      BigEndian.putOctet(out, at + 9, nextProtocol);
    }
    if (derived.contains(Derived.CHECKSUM)) {
      BigEndian.putShort(out, at + 10, 0);
      long sum = InternetChecksum.add(0, out, at, headerLength);
      BigEndian.putShort(out, at + 10, InternetChecksum.fold(sum));
    }
  }

  /** Where the datagram ends up: the last address of an unfinished source route, or destination. */
  public IpAddress finalDestination() {
    for (Ipv4Option option : options) {
      if (option instanceof Ipv4Option.Route route
          && route.isSourceRoute()
          && !route.isFinished()) {
        return route.addresses().get(route.addresses().size() - 1);
      }
    }
    return destination;
  }

  /** What the checksum of a segment of {@code protocol} in this datagram covers. */
  public PseudoHeader pseudoHeader(int protocol) {
    return new PseudoHeader(source, finalDestination(), protocol);
  }

  /** Version of the header at {@code offset}. */
  public static int versionAt(ByteBuffer buffer, int offset) {
    return BigEndian.octet(buffer, offset) >>> 4;
  }

  /** Octets that the header at {@code offset} says it has: 0 … 60, below 20 a lie. */
  public static int headerLengthAt(ByteBuffer buffer, int offset) {
    return (BigEndian.octet(buffer, offset) & 0xf) * 4;
  }

  /** Type of service of the header at {@code offset}. */
  public static int typeOfServiceAt(ByteBuffer buffer, int offset) {
    return BigEndian.octet(buffer, offset + 1);
  }

  /** Total length in octets of the header at {@code offset}. */
  public static int totalLengthAt(ByteBuffer buffer, int offset) {
    return BigEndian.unsignedShort(buffer, offset + 2);
  }

  /** Identification of the header at {@code offset}. */
  public static int identificationAt(ByteBuffer buffer, int offset) {
    return BigEndian.unsignedShort(buffer, offset + 4);
  }

  /** Whether the header at {@code offset} forbids fragmentation. */
  public static boolean dontFragmentAt(ByteBuffer buffer, int offset) {
    return (BigEndian.octet(buffer, offset + 6) & 0x40) != 0;
  }

  /** Whether the header at {@code offset} belongs to a fragment that is not the last. */
  public static boolean moreFragmentsAt(ByteBuffer buffer, int offset) {
    return (BigEndian.octet(buffer, offset + 6) & 0x20) != 0;
  }

  /** Fragment offset of the header at {@code offset}, in units of 8 octets. */
  public static int fragmentOffsetAt(ByteBuffer buffer, int offset) {
    return BigEndian.unsignedShort(buffer, offset + 6) & 0x1fff;
  }

  /** Time to live of the header at {@code offset}. */
  public static int timeToLiveAt(ByteBuffer buffer, int offset) {
    return BigEndian.octet(buffer, offset + 8);
  }

  /** Protocol of the header at {@code offset}. */
  public static int protocolAt(ByteBuffer buffer, int offset) {
    return BigEndian.octet(buffer, offset + 9);
  }

  /** Checksum field of the header at {@code offset}. */
  public static int headerChecksumAt(ByteBuffer buffer, int offset) {
    return BigEndian.unsignedShort(buffer, offset + 10);
  }

  /** The 32 bits of the source address of the header at {@code offset}. */
  public static int sourceAt(ByteBuffer buffer, int offset) {
    return BigEndian.bits(buffer, offset + 12);
  }

  /** The 32 bits of the destination address of the header at {@code offset}. */
  public static int destinationAt(ByteBuffer buffer, int offset) {
    return BigEndian.bits(buffer, offset + 16);
  }

  /** Whether the whole header at {@code offset}, which must be there, sums up right. */
  public static boolean checksumHoldsAt(ByteBuffer buffer, int offset) {
    long sum = InternetChecksum.add(0, buffer, offset, headerLengthAt(buffer, offset));
    return InternetChecksum.fold(sum) == 0;
  }

  /** Writes the type of service and keeps the header checksum right (RFC 1624). */
  public static void patchTypeOfService(ByteBuffer buffer, int offset, int typeOfService) {
    patchWord(buffer, offset, 0, BigEndian.octet(buffer, offset) << 8 | typeOfService & 0xff);
  }

  /** Writes the total length and keeps the header checksum right. */
  public static void patchTotalLength(ByteBuffer buffer, int offset, int totalLength) {
    patchWord(buffer, offset, 2, totalLength);
  }

  /** Writes the identification and keeps the header checksum right. */
  public static void patchIdentification(ByteBuffer buffer, int offset, int identification) {
    patchWord(buffer, offset, 4, identification);
  }

  /** Writes the time to live and keeps the header checksum right. */
  public static void patchTimeToLive(ByteBuffer buffer, int offset, int timeToLive) {
    patchWord(buffer, offset, 8, (timeToLive & 0xff) << 8 | protocolAt(buffer, offset));
  }

  /** Writes the source address and keeps the header checksum right, not that of the layer above. */
  public static void patchSource(ByteBuffer buffer, int offset, int bits) {
    patchWord(buffer, offset, 12, bits >>> 16);
    patchWord(buffer, offset, 14, bits);
  }

  /** Writes the destination and keeps the header checksum right, not that of the layer above. */
  public static void patchDestination(ByteBuffer buffer, int offset, int bits) {
    patchWord(buffer, offset, 16, bits >>> 16);
    patchWord(buffer, offset, 18, bits);
  }

  private static void patchWord(ByteBuffer buffer, int offset, int index, int word) {
    InternetChecksum.patch(buffer, offset + 10, offset + index, word);
  }

  private static int optionOctets(List<Ipv4Option> options) {
    int octets = 0;
    for (Ipv4Option option : options) {
      octets += option.length();
    }
    return octets;
  }

  /** A header with version 4, time to live 64 and nothing else set. */
  public static Builder builder(IpAddress source, IpAddress destination) {
    return new Builder(
        new Ipv4Header(
            4, 5, 0, 0, 0, false, false, false, 0, 64, 0, 0, source, destination, List.of()));
  }

  /** A builder that starts from this header. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Fields by name; each is checked when the header is built. */
  public static final class Builder {
    private int version;
    private int internetHeaderLength;
    private int typeOfService;
    private int totalLength;
    private int identification;
    private boolean reservedFlag;
    private boolean dontFragment;
    private boolean moreFragments;
    private int fragmentOffset;
    private int timeToLive;
    private int protocol;
    private int headerChecksum;
    private IpAddress source;
    private IpAddress destination;
    private List<Ipv4Option> options;

    private Builder(Ipv4Header from) {
      version = from.version;
      internetHeaderLength = from.internetHeaderLength;
      typeOfService = from.typeOfService;
      totalLength = from.totalLength;
      identification = from.identification;
      reservedFlag = from.reservedFlag;
      dontFragment = from.dontFragment;
      moreFragments = from.moreFragments;
      fragmentOffset = from.fragmentOffset;
      timeToLive = from.timeToLive;
      protocol = from.protocol;
      headerChecksum = from.headerChecksum;
      source = from.source;
      destination = from.destination;
      options = from.options;
    }

    public Builder version(int value) {
      version = value;
      return this;
    }

    public Builder internetHeaderLength(int value) {
      internetHeaderLength = value;
      return this;
    }

    public Builder typeOfService(int value) {
      typeOfService = value;
      return this;
    }

    public Builder totalLength(int value) {
      totalLength = value;
      return this;
    }

    public Builder identification(int value) {
      identification = value;
      return this;
    }

    public Builder reservedFlag(boolean value) {
      reservedFlag = value;
      return this;
    }

    public Builder dontFragment(boolean value) {
      dontFragment = value;
      return this;
    }

    public Builder moreFragments(boolean value) {
      moreFragments = value;
      return this;
    }

    public Builder fragmentOffset(int value) {
      fragmentOffset = value;
      return this;
    }

    public Builder timeToLive(int value) {
      timeToLive = value;
      return this;
    }

    public Builder protocol(int value) {
      protocol = value;
      return this;
    }

    public Builder headerChecksum(int value) {
      headerChecksum = value;
      return this;
    }

    public Builder source(IpAddress value) {
      source = value;
      return this;
    }

    public Builder destination(IpAddress value) {
      destination = value;
      return this;
    }

    public Builder options(List<Ipv4Option> value) {
      options = value;
      return this;
    }

    /**
     * The header.
     *
     * @throws IllegalArgumentException if a value does not fit its field
     */
    public Ipv4Header build() {
      return new Ipv4Header(
          version,
          internetHeaderLength,
          typeOfService,
          totalLength,
          identification,
          reservedFlag,
          dontFragment,
          moreFragments,
          fragmentOffset,
          timeToLive,
          protocol,
          headerChecksum,
          source,
          destination,
          options);
    }
  }
}
