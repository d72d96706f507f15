// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.echo;

import io.sonde.cli.JsonWriter;
import io.sonde.cli.StandardOutput;
import io.sonde.cli.Version;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A JSON object an event. */
final class EchoJson implements EchoListener {
  private final StandardOutput out;
  private final LongSupplier epochNanos;
  private final JsonWriter json;

  EchoJson(StandardOutput out, LongSupplier epochNanos) {
    this.out = out;
    this.epochNanos = epochNanos;
    json = new JsonWriter(out::write);
  }

  /** The first event. */
  void start() {
    event("start").string("tool", "craft").string("version", Version.NUMBER);
    json.string("schema", "sonde/1").object("configuration").string("verb", "echo").end().end();
  }

  private JsonWriter event(String name) {
    return json.event(name, epochNanos.getAsLong());
  }

  @Override
  public void listening(EchoEndpoint endpoint) {
    event("listening").string("endpoint", endpoint.toString()).end();
    out.flush();
  }

  @Override
  public void connection(EchoEndpoint endpoint, String peer, long received, long sent, String end) {
    event("connection").string("endpoint", endpoint.toString()).string("peer", peer);
    json.number("receivedBytes", received).number("sentBytes", sent).string("endedBy", end).end();
  }

  @Override
  public void datagram(
      EchoEndpoint endpoint, String peer, long received, long sent, @Nullable String trouble) {
    event("datagram").string("endpoint", endpoint.toString()).string("peer", peer);
    json.number("receivedBytes", received);
    if (sent >= 0) {
      json.number("sentBytes", sent);
    }
    if (trouble != null) {
      json.string("trouble", trouble);
    }
    json.end();
  }

  @Override
  public void note(String sentence) {
    event("error").string("message", sentence).end();
  }

  /** The last event. */
  void summary(EchoCounts counts, int exitCode) {
    event("summary").number("connections", counts.connections());
    json.number("datagrams", counts.datagrams()).number("unanswered", counts.unanswered());
    json.number("receivedBytes", counts.received()).number("sentBytes", counts.sent());
    json.number("exitCode", exitCode).end();
  }
}
