// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import io.sonde.linux.Block;
import io.sonde.linux.BpfProgram;
import io.sonde.linux.Libc;
import io.sonde.linux.SocketH;
import java.io.IOException;
import java.lang.ref.Reference;
import java.util.List;

/** The options of a socket as octets and as numbers, getsockopt(2). */
final class Options {
  /** Longest value that may be asked for. */
  static final int LONGEST = 1 << 16;

  private static final int MOST_INSTRUCTIONS = 0xffff; // what sock_fprog can say

  /** An option without a name here, as a message shows it. */
  record Numbered(int level, int name) {
    @Override
    public String toString() {
      return "level " + level + " option " + name;
    }
  }

  private final Endpoint endpoint;

  Options(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  void set(int level, int name, byte[] value, Object target) throws IOException {
    Block memory = Block.allocate(Math.max(value.length, 1));
    memory.bytes.put(0, value);
    endpoint.atOnce(
        "setsockopt", target, fd -> Libc.setsockopt(fd, level, name, memory.address, value.length));
    Reference.reachabilityFence(memory);
  }

  void set(int level, int name, int value, Object target) throws IOException {
    Block memory = Scratch.own().data(4);
    memory.bytes.putInt(0, value);
    endpoint.atOnce(
        "setsockopt", target, fd -> Libc.setsockopt(fd, level, name, memory.address, 4));
    Reference.reachabilityFence(memory);
  }

  /** As many octets as the kernel gives, at most {@code room}. */
  byte[] get(int level, int name, int room, Object target) throws IOException {
    if (room < 1 || room > LONGEST) {
      throw new IllegalArgumentException("bufLen must be 1.." + LONGEST + ": " + room);
    }
    Block memory = Scratch.own().data(8 + room);
    memory.bytes.putInt(0, room);
    endpoint.atOnce(
        "getsockopt",
        target,
        fd -> Libc.getsockopt(fd, level, name, memory.address + 8, memory.address));
    byte[] value = new byte[Math.min(memory.bytes.getInt(0), room)];
    memory.bytes.get(8, value);
    Reference.reachabilityFence(memory);
    return value;
  }

  /** An option of 1 … 4 octets. */
  int get(int level, int name, Object target) throws IOException {
    byte[] value = get(level, name, 4, target);
    int number = 0;
    for (int i = value.length - 1; i >= 0; i--) {
      number = number << 8 | value[i] & 0xff;
    }
    return number;
  }

  void attach(List<BpfInstruction> program) throws IOException {
    Range.check("instructions", program.size(), MOST_INSTRUCTIONS);
    BpfProgram built = new BpfProgram(program.size());
    for (BpfInstruction i : program) {
      built.add(i.code(), i.jt(), i.jf(), i.k());
    }
    endpoint.atOnce("setsockopt", "SO_ATTACH_FILTER", built::attach);
  }

  void detachFilter() throws IOException {
    set(SocketH.SOL_SOCKET, SocketH.SO_DETACH_FILTER, 0, "SO_DETACH_FILTER");
  }
}
