// SPDX-License-Identifier: Apache-2.0
/**
 * Turns the built jars into the folder that the launchers start from. Runs once a build and is no
 * part of a tool.
 */
@NullMarked
package io.sonde.assembly;

import org.jspecify.annotations.NullMarked;
