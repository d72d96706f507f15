// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.cli.Arguments;
import io.sonde.cli.ExitCode;
import io.sonde.cli.OptionTable;
import io.sonde.cli.StandardOutput;
import io.sonde.cli.Tool;
import io.sonde.craft.wire.ForbiddenException;
import io.sonde.net.NotPermittedException;
import java.io.IOException;

/** One verb: the tool {@code craft NAME}. */
public abstract class Verb implements Tool {
  private final String name;
  private final String synopsis;
  private final String summary;
  private final Outside outside;

  /**
   * A verb.
   *
   * @param synopsis what follows the name
   * @param summary one sentence: what it does
   */
  protected Verb(String name, String synopsis, String summary, Outside outside) {
    this.name = name;
    this.synopsis = synopsis;
    this.summary = summary;
    this.outside = outside;
  }

  public final String name() {
    return name;
  }

  public final String synopsis() {
    return synopsis;
  }

  public final String summary() {
    return summary;
  }

  /** The outside world. */
  protected final Outside outside() {
    return outside;
  }

  @Override
  public final OptionTable options() {
    OptionTable table = new OptionTable("craft " + name, synopsis, summary);
    addOptions(table);
    return table;
  }

  /** Adds the verb's options. */
  protected abstract void addOptions(OptionTable table);

  /**
   * Does the work.
   *
   * @return the exit status
   * @throws IOException what ended the run: status 4
   */
  protected abstract int execute(Arguments arguments, StandardOutput out) throws IOException;

  /**
   * Runs the verb: a failure of input or output has the status 4, a reader of standard output that
   * has gone ends the run at once with 0.
   */
  @Override
  public final int run(Arguments arguments, StandardOutput out) {
    try {
      int status = execute(arguments, out);
      out.flush();
      return status;
    } catch (StandardOutput.Gone gone) {
      if (gone.exitCode() == ExitCode.CLOSED_PIPE) {
        return CraftExit.OK;
      }
      out.diagnostic(String.valueOf(gone.getMessage()));
      return CraftExit.INPUT_OUTPUT;
    } catch (IOException e) {
      return failed(e, out);
    }
  }

  /** Says what ended the run, behind what was written before. */
  private static int failed(IOException e, StandardOutput out) {
    try {
      out.diagnostic(Sentences.of(e));
    } catch (StandardOutput.Gone gone) {
      return gone.exitCode() == ExitCode.CLOSED_PIPE ? CraftExit.OK : CraftExit.INPUT_OUTPUT;
    }
    return e instanceof NotPermittedException || e instanceof ForbiddenException
        ? CraftExit.NOT_PERMITTED
        : CraftExit.INPUT_OUTPUT;
  }
}
