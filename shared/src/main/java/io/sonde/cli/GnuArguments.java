// SPDX-License-Identifier: Apache-2.0
package io.sonde.cli;

import io.sonde.cli.OptionTable.Kind;
import io.sonde.cli.OptionTable.Row;
import io.sonde.cli.UsageException.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command line taken apart as getopt_long(3) does it, with permutation: options and operands in
 * any order; clusters ({@code -qc3}); a value in the same argument or the next, whatever it begins
 * with; {@code --} as the end of options; {@code -} as an operand; long options by any unique
 * beginning.
 *
 * <p>picocli reads several of these otherwise ({@code -c -1 -q}, {@code -c=3}, {@code -c --},
 * {@code -q-3}, {@code --quie}), so it is given {@link #canonical}, which it can read in one way
 * only.
 *
 * <p>One thing getopt does not know: an option of one dash and several letters ({@code -UL}) is
 * taken before a cluster if the argument is exactly its name.
 */
final class GnuArguments {
  /** Precedes every value: picocli refuses one that looks like an option, attached or not. */
  static final char GUARD = '=';

  private final OptionTable table;
  private final String[] arguments;
  private final List<String> options = new ArrayList<>();
  private final List<String> operands = new ArrayList<>();
  private final List<Integer> operandIndexes = new ArrayList<>();
  private int next;

  private GnuArguments(OptionTable table, String[] arguments) {
    this.table = table;
    this.arguments = arguments;
  }

  static GnuArguments read(OptionTable table, String[] arguments) {
    GnuArguments result = new GnuArguments(table, arguments);
    result.readAll();
    return result;
  }

  /** Each option with {@code =}, guard and value attached, then {@code --}, then the operands. */
  String[] canonical() {
    List<String> all = new ArrayList<>(options);
    all.add("--");
    all.addAll(operands);
    return all.toArray(new String[0]);
  }

  List<String> operands() {
    return operands;
  }

  /** Index in the command line of an operand. */
  int operandIndex(int operand) {
    return operandIndexes.get(operand);
  }

  private void readAll() {
    boolean optionsEnded = false;
    while (next < arguments.length) {
      String argument = arguments[next++];
      if (optionsEnded || argument.length() < 2 || argument.charAt(0) != '-') {
        operands.add(argument);
        operandIndexes.add(next - 1);
      } else if (argument.equals("--")) {
        optionsEnded = true;
      } else if (argument.charAt(1) == '-') {
        longOption(argument);
      } else {
        shortOptions(argument);
      }
    }
  }

  private void shortOptions(String argument) {
    Row whole = argument.length() > 2 ? table.row(argument) : null;
    if (whole != null) {
      matched(whole, argument, null);
      return;
    }
    for (int i = 1; i < argument.length(); i++) {
      String name = "-" + argument.charAt(i);
      Row row = table.row(name);
      if (row == null) {
        throw unknown(name, argument);
      }
      if (row.kind() != Kind.FLAG) {
        String rest = argument.substring(i + 1);
        matched(row, name, rest.isEmpty() ? null : rest);
        return;
      }
      matched(row, name, null);
    }
  }

  private void longOption(String argument) {
    int equals = argument.indexOf('=');
    String typed = equals < 0 ? argument : argument.substring(0, equals);
    String value = equals < 0 ? null : argument.substring(equals + 1);
    Row row = table.row(typed);
    if (row == null) {
      row = abbreviated(typed);
    }
    if (row.kind() == Kind.FLAG && value != null) {
      throw fail(
          Reason.UNEXPECTED_VALUE, typed, typed + ": takes no value, \"" + value + "\" given");
    }
    matched(row, typed, value);
  }

  private Row abbreviated(String typed) {
    Row found = null;
    String foundName = "";
    for (Row row : table.rows()) {
      for (String name : row.names()) {
        if (name.startsWith(typed) && name.startsWith("--")) {
          if (found != null && !found.equals(row)) {
            throw fail(
                Reason.AMBIGUOUS_OPTION,
                typed,
                typed + ": ambiguous, could be " + foundName + " or " + name);
          }
          found = row;
          foundName = name;
        }
      }
    }
    if (found == null) {
      throw unknown(typed, typed);
    }
    return found;
  }

  private void matched(Row row, String typed, @Nullable String attached) {
    String value = attached;
    if (row.kind() == Kind.VALUE && value == null) {
      if (next == arguments.length) {
        throw fail(Reason.MISSING_VALUE, typed, typed + ": needs a value, " + row.label());
      }
      value = arguments[next++];
    }
    if (row.kind() == Kind.FLAG) {
      options.add(row.name());
    } else {
      options.add(row.name() + "=" + GUARD + (value == null ? "" : value));
    }
  }

  private UsageException unknown(String name, String argument) {
    StringBuilder sentence = new StringBuilder("unknown option ").append(name);
    if (!argument.equals(name)) {
      sentence.append(" in ").append(argument);
    }
    String nearest = NearestName.amongOptions(table.rows(), argument);
    if (nearest != null) {
      sentence.append("; did you mean ").append(nearest).append('?');
    }
    return fail(Reason.UNKNOWN_OPTION, name, sentence.toString());
  }

  private UsageException fail(Reason reason, String typed, String sentence) {
    return new UsageException(reason, typed, next - 1, sentence);
  }
}
