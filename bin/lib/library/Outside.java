// SPDX-License-Identifier: Apache-2.0
package outside;

import static io.sonde.socket.AddressFamily.INET;
import static io.sonde.socket.AddressFamily.INET6;
import static io.sonde.socket.AddressFamily.NETLINK;
import static io.sonde.socket.AddressFamily.PACKET;
import static io.sonde.socket.AddressFamily.UNIX;
import static io.sonde.socket.SocketType.DGRAM;
import static io.sonde.socket.SocketType.RAW;
import static io.sonde.socket.SocketType.RDM;
import static io.sonde.socket.SocketType.SEQPACKET;
import static io.sonde.socket.SocketType.STREAM;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sonde.socket.AddressFamily;
import io.sonde.socket.Ancillary;
import io.sonde.socket.BpfInstruction;
import io.sonde.socket.Descriptor;
import io.sonde.socket.Errno;
import io.sonde.socket.ErrorReport;
import io.sonde.socket.Membership;
import io.sonde.socket.Message;
import io.sonde.socket.MessageBatch;
import io.sonde.socket.Poller;
import io.sonde.socket.Shutdown;
import io.sonde.socket.SockOpt;
import io.sonde.socket.Socket;
import io.sonde.socket.SocketAddr;
import io.sonde.socket.SocketConstants;
import io.sonde.socket.SocketFile;
import io.sonde.socket.SocketType;
import io.sonde.socket.SystemCallException;
import io.sonde.socket.WouldBlockException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A program of somebody else: it uses every public signature of io.sonde.socket, by the jars alone.
 * Prints "ok". Runs without privilege on loopback.
 */
public final class Outside {
  private Outside() {}

  private static void expect(boolean condition, String what) {
    if (!condition) {
      throw new AssertionError(what);
    }
  }

  private interface Call {
    void run() throws IOException;
  }

  private static int errno(Call call) throws IOException {
    try {
      call.run();
      return 0;
    } catch (SystemCallException e) {
      String text = e.call() + e.target() + e.getMessage();
      long transferred = e.bytesTransferred();
      Errno errno = e.errno();
      expect(e.is(errno) && !text.isEmpty() && transferred >= 0, "an exception says what it is");
      return errno.number();
    }
  }

  private static void values() throws UnknownHostException {
    AddressFamily family = new AddressFamily(2);
    expect(family.equals(INET) && family.toString().equals("INET") && family.value() == 2, "family");
    expect(INET6.value() == 10 && NETLINK.value() == 16 && PACKET.value() == 17, "families");
    SocketType type = new SocketType(1);
    expect(type.equals(STREAM) && RDM.value() == 4 && SEQPACKET.value() == 5, "types");
    Errno refused = Errno.ECONNREFUSED;
    expect(refused.name().equals("ECONNREFUSED"), "name");
    expect(refused.description().equals("Connection refused"), "description");
    expect(Shutdown.values().length == 3, "ways");
    int[] constants = {
      SocketConstants.SOL_SOCKET, SocketConstants.IPPROTO_ICMP, SocketConstants.SO_REUSEADDR,
      SocketConstants.IP_HDRINCL, SocketConstants.IPV6_V6ONLY, SocketConstants.TCP_NODELAY,
      SocketConstants.MSG_PEEK, SocketConstants.SCM_RIGHTS, SocketConstants.ICMP_FILTER,
      SocketConstants.PACKET_STATISTICS, SocketConstants.SOF_TIMESTAMPING_SOFTWARE,
      SocketConstants.SOMAXCONN
    };
    expect(constants.length == 12, "constants");
    InetAddress group = InetAddress.getByAddress(new byte[] {(byte) 233, (byte) 252, 0, 1});
    Membership membership = new Membership(group, 1);
    expect(membership.group().equals(group) && membership.interfaceIndex() == 1, "membership");
    BpfInstruction ret = new BpfInstruction(6, 0, 0, 0);
    expect(ret.code() + ret.jt() + ret.jf() + ret.k() == 6, "instruction");
  }

  private static void addresses() throws UnknownHostException {
    SocketAddr.Inet4 four = SocketAddr.inet4("127.0.0.1", 80);
    Inet4Address a4 = four.address();
    SocketAddr.Inet6 six = SocketAddr.inet6("fe80::1", 80, 0, 2);
    Inet6Address a6 = six.address();
    expect(new SocketAddr.Inet4(a4, 80).equals(four), "Inet4");
    expect(new SocketAddr.Inet6(a6, 80, six.flowInfo(), six.scopeId()).equals(six), "Inet6");
    expect(SocketAddr.inet6("::1", 1).family().equals(INET6), "family");
    expect(SocketAddr.of(new InetSocketAddress(a4, 80)).equals(four), "of");
    expect(SocketAddr.resolve(INET, "127.0.0.1", 80).port() == 80, "resolve");
    SocketAddr.Unix path = SocketAddr.unix(Path.of("/run/x"));
    expect(path.equals(SocketAddr.unix("/run/x")), "path");
    expect(path.equals(SocketAddr.unix("/run/x".getBytes(UTF_8))), "octets");
    SocketAddr.Unix name = SocketAddr.unixAbstract("name");
    expect(name.equals(SocketAddr.unixAbstract(name.bytes())) && name.isAbstract(), "abstract");
    expect(SocketAddr.unixUnnamed().isUnnamed(), "unnamed");
    SocketAddr.Packet packet = SocketAddr.packet(1, 3);
    expect(packet.interfaceIndex() == 1 && packet.etherType() == 3, "packet");
    expect(packet.hardwareType() == 0 && packet.packetType() == 0, "packet");
    expect(SocketAddr.packet(1, 3, new byte[6]).hardwareAddress().length == 6, "hardware");
    expect(new SocketAddr.Packet(1, 3, 1, 0, new byte[6]).port() == -1, "packet");
    SocketAddr.Netlink netlink = SocketAddr.netlink(1, 2);
    expect(new SocketAddr.Netlink(netlink.portId(), netlink.groups()).equals(netlink), "netlink");
    SocketAddr.Other other = new SocketAddr.Other(200, new byte[14]);
    expect(other.familyNumber() == 200 && other.data().length == 14, "other");
  }

  private static void tcp() throws IOException {
    try (Socket listener = Socket.open(INET, STREAM);
        Socket client = Socket.open(INET, STREAM, SocketConstants.IPPROTO_TCP)) {
      listener.setOption(SockOpt.SO_REUSEADDR, true);
      listener.bind(SocketAddr.inet4("127.0.0.1", 0));
      listener.listen();
      listener.listen(5);
      client.setTimeout(Duration.ofSeconds(9));
      client.connect(listener.getSockName());
      expect(client.connectEx(listener.getSockName()) == Errno.EISCONN.number(), "connectEx");
      Socket.Accepted accepted = listener.accept();
      expect(accepted.peer().equals(client.getSockName()), "peer");
      try (Socket server = accepted.socket()) {
        client.send(new byte[1]);
        client.send(ByteBuffer.allocate(2), SocketConstants.MSG_NOSIGNAL);
        client.sendAll(new byte[3]);
        client.sendAll(ByteBuffer.allocateDirect(4), 0);
        byte[] all = server.recv(10, SocketConstants.MSG_WAITALL);
        expect(all.length == 10, "recv");
        server.outputStream().write(7);
        InputStream in = client.inputStream();
        expect(in.read() == 7, "streams");
        files(client, server);
        server.shutdown(Shutdown.WRITE);
        expect(client.recv(ByteBuffer.allocate(1)) == -1, "end");
        expect(client.getPeerName().equals(server.getSockName()), "names");
      }
      modes(client);
    }
  }

  private static void modes(Socket socket) throws IOException {
    expect(socket.getTimeout().equals(Duration.ofSeconds(9)), "time-out");
    socket.setBlocking(false);
    expect(!socket.isBlocking(), "mode");
    expect(socket.family().equals(INET) && socket.type().equals(STREAM), "kind");
    expect(socket.protocol() == SocketConstants.IPPROTO_TCP, "protocol");
    Socket duplicate = socket.duplicate();
    expect(duplicate.isOpen() && duplicate.fileno() >= 0, "duplicate");
    Socket adopted = Socket.adopt(duplicate.detach());
    adopted.close();
    expect(!adopted.isOpen(), "closed");
  }

  private static void files(Socket client, Socket server) throws IOException {
    Charset utf8 = UTF_8;
    try (SocketFile file = client.makeFile("rw");
        SocketFile binary = server.makeFile("rwb", utf8, 512)) {
      BufferedWriter writer = file.writer();
      writer.write("line\n");
      file.flush();
      InputStream in = binary.input();
      expect(new String(in.readNBytes(5), utf8).equals("line\n"), "file");
      OutputStream out = binary.output();
      out.write("back\n".getBytes(utf8));
      binary.flush();
      BufferedReader reader = file.reader();
      expect(reader.readLine().equals("back"), "line");
    }
  }

  private static void udp() throws IOException {
    try (Socket udp = Socket.open(INET, DGRAM)) {
      udp.setTimeout(Duration.ofSeconds(9));
      udp.bind(SocketAddr.inet4("127.0.0.1", 0));
      SocketAddr self = udp.getSockName();
      udp.sendTo(new byte[1], self);
      udp.sendTo(ByteBuffer.allocate(2), self, 0);
      Socket.Received received = udp.recvFrom(9);
      expect(received.data().length == 1 && received.length() == 1, "recvFrom");
      expect(received.from().equals(self) && !received.truncated(), "recvFrom");
      Socket.ReceivedInto into = udp.recvFrom(ByteBuffer.allocate(1), 0);
      expect(into.count() == 1 && into.length() == 2 && into.truncated(), "into");
      expect(into.from().equals(self), "from");
      udp.setOption(SockOpt.IP_RECVTTL, true).setOption(SockOpt.SO_TIMESTAMPNS, true);
      udp.sendMsg(
          List.of(ByteBuffer.allocate(3)),
          List.of(new Ancillary.HopLimit(9), new Ancillary.TrafficClass(4)),
          self);
      Message message = udp.recvMsg(2, 200);
      expect(message.data().length == 2 && message.length() == 3, "message");
      expect(message.truncated() && !message.ancillaryTruncated(), "flags");
      expect(message.flags() != 0 && message.from().equals(self), "flags");
      expect(message.ancillary().size() == 2, "ancillary");
      Ancillary.Timestamp stamp = message.first(Ancillary.Timestamp.class).orElseThrow();
      Instant time = stamp.time();
      expect(time.isAfter(Instant.EPOCH), "time");
      expect(stamp.source() == Ancillary.Timestamp.Source.SOFTWARE, "source");
      expect(message.first(Ancillary.HopLimit.class).orElseThrow().value() == 9, "limit");
      message.close();
      expect(errno(() -> udp.recv(1, SocketConstants.MSG_DONTWAIT)) == 11, "EAGAIN");
      udp.attachFilter(List.of(new BpfInstruction(6, 0, 0, 0)));
      udp.detachFilter();
      options(udp);
      batches(udp, self);
    }
  }

  private static void options(Socket udp) throws IOException {
    udp.setSockOpt(SocketConstants.SOL_SOCKET, SocketConstants.SO_REUSEADDR, 1);
    udp.setSockOpt(SocketConstants.SOL_SOCKET, SocketConstants.SO_REUSEADDR, new byte[4]);
    expect(udp.getSockOpt(SocketConstants.SOL_SOCKET, SocketConstants.SO_TYPE) == 2, "type");
    expect(udp.getSockOpt(SocketConstants.SOL_SOCKET, SocketConstants.SO_TYPE, 4)[0] == 2, "type");
    List<SockOpt<Boolean>> switches =
        List.of(
            SockOpt.SO_REUSEADDR, SockOpt.SO_REUSEPORT, SockOpt.SO_BROADCAST, SockOpt.SO_KEEPALIVE,
            SockOpt.SO_PASSCRED, SockOpt.SO_TIMESTAMPNS, SockOpt.SO_RXQ_OVFL, SockOpt.TCP_NODELAY,
            SockOpt.IP_HDRINCL, SockOpt.IP_RECVTTL, SockOpt.IP_RECVTOS, SockOpt.IP_PKTINFO,
            SockOpt.IP_RECVERR, SockOpt.IP_FREEBIND, SockOpt.IP_TRANSPARENT,
            SockOpt.IP_MULTICAST_LOOP, SockOpt.IP_MULTICAST_ALL, SockOpt.IPV6_V6ONLY,
            SockOpt.IPV6_MULTICAST_LOOP, SockOpt.IPV6_RECVPKTINFO, SockOpt.IPV6_RECVHOPLIMIT,
            SockOpt.IPV6_RECVTCLASS, SockOpt.IPV6_RECVERR, SockOpt.IPV6_HDRINCL);
    List<SockOpt<Integer>> numbers =
        List.of(
            SockOpt.SO_RCVBUF, SockOpt.SO_SNDBUF, SockOpt.SO_RCVBUFFORCE, SockOpt.SO_PRIORITY,
            SockOpt.SO_MARK, SockOpt.SO_TIMESTAMPING, SockOpt.SO_BINDTOIFINDEX, SockOpt.IP_TTL,
            SockOpt.IP_TOS, SockOpt.IP_MTU, SockOpt.IP_MTU_DISCOVER, SockOpt.IP_MULTICAST_TTL,
            SockOpt.IP_MULTICAST_IF, SockOpt.IPV6_UNICAST_HOPS, SockOpt.IPV6_MULTICAST_HOPS,
            SockOpt.IPV6_MULTICAST_IF, SockOpt.IPV6_TCLASS, SockOpt.IPV6_MTU,
            SockOpt.IPV6_MTU_DISCOVER, SockOpt.IPV6_CHECKSUM);
    List<SockOpt<Membership>> groups =
        List.of(
            SockOpt.IP_ADD_MEMBERSHIP, SockOpt.IP_DROP_MEMBERSHIP,
            SockOpt.IPV6_JOIN_GROUP, SockOpt.IPV6_LEAVE_GROUP);
    List<SockOpt<Set<Integer>>> filters = List.of(SockOpt.ICMP_FILTER, SockOpt.ICMP6_FILTER);
    expect(switches.size() + numbers.size() + groups.size() + filters.size() == 50, "options");
    Errno none = udp.getOption(SockOpt.SO_ERROR);
    Duration linger = udp.getOption(SockOpt.SO_LINGER);
    String device = udp.getOption(SockOpt.SO_BINDTODEVICE);
    expect(none.number() == 0 && linger == null && device.isEmpty(), "options");
    Set<Integer> unused = Set.of();
    expect(errno(() -> udp.setOption(SockOpt.ICMP_FILTER, unused)) != 0, "not on UDP");
  }

  private static void batches(Socket udp, SocketAddr self) throws IOException {
    try (MessageBatch batch = MessageBatch.allocate(2, 16, 64)) {
      expect(batch.capacity() == 2, "capacity");
      for (int i = 0; i < 2; i++) {
        batch.data(i).put((byte) i).flip();
        batch.setAddress(i, self);
        batch.setAncillary(i, List.of(new Ancillary.HopLimit(5)));
      }
      expect(udp.sendBatch(batch, 0, 2) == 2, "sendBatch");
      batch.clear();
      expect(udp.recvBatch(batch) == 2, "recvBatch");
      expect(batch.length(1) == 1 && batch.flags(1) == 0, "length");
      expect(batch.address(1).equals(self) && batch.ancillary(1).size() == 2, "address");
      List<Ancillary> items = batch.ancillary(0);
      expect(items.contains(new Ancillary.HopLimit(5)), "ancillary");
    }
  }

  private static void descriptors() throws IOException {
    try (Socket.SocketPair pair = Socket.pair(STREAM);
        Socket.SocketPair sent = Socket.pair(UNIX, DGRAM, 0)) {
      List<ByteBuffer> octet = List.of(ByteBuffer.allocate(1));
      Ancillary.Rights both = Ancillary.Rights.of(sent.first(), sent.second());
      pair.first().sendMsg(octet, List.of(both), null);
      try (Message message = pair.second().recvMsg(1, Ancillary.space(8))) {
        Ancillary.Rights rights = message.first(Ancillary.Rights.class).orElseThrow();
        Descriptor first = rights.descriptors().get(0);
        expect(first.fd() >= 0, "fd");
        first.toSocket().close();
        Descriptor.own(rights.descriptors().get(1).detach()).close();
      }
      expect(Ancillary.length(8) == 24, "CMSG_LEN");
      Ancillary.Rights numbers = Ancillary.Rights.ofFds(sent.first().fileno());
      expect(numbers.descriptors().size() == 1, "ofFds");
      Ancillary.Credentials peer = pair.first().getOption(SockOpt.SO_PEERCRED);
      expect(peer.pid() == ProcessHandle.current().pid(), "pid");
      expect(peer.uid() >= 0 && peer.gid() >= 0, "uid");
      InetAddress loopback = SocketAddr.inet4("127.0.0.1", 0).address();
      Ancillary.PacketInfo info = new Ancillary.PacketInfo(1, loopback, loopback);
      expect(info.interfaceIndex() == 1 && info.local().equals(info.destination()), "info");
      expect(new Ancillary.Drops(1).total() == 1, "drops");
      Ancillary.Raw raw = new Ancillary.Raw(1, 2, new byte[3]);
      expect(raw.level() + raw.type() + raw.data().length == 6, "raw");
    }
  }

  private static void errors() throws IOException {
    SocketAddr nobody;
    try (Socket gone = Socket.open(INET, DGRAM)) {
      gone.bind(SocketAddr.inet4("127.0.0.1", 0));
      nobody = gone.getSockName();
    }
    try (Socket udp = Socket.open(INET, DGRAM);
        Poller poller = Poller.open()) {
      udp.setOption(SockOpt.IP_RECVERR, true);
      udp.sendTo(new byte[1], nobody);
      poller.add(udp, Poller.IN);
      poller.modify(udp, 0);
      List<Poller.Ready> ready = poller.poll(Duration.ofSeconds(9));
      expect(ready.get(0).socket() == udp && ready.get(0).events() == Poller.ERR, "ready");
      ErrorReport report = udp.recvError(9).orElseThrow();
      expect(report.errno().equals(Errno.ECONNREFUSED), "errno");
      expect(report.origin() == ErrorReport.Origin.ICMP, "origin");
      expect(report.type() == 3 && report.code() == 3, "type");
      expect(report.info() == 0 && report.data() == 0, "info");
      expect(report.destination().equals(nobody) && report.offender() != null, "offender");
      expect(report.payload().length == 1 && report.ancillary().isEmpty(), "payload");
      Optional<ErrorReport> nothing = udp.recvError(9);
      expect(nothing.isEmpty(), "empty");
      poller.remove(udp);
      poller.wakeup();
      int events = Poller.PRI | Poller.OUT | Poller.HUP | Poller.CLOSED | Poller.RDHUP;
      expect(poller.poll(null).isEmpty() && events != 0, "wakeup");
      udp.setTimeout(Duration.ZERO);
      try {
        udp.recv(1);
        expect(false, "nothing is there");
      } catch (WouldBlockException e) {
        expect(e.is(Errno.EAGAIN), "EAGAIN");
      }
    }
    int refused = errno(() -> Socket.open(INET, RAW, 0));
    expect(refused == Errno.EPROTONOSUPPORT.number(), "raw without a protocol");
  }

  /** Everything, then "ok". */
  public static void main(String[] arguments) throws IOException {
    values();
    addresses();
    tcp();
    udp();
    descriptors();
    errors();
    System.out.println("ok");
  }
}
