// SPDX-License-Identifier: Apache-2.0
package io.sonde.linux;

/** Constants of sys/mman.h. */
public final class MmanH {
  public static final int PROT_READ = 1;
  public static final int PROT_WRITE = 2;
  public static final int MAP_PRIVATE = 2;
  public static final int MAP_ANONYMOUS = 0x20;

  private MmanH() {}
}
