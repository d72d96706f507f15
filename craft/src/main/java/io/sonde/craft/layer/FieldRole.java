// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.layer;

/** What decides the value of a field where nobody says it. */
public enum FieldRole {
  /** A value of its own: what differs from the default is said. */
  PLAIN,
  /** How long something is. */
  LENGTH,
  /** A checksum. */
  CHECKSUM,
  /** What comes next. */
  NEXT,
  /** Another name for bits that an other field shows; only written. */
  VIEW,
  /** No octets of its own: it tells the builder something. */
  DIRECTIVE
}
