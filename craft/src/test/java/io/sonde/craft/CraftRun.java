// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft;

import io.sonde.cli.StandardOutput;
import io.sonde.cli.Tool;
import io.sonde.cli.ToolRunner;
import io.sonde.craft.verb.Outside;
import io.sonde.net.Resolver;
import io.sonde.net.TimeSource;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.Octets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run of craft within the test: arguments in, both streams and the exit status out. */
public record CraftRun(int status, Octets written, String err) {
  private static final long SEED = 7;

  /** Standard output as text. */
  public String out() {
    return new String(octets(), StandardCharsets.UTF_8);
  }

  /** Standard output. */
  public byte[] octets() {
    return written.toByteArray();
  }

  /** Runs craft with words that have no blanks, separated by blanks. */
  public static CraftRun of(String words) {
    return of(new byte[0], words.split(" ", -1));
  }

  /** Runs craft. */
  public static CraftRun of(byte[] in, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Outside outside =
        new Outside(
            new Names(),
            () -> CraftRun::nameOf,
            new Stopped(),
            new ByteArrayInputStream(in),
            new LengthFilters(),
            SEED);
    CraftCommand command = new CraftCommand("craft", outside);
    Tool tool = command.tool(arguments);
    int status =
        new ToolRunner(false)
            .run(
                tool,
                CraftCommand.arguments(tool, arguments),
                new StandardOutput("craft", out, err, false));
    return new CraftRun(status, Octets.of(out.toByteArray()), err.toString(StandardCharsets.UTF_8));
  }

  /** Names for the test: one that is well, one that would move a terminal's cursor. */
  private static @Nullable String nameOf(IpAddress address) {
    return switch (address.toString()) {
      case "192.0.2.7" -> "host.example";
      case "2001:db8::7" -> "evil\33[2J.example";
      default -> null;
    };
  }

  /** Knows one name. */
  private static final class Names implements Resolver {
    @Override
    public Resolved resolve(String name, @Nullable IpFamily family) throws IOException {
      if (!name.equals("host.example")) {
        throw new IOException(name + ": Name or service not known");
      }
      return new Resolved(name, List.of(IpAddress.ofIpv4(0xc0000207)));
    }

    @Override
    public @Nullable String reverse(IpAddress address) {
      return null;
    }
  }

  /** Stands still at the epoch. */
  private static final class Stopped implements TimeSource {
    @Override
    public long nanos() {
      return 0;
    }

    @Override
    public long epochNanos() {
      return 0;
    }
  }
}
