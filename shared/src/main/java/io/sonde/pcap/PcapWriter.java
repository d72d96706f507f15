// SPDX-License-Identifier: Apache-2.0
package io.sonde.pcap;

import java.io.IOException;
import java.io.OutputStream;

/**
 * pcap, version 2.4, least significant octet first. The link type is the first packet's; a file of
 * no packets is Ethernet. Comments are left out, a packet without a time has 0.
 */
public final class PcapWriter implements CaptureWriter {
  private static final int SNAP_LENGTH = 262_144;
  private static final long LAST_SECOND = 0xffff_ffffL;

  private final OctetSink out;
  private final boolean micro;
  private int linkType = -1;
  private long packets;

  /**
   * @param micro microseconds, for readers that know no nanoseconds; what is finer is cut off
   */
  public PcapWriter(OutputStream out, boolean micro) {
    this.out = new OctetSink(out);
    this.micro = micro;
  }

  /**
   * Writes the file's header before there is a packet. Does nothing the second time.
   *
   * @param type link type of all packets to come
   */
  public void begin(int type) throws IOException {
    if (linkType < 0) {
      header(type);
    }
  }

  private void header(int type) throws IOException {
    linkType = type;
    out.four(micro ? 0xa1b2c3d4 : 0xa1b23c4d);
    out.two(2);
    out.two(4);
    out.four(0);
    out.four(0);
    out.four(SNAP_LENGTH);
    out.four(type);
  }

  @Override
  public void write(CaptureRecord record) throws IOException {
    begin(record.linkType());
    packets++;
    if (record.linkType() != linkType) {
      throw refuse(
          "is "
              + LinkType.name(record.linkType())
              + " in a pcap file of "
              + LinkType.name(linkType)
              + "; pcapng holds both");
    }
    if (record.capturedLength() > MAXIMUM_LENGTH) {
      throw refuse("has " + record.capturedLength() + " octets, at most " + MAXIMUM_LENGTH);
    }
    long time = record.time() == CaptureRecord.NO_TIME ? 0 : record.time();
    long second = Math.floorDiv(time, 1_000_000_000L);
    if (second < 0 || second > LAST_SECOND) {
      throw refuse("has a time outside of 1970 to 2106, all that pcap has");
    }
    long nanos = time - second * 1_000_000_000;
    out.four(second);
    out.four(micro ? nanos / 1000 : nanos);
    out.four(record.capturedLength());
    out.four(record.originalLength());
    out.octets(record.octets());
  }

  private IOException refuse(String reason) {
    return new IOException("packet " + packets + " " + reason);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    try (out) {
      begin(LinkType.ETHERNET);
    }
  }
}
