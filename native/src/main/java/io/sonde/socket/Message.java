// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import io.sonde.linux.SocketH;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What recvmsg(2) brought. It owns the descriptors among its ancillary data until they are detached
 * or turned into sockets; {@link #close} closes the rest.
 *
 * @param data what fitted; empty at the end of a stream
 * @param length octets of the whole datagram, more than {@code data} has when it was cut
 * @param flags MSG_ constants that the kernel set
 * @param from the sender; null on streams
 * @param ancillary in the kernel's order
 */
@SuppressWarnings("ArrayRecordComponent") // handed over as it is
public record Message(
    byte[] data, int length, int flags, @Nullable SocketAddr from, List<Ancillary> ancillary)
    implements AutoCloseable {
  /** Copies the list. */
  public Message {
    ancillary = List.copyOf(ancillary);
  }

  /** Whether octets of the datagram are lost, MSG_TRUNC. */
  public boolean truncated() {
    return (flags & SocketH.MSG_TRUNC) != 0;
  }

  /** Whether ancillary data is lost for lack of room, MSG_CTRUNC. */
  public boolean ancillaryTruncated() {
    return (flags & SocketH.MSG_CTRUNC) != 0;
  }

  /** The first element of a kind. */
  public <A extends Ancillary> Optional<A> first(Class<A> kind) {
    return ancillary.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  /** Closes every descriptor that this message still owns. */
  @Override
  public void close() {
    ControlCodec.close(ancillary);
  }
}
