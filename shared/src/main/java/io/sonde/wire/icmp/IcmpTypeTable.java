// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

import io.sonde.wire.IpFamily;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names of the types and codes of one protocol, as IANA's "ICMP Parameters" and "ICMPv6 Parameters"
 * list them: in words for people, in lower case with hyphens for JSON. Numbers without a name get
 * one made of the number ({@code type-77}, {@code code-9}), so that none is lost.
 */
public final class IcmpTypeTable {
  private final @Nullable String[] types = new String[256];
  private final Map<Integer, String> codes = new HashMap<>();
  private final boolean[] errors = new boolean[256];
  private final Map<Integer, String> names = new HashMap<>();

  IcmpTypeTable() {}

  /** The table of {@code family}'s protocol. */
  public static IcmpTypeTable of(IpFamily family) {
    return family == IpFamily.IPV4 ? IcmpType.TABLE : Icmpv6Type.TABLE;
  }

  /** Names a type and its codes 0, 1, 2 …; an empty name leaves that code without one. */
  IcmpTypeTable add(int type, String words, String... codeWords) {
    types[type] = words;
    for (int code = 0; code < codeWords.length; code++) {
      if (!codeWords[code].isEmpty()) {
        codes.put(type << 8 | code, codeWords[code]);
      }
    }
    return this;
  }

  /** Marks types that quote a datagram. */
  IcmpTypeTable errors(int from, int to) {
    for (int type = from; type <= to; type++) {
      errors[type] = true;
    }
    return this;
  }

  /** Lets the words of one code stand for type and code together. */
  IcmpTypeTable speaking(int type, int code, String words) {
    names.put(type << 8 | code, words);
    return this;
  }

  /** Lets the words of all codes of {@code type} stand for type and code together. */
  IcmpTypeTable speaking(int type) {
    codes.forEach(
        (key, words) -> {
          if (key >>> 8 == type) {
            names.put(key, words);
          }
        });
    return this;
  }

  /** Whether messages of {@code type} report on a datagram, which they quote. */
  public boolean isError(int type) {
    return errors[type];
  }

  /** {@code "time exceeded"}. */
  public String words(int type) {
    String words = types[type];
    return words == null ? "type " + type : words;
  }

  /** {@code "time-exceeded"}. */
  public String name(int type) {
    return hyphenated(words(type));
  }

  /** The code in words, {@code "port unreachable"}. */
  public String codeWords(int type, int code) {
    String words = codes.get(type << 8 | code);
    return words == null ? "code " + code : words;
  }

  /** {@code "port-unreachable"}. */
  public String codeName(int type, int code) {
    return hyphenated(codeWords(type, code));
  }

  /**
   * The one name that says most: the code's for destination unreachable ({@code
   * "port-unreachable"}) and for a reassembly time that ran out ({@code "reassembly-exceeded"}),
   * otherwise the type's ({@code "time-exceeded"}).
   */
  public String name(int type, int code) {
    String words = names.get(type << 8 | code);
    return words == null ? name(type) : hyphenated(words);
  }

  private static String hyphenated(String words) {
    return words.replace(' ', '-').toLowerCase(Locale.ROOT);
  }
}
