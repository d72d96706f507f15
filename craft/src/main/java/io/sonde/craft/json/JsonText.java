// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One JSON value out of text: a Map, a List, a String, a Boolean, null, or for a number its digits
 * as a {@link Numeral}, so that none is rounded.
 */
public final class JsonText {
  private static final int MOST_DEPTH = 64;

  private final String text;
  private int at;
  private int depth;

  private JsonText(String text) {
    this.text = text;
  }

  /** A number as it was written. */
  public record Numeral(String digits) {
    @Override
    public String toString() {
      return digits;
    }
  }

  /** Text that is no JSON; the message says where and why. */
  public static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String sentence) {
      super(sentence);
    }
  }

  /** The value that is all of {@code text}. */
  public static @Nullable Object parse(String text) throws Malformed {
    JsonText reader = new JsonText(text);
    Object value = reader.value();
    reader.blanks();
    if (reader.at < text.length()) {
      throw reader.malformed("the end of the line");
    }
    return value;
  }

  private Malformed malformed(String expected) {
    return new Malformed("not JSON at column " + (at + 1) + ": expected " + expected);
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private @Nullable Object value() throws Malformed {
    blanks();
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private @Nullable Object word(String word, @Nullable Object value) throws Malformed {
    if (!text.startsWith(word, at)) {
      throw malformed(word);
    }
    at += word.length();
    return value;
  }

  private void deeper() throws Malformed {
    if (++depth > MOST_DEPTH) {
      throw malformed("at most " + MOST_DEPTH + " levels");
    }
    at++;
    blanks();
  }

  private Map<String, @Nullable Object> object() throws Malformed {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    deeper();
    while (peek() != '}') {
      if (!members.isEmpty()) {
        take(',', ", or }");
      }
      blanks();
      if (peek() != '"') {
        throw malformed("a key in quotes");
      }
      String key = string();
      blanks();
      take(':', "a colon");
      if (members.containsKey(key)) {
        throw malformed("keys that differ; \"" + key + "\" comes twice");
      }
      members.put(key, value());
      blanks();
    }
    at++;
    depth--;
    return members;
  }

  private List<@Nullable Object> array() throws Malformed {
    List<@Nullable Object> elements = new ArrayList<>();
    deeper();
    while (peek() != ']') {
      if (!elements.isEmpty()) {
        take(',', ", or ]");
      }
      elements.add(value());
      blanks();
    }
    at++;
    depth--;
    return elements;
  }

  private void take(char wanted, String expected) throws Malformed {
    if (peek() != wanted) {
      throw malformed(expected);
    }
    at++;
  }

  private String string() throws Malformed {
    at++;
    int from = at;
    while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\\') {
      if (text.charAt(at) < ' ') {
        throw malformed("no control character in a string");
      }
      at++;
    }
    if (peek() == '"') {
      return text.substring(from, at++);
    }
    StringBuilder unescaped = new StringBuilder(text.substring(from, at));
    while (peek() != '"') {
      if (at >= text.length()) {
        throw malformed("the end of the string");
      }
      char c = text.charAt(at++);
      unescaped.append(c == '\\' ? escaped() : c);
    }
    at++;
    return unescaped.toString();
  }

  private char escaped() throws Malformed {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> codeUnit();
      default -> {
        at--;
        throw malformed("an escape");
      }
    };
  }

  private char codeUnit() throws Malformed {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = peek() < 0x80 ? Character.digit(peek(), 16) : -1;
      if (digit < 0) {
        throw malformed("four hexadecimal digits");
      }
      value = value << 4 | digit;
      at++;
    }
    return (char) value;
  }

  private Numeral number() throws Malformed {
    int from = at;
    if (peek() == '-') {
      at++;
    }
    int digits = digits();
    if (digits == 0) {
      at = from;
      throw malformed("a value");
    }
    if (peek() == '.') {
      at++;
      digits = digits();
    }
    if (digits > 0 && (peek() == 'e' || peek() == 'E')) {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      digits = digits();
    }
    if (digits == 0) {
      throw malformed("a digit");
    }
    return new Numeral(text.substring(from, at));
  }

  private int digits() {
    int from = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    return at - from;
  }
}
