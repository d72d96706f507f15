// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.dissect;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldKind;
import io.sonde.craft.layer.FieldRole;
import io.sonde.craft.layer.Findings;
import io.sonde.craft.layer.Findings.Kind;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.ListCodec;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.layer.Reading;
import io.sonde.craft.spec.LayerSpecs;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The layers of one packet and what is wrong with them; reused from packet to packet. No packet is
 * given up: what does not fit becomes octets without shape, from there on, and a finding.
 */
public final class Dissection implements Reading {
  private final PacketLayout packet = new PacketLayout();
  private final Findings findings = new Findings();
  private final PortLayers ports;
  private final int[] trailers = new int[2 * PacketLayout.MAX_LAYERS];
  private int trailerCount;
  private boolean quoted;
  private boolean judged;
  private final long[] bad = new long[PacketLayout.MAX_LAYERS];
  private final long[] unknown = new long[PacketLayout.MAX_LAYERS];

  /** Reads with the usual ports. */
  public Dissection() {
    this(new PortLayers());
  }

  /** Reads with other meanings of ports. */
  public Dissection(PortLayers ports) {
    this.ports = ports;
  }

  /**
   * Takes a packet apart.
   *
   * @param octets the array that holds it; kept, not copied
   * @param wireLength octets that it had on the wire
   * @param linkType link type of captures
   */
  public void read(byte[] octets, int from, int to, int wireLength, int linkType) {
    LayerSpec first = LayerSpecs.byLinkType(linkType);
    if (first != null && LayerSpecs.isIpLink(linkType) && to > from) {
      LayerSpec said = LayerSpecs.byVersion(octets[from] >>> 4 & 0xf);
      first = said != null || linkType == LayerSpecs.RAW_IP_LINK ? said : first;
    }
    read(octets, from, to, wireLength, first);
  }

  /** Takes a packet apart whose first layer is known; null: octets without shape. */
  public void read(byte[] octets, int from, int to, int wireLength, @Nullable LayerSpec first) {
    packet.octets = octets;
    packet.from = from;
    packet.to = to;
    packet.wireLength = Math.max(wireLength, to - from);
    packet.count = 0;
    findings.clear();
    trailerCount = 0;
    quoted = false;
    judged = false;
    layers(first, from, to);
    for (int i = trailerCount - 1; i >= 0 && packet.count < PacketLayout.MAX_LAYERS; i--) {
      packet.push(LayerSpecs.TRAILER, trailers[2 * i], trailers[2 * i + 1], false);
    }
  }

  private void layers(@Nullable LayerSpec first, int from, int to) {
    int at = from;
    int end = to;
    LayerSpec next = first == null ? LayerSpecs.DATA : first;
    boolean cut = packet.wireLength > to - from;
    while (at < end || packet.count == 0) {
      // One place is kept for a trailer.
      boolean deep = packet.count >= PacketLayout.MAX_LAYERS - 2;
      LayerSpec spec = next.refined(packet, at, end);
      if (deep || end - at < spec.least()) {
        if (!deep && !quoted && packet.count > 0) {
          findings.add(packet.count - 1, Kind.TRUNCATED, null, end - at, spec.least());
        }
        spec = LayerSpecs.DATA;
      }
      int layer = packet.push(spec, at, end, cut);
      packet.headerEnd[layer] = Math.min(end, at + spec.length());
      LayerSpec following = spec.read(this, layer);
      cut = packet.cut[layer];
      at = packet.headerEnd[layer];
      end = packet.payloadEnd[layer];
      next = following == null ? LayerSpecs.DATA : following;
    }
  }

  /** Adds what takes looking at values: checksums, reserved bits, options. Once a packet. */
  public Findings judge() {
    if (!judged) {
      for (int i = 0; i < packet.count; i++) {
        bad[i] = 0;
        unknown[i] = 0;
        judge(i);
      }
      judged = true;
    }
    return findings;
  }

  private void judge(int layer) {
    LayerSpec spec = packet.specs[layer];
    List<Field> fields = spec.fields();
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      if (field.role() == FieldRole.CHECKSUM) {
        ChecksumStatus status = status(layer, field);
        unknown[layer] |= status == ChecksumStatus.UNVERIFIED ? 1L << i : 0;
        if (status == ChecksumStatus.BAD) {
          bad[layer] |= 1L << i;
          long got = field.get(packet, layer);
          findings.add(layer, Kind.CHECKSUM, field, got, field.ruled(packet, layer));
        }
      } else if (field.isReserved() && field.isIn(packet, layer)) {
        long got = field.get(packet, layer);
        if (got != 0) {
          findings.add(layer, Kind.RESERVED, field, got, 0);
        }
      } else if (field.kind() == FieldKind.LIST && field.isIn(packet, layer)) {
        options(layer, field);
      }
    }
    spec.judge(packet, layer, findings);
  }

  private void options(int layer, Field field) {
    ListCodec codec = field.codec();
    long span = packet.specs[layer].span(packet, layer, field);
    int to = (int) span;
    int at = (int) (span >>> 32);
    while (codec != null && at < to) {
      int next = codec.elementEnd(packet.octets, at, to);
      if (!codec.isReadable(packet.octets, at, next)) {
        findings.add(layer, Kind.OPTION, field, packet.u8(at), Field.UNKNOWN);
      }
      at = next;
    }
  }

  /** What a checksum field of a layer is worth. */
  public ChecksumStatus status(int layer, Field field) {
    if (!field.isIn(packet, layer)) {
      return ChecksumStatus.UNVERIFIED;
    }
    long got = field.get(packet, layer);
    if (got == 0 && field.isOptional()) {
      return ChecksumStatus.ABSENT;
    }
    if (!packet.specs[layer].isJudgeable(packet, layer, field)) {
      return ChecksumStatus.UNVERIFIED;
    }
    if (judged) {
      long bit = 1L << field.index();
      return (unknown[layer] & bit) != 0
          ? ChecksumStatus.UNVERIFIED
          : (bad[layer] & bit) != 0 ? ChecksumStatus.BAD : ChecksumStatus.GOOD;
    }
    long right = field.ruled(packet, layer);
    if (right == Field.UNKNOWN) {
      return ChecksumStatus.UNVERIFIED;
    }
    // In ones' complement ffff is 0 (RFC 1624 section 3).
    boolean good = got == right || got == 0xffff && right == 0 && field.width() == 16;
    return good ? ChecksumStatus.GOOD : ChecksumStatus.BAD;
  }

  @Override
  public PacketLayout packet() {
    return packet;
  }

  /** What was found so far; {@link #judge} completes it. */
  @Override
  public Findings findings() {
    return findings;
  }

  @Override
  public void header(int layer, @Nullable Field claim, int octets) {
    int there = packet.end[layer] - packet.start[layer];
    if (octets > there) {
      claims(layer, claim, octets, there);
    }
    packet.headerEnd[layer] = packet.start[layer] + Math.min(octets, there);
    packet.payloadEnd[layer] = Math.max(packet.payloadEnd[layer], packet.headerEnd[layer]);
  }

  private void claims(int layer, @Nullable Field claim, int octets, int there) {
    packet.cut[layer] = true;
    boolean byCapture = packet.end[layer] == packet.to && octets <= there + missing();
    if (!quoted) {
      Kind kind = byCapture ? Kind.TRUNCATED : Kind.LENGTH;
      findings.add(layer, kind, byCapture ? null : claim, octets, there);
    }
  }

  /** Octets that the capture left out. */
  private int missing() {
    return packet.wireLength - (packet.to - packet.from);
  }

  @Override
  public void whole(int layer, Field claim, int octets) {
    int there = packet.end[layer] - packet.start[layer];
    int header = packet.headerEnd[layer] - packet.start[layer];
    if (octets > there) {
      claims(layer, claim, octets, there);
    } else if (octets < header) {
      findings.add(layer, Kind.LENGTH, claim, octets, header);
    } else {
      packet.payloadEnd[layer] = packet.start[layer] + octets;
      if (packet.cut[layer] && packet.end[layer] == packet.to) {
        packet.cut[layer] = false; // what the capture left out is behind this layer
      }
    }
  }

  @Override
  public void trailer(int layer) {
    if (packet.payloadEnd[layer] < packet.end[layer]) {
      trailers[2 * trailerCount] = packet.payloadEnd[layer];
      trailers[2 * trailerCount + 1] = packet.end[layer];
      trailerCount++;
      packet.end[layer] = packet.payloadEnd[layer];
    }
  }

  @Override
  public void quote() {
    quoted = true;
  }

  @Override
  public boolean isOnLink(int layer) {
    return !quoted && (layer == 0 || packet.specs[layer - 1].isLink());
  }

  @Override
  public @Nullable LayerSpec byPort(int layer, boolean tcp, int source, int destination) {
    LayerSpec spec = ports.of(tcp, destination);
    spec = spec == null ? ports.of(tcp, source) : spec;
    return spec != null
            && spec.isPlausible(packet, packet.headerEnd[layer], packet.payloadEnd[layer])
        ? spec
        : null;
  }
}
