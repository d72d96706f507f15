// SPDX-License-Identifier: Apache-2.0
package io.sonde.linux;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.ByteArrayOutputStream;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A run of native memory that the kernel may read and write, zeroed when made. The owner must keep
 * it reachable over each call that uses its address ({@link
 * java.lang.ref.Reference#reachabilityFence}).
 */
public final class Block {
  /** The octets, in native order. */
  public final ByteBuffer bytes;

  /** Address of octet 0. */
  public final long address;

  private Block(ByteBuffer bytes) {
    this.bytes = bytes;
    address = addressOf(bytes);
  }

  /** A block of {@code octets} octets, all 0. */
  public static Block allocate(int octets) {
    return new Block(ByteBuffer.allocateDirect(octets).order(ByteOrder.nativeOrder()));
  }

  /**
   * A direct buffer of octets that are 0 and take no memory until they are touched, a page each:
   * for room of which most runs need little. It is given back once nothing refers to the buffer or
   * a part of it.
   *
   * @throws OutOfMemoryError if the address space has no such room (ENOMEM)
   */
  public static ByteBuffer untouched(int octets) {
    long address =
        Libc.mmap(
            0,
            octets,
            MmanH.PROT_READ | MmanH.PROT_WRITE,
            MmanH.MAP_PRIVATE | MmanH.MAP_ANONYMOUS,
            -1,
            0);
    if (address < 0) {
      throw new OutOfMemoryError("mmap of " + octets + " octets: errno " + -address);
    }
    ByteBuffer buffer = at(address, octets).order(ByteOrder.BIG_ENDIAN);
    Mapped.CLEANER.register(buffer, () -> Libc.munmap(address, octets));
    return buffer;
  }

  /** Starts its thread for those who map something. */
  private static final class Mapped {
    static final Cleaner CLEANER = Cleaner.create();
  }

  /** A C string in UTF-8. */
  public static Block string(String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    Block block = allocate(octets.length + 1);
    block.bytes.put(0, octets);
    return block;
  }

  /** Address of octet 0 of a direct buffer, whatever its position. */
  public static long addressOf(ByteBuffer direct) {
    return Pointer.nativeValue(Native.getDirectBufferPointer(direct));
  }

  /**
   * Memory that the C library has handed out, in native order; it must live as long as the view.
   */
  public static ByteBuffer at(long address, int octets) {
    return new Pointer(address).getByteBuffer(0, octets).order(ByteOrder.nativeOrder());
  }

  /** The C string at {@code address} as UTF-8, {@code room} octets at most. */
  public static String stringAt(long address, int room) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    Pointer pointer = new Pointer(address);
    for (int i = 0; i < room && pointer.getByte(i) != 0; i++) {
      octets.write(pointer.getByte(i));
    }
    return octets.toString(StandardCharsets.UTF_8);
  }

  /** The C string at {@code offset}, at most to the block's end, as UTF-8. */
  public String stringAt(int offset) {
    int end = offset;
    while (end < bytes.capacity() && bytes.get(end) != 0) {
      end++;
    }
    byte[] octets = new byte[end - offset];
    bytes.get(offset, octets);
    return new String(octets, StandardCharsets.UTF_8);
  }
}
