// SPDX-License-Identifier: Apache-2.0
package io.sonde.linux;

import com.sun.jna.Native;

/**
 * System calls as the C library has them. Each returns the call's result, or −errno when it failed;
 * none throws. Pointers are addresses of {@link Block}s. Man pages of the same names tell the rest.
 */
public final class Libc {
  private Libc() {}

  /** The only place where errno is read: any other JNA call of the thread would overwrite it. */
  private static int result(int value) {
    return value >= 0 ? value : -Native.getLastError();
  }

  private static long result(long value) {
    return value >= 0 ? value : -Native.getLastError();
  }

  /** socket(2). */
  public static int socket(int family, int type, int protocol) {
    return result(LibcSymbols.socket(family, type, protocol));
  }

  /** socketpair(2). {@code two}: room for two {@code int} */
  public static int socketpair(int family, int type, int protocol, long two) {
    return result(LibcSymbols.socketpair(family, type, protocol, two));
  }

  /** bind(2). */
  public static int bind(int fd, long address, int length) {
    return result(LibcSymbols.bind(fd, address, length));
  }

  /** listen(2). */
  public static int listen(int fd, int backlog) {
    return result(LibcSymbols.listen(fd, backlog));
  }

  /** accept4(2). {@code length}: in: room; out: octets of the address */
  public static int accept4(int fd, long address, long length, int flags) {
    return result(LibcSymbols.accept4(fd, address, length, flags));
  }

  /** connect(2). */
  public static int connect(int fd, long address, int length) {
    return result(LibcSymbols.connect(fd, address, length));
  }

  /** shutdown(2). */
  public static int shutdown(int fd, int how) {
    return result(LibcSymbols.shutdown(fd, how));
  }

  /** close(2). The number is free afterwards whatever the result. */
  public static int close(int fd) {
    return result(LibcSymbols.close(fd));
  }

  /** send(2). */
  public static long send(int fd, long data, long length, int flags) {
    return result(LibcSymbols.send(fd, data, length, flags));
  }

  /** recv(2). */
  public static long recv(int fd, long data, long length, int flags) {
    return result(LibcSymbols.recv(fd, data, length, flags));
  }

  /** sendto(2). */
  public static long sendto(int fd, long data, long length, int flags, long to, int toLength) {
    return result(LibcSymbols.sendto(fd, data, length, flags, to, toLength));
  }

  /** recvfrom(2). {@code fromLength}: in: room; out: octets of the address */
  public static long recvfrom(
      int fd, long data, long length, int flags, long from, long fromLength) {
    return result(LibcSymbols.recvfrom(fd, data, length, flags, from, fromLength));
  }

  /** sendmsg(2). */
  public static long sendmsg(int fd, long header, int flags) {
    return result(LibcSymbols.sendmsg(fd, header, flags));
  }

  /** recvmsg(2). */
  public static long recvmsg(int fd, long header, int flags) {
    return result(LibcSymbols.recvmsg(fd, header, flags));
  }

  /** sendmmsg(2). The errno of a message that is not the first comes with the next call. */
  public static int sendmmsg(int fd, long headers, int count, int flags) {
    return result(LibcSymbols.sendmmsg(fd, headers, count, flags));
  }

  /** recvmmsg(2) without its time-out, which Linux does not honour while it waits. */
  public static int recvmmsg(int fd, long headers, int count, int flags) {
    return result(LibcSymbols.recvmmsg(fd, headers, count, flags, 0));
  }

  /** getsockname(2). {@code length}: in: room; out: octets of the address */
  public static int getsockname(int fd, long address, long length) {
    return result(LibcSymbols.getsockname(fd, address, length));
  }

  /** getpeername(2). {@code length}: in: room; out: octets of the address */
  public static int getpeername(int fd, long address, long length) {
    return result(LibcSymbols.getpeername(fd, address, length));
  }

  /** getsockopt(2). {@code length}: in: room; out: octets of the value */
  public static int getsockopt(int fd, int level, int name, long value, long length) {
    return result(LibcSymbols.getsockopt(fd, level, name, value, length));
  }

  /** setsockopt(2). */
  public static int setsockopt(int fd, int level, int name, long value, int length) {
    return result(LibcSymbols.setsockopt(fd, level, name, value, length));
  }

  /** fcntl(2). */
  public static int fcntl(int fd, int command, long argument) {
    return result(LibcSymbols.fcntl(fd, command, argument));
  }

  /** ioctl(2). */
  public static int ioctl(int fd, long request, long argument) {
    return result(LibcSymbols.ioctl(fd, request, argument));
  }

  /** dup(2); the copy is not close-on-exec ({@link FcntlH#F_DUPFD_CLOEXEC} makes one that is). */
  public static int dup(int fd) {
    return result(LibcSymbols.dup(fd));
  }

  /** open(2). */
  public static int open(long path, int flags, int mode) {
    return result(LibcSymbols.open(path, flags, mode));
  }

  /** read(2). */
  public static long read(int fd, long data, long length) {
    return result(LibcSymbols.read(fd, data, length));
  }

  /** write(2). */
  public static long write(int fd, long data, long length) {
    return result(LibcSymbols.write(fd, data, length));
  }

  /** mmap(2). Addresses of this process are positive. */
  public static long mmap(
      long address, long length, int protection, int flags, int fd, long offset) {
    return result(LibcSymbols.mmap(address, length, protection, flags, fd, offset));
  }

  /** munmap(2). */
  public static int munmap(long address, long length) {
    return result(LibcSymbols.munmap(address, length));
  }

  /** eventfd(2). */
  public static int eventfd(int initial, int flags) {
    return result(LibcSymbols.eventfd(initial, flags));
  }

  /** epoll_create1(2). */
  public static int epollCreate1(int flags) {
    return result(LibcSymbols.epoll_create1(flags));
  }

  /** epoll_ctl(2). {@code event}: an {@link EpollEvent} */
  public static int epollCtl(int epoll, int operation, int fd, long event) {
    return result(LibcSymbols.epoll_ctl(epoll, operation, fd, event));
  }

  /** epoll_wait(2). {@code milliseconds}: −1: without limit */
  public static int epollWait(int epoll, long events, int count, int milliseconds) {
    return result(LibcSymbols.epoll_wait(epoll, events, count, milliseconds));
  }

  /** poll(2). {@code milliseconds}: −1: without limit */
  public static int poll(long descriptors, int count, int milliseconds) {
    return result(LibcSymbols.poll(descriptors, count, milliseconds));
  }

  /** ppoll(2) with the thread's own signal mask. {@code timeout}: a timespec; 0: without limit */
  public static int ppoll(long descriptors, int count, long timeout) {
    return result(LibcSymbols.ppoll(descriptors, count, timeout, 0));
  }

  /** signalfd(2). {@code mask}: a sigset_t of 128 octets */
  public static int signalfd(int fd, long mask, int flags) {
    return result(LibcSymbols.signalfd(fd, mask, flags));
  }

  /** pthread_sigmask(3) of the calling thread. {@code set}: a sigset_t of 128 octets, or 0 */
  public static int sigmask(int how, long set, long old) {
    return -LibcSymbols.pthread_sigmask(how, set, old); // returns the errno itself
  }

  /** kill(2). */
  public static int kill(int process, int signal) {
    return result(LibcSymbols.kill(process, signal));
  }

  /** getrlimit(2). {@code limits}: room for the soft and the hard one, 64 bits each */
  public static int getrlimit(int resource, long limits) {
    return result(LibcSymbols.getrlimit(resource, limits));
  }

  /** setns(2), of the calling thread. {@code type}: CLONE_NEWNET … or 0 */
  public static int setns(int fd, int type) {
    return result(LibcSymbols.setns(fd, type));
  }

  /** prctl(2) with one argument. */
  public static int prctl(int option, long argument) {
    return result(LibcSymbols.prctl(option, argument, 0, 0, 0));
  }

  /** getpid(2). */
  public static int getpid() {
    return LibcSymbols.getpid();
  }

  /** geteuid(2). */
  public static int geteuid() {
    return LibcSymbols.geteuid();
  }

  /** Index of a device. {@code name}: a C string */
  public static int ifNameToIndex(long name) {
    int index = LibcSymbols.if_nametoindex(name);
    return index != 0 ? index : -Native.getLastError();
  }

  /** Writes the name of a device, 16 octets at most with its 0; 0 or −errno. */
  public static int ifIndexToName(int index, long name) {
    return LibcSymbols.if_indextoname(index, name) != 0 ? 0 : -Native.getLastError();
  }

  /** getaddrinfo(3): 0, or an EAI number as it is; {@link Netdb#EAI_SYSTEM} leaves errno unread. */
  public static int getaddrinfo(long node, long service, long hints, long result) {
    return LibcSymbols.getaddrinfo(node, service, hints, result);
  }

  /** freeaddrinfo(3). */
  public static void freeaddrinfo(long list) {
    LibcSymbols.freeaddrinfo(list);
  }

  /** getnameinfo(3) without a service: 0, or an EAI number as it is. */
  public static int getnameinfo(long address, int length, long host, int hostLength, int flags) {
    return LibcSymbols.getnameinfo(address, length, host, hostLength, 0, 0, flags);
  }
}
