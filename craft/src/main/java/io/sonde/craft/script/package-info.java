// SPDX-License-Identifier: Apache-2.0
/**
 * {@code craft run}: scripts of packets that are sent and packets that are expected.
 *
 * <p>A script is read twice: once to find every mistake before anything is sent, names of packets
 * that have not come yet standing for a value of the right kind; and line by line as it runs. The
 * engine prints nothing and waits in {@link io.sonde.net.Network} only, so that it runs in virtual
 * time as well.
 */
@NullMarked
package io.sonde.craft.script;

import org.jspecify.annotations.NullMarked;
