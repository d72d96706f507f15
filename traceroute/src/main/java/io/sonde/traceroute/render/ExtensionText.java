// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.render;

import io.sonde.wire.Octets;
import io.sonde.wire.icmp.IcmpExtensionObject;
import io.sonde.wire.icmp.InterfaceInformation;
import io.sonde.wire.icmp.MplsLabelStack;
import java.nio.ByteBuffer;
import java.util.List;

/** Extension objects as traceroute writes them: {@code MPLS:L=24001,E=0,S=1,T=1}. */
final class ExtensionText {
  private static final String[] ROLES = {"INC", "SUB", "OUT", "NXT"};
  private static final String HEX = "0123456789abcdef";

  private ExtensionText() {}

  /** All objects, joined by semicolons; empty: none. */
  static String of(List<IcmpExtensionObject> objects) {
    StringBuilder out = new StringBuilder();
    for (IcmpExtensionObject object : objects) {
      if (out.length() > 0) {
        out.append(';');
      }
      if (object instanceof MplsLabelStack stack) {
        append(out, stack);
      } else if (object instanceof InterfaceInformation information) {
        append(out, information);
      } else {
        appendUnknown(out, object);
      }
    }
    return out.toString();
  }

  private static void append(StringBuilder out, MplsLabelStack stack) {
    out.append("MPLS:");
    String separator = "";
    for (MplsLabelStack.Entry entry : stack.entries()) {
      out.append(separator).append("L=").append(entry.label());
      out.append(",E=").append(entry.trafficClass());
      out.append(",S=").append(entry.bottomOfStack() ? 1 : 0);
      out.append(",T=").append(entry.timeToLive());
      separator = "/";
    }
  }

  private static void append(StringBuilder out, InterfaceInformation information) {
    out.append(ROLES[information.role()]).append(':');
    int start = out.length();
    if (information.interfaceIndex() != null) {
      out.append(information.interfaceIndex().longValue());
    }
    if (information.address() != null) {
      separate(out, start).append(information.address());
    }
    Octets name = information.nameWithoutPadding();
    if (name != null) {
      appendName(separate(out, start).append('"'), name);
      out.append('"');
    }
    if (information.mtu() != null) {
      separate(out, start).append("mtu=").append(information.mtu().longValue());
    }
  }

  private static StringBuilder separate(StringBuilder out, int start) {
    return out.length() == start ? out : out.append(',');
  }

  private static void appendName(StringBuilder out, Octets name) {
    for (int i = 0; i < name.length(); i++) {
      int octet = name.at(i);
      if (octet >= ' ' && octet < 0x7f) {
        out.append((char) octet);
      } else {
        out.append('%').append(HEX.charAt(octet >>> 4)).append(HEX.charAt(octet & 0xf));
      }
    }
  }

  private static void appendUnknown(StringBuilder out, IcmpExtensionObject object) {
    out.append(object.classNumber()).append('/').append(object.classType()).append(':');
    ByteBuffer payload = ByteBuffer.allocate(object.payloadLength());
    object.emitPayload(payload);
    for (int i = 0; i < payload.capacity(); i++) {
      if (i > 0 && i % 4 == 0) {
        out.append(',');
      }
      int octet = Byte.toUnsignedInt(payload.get(i));
      out.append(HEX.charAt(octet >>> 4)).append(HEX.charAt(octet & 0xf));
    }
  }
}
