// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.echo;

import org.jspecify.annotations.Nullable;

/** What came and went in a run; hands on every event. */
final class EchoCounts implements EchoListener {
  private final EchoListener next;
  private long connections;
  private long datagrams;
  private long unanswered;
  private long received;
  private long sent;

  EchoCounts(EchoListener next) {
    this.next = next;
  }

  long connections() {
    return connections;
  }

  long datagrams() {
    return datagrams;
  }

  /** Datagrams without an answer. */
  long unanswered() {
    return unanswered;
  }

  long received() {
    return received;
  }

  long sent() {
    return sent;
  }

  @Override
  public void listening(EchoEndpoint endpoint) {
    next.listening(endpoint);
  }

  @Override
  public void connection(
      EchoEndpoint endpoint, String peer, long receivedOctets, long sentOctets, String end) {
    connections++;
    received += receivedOctets;
    sent += sentOctets;
    next.connection(endpoint, peer, receivedOctets, sentOctets, end);
  }

  @Override
  public void datagram(
      EchoEndpoint endpoint,
      String peer,
      long receivedOctets,
      long sentOctets,
      @Nullable String trouble) {
    datagrams++;
    unanswered += sentOctets < 0 ? 1 : 0;
    received += receivedOctets;
    sent += Math.max(0, sentOctets);
    next.datagram(endpoint, peer, receivedOctets, sentOctets, trouble);
  }

  @Override
  public void note(String sentence) {
    next.note(sentence);
  }
}
