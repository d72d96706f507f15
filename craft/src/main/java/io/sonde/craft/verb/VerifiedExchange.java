// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.craft.answer.Outcome;
import io.sonde.craft.answer.Probe;
import io.sonde.craft.dissect.Dissection;
import io.sonde.craft.wire.Relay;
import io.sonde.craft.wire.SrListener;
import io.sonde.wire.IpAddress;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What {@code sr} does, its probes told to who verifies them and its answers to the output. */
final class VerifiedExchange extends Relay implements SrListener {
  private final SrListener answers;

  VerifiedExchange(Verification verification, SrListener answers) {
    super(verification);
    this.answers = answers;
  }

  @Override
  public void answer(
      Status status,
      @Nullable Probe probe,
      Dissection packet,
      int linkType,
      long time,
      long roundTrip)
      throws IOException {
    answers.answer(status, probe, packet, linkType, time, roundTrip);
  }

  @Override
  public void outcome(
      Status status, Probe probe, Outcome outcome, IpAddress from, long time, long roundTrip)
      throws IOException {
    answers.outcome(status, probe, outcome, from, time, roundTrip);
  }

  @Override
  public void noAnswer(Probe probe, long waited) throws IOException {
    answers.noAnswer(probe, waited);
  }
}
