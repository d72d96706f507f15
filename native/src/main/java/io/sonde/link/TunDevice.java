// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.Block;
import io.sonde.linux.ErrnoH;
import io.sonde.linux.FcntlH;
import io.sonde.linux.Libc;
import io.sonde.linux.PollSet;
import io.sonde.linux.TunH;
import io.sonde.net.TimeSource;
import io.sonde.net.Tunnel;
import io.sonde.socket.SystemCallException;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A TUN device of the kernel's network namespace (Documentation/networking/tuntap.rst): whole IP
 * packets, nothing before them. The device goes when it is closed, or with the process.
 */
public final class TunDevice implements Tunnel {
  private static final String PATH = "/dev/net/tun";
  private static final int LONGEST = 65_575;
  private static final int NAME_LENGTH = 16;

  private final SystemTime clock = new SystemTime();
  private final Block in = Block.allocate(LONGEST);
  private final Block out = Block.allocate(LONGEST);
  private final Block eight = Block.allocate(8);
  private final Block one = Block.allocate(8);
  private final ByteBuffer taken = in.bytes.duplicate().order(ByteOrder.BIG_ENDIAN);
  private final PollSet ready = new PollSet(2);
  private final int device;
  private final int waking;
  private final String name;
  private boolean exact;
  private boolean closed;

  private TunDevice(int device, int waking, String name) {
    this.device = device;
    this.waking = waking;
    this.name = name;
    one.bytes.putLong(0, 1);
  }

  /**
   * Makes a device, which is down and has no address yet.
   *
   * @param name at most 15 characters
   * @throws IOException if the kernel has no TUN, keeps it from this user or the name is taken; the
   *     sentence says what to do
   */
  public static TunDevice make(String name) throws IOException {
    Block path = Block.string(PATH);
    int device =
        Failure.check(
            Libc.open(path.address, FcntlH.O_RDWR | FcntlH.O_NONBLOCK | FcntlH.O_CLOEXEC, 0),
            "open",
            PATH,
            "load the module tun (modprobe tun), give a container --device /dev/net/tun, let others"
                + " than root use it by chmod 666 /dev/net/tun");
    Reference.reachabilityFence(path);
    Block request = Block.allocate(TunH.IFREQ);
    byte[] octets = name.getBytes(StandardCharsets.US_ASCII);
    request.bytes.put(0, octets, 0, Math.min(octets.length, NAME_LENGTH - 1));
    request.bytes.putShort(TunH.IFREQ_FLAGS, (short) (TunH.IFF_TUN | TunH.IFF_NO_PI));
    int result = Libc.ioctl(device, TunH.TUNSETIFF, request.address);
    Reference.reachabilityFence(request);
    int waking = result < 0 ? result : Libc.eventfd(0, FcntlH.EFD_CLOEXEC | FcntlH.EFD_NONBLOCK);
    if (waking < 0) {
      Libc.close(device);
      throw Failure.of(
          waking, "ioctl TUNSETIFF", name, "needs CAP_NET_ADMIN in the network namespace");
    }
    return new TunDevice(device, waking, name);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public TimeSource time() {
    return clock;
  }

  @Override
  public ByteBuffer taken() {
    return taken;
  }

  @Override
  public int take() throws IOException {
    long length = Libc.read(device, in.address, LONGEST);
    if (length >= 0) {
      return (int) length;
    }
    // EIO: the device is down
    if (length == -ErrnoH.EAGAIN || length == -ErrnoH.EINTR || length == -ErrnoH.EIO) {
      return 0;
    }
    throw failure(length, "read");
  }

  private SystemCallException failure(long result, String call) {
    return Failure.of(result, call, name, "");
  }

  @Override
  public boolean give(ByteBuffer octets, int offset, int length) {
    out.bytes.put(0, octets, offset, length);
    return Libc.write(device, out.address, length) == length;
  }

  @Override
  public void await(long deadline) throws IOException {
    if (!exact) {
      Libc.prctl(TunH.PR_SET_TIMERSLACK, 1); // else this thread's waits are 50 µs longer
      exact = true;
    }
    long nanos = deadline == FOREVER ? -1 : Math.max(0, deadline - clock.nanos());
    ready.put(0, device, FcntlH.POLLIN);
    ready.put(1, waking, FcntlH.POLLIN);
    int result = ready.await(2, nanos);
    if (result < 0 && result != -ErrnoH.EINTR) {
      throw failure(result, "ppoll");
    }
    if (result > 0 && ready.returned(1) != 0) {
      Libc.read(waking, eight.address, 8);
    }
  }

  @Override
  public void wakeUp() {
    Libc.write(waking, one.address, 8);
    Reference.reachabilityFence(this);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      Libc.close(device);
      Libc.close(waking);
    }
  }
}
