// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.build;

/** Layers that make no packet: what, where, why. */
public final class BuildException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** A sentence for the user. */
  public BuildException(String sentence) {
    super(sentence);
  }
}
