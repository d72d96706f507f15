// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.net.Captures;
import io.sonde.net.PacketFilter;
import io.sonde.pcap.CaptureRecord;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Packets of another source that pass a filter, pcap-filter(7), compiled for each link type. */
final class FilteredPackets extends DerivedPackets {
  private final Captures captures;
  private final String text;
  private final Map<Integer, PacketFilter> filters = new HashMap<>();

  FilteredPackets(PacketSource source, Captures captures, String text) {
    super(source);
    this.captures = captures;
    this.text = text;
  }

  @Override
  public boolean next(CaptureRecord record) throws IOException {
    while (source.next(record)) {
      PacketFilter filter = filters.get(record.linkType());
      if (filter == null) {
        filter = captures.filter(record.linkType(), text);
        filters.put(record.linkType(), filter);
      }
      byte[] octets = new byte[record.capturedLength()];
      record.octets().duplicate().get(octets);
      if (filter.passes(octets, record.originalLength())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    filters.values().forEach(PacketFilter::close);
    super.close();
  }
}
