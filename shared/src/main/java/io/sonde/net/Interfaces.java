// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

import java.io.IOException;
import java.util.List;

/** The host's devices, by number and by name. */
public interface Interfaces {
  /** Index of a device, at least 1; 0 if there is none of that name. */
  int indexOf(String name);

  /** Name of a device; empty if there is none of that index. */
  String nameOf(int index);

  /** All devices, in the host's order. */
  List<Device> devices() throws IOException;
}
