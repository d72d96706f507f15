// SPDX-License-Identifier: Apache-2.0
/** The {@code traceroute} command. */
@NullMarked
package io.sonde.traceroute;

import org.jspecify.annotations.NullMarked;
