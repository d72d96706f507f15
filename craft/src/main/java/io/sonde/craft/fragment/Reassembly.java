// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.fragment;

import io.sonde.craft.text.TextBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Fragments back into datagrams. At most 1024 datagrams wait at a time; the oldest gives way. */
public final class Reassembly {
  /** What becomes of octets that come twice. */
  public enum Policy {
    /** A repeated fragment does not count, any other overlap spoils the datagram, as in Linux. */
    LINUX,
    /** What came first stays. */
    FIRST,
    /** What came last stays. */
    LAST,
    /** Any overlap spoils the datagram. */
    REJECT
  }

  private static final int MOST_WAITING = 1024;

  private final Policy policy;
  private final Consumer<String> report;
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();

  /** Pieces of a datagram, {@code from … to - 1} of the ranges are there. */
  private static final class Waiting {
    private byte[] octets = new byte[2048];
    private final List<int[]> ranges = new ArrayList<>();
    private int length = -1;
    private boolean spoiled;
    private byte @Nullable [] first;
  }

  /**
   * Reassembly by a policy.
   *
   * @param report takes a sentence for each gap, overlap and conflict
   */
  public Reassembly(Policy policy, Consumer<String> report) {
    this.policy = policy;
    this.report = report;
  }

  /**
   * Takes a packet.
   *
   * @param ip index of the IP header; −1: there is none
   * @return the datagram that it completes, the packet itself if it is no fragment, or null
   */
  public byte @Nullable [] take(byte[] packet, int ip, int end) {
    FragmentHeaders headers = ip < 0 ? null : FragmentHeaders.read(packet, ip, end);
    if (headers == null || !headers.isFragment()) {
      return packet;
    }
    String key = key(packet, headers);
    Waiting datagram = waiting.get(key);
    if (datagram == null) {
      evict();
      datagram = new Waiting();
      waiting.put(key, datagram);
    }
    add(datagram, packet, headers, key);
    if (datagram.spoiled) {
      return null;
    }
    byte[] first = datagram.first;
    boolean whole =
        first != null
            && datagram.length >= 0
            && datagram.ranges.size() == 1
            && datagram.ranges.get(0)[0] == 0
            && datagram.ranges.get(0)[1] == datagram.length;
    if (!whole || first == null) {
      return null;
    }
    waiting.remove(key);
    FragmentHeaders begin = FragmentHeaders.read(first, ip, first.length);
    byte[] data = Arrays.copyOf(datagram.octets, datagram.length);
    return begin == null ? null : begin.make(first, data, 0, false, begin.identification);
  }

  private void add(Waiting datagram, byte[] packet, FragmentHeaders headers, String key) {
    int from = headers.offset;
    int to = from + headers.end - headers.payload;
    if (headers.more && (to - from) % 8 != 0) {
      report.accept(key + ": a fragment of " + (to - from) + " octets that is not the last");
      datagram.spoiled = true;
    }
    if (to > 0xffff) {
      report.accept(key + ": a fragment that ends behind octet 65535");
      datagram.spoiled = true;
    }
    if (!headers.more) {
      if (datagram.length >= 0 && datagram.length != to) {
        report.accept(key + ": ends at octet " + datagram.length + " and at " + to);
        datagram.spoiled = true;
      }
      datagram.length = Math.max(datagram.length, to);
    }
    if (from == 0 && (datagram.first == null || policy == Policy.LAST)) {
      datagram.first = Arrays.copyOf(packet, headers.end);
    }
    if (datagram.spoiled) {
      return;
    }
    if (datagram.octets.length < to) {
      datagram.octets = Arrays.copyOf(datagram.octets, Math.max(to, 2 * datagram.octets.length));
    }
    merge(datagram, packet, headers.payload, from, to, key);
  }

  private void merge(Waiting datagram, byte[] packet, int payload, int from, int to, String key) {
    byte[] octets = datagram.octets;
    List<int[]> apart = new ArrayList<>();
    int[] joined = {from, to};
    boolean overlaps = false;
    boolean repeats = false;
    byte[] arrived = Arrays.copyOfRange(packet, payload, payload + to - from);
    for (int[] range : datagram.ranges) {
      int low = Math.max(range[0], from);
      int high = Math.min(range[1], to);
      if (low < high) {
        overlaps = true;
        repeats =
            low == from && high == to && Arrays.equals(octets, from, to, arrived, 0, to - from);
        if (policy == Policy.FIRST) {
          System.arraycopy(octets, low, arrived, low - from, high - low);
        }
        report.accept(
            key + ": octets " + low + " to " + (high - 1) + (repeats ? " repeat" : " overlap"));
      }
      if (range[0] <= to && from <= range[1]) {
        joined[0] = Math.min(joined[0], range[0]);
        joined[1] = Math.max(joined[1], range[1]);
      } else {
        apart.add(range);
      }
    }
    datagram.spoiled = overlaps && (policy == Policy.REJECT || policy == Policy.LINUX && !repeats);
    System.arraycopy(arrived, 0, octets, from, to - from);
    apart.add(joined);
    datagram.ranges.clear();
    datagram.ranges.addAll(apart);
  }

  private void evict() {
    if (waiting.size() == MOST_WAITING) {
      Iterator<Map.Entry<String, Waiting>> oldest = waiting.entrySet().iterator();
      Map.Entry<String, Waiting> entry = oldest.next();
      incomplete(entry.getKey(), entry.getValue());
      oldest.remove();
    }
  }

  /** Tells of what never became whole; returns how many datagrams that are. */
  public int end() {
    waiting.forEach(this::incomplete);
    int left = waiting.size();
    waiting.clear();
    return left;
  }

  private void incomplete(String key, Waiting datagram) {
    if (datagram.spoiled) {
      report.accept(key + ": given up");
      return;
    }
    StringBuilder gaps = new StringBuilder();
    datagram.ranges.sort((a, b) -> Integer.compare(a[0], b[0]));
    int at = 0;
    for (int[] range : datagram.ranges) {
      if (range[0] > at) {
        gaps.append(gaps.length() == 0 ? "" : ", ").append(at).append(" to ").append(range[0] - 1);
      }
      at = range[1];
    }
    if (datagram.length < 0 || at < datagram.length) {
      gaps.append(gaps.length() == 0 ? "" : ", ").append(at).append(" to ");
      gaps.append(datagram.length < 0 ? "the end" : String.valueOf(datagram.length - 1));
    }
    report.accept(key + ": octets missing: " + gaps);
  }

  private static String key(byte[] packet, FragmentHeaders headers) {
    int addresses = headers.ip + (headers.version == 4 ? 12 : 8);
    int length = headers.version == 4 ? 4 : 16;
    // RFC 8200 section 4.5 does not count the next header, RFC 791 does.
    String protocol = headers.version == 4 ? " protocol " + headers.next(packet) : "";
    return address(packet, addresses, length)
        + " > "
        + address(packet, addresses + length, length)
        + " id "
        + headers.identification
        + protocol;
  }

  private static String address(byte[] packet, int at, int length) {
    TextBuffer text = new TextBuffer(48);
    return (length == 4 ? text.ipv4(packet, at) : text.ipv6(packet, at)).toString();
  }
}
