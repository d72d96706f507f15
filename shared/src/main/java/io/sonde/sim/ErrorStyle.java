// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.wire.Octets;
import io.sonde.wire.icmp.IcmpExtensionObject;
import io.sonde.wire.icmp.IcmpExtensions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How a node's ICMP errors look and when it leaves them out. */
public final class ErrorStyle {
  /** Where extension objects stand (RFC 4884). */
  public enum Extensions {
    /** Nowhere. */
    NONE,
    /** After a padded quote whose length the message gives. */
    RFC_4884,
    /** After 128 octets of quote, no length given, as routers before RFC 4884 do. */
    LEGACY,
    /** As {@link #RFC_4884}, with a wrong checksum of the extension. */
    BAD_CHECKSUM
  }

  /** A quote as long as the family allows. */
  public static final int FULL = Integer.MAX_VALUE;

  /** What fits into the shorter of the two families' errors beside 128 octets of quote. */
  private static final int LONGEST_STRUCTURE = 420;

  private static final long SECOND = 1_000_000_000L;

  int quote = FULL;
  int quotedHeaderLength = -1;
  Extensions extensions = Extensions.NONE;
  private final List<IcmpExtensionObject> appended = new ArrayList<>();
  private Extensions form = Extensions.RFC_4884;
  Octets objects = Octets.EMPTY;
  private final boolean[] silent = new boolean[256];
  private long nanosPerError;
  private long burst;
  private long credit;
  private long creditTime;

  /**
   * Octets quoted of the packet at fault, its IP header among them: 28 is RFC 792's least; fewer
   * cut the quote short of what any receiver needs. Errors never exceed 576 octets (RFC 1812
   * section 4.3.2.3) or 1280 (RFC 4443 section 2.4).
   */
  public ErrorStyle quote(int octets) {
    quote = octets;
    return this;
  }

  /** Writes a wrong header length (IHL, 0 … 15) into quoted IPv4 headers; −1: the right one. */
  public ErrorStyle quotedHeaderLength(int words) {
    quotedHeaderLength = words;
    return this;
  }

  /**
   * Appends extension objects; none takes the extension away.
   *
   * @param where place of the structure
   */
  public ErrorStyle extensions(Extensions where, IcmpExtensionObject... objectsInOrder) {
    appended.clear();
    appended.addAll(List.of(objectsInOrder));
    return form(where);
  }

  /** Where extension objects stand, if there are any; {@link Extensions#NONE} leaves them out. */
  public ErrorStyle form(Extensions where) {
    form = where;
    lay();
    return this;
  }

  /** Appends an object, in place of one of the same class. */
  public ErrorStyle object(IcmpExtensionObject object) {
    withoutObject(object.classNumber());
    appended.add(object);
    lay();
    return this;
  }

  /** Appends no object of that Class-Num. */
  public ErrorStyle withoutObject(int classNumber) {
    appended.removeIf(object -> object.classNumber() == classNumber);
    lay();
    return this;
  }

  private void lay() {
    extensions = appended.isEmpty() ? Extensions.NONE : form;
    IcmpExtensions structure = IcmpExtensions.of(appended);
    if (form == Extensions.BAD_CHECKSUM) {
      structure = structure.withChecksum(structure.checksum() ^ 0x5555);
    }
    ByteBuffer out = ByteBuffer.allocate(LONGEST_STRUCTURE);
    structure.emit(out);
    objects = Octets.rest(out.flip());
  }

  /** Reports nothing. */
  public ErrorStyle silent() {
    Arrays.fill(silent, true);
    return this;
  }

  /** Reports nothing about packets of one IP protocol. */
  public ErrorStyle silentAbout(int protocol) {
    silent[protocol] = true;
    return this;
  }

  /** Reports about everything again. */
  public ErrorStyle talkative() {
    Arrays.fill(silent, false);
    return this;
  }

  /**
   * Limits reports to a rate.
   *
   * @param perSecond reports a second; 0: no limit
   * @param atOnce reports that may come together after a pause, at least 1
   */
  public ErrorStyle rate(int perSecond, int atOnce) {
    nanosPerError = perSecond == 0 ? 0 : SECOND / perSecond;
    burst = atOnce * nanosPerError;
    credit = burst;
    return this;
  }

  boolean isSilentAbout(int protocol) {
    return silent[protocol];
  }

  /** Whether an error about {@code protocol} may go out now; if so, it is counted. */
  boolean allows(int protocol, long now) {
    if (silent[protocol]) {
      return false;
    }
    credit = Math.min(burst, credit + now - creditTime);
    creditTime = now;
    if (credit < nanosPerError) {
      return false;
    }
    credit -= nanosPerError;
    return true;
  }
}
