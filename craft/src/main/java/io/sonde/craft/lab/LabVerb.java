// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.lab;

import io.sonde.cli.Arguments;
import io.sonde.cli.NearestName;
import io.sonde.cli.Numbers;
import io.sonde.cli.OptionTable;
import io.sonde.cli.StandardOutput;
import io.sonde.cli.UsageException;
import io.sonde.craft.lab.render.DrawingFormat;
import io.sonde.craft.verb.CraftExit;
import io.sonde.craft.verb.Outside;
import io.sonde.craft.verb.Verb;
import io.sonde.sim.topology.Mistake;
import io.sonde.sim.topology.Topology;
import io.sonde.sim.topology.TopologyException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** {@code craft lab}: networks to try things in. */
public final class LabVerb extends Verb {
  /** Name of the device behind which a lab is. */
  public static final String DEVICE = LabDevice.NAME;

  private static final String SEED = "--seed";
  private static final String PCAP = "--pcap";
  private static final String SPEED = "--speed";
  private static final String OUTPUT = "--output";
  private static final List<String> VERBS =
      List.of("run", "shell", "show", "check", "list", "copy");
  private static final double SLOWEST = 0.001;
  private static final double FASTEST = 1000;

  private final Tunnels tunnels;

  /** The verb. */
  public LabVerb(Outside outside, Tunnels tunnels) {
    super(
        "lab",
        "run NETWORK [options] -- COMMAND... | shell NETWORK | show NETWORK | check FILE | list"
            + " | copy NAME",
        "Runs programs in a simulated network: a file, or one that lab list names.",
        outside);
    this.tunnels = tunnels;
  }

  @Override
  protected void addOptions(OptionTable table) {
    table
        .section("run and shell")
        .value(SEED, "N", "of all chances, 0 to 2147483647; another each time")
        .value(PCAP, "FILE", "records what crosses the device; pcapng if the name ends so")
        .value(SPEED, "X", "lets the network's time pass X times as fast, 0.001 to 1000 (1)")
        .section("show")
        .value("-o " + OUTPUT, "FORM", "text, dot, svg or json (text)");
  }

  @Override
  protected int execute(Arguments arguments, StandardOutput out) throws IOException {
    List<String> operands = arguments.operands();
    if (operands.isEmpty()) {
      throw new UsageException("lab: missing what to do; " + String.join(", ", VERBS));
    }
    String verb = operands.get(0);
    try {
      return execute(verb, operands.subList(1, operands.size()), arguments, out);
    } catch (TopologyException e) {
      e.mistakes().forEach(mistake -> out.diagnostic(mistake.toString()));
      return CraftExit.USAGE;
    }
  }

  private int execute(String verb, List<String> rest, Arguments arguments, StandardOutput out)
      throws IOException {
    return switch (verb) {
      case "run", "shell" -> live(verb, rest, arguments, out);
      case "show" -> show(only("a network", verb, rest), arguments, out);
      case "check" -> check(only("a file", verb, rest), out);
      case "list" -> list(rest, out);
      case "copy" -> copy(only("a name", verb, rest), out);
      default -> {
        String nearest = NearestName.among(VERBS, verb);
        throw new UsageException(
            "lab "
                + verb
                + ": no such verb; "
                + (nearest == null ? String.join(", ", VERBS) : "did you mean " + nearest + "?"));
      }
    };
  }

  private static String only(String what, String verb, List<String> rest) {
    if (rest.size() != 1) {
      throw new UsageException("lab " + verb + ": needs " + what + ", " + rest.size() + " given");
    }
    return rest.get(0);
  }

  private int live(String verb, List<String> operands, Arguments arguments, StandardOutput out)
      throws IOException {
    if (operands.isEmpty()) {
      throw new UsageException("lab " + verb + ": needs a network");
    }
    List<String> command = operands.subList(1, operands.size());
    boolean shell = verb.equals("shell");
    if (shell && !command.isEmpty()) {
      throw new UsageException("lab shell: takes no command; lab run NETWORK -- COMMAND does");
    }
    if (!shell && command.isEmpty()) {
      throw new UsageException("lab run: needs a command, behind -- if it has options");
    }
    String speed = arguments.value(SPEED);
    LabSettings settings =
        new LabSettings(
            arguments.whole(SEED, 0, Integer.MAX_VALUE, outside().seed() & Integer.MAX_VALUE),
            arguments.value(PCAP, ""),
            speed == null ? 1 : Numbers.real(SPEED, speed, SLOWEST, FASTEST));
    Topology topology = Networks.read(operands.get(0));
    LabRun run = new LabRun(topology, settings, tunnels);
    if (shell) {
      out.errorText(Banner.of(topology, operands.get(0), settings.seed()));
      command = List.of(System.getenv().getOrDefault("SHELL", "/bin/sh"));
    } else {
      out.error("lab: " + operands.get(0) + ", seed " + settings.seed());
    }
    return run.run(command);
  }

  private static int show(String network, Arguments arguments, StandardOutput out)
      throws IOException {
    DrawingFormat format = DrawingFormat.of(arguments.value(OUTPUT, "text"));
    out.print(format.draw(Networks.read(network)));
    return CraftExit.OK;
  }

  private static int check(String file, StandardOutput out) throws IOException {
    try {
      Topology topology = Networks.read(file);
      out.line(
          file
              + ": no mistake; nodes: "
              + topology.nodes().size()
              + ", links: "
              + topology.links().size());
      return CraftExit.OK;
    } catch (TopologyException e) {
      for (Mistake mistake : e.mistakes()) {
        out.line(mistake.toString());
      }
      return CraftExit.DIFFERS;
    }
  }

  private static int list(List<String> rest, StandardOutput out) throws IOException {
    if (!rest.isEmpty()) {
      throw new UsageException("lab list: takes nothing more");
    }
    int width = Networks.NAMES.stream().mapToInt(String::length).max().orElse(0);
    for (String name : Networks.NAMES) {
      String title = Networks.read(name).comments().get(0);
      out.line(name + " ".repeat(width + 2 - name.length()) + title);
    }
    return CraftExit.OK;
  }

  private static int copy(String name, StandardOutput out) throws IOException {
    String text = Networks.shipped(name);
    Path file = Path.of(name + ".net");
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(file + ": is there already", e);
    }
    out.line(file.toString());
    return CraftExit.OK;
  }
}
