// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import static io.sonde.socket.AddressFamily.INET;
import static io.sonde.socket.AddressFamily.INET6;
import static io.sonde.socket.SocketType.DGRAM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The error queue, ip(7) and the kernel's Documentation/networking/timestamping. */
class ErrorQueueIT {
  private final Opened opened = new Opened();

  @AfterEach
  void close() throws Exception {
    opened.close();
  }

  private ErrorReport next(Socket socket) throws IOException {
    Poller poller = opened.keep(Poller.open());
    poller.add(socket, 0);
    assertEquals(Poller.ERR, poller.poll(Duration.ofSeconds(5)).get(0).events() & Poller.ERR);
    poller.close();
    return socket.recvError(512).orElseThrow();
  }

  @Test
  void anUnreachablePortIsReported() throws IOException {
    Socket gone = opened.udp();
    SocketAddr destination = gone.getSockName();
    gone.close();
    Socket udp = opened.udp();
    udp.setOption(SockOpt.IP_RECVERR, true).setOption(SockOpt.IP_RECVTTL, true);
    assertEquals(Optional.empty(), udp.recvError(512));
    udp.sendTo(new byte[] {1, 2, 3}, destination);
    ErrorReport report = next(udp);
    assertEquals(Errno.ECONNREFUSED, report.errno());
    assertEquals(ErrorReport.Origin.ICMP, report.origin());
    assertEquals(3, report.type());
    assertEquals(3, report.code());
    assertEquals(SocketAddr.inet4("127.0.0.1", 0), report.offender());
    assertEquals(destination, report.destination());
    assertArrayEquals(new byte[] {1, 2, 3}, report.payload());
    assertTrue(report.ancillary().contains(new Ancillary.HopLimit(64)), report::toString);
    assertEquals(Optional.empty(), udp.recvError(512));
  }

  @Test
  void anUnreachablePortOfIpv6IsReported() throws IOException {
    Socket gone = opened.open(INET6, DGRAM);
    gone.bind(Opened.ANY_PORT6);
    SocketAddr destination = gone.getSockName();
    gone.close();
    Socket udp = opened.open(INET6, DGRAM);
    udp.setOption(SockOpt.IPV6_RECVERR, true);
    udp.sendTo(new byte[] {1}, destination);
    ErrorReport report = next(udp);
    assertEquals(Errno.ECONNREFUSED, report.errno());
    assertEquals(ErrorReport.Origin.ICMP6, report.origin());
    assertEquals(1, report.type());
    assertEquals(4, report.code());
    assertEquals(SocketAddr.inet6("::1", 0), report.offender());
    assertEquals(destination, report.destination());
    assertArrayEquals(new byte[] {1}, report.payload());
  }

  @Test
  void aTooLongDatagramIsReportedLocally() throws IOException {
    Socket receiver = opened.open(INET6, DGRAM);
    receiver.bind(Opened.ANY_PORT6);
    Socket udp = opened.open(INET6, DGRAM);
    udp.setOption(SockOpt.IPV6_RECVERR, true);
    udp.setOption(SockOpt.IPV6_MTU_DISCOVER, 2);
    udp.setOption(SockOpt.IPV6_MTU, 1300);
    Expect.errno(Errno.EMSGSIZE, () -> udp.sendTo(new byte[1400], receiver.getSockName()));
    ErrorReport report = udp.recvError(512).orElseThrow();
    assertEquals(Errno.EMSGSIZE, report.errno());
    assertEquals(ErrorReport.Origin.LOCAL, report.origin());
    assertEquals(1300, report.info());
    assertNull(report.offender());
    assertEquals(0, report.payload().length);
  }

  @Test
  void sentDatagramsAreStamped() throws IOException {
    Socket.SocketPair pair = opened.udpPair();
    // TX_SOFTWARE, SOFTWARE, OPT_ID, OPT_TSONLY
    pair.first().setOption(SockOpt.SO_TIMESTAMPING, 0x2 | 0x10 | 0x80 | 0x800);
    Instant begin = Instant.now();
    for (int i = 0; i < 2; i++) {
      pair.first().send(new byte[5]);
      ErrorReport report = next(pair.first());
      assertEquals(ErrorReport.Origin.TIMESTAMPING, report.origin());
      assertEquals(new Errno(42), report.errno());
      assertEquals(0, report.info());
      assertEquals(i, report.data());
      assertEquals(0, report.payload().length);
      Ancillary.Timestamp stamp =
          report.ancillary().stream()
              .filter(Ancillary.Timestamp.class::isInstance)
              .map(Ancillary.Timestamp.class::cast)
              .findFirst()
              .orElseThrow();
      assertEquals(Ancillary.Timestamp.Source.SOFTWARE, stamp.source());
      assertTrue(Duration.between(begin, stamp.time()).abs().toSeconds() < 60);
    }
  }

  @Test
  void anEmptyQueueIsNotWaitedFor() throws Throwable {
    Socket udp = opened.open(INET, DGRAM);
    udp.setOption(SockOpt.IP_RECVERR, true);
    assertEquals(Optional.empty(), Expect.atOnce(() -> udp.recvError(0)));
    Expect.illegal(() -> udp.recvError(-1));
  }
}
