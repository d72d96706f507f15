// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.traceroute.config.Lookups;
import io.sonde.wire.IpAddress;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Look-ups against a DNS server of our own on loopback, which answers by hand-made octets. */
class BackgroundBookIT {
  private static final IpAddress ROUTER = IpAddress.ofIpv4(0xc6336407);
  private static final IpAddress ROUTER6 = IpAddress.ofColumns(0x20010db8_00000000L, 0x1f);
  private static final long SECOND = 1_000_000_000L;

  private static final int SERVER_FAILURE = 2;
  private static final int NO_SUCH_NAME = 3;

  private final Map<String, byte[]> answers = new ConcurrentHashMap<>();
  private final Map<String, Integer> codes = new ConcurrentHashMap<>();
  private final Semaphore woken = new Semaphore(0);
  private DatagramSocket server;

  @BeforeEach
  void serve() throws IOException {
    server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::answer, "dns");
    thread.setDaemon(true);
    thread.start();
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void answer() {
    byte[] octets = new byte[512];
    DatagramPacket packet = new DatagramPacket(octets, octets.length);
    try {
      while (true) {
        packet.setLength(octets.length);
        server.receive(packet);
        reply(octets, packet);
      }
    } catch (IOException e) {
      // the test is over
    }
  }

  /** RFC 1035 section 4: the question back, and an answer that points at its name. */
  private void reply(byte[] octets, DatagramPacket packet) throws IOException {
    int at = 12;
    StringBuilder name = new StringBuilder();
    while (octets[at] != 0) {
      name.append(new String(octets, at + 1, octets[at], StandardCharsets.US_ASCII)).append('.');
      at += octets[at] + 1;
    }
    int end = at + 5;
    byte[] data = answers.get(name.toString());
    int code = codes.getOrDefault(name.toString(), 0);
    if (data == null && code == 0) {
      return; // silence
    }
    octets[2] = (byte) 0x84;
    octets[3] = (byte) code;
    octets[7] = (byte) (data == null ? 0 : 1);
    octets[11] = 0; // no EDNS in the answer
    if (data == null) {
      server.send(new DatagramPacket(octets, end, packet.getSocketAddress()));
      return;
    }
    byte[] record = {
      (byte) 0xc0,
      12,
      0,
      octets[at + 2],
      0,
      1,
      0,
      0,
      0,
      60,
      (byte) (data.length >>> 8),
      (byte) data.length
    };
    System.arraycopy(record, 0, octets, end, record.length);
    System.arraycopy(data, 0, octets, end + record.length, data.length);
    server.send(
        new DatagramPacket(octets, end + record.length + data.length, packet.getSocketAddress()));
  }

  private static byte[] domain(String name) {
    StringBuilder labels = new StringBuilder();
    StringTokenizer words = new StringTokenizer(name, ".");
    while (words.hasMoreTokens()) {
      String label = words.nextToken();
      labels.append((char) label.length()).append(label);
    }
    return labels.append('\0').toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] text(String text) {
    return ((char) text.length() + text).getBytes(StandardCharsets.ISO_8859_1);
  }

  private AddressBook book(boolean origins) {
    return Names.book(
        new Lookups(
            true,
            origins,
            origins,
            "origin.example",
            "origin6.example",
            "127.0.0.1:" + server.getLocalPort(),
            SECOND,
            List.of()),
        woken::release);
  }

  private AddressFacts settled(AddressBook book, IpAddress address) throws InterruptedException {
    book.ask(address);
    assertTrue(woken.tryAcquire(20, TimeUnit.SECONDS), "an answer or the time-out wakes the run");
    assertTrue(book.isSettled(address));
    return book.facts(address);
  }

  @Test
  void names() throws InterruptedException {
    answers.put("7.100.51.198.in-addr.arpa.", domain("r7.example"));
    answers.put(
        "f.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa.",
        domain("six.example"));
    AddressBook book = book(false);
    assertEquals("r7.example", settled(book, ROUTER).name());
    assertEquals("six.example", settled(book, ROUTER6).name());
    assertNull(book.facts(ROUTER).origin());
  }

  @Test
  void origins() throws InterruptedException {
    answers.put("7.100.51.198.in-addr.arpa.", domain("r7.example"));
    answers.put(
        "7.100.51.198.origin.example.",
        text("64500 64501 | 198.51.100.0/24 | ZZ | test | 2020-01-01"));
    answers.put("AS64500.example.", text("64500 | ZZ | test | 2020-01-01 | EXAMPLE, ZZ"));
    AddressFacts facts = settled(book(true), ROUTER);
    assertEquals(new AddressFacts.Origin(List.of(64_500L, 64_501L), "EXAMPLE, ZZ"), facts.origin());
  }

  @Test
  void privateAddressesAreNobodys() throws InterruptedException {
    answers.put("1.0.0.10.in-addr.arpa.", domain("inside.example"));
    AddressFacts facts = settled(book(true), IpAddress.ofIpv4(0x0a000001));
    assertEquals(new AddressFacts.Origin(List.of(), null), facts.origin());
    assertEquals("inside.example", facts.name());
  }

  /** A server that never answers: in the end nothing is known, which is not that there is none. */
  @Test
  void silence() throws InterruptedException {
    AddressBook book = book(true);
    book.ask(ROUTER);
    assertFalse(book.isSettled(ROUTER));
    AddressFacts facts = settled(book, ROUTER);
    assertNull(facts.name());
    assertNull(facts.origin());
  }

  @Test
  void refusalIsNoAnswerAndNoSuchNameIsOne() throws InterruptedException {
    codes.put("7.100.51.198.in-addr.arpa.", NO_SUCH_NAME);
    codes.put("7.100.51.198.origin.example.", SERVER_FAILURE);
    codes.put("8.100.51.198.in-addr.arpa.", SERVER_FAILURE);
    codes.put("8.100.51.198.origin.example.", NO_SUCH_NAME);
    AddressBook book = book(true);
    assertNull(settled(book, ROUTER).origin());
    AddressFacts none = settled(book, IpAddress.ofIpv4(0xc6336408));
    assertEquals(new AddressFacts.Origin(List.of(), null), none.origin());
    assertNull(none.name());
  }
}
