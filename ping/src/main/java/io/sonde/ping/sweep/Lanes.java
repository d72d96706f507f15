// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.sweep;

import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sockets of a run. Another one is opened when all identifiers' numbers are in use. */
final class Lanes {
  /** Most sockets: four million open probes. */
  static final int MOST = 64;

  /** Opens a lane. */
  @FunctionalInterface
  interface Opener {
    Lane open(int id, IpFamily family) throws IOException;
  }

  private final Opener opener;
  private final List<Lane> all = new ArrayList<>();
  private final Map<Integer, Lane> byChannel = new HashMap<>();
  private final EnumMap<IpFamily, Lane> current = new EnumMap<>(IpFamily.class);

  Lanes(Opener opener) {
    this.opener = opener;
  }

  /** All lanes, by their ids. */
  List<Lane> all() {
    return all;
  }

  /** The lane of a channel's index; null: none of ours. */
  @Nullable Lane ofChannel(int index) {
    return all.size() == 1 ? all.get(0) : byChannel.get(index);
  }

  /**
   * A lane with room for a probe.
   *
   * @return null: none has, and there are as many as may be
   * @throws IOException if a socket that is needed cannot be opened
   */
  @Nullable Lane withRoom(IpFamily family) throws IOException {
    Lane now = current.get(family);
    if (now != null && now.hasRoom()) {
      return now;
    }
    for (Lane lane : all) {
      if (lane.family == family && lane.hasRoom()) {
        current.put(family, lane);
        return lane;
      }
    }
    if (all.size() == MOST) {
      return null;
    }
    Lane opened = opener.open(all.size(), family);
    all.add(opened);
    byChannel.put(opened.channel.index(), opened);
    current.put(family, opened);
    return opened;
  }

  /** Packets that overflowed the receive queues so far. */
  long dropped() {
    long dropped = 0;
    for (Lane lane : all) {
      dropped += lane.channel.dropped();
    }
    return dropped;
  }

  void close() throws IOException {
    for (Lane lane : all) {
      lane.channel.close();
    }
  }
}
