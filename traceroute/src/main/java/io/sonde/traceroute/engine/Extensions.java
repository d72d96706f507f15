// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.engine;

import io.sonde.net.PacketBatch;
import io.sonde.wire.IpFamily;
import io.sonde.wire.MalformedPacketException;
import io.sonde.wire.icmp.DestinationUnreachable;
import io.sonde.wire.icmp.IcmpExtensionObject;
import io.sonde.wire.icmp.IcmpExtensions;
import io.sonde.wire.icmp.IcmpMessage;
import io.sonde.wire.icmp.ParameterProblem;
import io.sonde.wire.icmp.TimeExceeded;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The extension objects of an error, RFC 4884.
 *
 * @param objects none unless they can be believed
 * @param bad whether there are some with a wrong checksum
 */
record Extensions(List<IcmpExtensionObject> objects, boolean bad) {
  private static final Extensions NONE = new Extensions(List.of(), false);

  private static final int HEADER = 4;

  /** Octets of the shortest message with an extension: header, padded quote, structure. */
  private static final int LEAST = 8 + 128 + 4;

  /** Those that an error queue has cut out for us. */
  static Extensions queued(PacketBatch in, int slot) {
    int start = in.start[slot] + in.extensions[slot];
    int length = in.length[slot] - in.extensions[slot];
    return in.extensions[slot] == 0 || length < HEADER
        ? NONE
        : judged(IcmpExtensions.parse(in.octets.slice(start, length)));
  }

  /** Those of the message at {@code offset} of a batch. */
  static Extensions of(IpFamily family, PacketBatch in, int offset, int length) {
    if (length < LEAST) {
      return NONE;
    }
    try {
      IcmpExtensions found = of(IcmpMessage.parse(family, in.octets.slice(offset, length)));
      return found == null ? NONE : judged(found);
    } catch (MalformedPacketException e) {
      return NONE;
    }
  }

  private static Extensions judged(IcmpExtensions found) {
    return found.isBelievable()
        ? new Extensions(found.objects(), false)
        : new Extensions(List.of(), found.hasChecksum() && !found.isChecksumRight());
  }

  private static @Nullable IcmpExtensions of(IcmpMessage message) {
    if (message instanceof TimeExceeded error) {
      return error.extensions();
    }
    if (message instanceof DestinationUnreachable error) {
      return error.extensions();
    }
    return message instanceof ParameterProblem error ? error.extensions() : null;
  }
}
