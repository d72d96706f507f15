// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.sonde.net.ChannelSpec.Kind;
import io.sonde.wire.IpFamily;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The whole program beside a router that answers for itself and lets nothing through: this host
 * 192.0.2.1 and 2001:db8::1 on the device {@code pingnear}, the router 192.0.2.2 and 2001:db8::2 in
 * a namespace of its own.
 */
class RouterIT {
  private static @Nullable Process router;

  @BeforeAll
  static void wire() throws IOException, InterruptedException {
    RealRun.assumePrivateNamespace();
    RealRun.assumePermitted(Kind.ICMP_DATAGRAM, IpFamily.IPV4);
    // says something once it is in its namespace, then waits until its input ends
    Process started =
        new ProcessBuilder("unshare", "-n", "sh", "-c", "echo; exec cat")
            .redirectErrorStream(true)
            .start();
    router = started;
    String said = new String(started.getInputStream().readNBytes(1), StandardCharsets.UTF_8);
    if (!said.equals("\n")) {
      abort("no further network namespace may be made here");
    }
    RealRun.shell(
        """
        there='nsenter -t PID -n'
        $there sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 \
          net.ipv4.icmp_ratelimit=0 net.ipv6.icmp.ratelimit=0
        """
            .replace("PID", Long.toString(started.pid())));
    joinDevices();
  }

  /** Makes both ends; neighbours are known, so that no first packet waits for them. */
  private static void joinDevices() throws IOException, InterruptedException {
    RealRun.shell(
        """
        there='nsenter -t PID -n'
        ip link add pingnear address 02:00:00:00:01:01 type veth \
          peer name pingfar address 02:00:00:00:01:02 netns PID
        end() { # COMMAND-PREFIX DEVICE OWN OTHER
          for address in 192.0.2. 2001:db8:: fe80::; do
            case $address in
              *:*) $1 ip addr add $address$3/64 dev $2 nodad ;;
              *) $1 ip addr add $address$3/24 dev $2 ;;
            esac
          done
          $1 ip link set $2 up
          for address in 192.0.2. 2001:db8:: fe80::; do
            $1 ip neigh replace $address$4 lladdr 02:00:00:00:01:0$4 dev $2 nud permanent
          done
        }
        end '' pingnear 1 2
        end "$there" pingfar 2 1
        ip route add 198.51.100.0/24 via 192.0.2.2
        ip route add 2001:db8:2::/64 via 2001:db8::2
        $there ip route add default dev pingfar
        $there ip -6 route add default dev pingfar
        """
            .replace("PID", Long.toString(requireNonNull(router).pid())));
  }

  @AfterAll
  static void unwire() throws IOException, InterruptedException {
    if (router != null) {
      // while the router lives: its end takes the devices away at a time of the kernel's own
      RealRun.shell("! ip link show pingnear || ip link del pingnear");
      router.getOutputStream().close();
      router.waitFor();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.2", "2001:db8::2", "fe80::2%pingnear"})
  void theRouterItselfAnswers(String address) {
    RealRun run = RealRun.of("-c 2 -i 0.01 " + address);
    assertEquals(0, run.exitCode, run::toString);
    assertTrue(run.out.contains("64 bytes from " + address + ": icmp_seq=2 ttl=64"), run::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "dgram, 198.51.100.1, From 192.0.2.2 icmp_seq=1 Time to live exceeded",
    "raw, 198.51.100.1, From 192.0.2.2 icmp_seq=1 Time to live exceeded",
    "dgram, 2001:db8:2::1, From 2001:db8::2 icmp_seq=1 Time exceeded: Hop limit",
    "raw, 2001:db8:2::1, From 2001:db8::2 icmp_seq=1 Time exceeded: Hop limit",
  })
  void aTimeToLiveOfOneEndsAtTheRouter(String kind, String address, String line)
      throws IOException {
    RealRun.assumePermitted(
        kind.equals("raw") ? Kind.RAW : Kind.ICMP_DATAGRAM,
        address.contains(":") ? IpFamily.IPV6 : IpFamily.IPV4);
    RealRun run = RealRun.of("-c 1 -t 1 --socket " + kind + " " + address);
    assertEquals(1, run.exitCode, run::toString);
    assertTrue(run.out.lines().anyMatch(line::equals), run::toString);
    assertTrue(
        run.out.contains("1 packets transmitted, 0 received, +1 errors, 100% packet loss"),
        run::toString);
  }

  @Test
  void anOversizedProbeIsTold() {
    RealRun run = RealRun.of("-c 2 -i 0.01 -M do -s 2000 192.0.2.2");
    assertEquals(1, run.exitCode, run::toString);
    assertEquals(
        "ping: local error: message too long, mtu=1500\n".repeat(2), run.errors, run::toString);
    assertTrue(run.out.contains("2 packets transmitted, 0 received, +2 errors"), run::toString);
  }

  /** A terminal whose reader takes the device away at the third answer. */
  private static final class Remover extends ByteArrayOutputStream {
    private boolean removed;

    @Override
    public synchronized void write(byte[] octets, int offset, int length) {
      super.write(octets, offset, length);
      if (!removed && toString(StandardCharsets.UTF_8).contains("icmp_seq=3")) {
        removed = true;
        try {
          RealRun.shell("ip link del pingnear");
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-I pingnear 192.0.2.2, 2, 'ping: sendmmsg by pingnear: No such device (ENODEV)'",
    "192.0.2.2, 0, 'ping: sendmsg: Network is unreachable'",
    "2001:db8::2, 0, 'ping: sendmsg: Network is unreachable'",
  })
  void aDeviceThatGoesAwayLeavesASentenceAndTheSummary(String target, int exitCode, String words)
      throws IOException, InterruptedException {
    RealRun run;
    try {
      run = RealRun.of("-O -c 6 -i 0.01 -W 0.1 " + target, new Remover());
    } finally {
      joinDevices();
    }
    assertEquals(exitCode, run.exitCode, run::toString);
    assertTrue(run.errors.startsWith(words + "\n"), run::toString);
    assertTrue(run.out.contains(" packets transmitted, 3 received, "), run::toString);
    assertTrue(run.out.contains("\nrtt min/avg/max/mdev = "), run::toString);
  }
}
