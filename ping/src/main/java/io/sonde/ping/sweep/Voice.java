// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.sweep;

import io.sonde.net.TimeSource;
import io.sonde.ping.targets.TargetOrder;
import io.sonde.ping.targets.TargetSet;

/**
 * Who hears of a target, and by what name.
 *
 * @param listener hears every event
 * @param time clocks of the run
 * @param targets the whole set
 * @param order which of them, in what order
 * @param addressee pointed at the target of an event
 */
record Voice(
    SweepListener listener,
    TimeSource time,
    TargetSet targets,
    TargetOrder order,
    Addressee addressee) {
  Voice(SweepListener listener, TimeSource time, TargetSet targets, TargetOrder order) {
    this(listener, time, targets, order, new Addressee(targets));
  }

  /** The target at a position of the order. */
  Addressee at(long position) {
    return addressee.at(order.at(position));
  }
}
