// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.sweep;

import io.sonde.ping.targets.TargetSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What reading the targets again has brought.
 *
 * @param list the new targets; null: they are of no use, and the old ones stay
 * @param complaints sentences for the user
 */
public record NewTargets(@Nullable TargetSet list, List<String> complaints) {
  /** Copies the sentences. */
  public NewTargets {
    complaints = List.copyOf(complaints);
  }
}
