// SPDX-License-Identifier: Apache-2.0
/** The {@code craft} command. */
@NullMarked
package io.sonde.craft;

import org.jspecify.annotations.NullMarked;
