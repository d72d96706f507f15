// SPDX-License-Identifier: Apache-2.0
/** What only shows when all modules are seen at once: the walls between them. */
@NullMarked
package io.sonde.assembly;

import org.jspecify.annotations.NullMarked;
