// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import io.sonde.ping.event.NodeAnswer;
import io.sonde.wire.icmp.DomainName;
import io.sonde.wire.icmp.NodeInformation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a reply to a node information query says, as values. */
final class NodeAnswers {
  private NodeAnswers() {}

  /** The content of a reply; null if there is none to read. */
  static @Nullable NodeAnswer read(@Nullable NodeInformation reply) {
    if (reply == null) {
      return null;
    }
    List<String> names = reply.names().stream().map(DomainName::toString).toList();
    boolean named = reply.queryType() == NodeInformation.NODE_NAME && reply.data().length() >= 4;
    return new NodeAnswer(
        reply.code(),
        reply.queryType(),
        names,
        reply.addresses().stream().map(NodeInformation.Address::address).toList(),
        (reply.flags() & NodeInformation.TRUNCATED) != 0,
        named ? Integer.toUnsignedLong(reply.data().buffer().getInt(0)) : -1);
  }
}
