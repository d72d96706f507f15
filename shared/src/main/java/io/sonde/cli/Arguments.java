// SPDX-License-Identifier: Apache-2.0
package io.sonde.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * A command line that was read. Options are asked for by any of their names, dashes included; a
 * name that the table does not have is the programmer's mistake and an IllegalArgumentException.
 */
public final class Arguments {
  private final OptionTable table;
  private final GnuArguments gnu;
  private final ParseResult result;

  Arguments(OptionTable table, GnuArguments gnu, ParseResult result) {
    this.table = table;
    this.gnu = gnu;
    this.result = result;
  }

  /** Whether the option was given. */
  public boolean has(String name) {
    return matched(name) != null;
  }

  /** The option's last value as typed; null if it was not given. */
  public @Nullable String value(String name) {
    List<String> values = values(name);
    return values.isEmpty() ? null : values.get(values.size() - 1);
  }

  /** The option's last value as typed. */
  public String value(String name, String otherwise) {
    String value = value(name);
    return value == null ? otherwise : value;
  }

  /** All values of the option in their order; empty if it was not given or takes none. */
  public List<String> values(String name) {
    OptionSpec option = matched(name);
    if (option == null || option.arity().max() == 0) {
      return List.of();
    }
    List<String> values = new ArrayList<>();
    for (String guarded : option.stringValues()) {
      values.add(guarded.substring(1)); // GnuArguments.GUARD
    }
    return values;
  }

  /**
   * The option's last value as a whole number, {@code 0x} allowed.
   *
   * @param otherwise if the option was not given
   * @throws UsageException if it is no number or out of range; see {@link Numbers#wholeOrHex}
   */
  public long whole(String name, long min, long max, long otherwise) {
    String text = value(name);
    return text == null ? otherwise : Numbers.wholeOrHex(name, text, min, max);
  }

  /**
   * The option's last value as a whole number in decimal.
   *
   * @param otherwise if the option was not given
   * @throws UsageException if it is no number or out of range; see {@link Numbers#whole}
   */
  public long decimal(String name, long min, long max, long otherwise) {
    String text = value(name);
    return text == null ? otherwise : Numbers.whole(name, text, min, max);
  }

  /**
   * Refuses two options together.
   *
   * @throws UsageException if both were given
   */
  public void exclude(String one, String other) {
    if (has(one) && has(other)) {
      throw new UsageException(one + " and " + other + " exclude each other");
    }
  }

  /**
   * The option's last value, seconds with a fraction, in nanoseconds.
   *
   * @param maxSeconds largest value allowed
   * @param otherwise nanoseconds if the option was not given
   * @throws UsageException if it is no number or out of range; see {@link Numbers#nanos}
   */
  public long nanos(String name, long maxSeconds, long otherwise) {
    String text = value(name);
    return text == null ? otherwise : Numbers.nanos(name, text, maxSeconds);
  }

  /** Which of several options was given last, as named here; null if none was. */
  public @Nullable String last(String... names) {
    List<OptionSpec> order = result.matchedOptions();
    for (int i = order.size() - 1; i >= 0; i--) {
      for (String name : names) {
        if (order.get(i).equals(spec(name))) {
          return name;
        }
      }
    }
    return null;
  }

  /** First names of the options given, each occurrence, in order. */
  public List<String> order() {
    List<String> names = new ArrayList<>();
    for (OptionSpec option : result.matchedOptions()) {
      names.add(option.names()[0]);
    }
    return names;
  }

  /** What is not an option, in order. */
  public List<String> operands() {
    return List.copyOf(gnu.operands());
  }

  /** Index in the command line, from 0, of an operand. */
  public int operandIndex(int operand) {
    return gnu.operandIndex(operand);
  }

  private @Nullable OptionSpec matched(String name) {
    OptionSpec option = spec(name);
    return result.hasMatchedOption(option) ? option : null;
  }

  private OptionSpec spec(String name) {
    OptionSpec option = result.commandSpec().findOption(name);
    if (option == null || table.row(name) == null) {
      throw new IllegalArgumentException("no option is called " + name);
    }
    return option;
  }
}
