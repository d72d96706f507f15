// SPDX-License-Identifier: Apache-2.0
package io.sonde.pcap;

/**
 * What packets were captured on. A pcap file has one for all its packets.
 *
 * @param linkType number of the link-layer header, see {@link LinkType}
 * @param snapLength most octets of a packet that were kept; 0: no limit. Files exist whose packets
 *     are longer
 * @param name what the system called it, empty if the file does not say
 */
public record CaptureInterface(int linkType, long snapLength, String name) {
  /** An interface of which nothing but the link type is known. */
  public static CaptureInterface of(int linkType) {
    return new CaptureInterface(linkType, 0, "");
  }
}
