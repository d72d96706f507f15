// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Captures that once broke dissectors: the outermost IP header and the TCP or UDP header behind it,
 * read as Wireshark reads them, and every header back octet for octet. The captures lie outside the
 * project: {@code SONDE_CORPUS} or {@code ../shared/corpus} beside the checkout.
 */
class CorpusTest {
  /** Columns of expectations.tsv. */
  private static final int VERSION = 5;

  private static final int PROTOCOL = 6;

  private static final int UPPER = 11;

  private static Path corpus() {
    String named = System.getenv("SONDE_CORPUS");
    Path folder = Path.of(named != null ? named : "../../shared/corpus");
    assumeTrue(
        Files.isRegularFile(folder.resolve("expectations.tsv")),
        "no captures at " + folder + "; set SONDE_CORPUS");
    return folder;
  }

  @Test
  void headersReadAsWiresharkReadsThem() throws IOException {
    Path folder = corpus();
    Map<String, List<Capture>> files = new HashMap<>();
    List<String> differences = new ArrayList<>();
    Set<String> notFound = new TreeSet<>();
    int ips = 0;
    int transports = 0;
    for (String line : Files.readAllLines(folder.resolve("expectations.tsv"))) {
      String[] row = line.split("\t", -1);
      if (row[1].equals("packet") || row[1].equals("0") || row[PROTOCOL].equals("-")) {
        continue;
      }
      List<Capture> packets = files.get(row[0]);
      if (packets == null) {
        packets = Capture.read(folder.resolve(row[0]));
        files.put(row[0], packets);
      }
      ByteBuffer packet = packets.get(Integer.parseInt(row[1]) - 1).ip();
      if (packet == null) {
        notFound.add(row[0]);
        continue;
      }
      String[] read = read(packet);
      ips++;
      compare(differences, row, read, VERSION, 6);
      if (read[UPPER].equals(row[UPPER]) && !read[UPPER].equals("-")) {
        transports++;
        compare(differences, row, read, UPPER, 4);
      }
    }
    assertEquals(List.of(), differences);
    // its frame relay headers are as damaged as what follows them
    assertEquals(Set.of("icmp-icmp_print-oobr-2.pcap"), notFound);
    assertTrue(ips > 450 && transports > 200, ips + " IP headers, " + transports + " transports");
  }

  private static void compare(
      List<String> differences, String[] row, String[] read, int first, int count) {
    for (int i = first; i < first + count; i++) {
      // a dash says nothing
      if (!row[i].equals("-") && !row[i].equals(read[i])) {
        differences.add(row[0] + " " + row[1] + " column " + i + ": " + row[i] + " / " + read[i]);
      }
    }
  }

  /** What the codecs make of a packet, in the columns of a row. */
  private static String[] read(ByteBuffer packet) {
    String[] read = new String[15];
    Arrays.fill(read, "-");
    boolean ipv4 = Ipv4Header.versionAt(packet, 0) == 4;
    try {
      if (ipv4) {
        ipv4(read, packet);
      } else {
        ipv6(read, packet);
      }
    } catch (MalformedPacketException e) {
      if (read[VERSION].equals("-")) {
        cutShort(read, packet, ipv4);
      }
    }
    return read;
  }

  private static void ipv4(String[] read, ByteBuffer packet) throws MalformedPacketException {
    Ipv4Header header = Ipv4Header.parseLeniently(packet);
    int protocol = header.protocol();
    fill(read, 4, protocol, header.source(), header.destination());
    read[9] = Integer.toString(header.timeToLive());
    read[10] = Ipv4Header.checksumHoldsAt(packet, 0) ? "good" : "bad";
    if (header.fragmentOffset() == 0 && !header.moreFragments()) {
      int length = header.totalLength() == 0 ? packet.limit() : header.totalLength();
      transport(read, packet, header.pseudoHeader(protocol), length - packet.position());
    }
  }

  private static void ipv6(String[] read, ByteBuffer packet) throws MalformedPacketException {
    Ipv6Header header = Ipv6Header.parse(packet);
    fill(read, 6, header.nextHeader(), header.source(), header.destination());
    read[9] = Integer.toString(header.hopLimit());
    Ipv6Chain chain = Ipv6Chain.parse(header.nextHeader(), packet);
    IpAddress destination = chain.finalDestination(header.destination());
    PseudoHeader pseudo = new PseudoHeader(header.source(), destination, chain.protocol());
    if (chain.end() == Ipv6Chain.End.REACHED && !chain.isFragment()) {
      int following = header.payloadLength();
      int length = following == 0 ? packet.limit() : Ipv6Header.LENGTH + following;
      transport(read, packet, pseudo, length - packet.position());
    }
  }

  /** The fields that are whole in a header that is not. */
  private static void cutShort(String[] read, ByteBuffer packet, boolean ipv4) {
    int length = packet.limit();
    read[5] = Integer.toString(QuotedDatagram.version(packet, 0, length));
    read[6] = Integer.toString(QuotedDatagram.protocol(packet, 0, length));
    read[9] = Integer.toString(QuotedDatagram.timeToLive(packet, 0, length));
    IpFamily family = ipv4 ? IpFamily.IPV4 : IpFamily.IPV6;
    int source = ipv4 ? 12 : 8;
    int destination = source + family.addressLength();
    if (length >= destination) {
      read[7] = IpAddress.at(family, packet, source).toString();
    }
    if (length >= destination + family.addressLength()) {
      read[8] = IpAddress.at(family, packet, destination).toString();
    }
    read[10] = ipv4 ? "unverified" : "-";
  }

  private static void fill(
      String[] read, int version, int protocol, IpAddress source, IpAddress destination) {
    read[5] = Integer.toString(version);
    read[6] = Integer.toString(protocol);
    read[7] = source.toString();
    read[8] = destination.toString();
  }

  /** Reads what stands at the position; {@code length} octets of it belong to the datagram. */
  private static void transport(String[] read, ByteBuffer packet, PseudoHeader pseudo, int length)
      throws MalformedPacketException {
    int start = packet.position();
    if (pseudo.protocol() == IpProtocol.UDP) {
      UdpHeader header = UdpHeader.parse(packet);
      fillPorts(read, "udp", header.sourcePort(), header.destinationPort());
      boolean absent = header.checksum() == 0 && pseudo.source().family() == IpFamily.IPV4;
      read[14] = absent ? "absent" : judge(packet, start, pseudo, header.length());
    } else if (pseudo.protocol() == IpProtocol.TCP) {
      TcpHeader header = TcpHeader.parseLeniently(packet);
      fillPorts(read, "tcp", header.sourcePort(), header.destinationPort());
      read[14] = judge(packet, start, pseudo, length);
    }
  }

  private static void fillPorts(String[] read, String upper, int source, int destination) {
    read[11] = upper;
    read[12] = Integer.toString(source);
    read[13] = Integer.toString(destination);
  }

  private static String judge(ByteBuffer packet, int start, PseudoHeader pseudo, int length) {
    if (length > packet.limit() - start) {
      return "unverified";
    }
    long sum = InternetChecksum.add(0, pseudo, length);
    sum = InternetChecksum.add(sum, packet, start, length);
    return InternetChecksum.fold(sum) == 0 ? "good" : "bad";
  }

  @Test
  void headersComeBackOctetForOctet() throws IOException {
    int headers = 0;
    try (var files = Files.list(corpus())) {
      for (Path file : files.sorted().toList()) {
        if (!file.toString().matches(".*\\.pcap(ng)?")) {
          continue;
        }
        for (Capture capture : Capture.read(file)) {
          ByteBuffer packet = capture.ip();
          ByteBuffer out = ByteBuffer.allocate(8192);
          Ipv6Chain chain = packet == null ? null : emit(packet, out);
          if (packet != null && chain != null) {
            Octets consumed = Octets.rest(packet.duplicate().flip());
            assertEquals(consumed, Octets.rest(out.flip()), file.toString());
            headers++;
          }
        }
      }
    }
    assertTrue(headers > 400, headers + " headers");
  }

  private static @Nullable Ipv6Chain emit(ByteBuffer packet, ByteBuffer out) {
    try {
      Ipv6Chain chain = new Ipv6Chain(List.of(), 0, Ipv6Chain.End.REACHED);
      int protocol;
      if (Ipv4Header.versionAt(packet, 0) == 4) {
        Ipv4Header header = Ipv4Header.parseLeniently(packet);
        header.emit(out);
        protocol = header.fragmentOffset() == 0 ? header.protocol() : -1;
      } else {
        Ipv6Header header = Ipv6Header.parse(packet);
        header.emit(out);
        chain = Ipv6Chain.parse(header.nextHeader(), packet);
        chain.headers().forEach(extension -> extension.emit(out));
        protocol = chain.end() == Ipv6Chain.End.REACHED ? chain.protocol() : -1;
      }
      try {
        if (protocol == IpProtocol.TCP) {
          TcpHeader.parseLeniently(packet).emit(out);
        } else if (protocol == IpProtocol.UDP) {
          UdpHeader.parse(packet).emit(out);
        }
      } catch (MalformedPacketException e) {
        // the headers in front of it are compared
      }
      return chain;
    } catch (MalformedPacketException e) {
      return null;
    }
  }
}
