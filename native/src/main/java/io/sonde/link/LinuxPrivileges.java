// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.Libc;
import io.sonde.net.Privileges;

/** Privileges by the effective user. */
public final class LinuxPrivileges implements Privileges {
  /** Asks the kernel at each call. */
  public LinuxPrivileges() {}

  @Override
  public boolean superuser() {
    return Libc.geteuid() == 0;
  }
}
