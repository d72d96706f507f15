// SPDX-License-Identifier: Apache-2.0
package io.sonde.linux;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * Functions of the C library that this process runs on, bound once. Only {@code int} and {@code
 * long} pass: everything else costs microseconds a call in JNA. {@code fcntl}, {@code ioctl},
 * {@code prctl} and {@code open} have fixed arity here, which the calling conventions of x86-64 and
 * aarch64 Linux allow.
 */
final class LibcSymbols {
  static {
    Native.register(LibcSymbols.class, NativeLibrary.getProcess());
  }

  private LibcSymbols() {}

  static native int socket(int family, int type, int protocol);

  static native int socketpair(int family, int type, int protocol, long two);

  static native int bind(int fd, long address, int length);

  static native int listen(int fd, int backlog);

  static native int accept4(int fd, long address, long length, int flags);

  static native int connect(int fd, long address, int length);

  static native int shutdown(int fd, int how);

  static native int close(int fd);

  static native long send(int fd, long data, long length, int flags);

  static native long recv(int fd, long data, long length, int flags);

  static native long sendto(int fd, long data, long length, int flags, long to, int toLength);

  static native long recvfrom(
      int fd, long data, long length, int flags, long from, long fromLength);

  static native long sendmsg(int fd, long header, int flags);

  static native long recvmsg(int fd, long header, int flags);

  static native int sendmmsg(int fd, long headers, int count, int flags);

  static native int recvmmsg(int fd, long headers, int count, int flags, long timeout);

  static native int getsockname(int fd, long address, long length);

  static native int getpeername(int fd, long address, long length);

  static native int getsockopt(int fd, int level, int name, long value, long length);

  static native int setsockopt(int fd, int level, int name, long value, int length);

  static native int fcntl(int fd, int command, long argument);

  static native int ioctl(int fd, long request, long argument);

  static native int dup(int fd);

  static native int open(long path, int flags, int mode);

  static native long read(int fd, long data, long length);

  static native long write(int fd, long data, long length);

  static native long mmap(
      long address, long length, int protection, int flags, int fd, long offset);

  static native int munmap(long address, long length);

  static native int eventfd(int initial, int flags);

  static native int epoll_create1(int flags);

  static native int epoll_ctl(int epoll, int operation, int fd, long event);

  static native int epoll_wait(int epoll, long events, int count, int milliseconds);

  static native int poll(long descriptors, long count, int milliseconds);

  static native int ppoll(long descriptors, long count, long timeout, long mask);

  static native int signalfd(int fd, long mask, int flags);

  static native int pthread_sigmask(int how, long set, long old);

  static native int kill(int process, int signal);

  static native int getrlimit(int resource, long limits);

  static native int setns(int fd, int type);

  static native int prctl(int option, long second, long third, long fourth, long fifth);

  static native int getpid();

  static native int geteuid();

  static native int if_nametoindex(long name);

  static native long if_indextoname(int index, long name);

  static native int getaddrinfo(long node, long service, long hints, long result);

  static native void freeaddrinfo(long list);

  static native int getnameinfo(
      long address,
      int length,
      long host,
      int hostLength,
      long service,
      int serviceLength,
      int flags);
}
