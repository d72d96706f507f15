// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.dissect;

/** What a checksum is worth. */
public enum ChecksumStatus {
  /** It agrees with the octets. */
  GOOD("good"),
  /** It does not. */
  BAD("bad"),
  /** Not all that it covers is there. */
  UNVERIFIED("unverified"),
  /** There is none. */
  ABSENT("absent");

  private final String text;

  ChecksumStatus(String text) {
    this.text = text;
  }

  /** The word for it. */
  public String text() {
    return text;
  }
}
