// SPDX-License-Identifier: Apache-2.0
/** Text as octets in one buffer that is kept, so that a line costs no object. */
@NullMarked
package io.sonde.craft.text;

import org.jspecify.annotations.NullMarked;
