// SPDX-License-Identifier: Apache-2.0
package io.sonde.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Calls that need neither privilege nor a network: the kernel itself is the oracle of the layouts.
 */
class LibcTest {
  private final List<Integer> open = new ArrayList<>();

  @AfterEach
  void closeAll() {
    open.forEach(Libc::close);
  }

  private int kept(int fd) {
    assertTrue(fd >= 0, () -> "errno " + -fd);
    open.add(fd);
    return fd;
  }

  private int udp() {
    return kept(Libc.socket(SocketH.AF_INET, SocketH.SOCK_DGRAM | SocketH.SOCK_CLOEXEC, 0));
  }

  @Test
  void aFailedCallGivesItsErrno() {
    assertEquals(-ErrnoH.EBADF, Libc.close(-1));
    assertEquals(-ErrnoH.EAFNOSUPPORT, Libc.socket(200, SocketH.SOCK_DGRAM, 0));
    Block path = Block.string("/nonexistent/file");
    assertEquals(-ErrnoH.ENOENT, Libc.open(path.address, FcntlH.O_RDONLY, 0));
    Reference.reachabilityFence(path);
  }

  @Test
  void closeOnExecIsSet() {
    assertEquals(FcntlH.FD_CLOEXEC, Libc.fcntl(udp(), FcntlH.F_GETFD, 0));
  }

  @Test
  void boundAddressReadsBack() {
    int fd = udp();
    Block name = Block.allocate(Sockaddr.STORAGE + 8);
    Sockaddr.putIn(name.bytes, 0, 0x7f000001, 0);
    assertEquals(0, Libc.bind(fd, name.address, Sockaddr.IN));
    name.bytes.putLong(0, 0).putLong(8, 0).putInt(Sockaddr.STORAGE, Sockaddr.STORAGE);
    assertEquals(0, Libc.getsockname(fd, name.address, name.address + Sockaddr.STORAGE));
    assertEquals(Sockaddr.IN, name.bytes.getInt(Sockaddr.STORAGE));
    assertEquals(SocketH.AF_INET, Sockaddr.family(name.bytes, 0));
    assertEquals(0x7f000001, Sockaddr.ipv4(name.bytes, 0));
    assertTrue(Sockaddr.port(name.bytes, 0) > 0);
  }

  @Test
  void aBatchWithAncillaryDataArrives() {
    Block pair = Block.allocate(8);
    int type = SocketH.SOCK_DGRAM | SocketH.SOCK_CLOEXEC;
    assertEquals(0, Libc.socketpair(SocketH.AF_UNIX, type, 0, pair.address));
    int left = kept(pair.bytes.getInt(0));
    int right = kept(pair.bytes.getInt(4));
    Block data = Block.allocate(256);
    MessageVector out = new MessageVector(3, 0, Cmsg.space(4));
    for (int i = 0; i < 3; i++) {
      data.bytes.put(i * 16, (byte) (i + 1));
      out.data(i, data.address + i * 16L, i + 1);
      out.controlLength(i, 0);
    }
    int end = Cmsg.putInt(out.bytes, out.control(1), SocketH.SOL_SOCKET, SocketH.SCM_RIGHTS, left);
    out.controlLength(1, end - out.control(1));
    assertEquals(3, Libc.sendmmsg(left, out.address(0), 3, SocketH.MSG_NOSIGNAL));

    MessageVector in = new MessageVector(4, 0, Cmsg.space(4));
    for (int i = 0; i < 4; i++) {
      in.data(i, data.address + 128 + i * 16L, 16);
    }
    assertEquals(
        3, Libc.recvmmsg(right, in.address(0), 4, SocketH.MSG_DONTWAIT | SocketH.MSG_CMSG_CLOEXEC));
    for (int i = 0; i < 3; i++) {
      assertEquals(i + 1, in.length(i));
      assertEquals(i + 1, data.bytes.get(128 + i * 16));
    }
    int at = Cmsg.first(in.bytes, in.control(1), in.control(1) + in.controlLength(1));
    assertEquals(in.control(1), at);
    assertEquals(SocketH.SCM_RIGHTS, Cmsg.type(in.bytes, at));
    assertEquals(4, Cmsg.dataLength(in.bytes, at));
    int copy = kept(in.bytes.getInt(at + Cmsg.HEADER));
    assertTrue(copy != left && copy != right);
    assertEquals(0, in.controlLength(0));
    assertEquals(-ErrnoH.EAGAIN, Libc.recvmmsg(right, in.address(0), 4, SocketH.MSG_DONTWAIT));
    Reference.reachabilityFence(data);
  }

  @Test
  void ancillaryDataThatLiesIsNotWalked() {
    Block control = Block.allocate(64);
    Cmsg.put(control.bytes, 0, 1, 2, 4);
    Cmsg.put(control.bytes, 24, 1, 3, 8);
    assertEquals(24, Cmsg.next(control.bytes, 0, 48));
    assertEquals(-1, Cmsg.next(control.bytes, 0, 47), "second element is cut");
    for (long length : new long[] {0, 15, 49, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
      control.bytes.putLong(0, length);
      assertEquals(-1, Cmsg.first(control.bytes, 0, 48), () -> "length " + length);
    }
  }

  @Test
  void readinessIsPolled() {
    int event = kept(Libc.eventfd(0, FcntlH.EFD_CLOEXEC | FcntlH.EFD_NONBLOCK));
    PollSet set = new PollSet(1);
    set.put(0, event, FcntlH.POLLIN);
    assertEquals(0, set.await(1, 0));
    Block one = Block.allocate(8);
    one.bytes.putLong(0, 1);
    assertEquals(8, Libc.write(event, one.address, 8));
    assertEquals(1, set.await(1, -1));
    assertEquals(FcntlH.POLLIN, set.returned(0));

    int epoll = kept(Libc.epollCreate1(FcntlH.EPOLL_CLOEXEC));
    Block events = Block.allocate(2 * EpollEvent.SIZE);
    EpollEvent.put(events.bytes, 0, FcntlH.POLLIN, 0x1122334455667788L);
    assertEquals(0, Libc.epollCtl(epoll, FcntlH.EPOLL_CTL_ADD, event, events.address));
    EpollEvent.put(events.bytes, 0, 0, 0);
    assertEquals(1, Libc.epollWait(epoll, events.address, 2, -1));
    assertEquals(0x1122334455667788L, EpollEvent.data(events.bytes, 0));
    assertEquals(FcntlH.POLLIN, EpollEvent.events(events.bytes, 0));
    Reference.reachabilityFence(one);
    Reference.reachabilityFence(events);
  }

  @Test
  void optionsReadBack() {
    SocketOptions options = new SocketOptions();
    int fd = udp();
    assertEquals(0, options.set(fd, InH.IPPROTO_IP, InH.IP_TTL, 7));
    assertEquals(7, options.get(fd, InH.IPPROTO_IP, InH.IP_TTL));
    assertEquals(SocketH.SOCK_DGRAM, options.get(fd, SocketH.SOL_SOCKET, SocketH.SO_TYPE));
    assertEquals(-ErrnoH.EINVAL, options.set(fd, InH.IPPROTO_IP, InH.IP_TTL, 256));
    assertEquals(-ErrnoH.ENOPROTOOPT, options.get(fd, InH.IPPROTO_IP, 9999));
  }

  @Test
  void aFilterDecides() {
    int in = udp();
    int out = udp();
    Block name = Block.allocate(Sockaddr.STORAGE + 8);
    Sockaddr.putIn(name.bytes, 0, 0x7f000001, 0);
    assertEquals(0, Libc.bind(in, name.address, Sockaddr.IN));
    name.bytes.putInt(Sockaddr.STORAGE, Sockaddr.STORAGE);
    assertEquals(0, Libc.getsockname(in, name.address, name.address + Sockaddr.STORAGE));
    // ldb [8]; jeq #7; ret 0xffff / ret 0: UDP payloads that begin with 7
    BpfProgram program =
        new BpfProgram(4).add(0x30, 8).add(0x15, 0, 1, 7).add(0x06, 0xffff).add(0x06, 0);
    assertEquals(4, program.length());
    assertEquals(0, program.attach(in));
    Block data = Block.allocate(8);
    for (int first : new int[] {6, 7, 8}) {
      data.bytes.put(0, (byte) first);
      assertEquals(1, Libc.sendto(out, data.address, 1, 0, name.address, Sockaddr.IN));
    }
    assertEquals(1, Libc.recv(in, data.address, 8, SocketH.MSG_DONTWAIT));
    assertEquals(7, data.bytes.get(0));
    assertEquals(-ErrnoH.EAGAIN, Libc.recv(in, data.address, 8, SocketH.MSG_DONTWAIT));
    Reference.reachabilityFence(name);
  }

  @Test
  void devicesHaveNumbers() {
    Block name = Block.string("lo");
    assertEquals(1, Libc.ifNameToIndex(name.address));
    Block room = Block.allocate(16);
    assertEquals(0, Libc.ifIndexToName(1, room.address));
    assertEquals("lo", room.stringAt(0));
    Block none = Block.string("nosuchdevice0");
    assertEquals(-ErrnoH.ENODEV, Libc.ifNameToIndex(none.address));
    Reference.reachabilityFence(name);
    Reference.reachabilityFence(none);
  }
}
