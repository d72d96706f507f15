// SPDX-License-Identifier: Apache-2.0
package io.sonde.linux;

import com.sun.jna.NativeLibrary;
import org.jspecify.annotations.Nullable;

/** Libraries that a system may lack, as the dynamic loader finds them, dlopen(3). */
public final class SharedLibrary {
  private SharedLibrary() {}

  /**
   * The first that is there, loaded by then; null if none is.
   *
   * @param names file names without a folder, as in {@code libpcap.so.1}
   */
  public static @Nullable String firstOf(String... names) {
    for (String name : names) {
      try {
        NativeLibrary.getInstance(name);
        return name;
      } catch (UnsatisfiedLinkError missing) {
        // the next name
      }
    }
    return null;
  }
}
