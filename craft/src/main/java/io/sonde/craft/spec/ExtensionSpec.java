// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldRole;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.wire.IpProtocol;

/** A header between IP and what IP carries: IPv6 extension headers, authentication. */
abstract class ExtensionSpec extends LayerSpec {
  ExtensionSpec(String name, String title, String rfc, int length) {
    super(name, title, rfc, length);
  }

  /** Adds the key that all of them have. */
  final void next(int bit, String rfc) {
    Field next =
        number("nh", bit, 8)
            .derived(
                FieldRole.NEXT,
                "next layer; 59 for nothing, 253 for data",
                (packet, layer) -> IpProtocols.next(packet, layer, IpProtocol.NO_NEXT_HEADER))
            .doc("next header: protocol number of the next layer")
            .rfc(rfc)
            .example("89");
    IpProtocols.name(next);
  }

  /** Adds the length that most have. */
  final Field lengthInUnits(int bit, String rfc) {
    return number("len", bit, 8)
        .derived(
            FieldRole.LENGTH,
            "units of 8 octets of the header, less 1",
            (packet, layer) -> (packet.headerEnd[layer] - packet.start[layer] + 7 >> 3) - 1)
        .doc("length of the header in units of 8 octets, less 1")
        .rfc(rfc)
        .example("+1");
  }

  /**
   * Index of the address to which the packet goes in the end, if this header says so and the packet
   * is not there yet; −1 otherwise.
   */
  int lastDestination(PacketLayout packet, int layer) {
    return -1;
  }

  /**
   * Index of the address that a mobile node has at home, which counts as the source of the packet;
   * −1 if the header names none (RFC 6275 section 11.3.1).
   */
  int homeAddress(PacketLayout packet, int layer) {
    return -1;
  }
}
