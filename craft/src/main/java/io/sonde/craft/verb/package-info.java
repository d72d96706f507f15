// SPDX-License-Identifier: Apache-2.0
/** The verbs of craft, one file each: options, what goes in, what comes out. */
@NullMarked
package io.sonde.craft.verb;

import org.jspecify.annotations.NullMarked;
