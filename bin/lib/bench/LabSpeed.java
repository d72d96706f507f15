// SPDX-License-Identifier: Apache-2.0

import io.sonde.sim.Simulation;
import io.sonde.sim.topology.Topology;
import java.nio.ByteBuffer;

/** Hop events a second in memory, and the time to load a large network; for bin/bench. */
final class LabSpeed {
  private static final int ROUTERS = 10_000;
  private static final int LINE = 20;

  public static void main(String[] arguments) throws Exception {
    StringBuilder large = new StringBuilder("host h 192.0.2.10\n");
    for (int i = 0; i < ROUTERS; i++) {
      large.append("router r").append(i).append(" 10.").append(i >> 8).append('.');
      large.append(i & 255).append(".1\nlink ").append(i == 0 ? "h" : "r" + (i - 1) / 3);
      large.append(" r").append(i).append(" 1ms loss=1%\n");
    }
    long begin = System.nanoTime();
    Topology.parse("large.net", large.toString()).simulate(1);
    System.out.printf("load %.3f%n", (System.nanoTime() - begin) / 1e9);

    StringBuilder line = new StringBuilder("host h 192.0.2.10\nserver t 203.0.113.9\n");
    for (int i = 0; i < LINE; i++) {
      line.append("router r").append(i).append(" 10.0.0.").append(i + 1).append("\nlink ");
      line.append(i == 0 ? "h" : "r" + (i - 1)).append(" r").append(i).append(" 1ms\n");
    }
    line.append("link r").append(LINE - 1).append(" t 1ms\n");
    Simulation simulation = Topology.parse("line.net", line.toString()).simulate(1);
    long[] hops = {0};
    simulation.watch((time, octets, offset, length) -> hops[0]++);
    ByteBuffer probe = ByteBuffer.allocate(64);
    for (int round = 0; round < 5; round++) {
      long hopsBefore = hops[0];
      begin = System.nanoTime();
      for (int i = 0; i < 20_000; i++) {
        write(probe, 1 + i % (LINE + 2));
        simulation.send(probe, 0, 64);
        simulation.runUntil(simulation.now() + 1_000_000);
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      System.out.printf("hops %.0f%n", (hops[0] - hopsBefore) / seconds);
    }
  }

  private static void write(ByteBuffer out, int ttl) {
    out.putInt(0, 0x45000040).putInt(4, 0).putInt(8, ttl << 24 | 1 << 16);
    out.putInt(12, 0xc000020a).putInt(16, 0xcb007109).putInt(20, 0x0800f7ff).putInt(24, 0);
    int sum = 0;
    for (int i = 0; i < 20; i += 2) {
      sum += i == 10 ? 0 : out.getShort(i) & 0xffff;
    }
    sum = (sum & 0xffff) + (sum >>> 16);
    out.putShort(10, (short) ~((sum & 0xffff) + (sum >>> 16)));
  }
}
