// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import io.sonde.linux.ErrnoH;
import java.io.IOException;

/**
 * A file descriptor that passes through a local socket, SCM_RIGHTS of unix(7). One that was
 * received, or made by {@link #own}, belongs to this object: it is closed by it, at the latest when
 * the object cannot be reached any more. One of {@link Ancillary.Rights#of} or {@link
 * Ancillary.Rights#ofFds} only names a descriptor that stays with its owner.
 */
public final class Descriptor implements AutoCloseable {
  private final Handle handle;
  private final boolean owned;

  private Descriptor(Handle handle, boolean owned) {
    this.handle = handle;
    this.owned = owned;
  }

  /**
   * Takes a descriptor over.
   *
   * @param fd 0 or more; close-on-exec is the caller's affair
   */
  public static Descriptor own(int fd) {
    return new Descriptor(Handle.owning(Range.size("fd", fd)), true);
  }

  static Descriptor named(Handle handle) {
    return new Descriptor(handle, false);
  }

  static Descriptor named(int fd) {
    return new Descriptor(Handle.borrowing(fd), false);
  }

  /** What keeps the number from being released during a call. */
  Handle handle() {
    return handle;
  }

  /** The number; −1 when it is closed or detached. */
  public int fd() {
    return handle.number();
  }

  /**
   * Gives the descriptor away: it stays open, and this object is as if closed.
   *
   * @return the number; −1 if it was closed or detached before
   */
  public int detach() {
    return owned ? handle.detach() : handle.number();
  }

  /**
   * Makes the socket that the descriptor is, and gives it away to it.
   *
   * @throws IllegalStateException if it stays with its owner
   * @throws IOException ENOTSOCK if it is no socket, EBADF if it is closed; it is left alone then
   */
  public Socket toSocket() throws IOException {
    if (!owned) {
      throw new IllegalStateException(this + " stays with its owner");
    }
    int fd = handle.enter();
    Socket socket;
    try {
      socket = Descriptors.adopt(fd, "descriptor");
    } finally {
      if (fd >= 0) {
        handle.leave();
      }
    }
    if (handle.detach() < 0) { // closed meanwhile, by somebody who now closes the number
      socket.detach();
      throw Failure.of("getsockopt", "descriptor", -ErrnoH.EBADF, 0);
    }
    return socket;
  }

  /** Closes an owned descriptor, once; does nothing to one that is only named. */
  @Override
  public void close() {
    if (owned) {
      handle.close();
    }
  }

  /** As in {@code descriptor 5}, or {@code descriptor closed}. */
  @Override
  public String toString() {
    int number = fd();
    return "descriptor " + (number < 0 ? "closed" : Integer.toString(number));
  }
}
