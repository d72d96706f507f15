// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

/** Exit statuses of craft, which tells more failures apart than the other tools do. */
public final class CraftExit {
  /** Done, equal. */
  public static final int OK = 0;

  /** Differs, or something was found. */
  public static final int DIFFERS = 1;

  /** Wrong arguments, a mistake in packet text. */
  public static final int USAGE = 2;

  /** Not permitted: a privilege is missing, or a good guest does not send that. */
  public static final int NOT_PERMITTED = 3;

  /** Input or output failed. */
  public static final int INPUT_OUTPUT = 4;

  private CraftExit() {}
}
