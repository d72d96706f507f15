// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.net.PacketBatch;

/** What waits in the host for the next receive; used again and again. */
final class Arrival {
  int channel;
  int kind;
  int content;
  int packet; // handle of its octets; -1: none
  int charge;
  long number;
  long time;
  int clock;
  int hopLimit;
  int trafficClass;
  int scope;
  long addressHigh;
  long addressLow;
  int detail;
  int origin;
  int errorType;
  int errorCode;
  long originalHigh;
  long originalLow;
  int originalPort;
  int port;
  int localPort;
  int extensions;

  void reset() {
    content = PacketBatch.NOTHING;
    packet = -1;
    charge = 0;
    number = -1;
    time = 0;
    clock = PacketBatch.NONE;
    hopLimit = -1;
    trafficClass = -1;
    scope = 0;
    addressHigh = 0;
    addressLow = 0;
    detail = 0;
    origin = PacketBatch.LOCAL;
    errorType = 0;
    errorCode = 0;
    originalHigh = 0;
    originalLow = 0;
    originalPort = 0;
    port = 0;
    localPort = 0;
    extensions = 0;
  }

  /**
   * Fills what an error queue tells of an ICMP error.
   *
   * @param from first octet of the quote that is kept
   */
  void describe(PacketView error, Quote quote, int from, PacketStore store) {
    int length = Math.max(0, quote.transport + quote.transportLength - from);
    packet = store.take(error.octets, from, length);
    addressHigh = error.sourceHigh;
    addressLow = error.sourceLow;
    hopLimit = error.hopLimit;
    trafficClass = error.trafficClass;
    origin = PacketBatch.NETWORK;
    errorType = quote.type;
    errorCode = quote.code;
    detail = quote.detail;
    originalHigh = quote.destinationHigh;
    originalLow = quote.destinationLow;
  }

  /** Copies everything into a slot and releases the octets. */
  void fill(PacketBatch in, int slot, PacketStore store, long wallClock) {
    in.start[slot] = in.slot(slot);
    in.length[slot] = 0;
    if (packet >= 0) {
      int length = Math.min(store.length(packet), in.octetsPerSlot);
      in.octets.put(in.start[slot], store.octets(packet), store.start(packet), length);
      in.length[slot] = length;
      store.release(packet);
    }
    in.channel[slot] = channel;
    in.kind[slot] = kind;
    in.content[slot] = content;
    in.number[slot] = number;
    in.time[slot] = clock == PacketBatch.NONE ? wallClock : time;
    in.clock[slot] = clock;
    in.hopLimit[slot] = hopLimit;
    in.trafficClass[slot] = trafficClass;
    in.scope[slot] = scope;
    in.addressHigh[slot] = addressHigh;
    in.addressLow[slot] = addressLow;
    in.port[slot] = port;
    in.detail[slot] = detail;
    in.origin[slot] = origin;
    in.errorType[slot] = errorType;
    in.errorCode[slot] = errorCode;
    in.originalHigh[slot] = originalHigh;
    in.originalLow[slot] = originalLow;
    in.originalPort[slot] = originalPort;
    in.localPort[slot] = localPort;
    in.extensions[slot] = extensions;
  }
}
