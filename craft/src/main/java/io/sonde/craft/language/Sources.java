// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.language;

import io.sonde.craft.layer.ValueException;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.IOException;

/** What packet text may ask of the outside, before the first packet. */
public interface Sources {
  /** Nothing: packet text stands for itself. */
  Sources NONE =
      new Sources() {
        @Override
        public byte[] file(String path) throws IOException {
          throw new IOException(path);
        }

        @Override
        public byte[] standardInput() throws IOException {
          throw new IOException("standard input");
        }

        @Override
        public IpAddress resolve(String name, IpFamily family) throws IOException {
          throw new IOException(name);
        }
      };

  /** All octets of a file. */
  byte[] file(String path) throws IOException;

  /** All octets of standard input. */
  byte[] standardInput() throws IOException;

  /** The interface that an address of IPv6 was written with, behind %. */
  default void zone(String name) throws ValueException {}

  /** The first address of a name in a family. */
  IpAddress resolve(String name, IpFamily family) throws IOException;
}
