// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

/** The host's devices, by number and by name. */
public interface Interfaces {
  /** Index of a device, at least 1; 0 if there is none of that name. */
  int indexOf(String name);

  /** Name of a device; empty if there is none of that index. */
  String nameOf(int index);
}
