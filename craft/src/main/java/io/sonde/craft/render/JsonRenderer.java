// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.render;

import io.sonde.craft.dissect.ChecksumStatus;
import io.sonde.craft.dissect.Dissection;
import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldKind;
import io.sonde.craft.layer.FieldRole;
import io.sonde.craft.layer.Findings;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.text.TextBuffer;
import io.sonde.pcap.LinkType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The event {@code packet}, one object a line; what it says, {@code craft build -} reads back. */
public final class JsonRenderer implements PacketRenderer {
  private static final long MILLI = 1_000_000;

  private @Nullable String lastFile;
  private byte[] file = {};

  @Override
  public boolean judges() {
    return true;
  }

  @Override
  public void packet(Exhibit exhibit, TextBuffer out) {
    PacketLayout packet = exhibit.dissection.packet();
    exhibit.dissection.judge();
    out.add("{\"event\":\"").add(exhibit.event).add('"');
    if (exhibit.file != null) {
      file(exhibit.file, out);
    }
    out.add(",\"index\":").decimal(exhibit.index);
    if (exhibit.probe > 0) {
      out.add(",\"probe\":").decimal(exhibit.probe);
    }
    if (exhibit.roundTrip >= 0) {
      out.add(",\"rttMs\":").decimal(exhibit.roundTrip / MILLI);
      out.add('.').decimal(exhibit.roundTrip % MILLI, 6);
    }
    out.add(",\"time\":");
    if (exhibit.time == Exhibit.NO_TIME) {
      out.add("null");
    } else {
      out.add('"').instant(exhibit.time).add('"');
    }
    link(exhibit.linkType, out);
    out.add(",\"lengthBytes\":").decimal(exhibit.wireLength);
    out.add(",\"capturedBytes\":").decimal(packet.to - packet.from);
    comments(exhibit.comments, out);
    out.add(",\"layers\":[");
    for (int i = 0; i < packet.count; i++) {
      if (i > 0) {
        out.add(',');
      }
      layer(exhibit.dissection, i, out);
    }
    out.add(']');
    findings(exhibit.dissection, out);
    out.add(",\"raw\":\"").hex(packet.octets, packet.from, packet.to).add("\"}\n");
  }

  private void file(String name, TextBuffer out) {
    if (!name.equals(lastFile)) {
      lastFile = name;
      file = name.getBytes(StandardCharsets.UTF_8);
    }
    out.add(",\"file\":\"").json(file, 0, file.length).add('"');
  }

  private static void link(int linkType, TextBuffer out) {
    out.add(",\"link\":");
    String name = LinkType.name(linkType);
    if (Character.isDigit(name.charAt(0))) {
      out.decimal(linkType);
    } else {
      out.add('"').add(name).add('"');
    }
  }

  private static void comments(List<String> comments, TextBuffer out) {
    if (comments.isEmpty()) {
      return;
    }
    out.add(",\"comments\":[");
    for (int i = 0; i < comments.size(); i++) {
      byte[] text = comments.get(i).getBytes(StandardCharsets.UTF_8);
      out.add(i == 0 ? "\"" : ",\"").json(text, 0, text.length).add('"');
    }
    out.add(']');
  }

  private static void layer(Dissection dissection, int layer, TextBuffer out) {
    PacketLayout packet = dissection.packet();
    LayerSpec spec = packet.specs[layer];
    out.add("{\"layer\":\"").add(spec.name()).add("\",\"offsetBytes\":");
    out.decimal(packet.start[layer] - packet.from);
    if (spec.isData() || spec.isTrailer()) {
      out.add(",\"lengthBytes\":").decimal(packet.end[layer] - packet.start[layer]);
      out.add(",\"hex\":\"").hex(packet.octets, packet.start[layer], packet.end[layer]).add("\"}");
      return;
    }
    List<Field> fields = spec.fields();
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      if (!field.isShown() || !field.isIn(packet, layer)) {
        continue;
      }
      if (field.kind() == FieldKind.LIST) {
        FieldText.jsonList(packet, layer, field, out);
      } else if (field.isPart()) {
        octets(packet, layer, field, out);
      } else {
        out.add(field.jsonKey());
        FieldText.json(packet, layer, field, out);
        if (field.role() == FieldRole.CHECKSUM) {
          checksum(dissection, layer, field, out);
        }
      }
    }
    out.add('}');
  }

  private static void octets(PacketLayout packet, int layer, Field field, TextBuffer out) {
    long span = packet.specs[layer].span(packet, layer, field);
    int from = (int) (span >>> 32);
    if (from < (int) span) {
      out.add(field.jsonKey()).add('"').hex(packet.octets, from, (int) span).add('"');
    }
  }

  private static void checksum(Dissection dissection, int layer, Field field, TextBuffer out) {
    ChecksumStatus status = dissection.status(layer, field);
    out.add(",\"").add(field.keyOctets()).add("Status\":\"").add(status.text()).add('"');
    if (status == ChecksumStatus.BAD) {
      out.add(",\"").add(field.keyOctets()).add("Expected\":\"0x");
      out.hex(field.ruled(dissection.packet(), layer), field.width() >> 2).add('"');
    }
  }

  private static void findings(Dissection dissection, TextBuffer out) {
    Findings findings = dissection.judge();
    if (findings.count() == 0) {
      return;
    }
    PacketLayout packet = dissection.packet();
    out.add(",\"findings\":[");
    for (int i = 0; i < findings.count(); i++) {
      int layer = findings.layer(i);
      Field field = findings.field(i);
      out.add(i == 0 ? "{\"layer\":\"" : ",{\"layer\":\"").add(packet.specs[layer].name());
      out.add("\",\"offsetBytes\":").decimal(packet.start[layer] - packet.from);
      if (field != null) {
        out.add(",\"field\":\"").add(field.key()).add('"');
      }
      out.add(",\"kind\":\"").add(findings.kind(i).text()).add('"');
      value(",\"got\":", field, findings.got(i), out);
      value(",\"expected\":", field, findings.expected(i), out);
      out.add('}');
    }
    out.add(']');
  }

  private static void value(String key, @Nullable Field field, long value, TextBuffer out) {
    if (value == Field.UNKNOWN) {
      return;
    }
    out.add(key);
    if (field != null && field.kind() == FieldKind.HEX) {
      out.add("\"0x").hex(value, field.width() + 3 >>> 2).add('"');
    } else {
      out.decimal(value);
    }
  }
}
