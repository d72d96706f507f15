// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.lab;

/**
 * How a network runs.
 *
 * @param seed of all chances
 * @param capture file for what crosses the device; empty: none
 * @param speed simulated time in real time
 */
record LabSettings(long seed, String capture, double speed) {}
