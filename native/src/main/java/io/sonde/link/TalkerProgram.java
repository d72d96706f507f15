// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.BpfProgram;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A classic BPF program (bpf(4), the kernel's networking/filter) for a packet socket: TCP and UDP
 * of a few addresses only, and all that is neither. What stands behind a VLAN tag or an extension
 * header passes.
 */
final class TalkerProgram {
  private static final int LOAD_OCTET = 0x30;
  private static final int LOAD_HALF = 0x28;
  private static final int LOAD_WORD = 0x20;
  private static final int SHIFT_RIGHT = 0x74;
  private static final int EQUAL = 0x15;
  private static final int RETURN = 0x06;
  private static final int PASS = 0xffff_ffff;
  private static final int DROP = 0;

  private static final int ETHER_TYPE_AT = 12;
  private static final int IPV4 = 0x0800;
  private static final int IPV6 = 0x86dd;

  /** Longest program: both families at their most. */
  private static final int ROOM = 512;

  private TalkerProgram() {}

  /** Everything passes. */
  static BpfProgram everything() {
    return new BpfProgram(1).add(RETURN, PASS);
  }

  /**
   * A program.
   *
   * @param header octets of the link header; 0: the packet begins with IP
   * @param talkers at most {@link io.sonde.net.Channel#MOST_TALKERS}
   */
  static BpfProgram of(int header, Set<IpAddress> talkers) {
    List<IpAddress> ipv4 = new ArrayList<>();
    List<IpAddress> ipv6 = new ArrayList<>();
    for (IpAddress talker : talkers) {
      (talker.family() == IpFamily.IPV4 ? ipv4 : ipv6).add(talker);
    }
    BpfProgram program = new BpfProgram(ROOM);
    if (header == 0) {
      program.add(LOAD_OCTET, 0).add(SHIFT_RIGHT, 4);
    } else {
      program.add(LOAD_HALF, ETHER_TYPE_AT);
    }
    program.add(EQUAL, 0, ipv4Length(ipv4.size()), header == 0 ? 4 : IPV4);
    transport(program, header + 9);
    program.add(LOAD_WORD, header + 12);
    for (IpAddress talker : ipv4) {
      program.add(EQUAL, 0, 1, talker.ipv4Bits()).add(RETURN, PASS);
    }
    program.add(RETURN, DROP);
    program.add(EQUAL, 1, 0, header == 0 ? 6 : IPV6).add(RETURN, PASS);
    transport(program, header + 6);
    for (IpAddress talker : ipv6) {
      for (int word = 0; word < 4; word++) {
        long half = word < 2 ? talker.high() : talker.low();
        program.add(LOAD_WORD, header + 8 + 4 * word);
        program.add(EQUAL, 0, 7 - 2 * word, (int) (half >>> (word % 2 == 0 ? 32 : 0)));
      }
      program.add(RETURN, PASS);
    }
    return program.add(RETURN, DROP);
  }

  private static int ipv4Length(int talkers) {
    return 6 + 2 * talkers;
  }

  /** Four instructions: passes what is neither TCP nor UDP. */
  private static void transport(BpfProgram program, int at) {
    program.add(LOAD_OCTET, at);
    program.add(EQUAL, 2, 0, IpProtocol.TCP).add(EQUAL, 1, 0, IpProtocol.UDP).add(RETURN, PASS);
  }
}
