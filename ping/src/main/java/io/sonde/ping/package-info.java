// SPDX-License-Identifier: Apache-2.0
/** The {@code ping} command. */
@NullMarked
package io.sonde.ping;

import org.jspecify.annotations.NullMarked;
