// SPDX-License-Identifier: Apache-2.0
package io.sonde.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The owner of standard output and standard error. Text leaves as UTF-8, buffered; a line is
 * flushed at its end where that was asked for, and otherwise by {@link #tick}, which the run calls
 * with its own clock.
 *
 * <p>A write that fails ends the run by {@link Gone}, once: whatever is written afterwards, by a
 * summary on the way out for example, is dropped.
 */
public final class StandardOutput {
  private static final long FLUSH_INTERVAL = 1_000_000_000L;
  private static final long NONE = Long.MAX_VALUE;

  private final String tool;
  private final OutputStream out;
  private final OutputStream err;
  private final boolean terminal;
  private final byte[] buffer = new byte[16384];
  private int length;
  private boolean eachLine;
  private long flushBy = NONE;
  private @Nullable Gone failure;

  /**
   * Output to any two streams.
   *
   * @param tool name that precedes a diagnostic
   * @param terminal whether {@code out} is a terminal; each line is then flushed
   */
  public StandardOutput(String tool, OutputStream out, OutputStream err, boolean terminal) {
    this.tool = tool;
    this.out = out;
    this.err = err;
    this.terminal = terminal;
    this.eachLine = terminal;
  }

  /**
   * File descriptors 1 and 2.
   *
   * @param terminal isatty(1), which Java cannot say of one descriptor alone
   */
  public static StandardOutput ofProcess(String tool, boolean terminal) {
    return new StandardOutput(
        tool,
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        terminal);
  }

  /** Name that precedes a diagnostic. */
  public String tool() {
    return tool;
  }

  /** Whether standard output is a terminal. */
  public boolean isTerminal() {
    return terminal;
  }

  /**
   * Flushes at the end of every line from now on, or, unless it is a terminal, by the clock only.
   */
  public void flushEachLine(boolean each) {
    eachLine = each || terminal;
  }

  /** Appends text that does not end a line. */
  public void print(CharSequence text) {
    int chars = text.length();
    for (int i = 0; i < chars; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        octets(text.subSequence(i, chars).toString().getBytes(StandardCharsets.UTF_8));
        return;
      }
      if (length == buffer.length) {
        drain();
      }
      buffer[length++] = (byte) c;
    }
  }

  /** Appends text and ends the line. */
  public void line(CharSequence text) {
    print(text);
    if (length == buffer.length) {
      drain();
    }
    buffer[length++] = '\n';
    lineEnded();
  }

  /** Appends octets as they are; the last is taken for the end of a line if it is a line feed. */
  public void write(byte[] octets, int count) {
    octets(octets, count);
    if (count > 0 && octets[count - 1] == '\n') {
      lineEnded();
    }
  }

  /** Writes out what is buffered. */
  public void flush() {
    drain();
  }

  /**
   * Flushes what has waited for a second. To be called whenever the run has stopped waiting.
   *
   * @param now nanoseconds of the run's monotonic clock
   */
  public void tick(long now) {
    if (length == 0) {
      flushBy = NONE;
    } else if (flushBy == NONE) {
      flushBy = now + FLUSH_INTERVAL;
    } else if (now - flushBy >= 0) {
      drain();
    }
  }

  /** Time at which {@link #tick} has something to do; {@link Long#MAX_VALUE} if it has not. */
  public long flushBy() {
    return flushBy;
  }

  /**
   * One sentence on standard error, after what is buffered: {@code tool: sentence}. What it quotes
   * may be a hostile file's: no control character but an end of line reaches the terminal.
   */
  public void diagnostic(String sentence) {
    error(tool + ": " + SafeText.lines(sentence));
  }

  /** One line on standard error as it is, after what is buffered. */
  public void error(CharSequence line) {
    try {
      drain();
    } finally {
      errorText(line + "\n");
    }
  }

  /** Text on standard error as it is, without an end of line; standard output stays buffered. */
  public void errorText(String text) {
    try {
      err.write(text.getBytes(StandardCharsets.UTF_8));
      err.flush();
    } catch (IOException nobodyListens) {
      // There is no third place to say it, and the run's results are on standard output.
    }
  }

  private void octets(byte[] octets) {
    octets(octets, octets.length);
  }

  private void octets(byte[] octets, int count) {
    if (count > buffer.length - length) {
      drain();
    }
    if (count > buffer.length) {
      send(octets, count);
    } else {
      System.arraycopy(octets, 0, buffer, length, count);
      length += count;
    }
  }

  private void lineEnded() {
    if (eachLine) {
      drain();
    }
  }

  private void drain() {
    int count = length;
    length = 0;
    flushBy = NONE;
    if (count > 0) {
      send(buffer, count);
    }
  }

  private void send(byte[] octets, int count) {
    if (failure != null) {
      return;
    }
    try {
      out.write(octets, 0, count);
      out.flush();
    } catch (IOException e) {
      failure = new Gone(isClosedPipe(e) ? ExitCode.CLOSED_PIPE : ExitCode.ERROR, e);
      throw failure;
    }
  }

  /** The message is strerror(3) in the user's language; a pipe's only lasting error is EPIPE. */
  private static boolean isClosedPipe(IOException e) {
    if ("Broken pipe".equals(e.getMessage())) {
      return true;
    }
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
      return target.startsWith("pipe:") || target.startsWith("socket:");
    } catch (IOException unknown) {
      return false;
    }
  }

  /** Standard output takes no more. Ends a run; {@link ToolRunner} makes it an exit status. */
  public static final class Gone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    Gone(int exitCode, IOException cause) {
      super("write to standard output: " + cause.getMessage(), cause);
      this.exitCode = exitCode;
    }

    /** {@link ExitCode#CLOSED_PIPE}, to be kept quiet about, or {@link ExitCode#ERROR}. */
    public int exitCode() {
      return exitCode;
    }
  }
}
