// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.script;

import io.sonde.cli.NearestName;
import io.sonde.cli.UsageException;
import io.sonde.craft.language.PacketPattern;
import io.sonde.craft.language.PacketReader;
import io.sonde.craft.language.PacketText;
import io.sonde.craft.language.Sources;
import io.sonde.craft.verb.Amounts;
import java.io.IOException;
import java.util.List;

/** Reads lines whose names are replaced. */
final class StatementReader {
  private static final List<String> WORDS =
      List.of(
          "interface",
          "let",
          "send",
          "expect",
          "reject",
          "at",
          "wait",
          "repeat",
          "end",
          "start",
          "exec");
  private static final String WITHIN = "within";
  private static final String AS = "as";
  private static final long PATIENCE = 1_000_000_000L;
  private static final long MOST_ROUNDS = 1_000_000;

  private final String file;
  private final Sources sources;

  /**
   * @param file for messages
   * @param sources of packet text
   */
  StatementReader(String file, Sources sources) {
    this.file = file;
    this.sources = sources;
  }

  /**
   * Reads a line.
   *
   * @throws ScriptException a mistake
   */
  Statement read(ScriptLine line) throws IOException {
    PacketText text = PacketText.ofLine(place(line), line.text());
    return read(line, text, 0);
  }

  private Statement read(ScriptLine line, PacketText text, int first) throws IOException {
    if (first >= text.words().size()) {
      throw mistake(line, text, first, "expected a statement");
    }
    String word = text.words().get(first);
    int next = first + 1;
    return switch (word) {
      case "interface" -> new Statement.Device(only(line, text, next, "a name"));
      case "let" -> let(line, text, next);
      case "send" -> new Statement.Send(packets(line, text, next, text.words().size()));
      case "expect" -> expect(line, text, next);
      case "reject" -> reject(line, text, next);
      case "at" -> new Statement.At(time(line, text, next, word), read(line, text, next + 1));
      case "wait" -> {
        only(line, text, next, "a time");
        yield new Statement.Wait(time(line, text, next, word));
      }
      case Script.REPEAT -> new Statement.Repeat(count(line, text, next));
      case "start", "exec" -> command(line, text, next, word.equals("start"));
      default -> {
        String near = NearestName.among(WORDS, word);
        throw mistake(
            line,
            text,
            first,
            word
                + ": unknown statement; "
                + (near == null
                    ? "one of " + String.join(" ", WORDS)
                    : "did you mean " + near + "?"));
      }
    };
  }

  private ScriptException mistake(ScriptLine line, PacketText text, int word, String sentence) {
    int column =
        word < text.words().size()
            ? text.columns().get(word)
            : text.line().stripTrailing().length();
    return line.mistake(file, column, sentence);
  }

  private String place(ScriptLine line) {
    return file + ":" + line.number() + ": ";
  }

  private String only(ScriptLine line, PacketText text, int word, String what) {
    if (word >= text.words().size()) {
      throw mistake(line, text, word, "expected " + what);
    }
    if (word + 1 < text.words().size()) {
      throw mistake(line, text, word + 1, "expected nothing more");
    }
    return text.words().get(word);
  }

  private Statement let(ScriptLine line, PacketText text, int first) {
    List<String> words = text.words();
    if (words.size() < first + 3 || !words.get(first + 1).equals("=")) {
      throw mistake(line, text, Math.min(first, words.size()), "expected let NAME = VALUE");
    }
    return new Statement.Let(
        name(line, text, first), String.join(" ", words.subList(first + 2, words.size())));
  }

  private String name(ScriptLine line, PacketText text, int word) {
    String name = word < text.words().size() ? text.words().get(word) : "";
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      throw mistake(
          line, text, word, "expected a name of letters, digits and _, a letter being the first");
    }
    return name;
  }

  private long time(ScriptLine line, PacketText text, int word, String what) {
    if (word >= text.words().size()) {
      throw mistake(line, text, word, what + ": expected a time such as 10s, 250ms");
    }
    return time(line, text, word, what, text.words().get(word));
  }

  private long time(ScriptLine line, PacketText text, int word, String what, String value) {
    try {
      return Amounts.nanos(what, value);
    } catch (UsageException e) {
      throw mistake(line, text, word, String.valueOf(e.getMessage()));
    }
  }

  private long count(ScriptLine line, PacketText text, int word) {
    String value = only(line, text, word, "how often");
    try {
      return Amounts.octets("repeat", value, 0, MOST_ROUNDS);
    } catch (UsageException e) {
      throw mistake(line, text, word, String.valueOf(e.getMessage()));
    }
  }

  private Statement command(ScriptLine line, PacketText text, int first, boolean background) {
    if (first >= text.words().size()) {
      throw mistake(line, text, first, "expected a command");
    }
    String rest = line.text().substring(text.columns().get(first)).strip();
    return new Statement.Run(text.words().subList(first, text.words().size()), rest, background);
  }

  private List<PacketPattern> packets(ScriptLine line, PacketText text, int from, int to)
      throws IOException {
    if (from >= to) {
      throw mistake(line, text, from, "expected a packet");
    }
    PacketText part =
        new PacketText(
            place(line),
            text.line(),
            text.words().subList(from, to),
            text.columns().subList(from, to));
    return PacketReader.read(part, sources);
  }

  private Expectation expectation(ScriptLine line, PacketText text, int from, int to)
      throws IOException {
    List<PacketPattern> patterns = packets(line, text, from, to);
    if (patterns.size() != 1) {
      throw mistake(line, text, from, "one packet at a time; a statement for each");
    }
    return new Expectation(patterns.get(0));
  }

  private Statement expect(ScriptLine line, PacketText text, int first) throws IOException {
    List<String> words = text.words();
    int end = words.size();
    String name = "";
    if (end - 2 > first && words.get(end - 2).equals(AS)) {
      name = name(line, text, end - 1);
      end -= 2;
    }
    long shortest = 0;
    long longest = PATIENCE;
    if (end - 2 > first && words.get(end - 2).equals(WITHIN)) {
      String limits = words.get(end - 1);
      int dots = limits.indexOf("..");
      if (dots >= 0) {
        shortest = time(line, text, end - 1, WITHIN, limits.substring(0, dots));
        longest = time(line, text, end - 1, WITHIN, limits.substring(dots + 2));
      } else {
        longest = time(line, text, end - 1, WITHIN, limits);
      }
      if (shortest > longest) {
        throw mistake(line, text, end - 1, "within " + limits + ": ends before it begins");
      }
      end -= 2;
    }
    return new Statement.Expect(expectation(line, text, first, end), shortest, longest, name);
  }

  private Statement reject(ScriptLine line, PacketText text, int first) throws IOException {
    List<String> words = text.words();
    int end = words.size();
    long within = PATIENCE;
    if (end - 2 > first && words.get(end - 2).equals(WITHIN)) {
      within = time(line, text, end - 1, WITHIN);
      end -= 2;
    }
    return new Statement.Reject(expectation(line, text, first, end), within);
  }
}
