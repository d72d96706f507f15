// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.language;

import io.sonde.craft.layer.ValueException;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.IOException;

/** What packet text may ask of the outside, before the first packet. */
public interface Sources {
  /** All octets of a file. */
  byte[] file(String path) throws IOException;

  /** All octets of standard input. */
  byte[] standardInput() throws IOException;

  /** The interface that an address of IPv6 was written with, behind %. */
  default void zone(String name) throws ValueException {}

  /** The first address of a name in a family. */
  IpAddress resolve(String name, IpFamily family) throws IOException;
}
