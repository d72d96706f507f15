// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Packets on their way out or in: one direct buffer of fixed slots, and plain arrays beside it, one
 * entry a slot. A slot is a whole IP packet (on a link channel a frame), whatever socket it leaves
 * through. Made by {@link Network#batch}, which may hang memory of its own on it; belongs to one
 * thread.
 *
 * <p>On receive {@link #content} says which header the octets begin with, because most sockets cut
 * off what they handle themselves.
 */
public class PacketBatch {
  /** Outcome: accepted by the host. */
  public static final int SENT = 0;

  /**
   * Outcome: longer than the link or the known path MTU. Detail: that MTU, 0 if an error slot of
   * origin {@link #LOCAL} brings it.
   */
  public static final int TOO_BIG = 1;

  /** Outcome: no route, the neighbour is down, or the device is. */
  public static final int NO_ROUTE = 2;

  /** Outcome: a firewall rule or a missing privilege for this destination. */
  public static final int NOT_PERMITTED = 3;

  /** Outcome: the host's queues are full. */
  public static final int NO_BUFFERS = 4;

  /** Outcome: this channel cannot put such a packet on the wire. */
  public static final int NOT_HONOURED = 5;

  /** Outcome: refused for another reason. */
  public static final int OTHER = 6;

  /** Kind: a packet arrived. */
  public static final int PACKET = 0;

  /** Kind: an ICMP error about a packet of this channel, from the socket's error queue. */
  public static final int ERROR = 1;

  /** Kind: {@link #number} left the host at {@link #time}; no octets. */
  public static final int TRANSMITTED = 2;

  /** Kind: a connect succeeded. */
  public static final int CONNECTED = 3;

  /** Kind: a connect was refused by the target. */
  public static final int REFUSED = 4;

  /** Content: the octets begin with a link header. */
  public static final int LINK = 0;

  /** Content: the octets begin with an IP header. */
  public static final int IP = 1;

  /** Content: the octets begin with the ICMP, UDP or TCP header. */
  public static final int TRANSPORT = 2;

  /** Content: the octets are what follows the transport header. */
  public static final int PAYLOAD = 3;

  /** Content: no octets. */
  public static final int NOTHING = 4;

  /** Origin of an error: this host. */
  public static final int LOCAL = 0;

  /** Origin of an error: an ICMP message. */
  public static final int NETWORK = 1;

  /** Clock: no kernel time; {@link #time} is the wall clock at the read. */
  public static final int NONE = 0;

  /** Clock: the kernel's software time stamp. */
  public static final int KERNEL = 1;

  /** Clock: the device's own time stamp. */
  public static final int HARDWARE = 2;

  /** Slots. */
  public final int slots;

  /** Room of a slot. */
  public final int octetsPerSlot;

  /**
   * All slots: slot {@code i} is octets {@code i * octetsPerSlot} … of this direct, big-endian
   * buffer.
   */
  public final ByteBuffer octets;

  /** Slots in use, from slot 0. The sender's to set before a send; set by receive. */
  public int count;

  /** Index in {@link #octets} of the first octet that means something. Out: engine. In: network. */
  public final int[] start;

  /** Octets from {@link #start}. A received packet that was longer than the slot is cut to it. */
  public final int[] length;

  /**
   * Out: 0, 1, 2 … over the channel's accepted packets, −1 if refused. In: the send it speaks of,
   * −1 unknown.
   */
  public final long[] number;

  /** Out: what became of the slot, {@link #SENT} …. */
  public final int[] outcome;

  /**
   * Out: the MTU of {@link #TOO_BIG}, else the host's error number of a refusal, for the message
   * only. In: MTU, or gateway or pointer of an error; of a connect's error of origin {@link #LOCAL}
   * the host's error number; of {@link #CONNECTED} and {@link #REFUSED} 1 if a SYN was repeated.
   */
  public final int[] detail;

  /** Out: whether a departure time is wanted of a channel with sampled stamps. */
  public final boolean[] stamp;

  /** In: {@link #PACKET} …. */
  public final int[] kind;

  /** In: {@link #LINK} …. */
  public final int[] content;

  /**
   * Out: route towards this address instead of the header's destination, if not ::. In: source; of
   * an error the router. Octets 0 … 7; IPv4 is mapped.
   */
  public final long[] addressHigh;

  /** Octets 8 … 15 of the address. */
  public final long[] addressLow;

  /** Port that goes with the address; 0 where there is none. */
  public final int[] port;

  /** Interface index: out of a link-local or multicast destination (0: none), in of arrival. */
  public final int[] scope;

  /** In, of an error: destination of the packet it speaks of, octets 0 … 7. */
  public final long[] originalHigh;

  /** In, of an error: octets 8 … 15 of the destination. */
  public final long[] originalLow;

  /** In, of an error: destination port. */
  public final int[] originalPort;

  /** In, where the transport header is cut off: own port that it came to; 0 unknown. */
  public final int[] localPort;

  /**
   * In, of an error: octets of the quote before its ICMP extension structure (RFC 4884), which runs
   * to the end; 0: there is none.
   */
  public final int[] extensions;

  /** In, of an error: {@link #LOCAL} or {@link #NETWORK}. */
  public final int[] origin;

  /** In, of an error: ICMP type. */
  public final int[] errorType;

  /** In, of an error: ICMP code. */
  public final int[] errorCode;

  /** In: TTL or hop limit the packet arrived with; −1 unknown. */
  public final int[] hopLimit;

  /** In: TOS or traffic class the packet arrived with; −1 unknown. */
  public final int[] trafficClass;

  /** In: {@link Channel#index} it came by. */
  public final int[] channel;

  /** In: epoch nanoseconds by {@link #clock}. */
  public final long[] time;

  /** In: {@link #NONE}, {@link #KERNEL} or {@link #HARDWARE}. */
  public final int[] clock;

  /**
   * In, of {@link #CONNECTED}: nanoseconds from the SYN to its answer, as the host has measured
   * them; 0: it has not.
   */
  public final long[] roundTrip;

  /**
   * @param slots packets it can hold
   * @param octetsPerSlot room of a slot
   */
  public PacketBatch(int slots, int octetsPerSlot) {
    this(slots, octetsPerSlot, ByteBuffer::allocateDirect);
  }

  /**
   * @param slots packets it can hold
   * @param octetsPerSlot room of a slot
   * @param memory makes a direct buffer of so many octets, all 0
   */
  protected PacketBatch(int slots, int octetsPerSlot, IntFunction<ByteBuffer> memory) {
    if (slots < 1 || slots > 1024) {
      throw new IllegalArgumentException("slots (" + slots + ") must be 1 to 1024");
    }
    if (octetsPerSlot < 1 || octetsPerSlot > 65_575) {
      throw new IllegalArgumentException(
          "octets a slot (" + octetsPerSlot + ") must be 1 to 65575");
    }
    this.slots = slots;
    this.octetsPerSlot = octetsPerSlot;
    octets = memory.apply(slots * octetsPerSlot);
    start = new int[slots];
    Arrays.setAll(start, this::slot);
    length = new int[slots];
    number = new long[slots];
    outcome = new int[slots];
    detail = new int[slots];
    stamp = new boolean[slots];
    kind = new int[slots];
    content = new int[slots];
    addressHigh = new long[slots];
    addressLow = new long[slots];
    port = new int[slots];
    scope = new int[slots];
    originalHigh = new long[slots];
    originalLow = new long[slots];
    originalPort = new int[slots];
    localPort = new int[slots];
    extensions = new int[slots];
    origin = new int[slots];
    errorType = new int[slots];
    errorCode = new int[slots];
    hopLimit = new int[slots];
    trafficClass = new int[slots];
    channel = new int[slots];
    time = new long[slots];
    clock = new int[slots];
    roundTrip = new long[slots];
  }

  /** Index in {@link #octets} of the first octet of slot {@code i}. */
  public final int slot(int i) {
    return i * octetsPerSlot;
  }

  /** A view of what slot {@code i} holds, for parsing; it allocates, so not for the hot path. */
  public final ByteBuffer packet(int i) {
    return octets.slice(start[i], length[i]);
  }
}
