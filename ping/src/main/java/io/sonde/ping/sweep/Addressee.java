// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.sweep;

import io.sonde.ping.targets.TargetSet;
import io.sonde.wire.IpAddress;

/** The target that an event is about. One object for all of a run, pointed at one after another. */
public final class Addressee {
  private final TargetSet targets;
  private long index;

  Addressee(TargetSet targets) {
    this.targets = targets;
  }

  Addressee at(long target) {
    index = target;
    return this;
  }

  /** Number of the target in its set, from 0. */
  public long index() {
    return index;
  }

  /** As typed, or its address. */
  public String name() {
    return targets.name(index);
  }

  /** Whether it has an address. */
  public boolean isResolved() {
    return targets.family(index) != null;
  }

  /** Its address; :: for one that has none. */
  public IpAddress address() {
    return IpAddress.ofColumns(targets.high(index), targets.low(index));
  }

  /** Interface index of a link-local target; 0: none. */
  public int scope() {
    return targets.scope(index);
  }
}
