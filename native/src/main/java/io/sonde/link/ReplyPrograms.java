// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.BpfProgram;
import io.sonde.linux.InH;
import io.sonde.net.ReplyFilter;
import io.sonde.wire.IpFamily;
import org.jspecify.annotations.Nullable;

/**
 * Classic BPF programs that keep foreign packets from waking the process. On raw IPv4 sockets
 * offset 0 is the IP header, on raw IPv6 sockets the header behind it. A load beyond the packet's
 * end drops it.
 */
final class ReplyPrograms {
  private static final int LOAD_OCTET = 0x30;
  private static final int LOAD_HALF = 0x28;
  private static final int LOAD_OCTET_X = 0x50;
  private static final int LOAD_HALF_X = 0x48;
  private static final int LOAD_X_HEADER_LENGTH = 0xb1;
  private static final int LOAD_MEMORY = 0x60;
  private static final int STORE = 0x02;
  private static final int EQUAL = 0x15;
  private static final int GREATER_OR_EQUAL = 0x35;
  private static final int AND = 0x54;
  private static final int SHIFT_LEFT = 0x64;
  private static final int ADD_X = 0x0c;
  private static final int TO_X = 0x07;
  private static final int RETURN = 0x06;

  private static final int[] ICMP_REPLIES = {0, 14, 16, 18, 43};
  private static final int[] ICMP_ERRORS = {3, 4, 5, 11, 12};

  private ReplyPrograms() {}

  /** Types of ICMP that answer something or report an error: bit set, blocked (raw(7)). */
  static int icmpTypesBlocked() {
    int blocked = -1;
    for (int type : ICMP_REPLIES) {
      blocked &= type < 32 ? ~(1 << type) : -1;
    }
    for (int type : ICMP_ERRORS) {
      blocked &= ~(1 << type);
    }
    return blocked;
  }

  /** A program for a raw socket; null where nothing is to be kept away. */
  static @Nullable BpfProgram of(IpFamily family, int protocol, ReplyFilter filter) {
    if (filter.identifier() < 0) {
      return null;
    }
    return switch (protocol) {
      case InH.IPPROTO_ICMP -> family == IpFamily.IPV4 ? icmp(filter) : null;
      case InH.IPPROTO_ICMPV6 -> family == IpFamily.IPV6 ? icmpv6(filter) : null;
      case InH.IPPROTO_TCP,
          InH.IPPROTO_UDP,
          InH.IPPROTO_DCCP,
          InH.IPPROTO_SCTP,
          InH.IPPROTO_UDPLITE ->
          ports(family, filter);
      default -> null;
    };
  }

  /** Segments and datagrams to the port that the probes come from. */
  private static BpfProgram ports(IpFamily family, ReplyFilter filter) {
    Program p = new Program();
    if (family == IpFamily.IPV4) {
      p.add(LOAD_X_HEADER_LENGTH, 0).add(LOAD_HALF_X, 2);
    } else {
      p.add(LOAD_HALF, 2);
    }
    return p.passIf(filter.identifier()).end();
  }

  private static BpfProgram icmp(ReplyFilter filter) {
    Program p = new Program();
    p.add(LOAD_X_HEADER_LENGTH, 0).add(LOAD_OCTET_X, 0);
    for (int type : ICMP_REPLIES) {
      p.jump(EQUAL, type, Program.REPLY, Program.NEXT);
    }
    for (int type : ICMP_ERRORS) {
      p.jump(EQUAL, type, filter.ownErrorsOnly() ? Program.QUOTE : Program.PASS, Program.NEXT);
    }
    p.goTo(filter.ownErrorsOnly() ? Program.DROP : Program.PASS);
    p.label(Program.REPLY).add(LOAD_HALF_X, 4).passIf(filter.identifier());
    p.label(Program.QUOTE).add(LOAD_OCTET_X, 8 + 9).add(STORE, 0); // quoted protocol
    p.add(LOAD_OCTET_X, 8).add(AND, 0xf).add(SHIFT_LEFT, 2).add(ADD_X, 0).add(TO_X, 0);
    p.add(LOAD_MEMORY, 0).jump(EQUAL, InH.IPPROTO_ICMP, Program.ICMP, Program.NEXT);
    p.add(LOAD_HALF_X, 8).passIf(filter.identifier());
    p.label(Program.ICMP).add(LOAD_HALF_X, 8 + 4).passIf(filter.identifier());
    return p.end();
  }

  private static BpfProgram icmpv6(ReplyFilter filter) {
    Program p = new Program();
    p.add(LOAD_OCTET, 0);
    p.jump(EQUAL, 129, Program.REPLY, Program.NEXT);
    p.jump(EQUAL, 161, Program.REPLY, Program.NEXT); // extended echo reply, RFC 8335
    p.jump(EQUAL, 140, Program.PASS, Program.NEXT); // node information: a nonce, no identifier
    p.jump(
        GREATER_OR_EQUAL,
        128,
        filter.ownErrorsOnly() ? Program.DROP : Program.PASS,
        filter.ownErrorsOnly() ? Program.QUOTE : Program.PASS);
    p.label(Program.REPLY).add(LOAD_HALF, 4).passIf(filter.identifier());
    p.label(Program.QUOTE).add(LOAD_OCTET, 8 + 6); // quoted next header
    p.jump(EQUAL, InH.IPPROTO_ICMPV6, Program.ICMP, Program.NEXT);
    for (int extension : new int[] {0, 43, 44, 51, 60, 135}) {
      p.jump(EQUAL, extension, Program.PASS, Program.NEXT); // the probe method walks the chain
    }
    p.add(LOAD_HALF, 8 + 40).passIf(filter.identifier());
    p.label(Program.ICMP).add(LOAD_HALF, 8 + 40 + 4).passIf(filter.identifier());
    return p.end();
  }

  /** Instructions with labels; jumps go forward only. */
  private static final class Program {
    static final int NEXT = 0;
    static final int REPLY = 1;
    static final int QUOTE = 2;
    static final int ICMP = 3;
    static final int PASS = 4;
    static final int DROP = 5;

    private static final int CAPACITY = 64;

    private final int[] code = new int[CAPACITY];
    private final int[] operand = new int[CAPACITY];
    private final int[] whenTrue = new int[CAPACITY];
    private final int[] whenFalse = new int[CAPACITY];
    private final int[] labels = new int[DROP + 1];
    private int length;

    Program add(int instruction, int k) {
      return jump(instruction, k, NEXT, NEXT);
    }

    Program jump(int instruction, int k, int jt, int jf) {
      code[length] = instruction;
      operand[length] = k;
      whenTrue[length] = jt;
      whenFalse[length] = jf;
      length++;
      return this;
    }

    Program goTo(int label) {
      return jump(EQUAL, 0, label, label);
    }

    Program passIf(int value) {
      return jump(EQUAL, value, PASS, DROP);
    }

    Program label(int label) {
      labels[label] = length;
      return this;
    }

    BpfProgram end() {
      label(PASS).add(RETURN, -1).label(DROP).add(RETURN, 0);
      BpfProgram out = new BpfProgram(length);
      for (int i = 0; i < length; i++) {
        out.add(code[i], skip(i, whenTrue[i]), skip(i, whenFalse[i]), operand[i]);
      }
      return out;
    }

    private int skip(int from, int label) {
      return label == NEXT ? 0 : labels[label] - from - 1;
    }
  }
}
