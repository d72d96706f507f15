// SPDX-License-Identifier: Apache-2.0
package io.sonde.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/**
 * Runs a tool and turns however it ends into an exit status and at most one sentence. A stack trace
 * appears only with {@code SONDE_DEBUG=1}.
 */
public final class ToolRunner {
  private final boolean debug;

  /**
   * A runner.
   *
   * @param debug whether a failure is followed by its stack trace
   */
  public ToolRunner(boolean debug) {
    this.debug = debug;
  }

  /** A runner that heeds the environment's {@code SONDE_DEBUG}. */
  public static ToolRunner ofProcess() {
    return new ToolRunner("1".equals(System.getenv("SONDE_DEBUG")));
  }

  /**
   * Reads the arguments, runs the tool, flushes its output.
   *
   * @return the exit status: the tool's own; {@link ExitCode#ERROR} for usage and whatever it
   *     throws; {@link ExitCode#CLOSED_PIPE}, without a word, if nobody reads standard output any
   *     more
   */
  public int run(Tool tool, String[] arguments, StandardOutput out) {
    try {
      int status = guarded(tool, arguments, out);
      out.flush();
      return status;
    } catch (StandardOutput.Gone gone) {
      if (gone.exitCode() != ExitCode.CLOSED_PIPE) {
        fail(out, gone.getMessage(), gone);
      }
      return gone.exitCode();
    }
  }

  private int guarded(Tool tool, String[] arguments, StandardOutput out) {
    try {
      OptionTable table = tool.options();
      Arguments read = table.parse(arguments);
      if (read.has(OptionTable.HELP)) {
        out.print(table.help());
        return ExitCode.OK;
      }
      return tool.run(read, out);
    } catch (StandardOutput.Gone gone) {
      throw gone;
    } catch (UsageException e) {
      tool.usageError(e, out);
      trace(out, e);
    } catch (IllegalArgumentException | IOException e) {
      fail(out, e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      fail(out, "out of memory: " + e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      fail(out, "internal error: " + e + "; SONDE_DEBUG=1 shows where", e);
    }
    return ExitCode.ERROR;
  }

  private void fail(StandardOutput out, @Nullable String sentence, Throwable e) {
    out.diagnostic(sentence == null || sentence.isEmpty() ? e.toString() : sentence);
    trace(out, e);
  }

  private void trace(StandardOutput out, Throwable e) {
    if (debug) {
      StringWriter text = new StringWriter();
      e.printStackTrace(new PrintWriter(text));
      out.errorText(text.toString());
    }
  }
}
