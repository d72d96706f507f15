// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.nio.ByteBuffer;

/**
 * A server's reply before it leaves, for {@link Fault}s to change. Checksums are set at the end.
 */
public final class Reply {
  private static final int MESSAGE_HEADER = 8;

  private final Simulation simulation;
  private final PacketView packet = new PacketView();
  private Node node;
  private int handle;
  private long delay;
  private boolean discarded;
  private boolean spoiled;

  Reply(Simulation simulation, Node node) {
    this.simulation = simulation;
    this.node = node;
  }

  /** Passes a reply through {@code services}' faults and sends what is left of it. */
  void send(Node from, Services services, int reply) {
    node = from;
    handle = reply;
    delay = 0;
    discarded = false;
    spoiled = false;
    packet.read(simulation.store, handle);
    for (int i = 0; i < services.faults.size(); i++) {
      services.faults.get(i).apply(this);
    }
    if (discarded) {
      simulation.store.release(handle);
    } else {
      leave(handle, delay);
    }
  }

  private void leave(int leaving, long after) {
    packet.read(simulation.store, leaving);
    packet.sealTransport();
    if (spoiled && packet.transportLength() >= 4) {
      int checksum = packet.transportWord(2) ^ 0x5555;
      packet.octets.putShort(packet.transport + 2, (short) checksum);
    }
    if (after == 0) {
      simulation.depart(node, packet, leaving);
    } else {
      simulation.departAfter(after, node, leaving);
    }
    packet.read(simulation.store, handle);
  }

  /** IP protocol number. */
  public int protocol() {
    return packet.protocol;
  }

  /** Sequence number of an ICMP reply. */
  public int sequence() {
    return packet.transportLength() < MESSAGE_HEADER ? 0 : packet.transportWord(6);
  }

  /** Sets the sequence number; its lower 16 bits count. */
  public void sequence(int value) {
    packet.octets.putShort(packet.transport + 6, (short) value);
  }

  /** Identifier of an ICMP reply. */
  public int identifier() {
    return packet.transportLength() < MESSAGE_HEADER ? 0 : packet.transportWord(4);
  }

  /** Sets the identifier; its lower 16 bits count. */
  public void identifier(int value) {
    packet.octets.putShort(packet.transport + 4, (short) value);
  }

  /**
   * Octet {@code index} of what follows the 8 octets of the message's header; 0 if there is none.
   */
  public int data(int index) {
    return hasData(index) ? packet.transportOctet(MESSAGE_HEADER + index) : 0;
  }

  /** Sets an octet of data, if there is one at {@code index}. */
  public void data(int index, int value) {
    if (hasData(index)) {
      packet.octets.put(packet.transport + MESSAGE_HEADER + index, (byte) value);
    }
  }

  private boolean hasData(int index) {
    return index >= 0 && MESSAGE_HEADER + index < packet.transportLength();
  }

  /** Cuts the message to {@code octets}, its header among them; a shorter one stays. */
  public void cut(int octets) {
    if (octets < packet.transportLength()) {
      int length = packet.transport - packet.at + octets;
      simulation.store.length(handle, length);
      ByteBuffer buffer = packet.octets;
      if (packet.ipv4) {
        buffer.putShort(packet.at + 2, (short) length);
        Headers.seal(buffer, packet.at);
      } else {
        buffer.putShort(packet.at + 4, (short) (length - Headers.length(IpFamily.IPV6)));
      }
      packet.read(simulation.store, handle);
    }
  }

  /** Sets the source address; of another family than the reply's it is left alone. */
  public void source(IpAddress address) {
    ByteBuffer buffer = packet.octets;
    if (packet.ipv4 && address.family() == IpFamily.IPV4) {
      buffer.putInt(packet.at + 12, address.ipv4Bits());
      Headers.seal(buffer, packet.at);
    } else if (!packet.ipv4 && address.family() == IpFamily.IPV6) {
      buffer.putLong(packet.at + 8, address.high()).putLong(packet.at + 16, address.low());
    }
  }

  /** Makes the message's checksum wrong when it leaves, that of copies from now on as well. */
  public void spoilChecksum() {
    spoiled = true;
  }

  /** Lets the reply leave {@code nanos} later. */
  public void delay(long nanos) {
    delay += nanos;
  }

  /** Sends a copy of the reply as it stands now, {@code nanos} from now. */
  public void sendCopy(long nanos) {
    leave(simulation.store.copy(handle), nanos);
  }

  /** Sends no reply. */
  public void discard() {
    discarded = true;
  }
}
