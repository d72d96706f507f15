// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.net.TcpDefaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** TCP settings of /proc/sys/net/ipv4, which count for IPv6 as well. */
public final class LinuxTcpDefaults {
  private static final Path SETTINGS = Path.of("/proc/sys/net/ipv4");

  private LinuxTcpDefaults() {}

  /** The settings as they are now; what cannot be read is off. */
  public static TcpDefaults read() {
    return new TcpDefaults(
        isOn("tcp_sack"),
        isOn("tcp_timestamps"),
        isOn("tcp_window_scaling"),
        "1".equals(value("tcp_ecn"))); // 2: only when the other side asks
  }

  private static boolean isOn(String name) {
    String value = value(name);
    return !value.isEmpty() && !value.equals("0");
  }

  private static String value(String name) {
    try {
      return Files.readString(SETTINGS.resolve(name)).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
