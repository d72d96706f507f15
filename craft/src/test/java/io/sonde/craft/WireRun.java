// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft;

import io.sonde.cli.StandardOutput;
import io.sonde.cli.Tool;
import io.sonde.cli.ToolRunner;
import io.sonde.craft.lab.LabVerb;
import io.sonde.craft.script.RunVerb;
import io.sonde.craft.verb.Outside;
import io.sonde.craft.verb.ReplayVerb;
import io.sonde.craft.verb.SendVerb;
import io.sonde.craft.verb.Signals;
import io.sonde.craft.verb.SrVerb;
import io.sonde.craft.wire.WirePorts;
import io.sonde.link.LinuxInterfaces;
import io.sonde.link.LinuxNeighbours;
import io.sonde.link.LinuxNetwork;
import io.sonde.link.LinuxSourcePorts;
import io.sonde.link.SystemResolver;
import io.sonde.link.SystemTime;
import io.sonde.net.HostNames;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A run of craft on this host's network: arguments in, both streams and the exit status out. */
record WireRun(int status, String out, String err) {
  private static final long SEED = 7;

  /** Runs craft with words that have no blanks, separated by blanks. */
  static WireRun of(String words) {
    return of(new byte[0], words.trim().split(" +", -1));
  }

  /** Runs craft. */
  static WireRun of(byte[] in, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Outside outside =
        new Outside(
            new SystemResolver(),
            () -> HostNames.NONE,
            new SystemTime(),
            new ByteArrayInputStream(in),
            new LengthFilters(),
            SEED);
    WirePorts ports =
        new WirePorts(
            LinuxNetwork::new,
            new LinuxInterfaces(),
            new LinuxNeighbours(),
            new LinuxSourcePorts(),
            LabVerb.DEVICE);
    CraftCommand command =
        new CraftCommand(
            "craft",
            outside,
            new SendVerb(outside, ports, Signals.NONE, false),
            new SrVerb(outside, ports, Signals.NONE, false),
            new ReplayVerb(outside, ports, Signals.NONE, false),
            new RunVerb(outside, ports, Signals.NONE));
    Tool tool = command.tool(arguments);
    int status =
        new ToolRunner(false)
            .run(
                tool,
                CraftCommand.arguments(tool, arguments),
                new StandardOutput("craft", out, err, false));
    return new WireRun(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
