// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.layer;

/** How the bits of a field read. */
public enum FieldKind {
  /** Unsigned, decimal. */
  NUMBER,
  /** Unsigned, hexadecimal with all digits. */
  HEX,
  /** Bits with names. */
  FLAGS,
  /** 32 bits, dotted. */
  IPV4,
  /** 128 bits, RFC 5952. */
  IPV6,
  /** 48 bits with colons. */
  MAC,
  /** Octets, in hexadecimal. */
  OCTETS,
  /** Octets up to the first 0, as text. */
  TEXT,
  /** Elements of a {@link ListCodec}. */
  LIST
}
