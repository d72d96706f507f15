// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping;

import io.sonde.cli.UsageException;
import io.sonde.ping.config.NodeQuery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of {@code -N}: a query, and what it is about. */
final class NodeQueryArgument {
  /** What {@code -N help} prints. */
  static final String HELP =
      """
      ping -6 -N QUERY [-N SUBJECT] destination
      Queries:
        name             the node's name
        fqdn             the same
        ipv6             its IPv6 addresses of the destination's scope
        ipv6-all         all of its IPv6 addresses
        ipv6-compatible  the IPv4-compatible ones too
        ipv6-global      the global ones
        ipv6-linklocal   the link-local ones
        ipv6-sitelocal   the site-local ones
        ipv4             its IPv4 addresses
        ipv4-all         all of its IPv4 addresses
      Subjects, unless it is the destination:
        subject-ipv6=ADDRESS
        subject-ipv4=ADDRESS
        subject-name=NAME
        subject-fqdn=NAME
      """;

  /** RFC 4620 section 6.3 and 6.4. */
  private static final int ALL = 0x02;

  private static final int COMPATIBLE = 0x04;
  private static final int LINK_LOCAL = 0x08;
  private static final int SITE_LOCAL = 0x10;
  private static final int GLOBAL = 0x20;

  private int type = -1;
  private int flags;
  private int subject = -1;
  private String subjectText = "";

  private NodeQueryArgument() {}

  /**
   * The query that all values together make; null for none.
   *
   * @throws UsageException for an unknown value, and for two that contradict each other
   */
  static @Nullable NodeQuery read(List<String> values) {
    if (values.isEmpty()) {
      return null;
    }
    NodeQueryArgument query = new NodeQueryArgument();
    for (String value : values) {
      int equals = value.indexOf('=');
      if (equals < 0) {
        query.ask(value);
      } else {
        query.about(value, value.substring(0, equals), value.substring(equals + 1));
      }
    }
    if (query.type < 0) {
      throw new UsageException("-N " + values.get(0) + ": needs a query too; -N help lists them");
    }
    return new NodeQuery(query.type, query.flags, query.subject, query.subjectText);
  }

  private void ask(String value) {
    switch (value) {
      case "name", "fqdn" -> ask(value, NodeQuery.NODE_NAME, 0);
      case "ipv6" -> ask(value, NodeQuery.NODE_ADDRESSES, 0);
      case "ipv6-all" -> ask(value, NodeQuery.NODE_ADDRESSES, ALL);
      case "ipv6-compatible" -> ask(value, NodeQuery.NODE_ADDRESSES, COMPATIBLE);
      case "ipv6-global" -> ask(value, NodeQuery.NODE_ADDRESSES, GLOBAL);
      case "ipv6-linklocal" -> ask(value, NodeQuery.NODE_ADDRESSES, LINK_LOCAL);
      case "ipv6-sitelocal" -> ask(value, NodeQuery.NODE_ADDRESSES, SITE_LOCAL);
      case "ipv4" -> ask(value, NodeQuery.IPV4_ADDRESSES, 0);
      case "ipv4-all" -> ask(value, NodeQuery.IPV4_ADDRESSES, ALL);
      default -> throw unknown(value);
    }
  }

  private void ask(String value, int wanted, int flag) {
    if (type >= 0 && type != wanted) {
      throw new UsageException("-N " + value + ": asks something else than the -N before it");
    }
    type = wanted;
    flags |= flag;
  }

  private void about(String value, String name, String text) {
    int wanted =
        switch (name) {
          case "subject-ipv6" -> NodeQuery.SUBJECT_IPV6;
          case "subject-ipv4" -> NodeQuery.SUBJECT_IPV4;
          case "subject-name", "subject-fqdn" -> NodeQuery.SUBJECT_NAME;
          default -> throw unknown(value);
        };
    if (text.isEmpty()) {
      throw new UsageException("-N " + value + ": empty; an address or a name");
    }
    if (subject >= 0 && subject != wanted) {
      throw new UsageException("-N " + value + ": another kind of subject than the -N before it");
    }
    subject = wanted;
    // a name that ends in a dot is complete
    subjectText = name.equals("subject-fqdn") && !text.endsWith(".") ? text + "." : text;
  }

  private static UsageException unknown(String value) {
    String shown = value.isEmpty() ? "\"\"" : value;
    return new UsageException("-N " + shown + ": unknown query; -N help lists them");
  }
}
