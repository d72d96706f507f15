// SPDX-License-Identifier: Apache-2.0
/**
 * {@code craft lab}: programs in a simulated network. {@link io.sonde.craft.lab.LabVerb} is the
 * command line. The launcher {@code bin/craft} makes the network namespace, because a process of
 * several threads may not (unshare(2), CLONE_NEWUSER); in it {@link io.sonde.craft.lab.LabRun}
 * makes the device, starts the command and runs the simulation until it ends.
 *
 * <p>The command's processes have a PID namespace of their own and are told by the kernel when the
 * simulator dies (prctl(2), PR_SET_PDEATHSIG), so that whatever is killed, nothing stays.
 */
@NullMarked
package io.sonde.craft.lab;

import org.jspecify.annotations.NullMarked;
