// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.script;

import io.sonde.craft.dissect.Dissection;

/**
 * A packet that came.
 *
 * @param packet taken apart
 * @param linkType of captures
 * @param time epoch nanoseconds at which it came
 * @param statement number of the statement that ran then, from 0
 */
record Heard(Dissection packet, int linkType, long time, long statement) {}
