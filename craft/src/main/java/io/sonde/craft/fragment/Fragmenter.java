// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.fragment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Divides datagrams by a plan. */
public final class Fragmenter {
  private final FragmentPlan plan;
  private final SplittableRandom random;
  private long number;

  /** A divider; the seed is for octets that overlap. */
  public Fragmenter(FragmentPlan plan, long seed) {
    this.plan = plan;
    random = new SplittableRandom(seed);
  }

  /**
   * Divides a packet; one that is short enough, or no datagram, stays as it is.
   *
   * @param packet all its octets, those of the link in front
   * @param ip index of the IP header; −1: there is none
   * @param end index behind the IP packet
   * @throws IllegalArgumentException if the plan names a fragment that there is not
   */
  public List<byte[]> divide(byte[] packet, int ip, int end) {
    FragmentHeaders headers = ip < 0 ? null : FragmentHeaders.read(packet, ip, end);
    number++;
    if (headers == null || headers.end - headers.payload <= first()) {
      return List.of(packet);
    }
    long identification =
        plan.identification() >= 0
            ? plan.identification()
            : headers.version == 4 || headers.isFragment() ? headers.identification : number;
    List<byte[]> fragments = new ArrayList<>();
    int length = headers.end - headers.payload;
    int place = 0;
    int limit = first();
    while (place < length) {
      int from = place == 0 ? 0 : Math.max(0, place - plan.overlap());
      int to = Math.min(length, from + limit);
      byte[] data = Arrays.copyOfRange(packet, headers.payload + from, headers.payload + to);
      overlap(data, place - from);
      boolean more = to < length || headers.more;
      fragments.add(headers.make(packet, data, headers.offset + from, more, identification));
      place = to;
      limit = plan.size();
    }
    return arranged(fragments);
  }

  private int first() {
    return plan.tiny() ? 8 : plan.size();
  }

  private void overlap(byte[] data, int octets) {
    for (int i = 0; i < octets && i < data.length; i++) {
      switch (plan.overlapKind()) {
        case OLD -> {}
        case NEW -> data[i] = (byte) ~data[i];
        case RAND -> data[i] = (byte) random.nextInt();
      }
    }
  }

  private List<byte[]> arranged(List<byte[]> fragments) {
    List<byte[]> arranged = new ArrayList<>();
    List<Integer> order = new ArrayList<>(plan.order());
    for (int i = 0; i < fragments.size(); i++) {
      if (!order.contains(i)) {
        order.add(i);
      }
    }
    for (int index : order) {
      byte[] fragment = at(fragments, index, "--frag-order");
      if (!plan.drop().contains(index)) {
        arranged.add(fragment);
        if (plan.duplicate().contains(index)) {
          arranged.add(fragment);
        }
      }
    }
    return arranged;
  }

  private static byte[] at(List<byte[]> fragments, int index, String option) {
    if (index < 0 || index >= fragments.size()) {
      throw new IllegalArgumentException(
          option + " " + index + ": the datagram has fragments 0 to " + (fragments.size() - 1));
    }
    return fragments.get(index);
  }
}
