// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.layer;

import io.sonde.craft.text.TextBuffer;
import java.util.List;

/**
 * The elements of a list key: as text and as octets. What it writes as text it reads back to the
 * same octets, whatever they are: what has no shape is written in hexadecimal.
 */
public interface ListCodec {
  /**
   * Reads one element as typed and appends its octets.
   *
   * @param element without the comma; may contain colons
   * @throws ValueException what was expected instead
   */
  void encode(String element, OctetsBuilder out) throws ValueException;

  /**
   * Index behind the element at {@code at}, more than {@code at} and at most {@code end}.
   *
   * @param end index behind the list; more than {@code at}
   */
  int elementEnd(byte[] octets, int at, int end);

  /** Appends the element {@code at … end - 1} as text. */
  void text(byte[] octets, int at, int end, TextBuffer out);

  /** Appends the element as JSON: an object or a string. */
  default void json(byte[] octets, int at, int end, TextBuffer out) {
    out.add('"');
    text(octets, at, end, out);
    out.add('"');
  }

  /** Appends an element of a packet as text for people; what it means may lie outside of it. */
  default void text(PacketLayout packet, int layer, int at, int end, TextBuffer out) {
    text(packet.octets, at, end, out);
  }

  /** Appends an element of a packet as JSON. */
  default void json(PacketLayout packet, int layer, int at, int end, TextBuffer out) {
    json(packet.octets, at, end, out);
  }

  /** The element's text out of what {@link #json} wrote for it, once read as JSON. */
  default String fromJson(Object element) throws ValueException {
    if (element instanceof String text) {
      return text;
    }
    throw new ValueException("a string");
  }

  /** Whether the element is in order, or the octets where something does not fit its shape. */
  default boolean isReadable(byte[] octets, int at, int end) {
    return true;
  }

  /**
   * Index behind the last element of a list {@code from … to - 1}: what follows is the padding that
   * the list gets anyway.
   */
  default int contentEnd(byte[] octets, int from, int to) {
    return to;
  }

  /** Whether the first element as typed is the last on the wire. */
  default boolean isReversed() {
    return false;
  }

  /** The kinds of elements, for the catalogue; empty where all elements are alike. */
  default List<OptionShape> shapes() {
    return List.of();
  }

  /** How an element looks, for the catalogue: {@code A}. */
  String pattern();
}
