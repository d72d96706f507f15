// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft;

import io.sonde.cli.Arguments;
import io.sonde.cli.ExitCode;
import io.sonde.cli.NearestName;
import io.sonde.cli.OptionTable;
import io.sonde.cli.StandardOutput;
import io.sonde.cli.Tool;
import io.sonde.cli.UsageException;
import io.sonde.cli.Version;
import io.sonde.craft.verb.BuildVerb;
import io.sonde.craft.verb.DiffVerb;
import io.sonde.craft.verb.EditVerb;
import io.sonde.craft.verb.FragVerb;
import io.sonde.craft.verb.LayersVerb;
import io.sonde.craft.verb.Outside;
import io.sonde.craft.verb.ShowVerb;
import io.sonde.craft.verb.Verb;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The command line of craft: a verb, and what that verb takes. */
final class CraftCommand implements Tool {
  private static final String VERSION = "--version";

  private final String name;
  private final List<Verb> verbs;

  /**
   * @param more verbs that need more of the outside than most
   */
  CraftCommand(String name, Outside outside, Verb... more) {
    this.name = name;
    verbs =
        new ArrayList<>(
            List.of(
                new BuildVerb(outside),
                new ShowVerb(outside),
                new EditVerb(outside),
                new FragVerb(outside),
                new DiffVerb(outside),
                new LayersVerb(outside)));
    verbs.addAll(List.of(more));
  }

  /** The tool that the arguments ask for: a verb's, or this where they begin with no verb. */
  Tool tool(String... arguments) {
    if (arguments.length > 0) {
      for (Verb verb : verbs) {
        if (verb.name().equals(arguments[0])) {
          return verb;
        }
      }
    }
    return this;
  }

  /** What is left of the arguments for {@link #tool}. */
  static String[] arguments(Tool tool, String... arguments) {
    return tool instanceof Verb ? Arrays.copyOfRange(arguments, 1, arguments.length) : arguments;
  }

  @Override
  public OptionTable options() {
    StringBuilder summary =
        new StringBuilder("Builds, reads and changes packets. VERB --help says more.\n\nVerbs:");
    for (Verb verb : verbs) {
      summary.append("\n  ").append(verb.name()).append(" ".repeat(10 - verb.name().length()));
      summary.append(verb.summary());
    }
    return new OptionTable(name, "VERB [options] ...", summary.toString())
        .section("Help")
        .flag(OptionTable.HELP, "this text")
        .flag("-V " + VERSION, "the version");
  }

  @Override
  public int run(Arguments arguments, StandardOutput out) throws UsageException {
    if (arguments.has(VERSION)) {
      out.line(name + " from sonde " + Version.NUMBER);
      return ExitCode.OK;
    }
    List<String> names = new ArrayList<>();
    for (Verb verb : verbs) {
      names.add(verb.name());
    }
    String all = "one of " + String.join(" ", names);
    if (arguments.operands().isEmpty()) {
      throw new UsageException("verb: missing; " + all);
    }
    String typed = arguments.operands().get(0);
    if (names.contains(typed)) {
      throw new UsageException(typed + ": the verb comes first, options behind it");
    }
    List<String> near = NearestName.among(names, typed, 1);
    throw new UsageException(
        typed
            + ": unknown verb; "
            + (near.isEmpty() ? all : "did you mean " + near.get(0) + "? " + all));
  }
}
