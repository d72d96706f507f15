// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.render;

import io.sonde.wire.Ipv4Option;
import io.sonde.wire.Ipv4TimestampOption;
import io.sonde.wire.MalformedPacketException;
import io.sonde.wire.Octets;
import java.util.List;

/** What an answer's IPv4 options say, both renderers' reading of it. */
final class AnswerOptions {
  private AnswerOptions() {}

  /** The options, whatever octets there are. */
  static List<Ipv4Option> of(Octets octets) {
    try {
      return Ipv4Option.parseAll(octets.buffer(), true);
    } catch (MalformedPacketException e) {
      throw new IllegalStateException("lenient reading refuses nothing", e);
    }
  }

  /** The slots that hosts have stamped: those before the pointer. */
  static List<Ipv4TimestampOption.Entry> filled(Ipv4TimestampOption option) {
    int slot = option.flag() == Ipv4TimestampOption.STAMPS_ONLY ? 4 : 8;
    int count = Math.max(0, option.pointer() - 5) / slot;
    return option.entries().subList(0, Math.min(count, option.entries().size()));
  }
}
