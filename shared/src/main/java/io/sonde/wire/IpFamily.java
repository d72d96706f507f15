// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

/** The two versions of the Internet Protocol. */
public enum IpFamily {
  /** RFC 791. */
  IPV4(4, 4),
  /** RFC 8200. */
  IPV6(6, 16);

  private final int version;
  private final int addressLength;

  IpFamily(int version, int addressLength) {
    this.version = version;
    this.addressLength = addressLength;
  }

  /** Value of the header's version field. */
  public int version() {
    return version;
  }

  /** Octets of an address. */
  public int addressLength() {
    return addressLength;
  }
}
