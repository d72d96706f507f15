// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.linux.Block;
import io.sonde.linux.BpfProgram;
import io.sonde.linux.ErrnoH;
import io.sonde.linux.Libc;
import io.sonde.linux.SocketH;
import io.sonde.net.ReplyFilter;
import io.sonde.wire.IpFamily;
import java.lang.ref.Reference;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The kernel itself judges: a pair of local sockets, the program on one of them. */
class ReplyProgramsTest {
  private static final String V4 = "45000000 00000000 40010000 c6336401 c0000201";
  private static final String V4_OPTIONS =
      "4f000000 00000000 40010000 c6336401 c0000201" + " 01010101".repeat(10);
  private static final String V6 =
      "60000000 00083a40 20010db8000200000000000000000001 20010db8000100000000000000000001";

  private int in;
  private int out;

  @BeforeEach
  void pair() {
    Block two = Block.allocate(8);
    int type = SocketH.SOCK_DGRAM | SocketH.SOCK_CLOEXEC | SocketH.SOCK_NONBLOCK;
    assertEquals(0, Libc.socketpair(SocketH.AF_UNIX, type, 0, two.address));
    in = two.bytes.getInt(0);
    out = two.bytes.getInt(4);
  }

  @AfterEach
  void close() {
    Libc.close(in);
    Libc.close(out);
  }

  private void attach(IpFamily family, int protocol, ReplyFilter filter) {
    BpfProgram program = ReplyPrograms.of(family, protocol, filter);
    assertTrue(program != null && program.attach(in) == 0);
  }

  private boolean passes(String... hex) {
    byte[] octets = HexFormat.of().parseHex(String.join("", hex).replace(" ", ""));
    Block data = Block.allocate(Math.max(octets.length, 1));
    data.bytes.put(0, octets);
    long sent = Libc.send(out, data.address, octets.length, 0);
    assertTrue(sent == octets.length || sent == -ErrnoH.EPERM, "send " + sent);
    Block room = Block.allocate(4);
    long result = Libc.recv(in, room.address, 4, SocketH.MSG_DONTWAIT);
    Reference.reachabilityFence(data);
    assertTrue(result >= 0 || result == -ErrnoH.EAGAIN, "recv " + result);
    return result >= 0;
  }

  private static String icmp(int type, int identifier) {
    return String.format("%02x000000%04x0001", type, identifier);
  }

  @Test
  void icmpRepliesByIdentifier() {
    attach(IpFamily.IPV4, 1, ReplyFilter.own(0x1234));
    for (String header : new String[] {V4, V4_OPTIONS}) {
      assertTrue(passes(header, icmp(0, 0x1234)));
      assertTrue(passes(header, icmp(14, 0x1234)));
      assertTrue(passes(header, icmp(18, 0x1234)));
      assertEquals(false, passes(header, icmp(0, 0x1235)));
      assertEquals(false, passes(header, icmp(8, 0x1234)), "a request");
      assertEquals(false, passes(header, icmp(9, 0x1234)), "a router advertisement");
    }
    assertEquals(false, passes(""), "nothing");
    assertEquals(false, passes(V4, "0000"), "cut");
    assertEquals(false, passes("4500 0000 0000"), "cut");
  }

  @Test
  void icmpErrorsByTheirQuote() {
    attach(IpFamily.IPV4, 1, ReplyFilter.own(0x1234));
    String udp = V4.replace("40010000", "40110000");
    for (int type : new int[] {3, 4, 5, 11, 12}) {
      String error = icmp(type, 0);
      for (String outer : new String[] {V4, V4_OPTIONS}) {
        for (String quoted : new String[] {V4, V4_OPTIONS}) {
          assertTrue(passes(outer, error, quoted, icmp(8, 0x1234)), "type " + type);
          assertEquals(false, passes(outer, error, quoted, icmp(8, 0x4321)));
        }
        assertTrue(passes(outer, error, udp, "1234 829b 0008 0000"), "a source port");
        assertEquals(false, passes(outer, error, udp, "829b 1234 0008 0000"));
        assertEquals(false, passes(outer, error, udp), "no quote to judge by");
      }
    }
  }

  @Test
  void errorsOfAllWhenAskedFor() {
    attach(IpFamily.IPV4, 1, new ReplyFilter(0x1234, false));
    assertTrue(passes(V4, icmp(11, 0), V4, icmp(8, 0x4321)));
    assertTrue(passes(V4, icmp(9, 0)));
    assertEquals(false, passes(V4, icmp(0, 0x4321)));
  }

  @Test
  void icmpv6() {
    attach(IpFamily.IPV6, 58, ReplyFilter.own(0x1234));
    assertTrue(passes(icmp(129, 0x1234)));
    assertEquals(false, passes(icmp(129, 0x4321)));
    assertEquals(false, passes(icmp(128, 0x1234)));
    assertEquals(false, passes(icmp(135, 0x1234)), "a neighbour solicitation");
    assertTrue(passes(icmp(140, 0)), "node information bears a nonce");
    for (int type = 1; type <= 4; type++) {
      assertTrue(passes(icmp(type, 0), V6, icmp(128, 0x1234)));
      assertEquals(false, passes(icmp(type, 0), V6, icmp(128, 0x4321)));
      assertTrue(passes(icmp(type, 0), V6.replace("3a40", "1140"), "1234 829b 0008 0000"));
      assertEquals(false, passes(icmp(type, 0), V6.replace("3a40", "1140"), "829b 1234"));
      assertTrue(passes(icmp(type, 0), V6.replace("3a40", "0040"), "3a000502 00000000"));
    }
  }

  @Test
  void segmentsByPort() {
    attach(IpFamily.IPV4, 6, ReplyFilter.own(0x8000));
    assertTrue(passes(V4_OPTIONS, "0050 8000 00000000"));
    assertEquals(false, passes(V4_OPTIONS, "8000 0050 00000000"));
  }

  @Test
  void segmentsByPortOverIpv6() {
    attach(IpFamily.IPV6, 6, ReplyFilter.own(0x8000));
    assertTrue(passes("0050 8000 00000000"));
    assertEquals(false, passes("8000 0050 00000000"));
  }

  @Test
  void nothingToKeepAway() {
    assertNull(ReplyPrograms.of(IpFamily.IPV4, 1, ReplyFilter.ALL));
    assertNull(ReplyPrograms.of(IpFamily.IPV4, 47, ReplyFilter.own(1)));
  }

  @Test
  void typesThatMayPass() {
    int blocked = ReplyPrograms.icmpTypesBlocked();
    StringBuilder passing = new StringBuilder();
    for (int type = 0; type < 32; type++) {
      if ((blocked & 1 << type) == 0) {
        passing.append(type).append(' ');
      }
    }
    assertEquals("0 3 4 5 11 12 14 16 18 ", passing.toString());
  }
}
