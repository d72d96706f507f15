// SPDX-License-Identifier: Apache-2.0
package io.sonde.linux;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/**
 * A classic BPF program under construction: instructions of 8 octets, {@code code} 0, {@code jt} 2,
 * {@code jf} 3, {@code k} 4, and the sock_fprog that points to them (length 0, pointer 8).
 */
public final class BpfProgram {
  private static final int FPROG = 16;
  private static final int INSTRUCTION = 8;

  private final Block block;
  private int length;

  /**
   * @param capacity instructions, at most 4096
   */
  public BpfProgram(int capacity) {
    block = Block.allocate(FPROG + capacity * INSTRUCTION);
    block.bytes.putLong(8, block.address + FPROG);
  }

  /** Adds an instruction without jumps. */
  public BpfProgram add(int code, int k) {
    return add(code, 0, 0, k);
  }

  /** Adds an instruction; {@code jt} and {@code jf} are instructions to skip, 0 … 255. */
  public BpfProgram add(int code, int jt, int jf, int k) {
    int at = FPROG + length * INSTRUCTION;
    block.bytes.putShort(at, (short) code);
    block.bytes.put(at + 2, (byte) jt);
    block.bytes.put(at + 3, (byte) jf);
    block.bytes.putInt(at + 4, k);
    length++;
    block.bytes.putShort(0, (short) length);
    return this;
  }

  /** Instructions so far. */
  public int length() {
    return length;
  }

  /** The instructions, in native order. */
  public ByteBuffer instructions() {
    return block.bytes.slice(FPROG, length * INSTRUCTION).order(block.bytes.order());
  }

  /** SO_ATTACH_FILTER: 0 or −errno. Packets that wait already are not filtered. */
  public int attach(int fd) {
    int result =
        Libc.setsockopt(fd, SocketH.SOL_SOCKET, SocketH.SO_ATTACH_FILTER, block.address, FPROG);
    Reference.reachabilityFence(block);
    return result;
  }
}
