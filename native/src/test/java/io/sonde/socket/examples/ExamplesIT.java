// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sonde.socket.Errno;
import io.sonde.socket.SystemCallException;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** That the programs of {@code docs/sockets.md} do what is said there. */
class ExamplesIT {
  static Stream<Arguments> examples() {
    return Stream.of(
        example("AbstractName", AbstractName::run, "hello"),
        example("Accept", Accept::run, "peer: true"),
        example("Batches", Batches::run, "64 sent, 64 received"),
        example("BindAndListen", BindAndListen::run, "listens"),
        example("Capture", Capture::run, "60 octets"),
        example("Close", Close::run, "EBADF -1 false"),
        example("Connect", Connect::run, "connected"),
        example("ConnectEx", ConnectEx::run, "111 ECONNREFUSED"),
        example("Datagrams", Datagrams::run, "2 of 5 true"),
        example("ErrorQueue", ErrorQueue::run, "ECONNREFUSED: type 3, code 3, 3 octets"),
        example("Families", Families::run, "1 2 INET6 29"),
        example("GetOption", GetOption::run, "1 4 64"),
        example("IcmpEchoRequest", IcmpEchoRequest::run, "type 0, sequence 1, from 127.0.0.1:0"),
        example("MakeFile", MakeFile::run, "first second"),
        example("MembershipReport", MembershipReport::run, "report of 233.252.0.1"),
        example("Names", Names::run, "[::1]:9 true"),
        example("NonBlocking", NonBlocking::run, "EAGAIN, open: true"),
        example("OpenSocket", OpenSocket::run, "INET STREAM 6"),
        example("OwnHeader", OwnHeader::run, "from 127.0.0.9:0, TTL 7"),
        example("PassDescriptor", PassDescriptor::run, "hello"),
        example("Ping", Ping::run, "type 129"),
        example("PollerLoop", PollerLoop::run, "2 octets"),
        example("Receive", Receive::run, "2 3 0"),
        example("Records", Records::run, "one"),
        example("Send", Send::run, "1000 1000"),
        example("SendStamps", SendStamps::run, "TIMESTAMPING of datagram 0"),
        example("SetOption", SetOption::run, "true PT9S"),
        example("TcpEcho", TcpEcho::run, "hello"),
        example("Text", Text::run, "8 größer"),
        example("TimeOut", TimeOut::run, "PT0.05S are over"),
        example("TimeStamps", TimeStamps::run, "TTL 64, stamped"),
        example("Types", Types::run, "1 2 3 SEQPACKET"),
        example("UdpEcho", UdpEcho::run, "hello"),
        example("UnixStream", UnixStream::run, "hello"));
  }

  private static Arguments example(String name, Callable<String> run, String says) {
    return Arguments.of(name, run, says);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void runs(String name, Callable<String> run, String says) throws Exception {
    try {
      assertEquals(says, run.call(), name);
    } catch (SystemCallException e) {
      boolean refused = e.is(Errno.EPERM) || e.is(Errno.EACCES);
      assumeTrue(!refused, () -> "not allowed here: " + e.getMessage());
      throw e;
    }
  }
}
