// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import io.sonde.linux.Block;
import io.sonde.linux.MessageVector;
import io.sonde.linux.PollSet;
import io.sonde.linux.Sockaddr;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A thread's native memory for its calls. A call uses it from start to end, so that no Java array
 * is held while it waits and nothing is allocated for it. Its parts are valid until the next use.
 */
final class Scratch {
  /** Octets of data that are kept from call to call; longer data gets memory of its own. */
  static final int KEPT = 64 << 10;

  /** Parts and ancillary octets that {@link #message} has room for without new memory. */
  static final int PARTS = 16;

  static final int CONTROL = 512;

  private static final int SMALLEST = 4 << 10;
  private static final int REMEMBERED = 4;
  private static final ThreadLocal<Scratch> OWN = ThreadLocal.withInitial(Scratch::new);

  /** Two entries to wait with. */
  final PollSet poll = new PollSet(2);

  final Interruption interruption = new Interruption();

  /** An address and, behind {@link Sockaddr#STORAGE} octets, its length. */
  final Block name = Block.allocate(Sockaddr.STORAGE + 8);

  private final List<WeakReference<ByteBuffer>> buffers = new ArrayList<>(REMEMBERED);
  private final long[] addresses = new long[REMEMBERED];
  private int oldest;
  private Block data = Block.allocate(SMALLEST);
  private @Nullable MessageVector message;
  private @Nullable SocketAddr encoded;
  private int encodedLength;

  /** The calling thread's. */
  static Scratch own() {
    return OWN.get();
  }

  /** Memory of {@code octets} octets or more. The caller keeps it reachable while it is used. */
  Block data(int octets) {
    if (octets <= data.bytes.capacity()) {
      return data;
    }
    if (octets > KEPT) {
      return Block.allocate(octets);
    }
    data = Block.allocate(Math.max(octets, Math.min(2 * data.bytes.capacity(), KEPT)));
    return data;
  }

  /** One message with at least so many parts and octets of ancillary data. */
  MessageVector message(int parts, int control) {
    if (parts > PARTS || control > CONTROL) {
      return new MessageVector(1, Math.max(parts, 1), Sockaddr.STORAGE, control);
    }
    if (message == null) {
      message = new MessageVector(1, PARTS, Sockaddr.STORAGE, CONTROL);
    }
    return message;
  }

  /** Address of octet 0 of a direct buffer; asking JNA costs memory, so the last few are known. */
  long addressOf(ByteBuffer direct) {
    for (int i = 0; i < buffers.size(); i++) {
      if (buffers.get(i).refersTo(direct)) {
        return addresses[i];
      }
    }
    long address = Block.addressOf(direct);
    if (buffers.size() < REMEMBERED) {
      addresses[buffers.size()] = address;
      buffers.add(new WeakReference<>(direct));
    } else {
      buffers.set(oldest, new WeakReference<>(direct));
      addresses[oldest] = address;
      oldest = (oldest + 1) % REMEMBERED;
    }
    return address;
  }

  /** Writes an address to {@link #name}, unless it is there already, and returns its length. */
  int encode(SocketAddr address) {
    if (address != encoded) {
      encodedLength = AddressCodec.encode(address, name.bytes, 0);
      encoded = address;
    }
    return encodedLength;
  }

  /** Makes {@link #name} ready to be written by the kernel. */
  void expectName() {
    encoded = null;
    name.bytes.putInt(Sockaddr.STORAGE, Sockaddr.STORAGE);
  }

  /** Address of the length behind {@link #name}. */
  long nameLengthAddress() {
    return name.address + Sockaddr.STORAGE;
  }

  /** The address that the kernel wrote to {@link #name}. */
  @Nullable SocketAddr receivedName(boolean ofUnix) {
    return AddressCodec.decode(name.bytes, 0, name.bytes.getInt(Sockaddr.STORAGE), ofUnix);
  }
}
