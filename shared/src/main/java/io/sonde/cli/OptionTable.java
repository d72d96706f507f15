// SPDX-License-Identifier: Apache-2.0
package io.sonde.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The options of one command line, in the sections of its help. It is the picocli model of the
 * command, built in code: annotations are read by reflection, which alone costs a start more than
 * everything else picocli does.
 *
 * <p>{@link #parse} reads as getopt_long(3) does, with permutation; {@link GnuArguments} says how.
 */
public final class OptionTable {
  /** Ends a run with the help text and status 0, in every tool. */
  public static final String HELP = "--help";

  private final String tool;
  private final String synopsis;
  private final String summary;
  private final CommandSpec spec = CommandSpec.create();
  private final Map<String, Row> byName = new HashMap<>();
  private final List<Row> rows = new ArrayList<>();
  private String section = "Options";

  /** How many values an option takes. */
  enum Kind {
    FLAG,
    VALUE,
    OPTIONAL_VALUE
  }

  /** One option: names with their dashes, the first being what messages about it say. */
  record Row(String section, List<String> names, Kind kind, String label, String text) {
    String name() {
      return names.get(0);
    }
  }

  /**
   * A table with {@code --help} alone.
   *
   * @param tool name of the program
   * @param synopsis what follows the name: {@code [options] destination}
   * @param summary one sentence: what the tool does
   */
  public OptionTable(String tool, String synopsis, String summary) {
    this.tool = tool;
    this.synopsis = synopsis;
    this.summary = summary;
    spec.name(tool);
    spec.parser()
        .posixClusteredShortOptionsAllowed(true)
        .overwrittenOptionsAllowed(true)
        .abbreviatedOptionsAllowed(false)
        .expandAtFiles(false)
        .trimQuotes(false);
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .build());
  }

  /** Begins a section; the options that follow belong to it. */
  public OptionTable section(String title) {
    section = title;
    return this;
  }

  /**
   * Adds an option without a value.
   *
   * @param names with dashes, separated by one blank: {@code "-q --quiet"}
   */
  public OptionTable flag(String names, String text) {
    return add(names, Kind.FLAG, "", text);
  }

  /**
   * Adds an option with a value. It may be repeated; {@link Arguments#value} gives the last.
   *
   * @param label what the value is, in the help: {@code N}
   */
  public OptionTable value(String names, String label, String text) {
    return add(names, Kind.VALUE, label, text);
  }

  /** Adds an option whose value may be left out; it is then the empty string. */
  public OptionTable optionalValue(String names, String label, String text) {
    return add(names, Kind.OPTIONAL_VALUE, label, text);
  }

  private OptionTable add(String names, Kind kind, String label, String text) {
    List<String> list = split(names);
    Row row = new Row(section, list, kind, label, text);
    for (String name : list) {
      if (byName.put(name, row) != null) {
        throw new IllegalArgumentException("two options are called " + name);
      }
    }
    rows.add(row);
    OptionSpec.Builder option = OptionSpec.builder(list.toArray(new String[0]));
    if (kind == Kind.FLAG) {
      option.type(boolean.class).arity("0");
    } else {
      option.type(List.class).auxiliaryTypes(String.class).arity("1");
    }
    spec.addOption(option.description(text).paramLabel(label).build());
    return this;
  }

  /**
   * Reads a command line.
   *
   * @throws UsageException for an unknown or ambiguous option, a value missing or too many
   */
  public Arguments parse(String... arguments) {
    if (!byName.containsKey(HELP)) {
      String last = section;
      section("Help").flag(HELP, "this text").section(last);
    }
    GnuArguments gnu = GnuArguments.read(this, arguments);
    CommandLine line = new CommandLine(spec);
    line.setInterpolateVariables(false);
    return new Arguments(this, gnu, line.parseArgs(gnu.canonical()));
  }

  /** The help text: usage, summary, options by section, no line longer than 100 columns. */
  public String help() {
    return HelpText.of(tool, synopsis, summary, rows);
  }

  /** The option of exactly that name, dashes included. */
  @Nullable Row row(String name) {
    return byName.get(name);
  }

  List<Row> rows() {
    return rows;
  }

  private static List<String> split(String names) {
    List<String> list = new ArrayList<>(2);
    int from = 0;
    for (int to = names.indexOf(' '); to >= 0; to = names.indexOf(' ', from)) {
      list.add(names.substring(from, to));
      from = to + 1;
    }
    list.add(names.substring(from));
    for (String name : list) {
      if (name.length() < 2 || name.charAt(0) != '-') {
        throw new IllegalArgumentException("not the name of an option: \"" + name + "\"");
      }
    }
    return List.copyOf(list);
  }
}
