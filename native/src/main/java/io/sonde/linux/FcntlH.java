// SPDX-License-Identifier: Apache-2.0
package io.sonde.linux;

/**
 * Constants of fcntl.h, sys/ioctl.h, poll.h, sys/epoll.h, sys/eventfd.h, signal.h, sys/resource.h
 * and sched.h.
 */
public final class FcntlH {
  // fcntl(2), open(2).
  public static final int F_GETFD = 1;
  public static final int F_SETFD = 2;
  public static final int F_GETFL = 3;
  public static final int F_SETFL = 4;
  public static final int F_DUPFD_CLOEXEC = 1030;
  public static final int FD_CLOEXEC = 1;
  public static final int O_RDONLY = 0;
  public static final int O_WRONLY = 1;
  public static final int O_RDWR = 2;
  public static final int O_NONBLOCK = 0x800;
  public static final int O_CLOEXEC = 0x80000;

  // ioctl(2), netdevice(7).
  public static final int FIONBIO = 0x5421;
  public static final int FIONREAD = 0x541b;
  public static final int SIOCOUTQ = 0x5411;
  public static final int SIOCGIFFLAGS = 0x8913;
  public static final int SIOCGIFMTU = 0x8921;
  public static final int SIOCGIFHWADDR = 0x8927;
  public static final int SIOCGIFINDEX = 0x8933;
  public static final int SIOCETHTOOL = 0x8946;
  public static final int SIOCSHWTSTAMP = 0x89b0;
  public static final int SIOCGHWTSTAMP = 0x89b1;

  // poll(2).
  public static final int POLLIN = 1;
  public static final int POLLPRI = 2;
  public static final int POLLOUT = 4;
  public static final int POLLERR = 8;
  public static final int POLLHUP = 16;
  public static final int POLLNVAL = 32;
  public static final int POLLRDHUP = 0x2000;

  // epoll(7).
  public static final int EPOLL_CTL_ADD = 1;
  public static final int EPOLL_CTL_DEL = 2;
  public static final int EPOLL_CTL_MOD = 3;
  public static final int EPOLL_CLOEXEC = 0x80000;

  // eventfd(2), signalfd(2).
  public static final int EFD_NONBLOCK = 0x800;
  public static final int EFD_CLOEXEC = 0x80000;
  public static final int SFD_NONBLOCK = 0x800;
  public static final int SFD_CLOEXEC = 0x80000;

  // getrlimit(2), setns(2).
  public static final int RLIMIT_NOFILE = 7;
  public static final int CLONE_NEWNET = 0x40000000;

  // pthread_sigmask(3), signal(7).
  public static final int SIG_BLOCK = 0;
  public static final int SIG_UNBLOCK = 1;
  public static final int SIG_SETMASK = 2;
  public static final int SIGHUP = 1;
  public static final int SIGINT = 2;
  public static final int SIGQUIT = 3;
  public static final int SIGTERM = 15;

  private FcntlH() {}
}
