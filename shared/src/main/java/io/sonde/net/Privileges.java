// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

/** What the user of this process may do beyond an ordinary one. */
public interface Privileges {
  /** Whether the process runs as the superuser, who may send without pause. */
  boolean superuser();
}
