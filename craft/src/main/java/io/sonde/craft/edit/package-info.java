// SPDX-License-Identifier: Apache-2.0
/**
 * Packets that were read, made into layers with values again: to be changed and rebuilt, octet for
 * octet where nothing was changed.
 */
@NullMarked
package io.sonde.craft.edit;

import org.jspecify.annotations.NullMarked;
