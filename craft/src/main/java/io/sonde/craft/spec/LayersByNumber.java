// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.LayerSpec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which layers some numbers of one kind stand for. Few of many numbers stand for one, so they are
 * searched among themselves: an array by port would be most of the memory that a start touches.
 */
final class LayersByNumber {
  private int[] numbers = {};
  private LayerSpec[] layers = {};

  /** Lets a number stand for a layer, unless it stands for another already. */
  void add(int number, LayerSpec layer) {
    int at = Arrays.binarySearch(numbers, number);
    if (at >= 0) {
      return;
    }
    int before = -at - 1;
    int[] moreNumbers = Arrays.copyOf(numbers, numbers.length + 1);
    LayerSpec[] moreLayers = Arrays.copyOf(layers, layers.length + 1);
    System.arraycopy(numbers, before, moreNumbers, before + 1, numbers.length - before);
    System.arraycopy(layers, before, moreLayers, before + 1, layers.length - before);
    moreNumbers[before] = number;
    moreLayers[before] = layer;
    numbers = moreNumbers;
    layers = moreLayers;
  }

  /** The layer that a number stands for, or null. */
  @Nullable LayerSpec of(int number) {
    int at = Arrays.binarySearch(numbers, number);
    return at < 0 ? null : layers[at];
  }
}
