// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.net.ChannelSpec.Kind;
import io.sonde.wire.IpFamily;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics and rows of runs over real sockets, read while they run. */
class ExporterIT {
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void permission() throws IOException {
    RealRun.assumePermitted(Kind.ICMP_DATAGRAM, IpFamily.IPV4);
  }

  /** Does something once, while a run tells of its third reply. */
  private static final class Meanwhile extends ByteArrayOutputStream {
    private final Scrape scrape;
    private String found = "";
    private int lines;

    private Meanwhile(Scrape scrape) {
      this.scrape = scrape;
    }

    @Override
    public synchronized void write(byte[] octets, int offset, int length) {
      super.write(octets, offset, length);
      String text = new String(octets, offset, length, StandardCharsets.UTF_8);
      lines += text.contains("\"seq\":3,") ? 1 : 0;
      if (lines == 1 && found.isEmpty()) {
        try {
          found = scrape.read();
        } catch (IOException e) {
          throw new AssertionError(e);
        }
      }
    }
  }

  @FunctionalInterface
  private interface Scrape {
    String read() throws IOException;
  }

  private static String get(String url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setConnectTimeout(5000);
    connection.setReadTimeout(5000);
    assertEquals(200, connection.getResponseCode());
    return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static int freePort(InetAddress address) throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, address)) {
      return free.getLocalPort();
    }
  }

  @Test
  void countsAreThereWhileTheRunGoesOn() throws IOException {
    int port = freePort(InetAddress.getLoopbackAddress());
    Meanwhile out = new Meanwhile(() -> get("http://127.0.0.1:" + port + "/metrics"));
    RealRun run =
        RealRun.of("--json -c 4 -i 0.01 --exporter 127.0.0.1:" + port + " 127.0.0.1", out);
    assertEquals(0, run.exitCode, run::toString);
    String labels = "{address=\"127.0.0.1\",protocol=\"icmp\",target=\"127.0.0.1\"}";
    assertTrue(out.found.contains("sonde_ping_requests_total" + labels + " 3.0\n"), out.found);
    assertTrue(out.found.contains("sonde_ping_response_ttl" + labels + " 64.0\n"), out.found);
    assertEquals("ping: metrics at http://127.0.0.1:" + port + "/metrics\n", run.errors);
  }

  @Test
  void anAddressOfTheNewerFamily() throws IOException {
    int port = freePort(InetAddress.getByAddress(new byte[16]));
    Meanwhile out = new Meanwhile(() -> get("http://[::1]:" + port + "/metrics"));
    RealRun run = RealRun.of("--json -c 4 -i 0.01 --exporter [::1]:" + port + " 127.0.0.1", out);
    assertEquals(0, run.exitCode, run::toString);
    assertTrue(out.found.contains("sonde_build_info{version="), out.found);
  }

  @Test
  void aPortInUseIsOneSentence() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      RealRun run = RealRun.of("-c 1 --exporter 127.0.0.1:" + taken.getLocalPort() + " 127.0.0.1");
      assertEquals(2, run.exitCode);
      assertEquals("", run.out);
      assertEquals(
          "ping: --exporter 127.0.0.1:"
              + taken.getLocalPort()
              + ": address already in use; another port, or 0 for any that is free\n",
          run.errors);
    }
  }

  @Test
  void readersWhoNeverFinishDisturbNobody() throws IOException {
    int port = freePort(InetAddress.getLoopbackAddress());
    List<Socket> silent = new ArrayList<>();
    Meanwhile out =
        new Meanwhile(
            () -> {
              for (int i = 0; i < 100; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                socket.getOutputStream().write("GET /met".getBytes(StandardCharsets.US_ASCII));
                silent.add(socket);
              }
              return get("http://127.0.0.1:" + port + "/metrics");
            });
    RealRun run =
        RealRun.of("--json -c 50 -i 0.002 --exporter 127.0.0.1:" + port + " 127.0.0.1", out);
    for (Socket socket : silent) {
      socket.close();
    }
    assertTrue(out.found.contains("sonde_ping_requests_total"), out.found);
    assertTrue(run.out.contains("\"transmitted\":50,\"received\":50,\"lost\":0"), run.out);
  }

  @Test
  void rowsOfManyTargets() throws IOException {
    Path file = folder.resolve("rows.csv");
    RealRun run =
        RealRun.of("-q -c 2 -i 0.01 --csv " + file + " --many 127.0.0.1 127.0.0.2 127.0.0.3");
    assertEquals(0, run.exitCode, run::toString);
    List<String> rows = Files.readAllLines(file);
    assertEquals(7, rows.size());
    for (String row : rows.subList(1, 7)) {
      assertTrue(
          row.matches(
              "[0-9T:.Z-]+,127\\.0\\.0\\.[123],127\\.0\\.0\\.[123],icmp,[12],reply,"
                  + "\\d+\\.\\d{6},[a-z-]+"),
          row);
    }
  }

  @Test
  void aFileThatTakesNothingIsOneSentence() {
    RealRun run = RealRun.of("-c 3 -i 0.01 --csv /dev/full 127.0.0.1");
    assertEquals(2, run.exitCode, run::toString);
    assertEquals("ping: /dev/full: No space left on device\n", run.errors);
  }
}
