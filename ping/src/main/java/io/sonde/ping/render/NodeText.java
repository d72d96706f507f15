// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.render;

import io.sonde.cli.SafeText;
import io.sonde.ping.config.NodeQuery;
import io.sonde.ping.event.NodeAnswer;
import io.sonde.wire.IpAddress;

/** What a node said of itself (RFC 4620), in the middle of a reply line. */
final class NodeText {
  private NodeText() {}

  /** Appends {@code host.example., other.; seq=1;} with the blank before it. */
  static void append(StringBuilder out, NodeAnswer answer, int wireSequence) {
    switch (answer.code()) {
      case 0 -> appendData(out, answer);
      case 1 -> out.append(" refused");
      case 2 -> out.append(" unknown");
      default -> hex(out.append(" unknown code("), answer.code()).append(')');
    }
    out.append("; seq=").append(wireSequence).append(';');
  }

  private static void appendData(StringBuilder out, NodeAnswer answer) {
    String comma = "";
    switch (answer.type()) {
      case NodeQuery.NODE_NAME -> {
        for (String name : answer.names()) {
          out.append(comma).append(' ').append(SafeText.of(name));
          comma = ",";
        }
      }
      case NodeQuery.NODE_ADDRESSES, NodeQuery.IPV4_ADDRESSES -> {
        for (IpAddress address : answer.addresses()) {
          out.append(comma).append(' ').append(address);
          comma = ",";
        }
      }
      default -> hex(out.append(" unknown qtype(0x"), answer.type()).append(')');
    }
    if (answer.truncated()) {
      out.append(" (truncated)");
    }
  }

  private static StringBuilder hex(StringBuilder out, int octet) {
    return out.append(octet < 16 ? "0" : "").append(Integer.toHexString(octet));
  }
}
