// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

/**
 * Packets of a capture by what became of them.
 *
 * @param passed those that the filter let pass, delivered or not
 * @param droppedByKernel those of them for which the buffer had no room
 * @param droppedByInterface packets that the device or its driver lost; the filter saw none of them
 */
public record CaptureCounts(long passed, long droppedByKernel, long droppedByInterface) {}
