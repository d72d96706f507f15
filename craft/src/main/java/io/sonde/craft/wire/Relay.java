// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Passes on what a run that sends does, for a listener that has more to do with some of it. */
public abstract class Relay implements SendListener {
  private final SendListener to;

  /** Passes on to another listener. */
  protected Relay(SendListener to) {
    this.to = to;
  }

  @Override
  public void packet(long number, PathChoice choice, ByteBuffer octets, int linkType)
      throws IOException {
    to.packet(number, choice, octets, linkType);
  }

  @Override
  public void handled(long number, int outcome, int detail) {
    to.handled(number, outcome, detail);
  }

  @Override
  public void note(String sentence) {
    to.note(sentence);
  }

  @Override
  public void unsendable(long number, String sentence) {
    to.unsendable(number, sentence);
  }

  @Override
  public void progress(Counts counts, long elapsed) {
    to.progress(counts, elapsed);
  }
}
