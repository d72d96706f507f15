// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

/**
 * Octets that cannot be read as the header they should be: some are missing, or the structure
 * cannot be walked. Checked, because the octets come from outside and a reader must go on without
 * them.
 */
public final class MalformedPacketException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String layer;
  private final int offset;
  private final int required;
  private final int available;

  /**
   * @param layer header at fault, as a person would name it: {@code "IPv4 header"}
   * @param offset octet within the header at which the missing or impossible field begins
   * @param required octets that the field needs
   * @param available octets that were left there
   */
  public MalformedPacketException(String layer, int offset, int required, int available) {
    this(
        layer,
        offset,
        required,
        available,
        layer
            + " at octet "
            + offset
            + ": needs "
            + required
            + (required == 1 ? " octet, " : " octets, ")
            + available
            + " left");
  }

  /**
   * A structure that cannot be walked although its octets are there.
   *
   * @param reason what the field holds and what it may hold: {@code "header length 16, least 20"}
   */
  public MalformedPacketException(String layer, int offset, String reason) {
    this(layer, offset, 0, 0, layer + " at octet " + offset + ": " + reason);
  }

  private MalformedPacketException(
      String layer, int offset, int required, int available, String message) {
    super(message);
    this.layer = layer;
    this.offset = offset;
    this.required = required;
    this.available = available;
  }

  /** The header at fault. */
  public String layer() {
    return layer;
  }

  /** Octet within the header at which the field begins. */
  public int offset() {
    return offset;
  }

  /** Octets needed; 0 if none were missing. */
  public int required() {
    return required;
  }

  /** Octets that were there; 0 if none were missing. */
  public int available() {
    return available;
  }
}
