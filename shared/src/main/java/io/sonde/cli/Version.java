// SPDX-License-Identifier: Apache-2.0
package io.sonde.cli;

/**
 * The version of the suite. A constant, since reading a manifest or a resource costs a start more
 * than it is worth; a test holds it against the build file.
 */
public final class Version {
  /** As in the build file: {@code 0.1.0}. */
  public static final String NUMBER = "0.1.0";

  private Version() {}
}
