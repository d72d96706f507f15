// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import java.util.Arrays;

/**
 * Connects under way: number to descriptor and destination. A table of primitive arrays indexed by
 * the low bits of the number; it grows when two that are alive share them.
 */
final class Connects {
  private int[] descriptors = filled(256);
  private long[] numbers = new long[256];
  private long[] high = new long[256];
  private long[] low = new long[256];
  private int[] ports = new int[256];
  private int alive;

  private static int[] filled(int length) {
    int[] none = new int[length];
    Arrays.fill(none, -1);
    return none;
  }

  int alive() {
    return alive;
  }

  /** Puts in a number that is not in it. */
  void add(long number, int descriptor, long destinationHigh, long destinationLow, int port) {
    while (descriptors[at(number)] >= 0) {
      grow();
    }
    put(number, descriptor, destinationHigh, destinationLow, port);
    alive++;
  }

  private void put(
      long number, int descriptor, long destinationHigh, long destinationLow, int port) {
    int at = at(number);
    numbers[at] = number;
    descriptors[at] = descriptor;
    high[at] = destinationHigh;
    low[at] = destinationLow;
    ports[at] = port;
  }

  private void grow() {
    int[] oldDescriptors = descriptors;
    long[] oldNumbers = numbers;
    long[] oldHigh = high;
    long[] oldLow = low;
    int[] oldPorts = ports;
    int length = 2 * descriptors.length;
    descriptors = filled(length);
    numbers = new long[length];
    high = new long[length];
    low = new long[length];
    ports = new int[length];
    for (int i = 0; i < oldDescriptors.length; i++) {
      if (oldDescriptors[i] >= 0) { // apart before, they stay apart with one bit more
        put(oldNumbers[i], oldDescriptors[i], oldHigh[i], oldLow[i], oldPorts[i]);
      }
    }
  }

  private int at(long number) {
    return (int) number & descriptors.length - 1;
  }

  /** Descriptor of a number; −1 if it is not alive. */
  int descriptor(long number) {
    int at = at(number);
    return numbers[at] == number ? descriptors[at] : -1;
  }

  /** Octets 0 … 7 of the destination of a number that is alive. */
  long high(long number) {
    return high[at(number)];
  }

  /** Octets 8 … 15 of it. */
  long low(long number) {
    return low[at(number)];
  }

  /** Its port. */
  int port(long number) {
    return ports[at(number)];
  }

  /** Takes out a number that is alive. */
  void remove(long number) {
    descriptors[at(number)] = -1;
    alive--;
  }

  /** Entries of the table. */
  int entries() {
    return descriptors.length;
  }

  /** Number in an entry; −1 if it is empty. */
  long numberIn(int entry) {
    return descriptors[entry] < 0 ? -1 : numbers[entry];
  }
}
