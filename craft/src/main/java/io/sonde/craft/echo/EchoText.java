// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.echo;

import io.sonde.cli.StandardOutput;
import org.jspecify.annotations.Nullable;

/** A line an event. */
final class EchoText implements EchoListener {
  private final StandardOutput out;
  private final boolean quiet;

  /**
   * @param quiet whether nothing but {@code listening} is said
   */
  EchoText(StandardOutput out, boolean quiet) {
    this.out = out;
    this.quiet = quiet;
  }

  @Override
  public void listening(EchoEndpoint endpoint) {
    out.line("listening " + endpoint);
    out.flush();
  }

  @Override
  public void connection(EchoEndpoint endpoint, String peer, long received, long sent, String end) {
    if (!quiet) {
      out.line(line(endpoint, peer) + received + " octets in, " + sent + " out, ended by " + end);
    }
  }

  @Override
  public void datagram(
      EchoEndpoint endpoint, String peer, long received, long sent, @Nullable String trouble) {
    if (!quiet) {
      String answer = sent < 0 ? "no answer" : sent + " out";
      String why = trouble == null ? "" : ": " + trouble;
      out.line(line(endpoint, peer) + received + " octets in, " + answer + why);
    }
  }

  private static String line(EchoEndpoint endpoint, String peer) {
    return endpoint + " " + (peer.isEmpty() ? "" : peer + " ");
  }

  @Override
  public void note(String sentence) {
    out.diagnostic(sentence);
  }
}
