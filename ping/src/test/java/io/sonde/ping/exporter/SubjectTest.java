// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.exporter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.ping.config.Exporting.Names;
import io.sonde.ping.event.IcmpError;
import io.sonde.ping.event.Reply;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Names, labels and values of the metrics as a scraper reads them. */
class SubjectTest {
  private static final String LABELS =
      "address=\"192.0.2.1\",protocol=\"icmp\",target=\"web.example\"";
  private static final String SMOKEPING =
      "host=\"web.example\",ip=\"192.0.2.1\",source=\"192.0.2.9\",tos=\"8\"";

  private final Instruments instruments = new Instruments(Names.SONDE, "9.9");
  private final Reply reply = new Reply();
  private final IcmpError error = new IcmpError();

  private static Subject subject(Instruments of) {
    return new Subject(of, "web.example", "192.0.2.1", "icmp", "192.0.2.9", 8);
  }

  private Reply reply(Reply.Kind kind, long roundTrip) {
    reply.kind = kind;
    reply.roundTrip = roundTrip;
    reply.timeToLive = 57;
    reply.wrongOffset = -1;
    return reply;
  }

  private void eventful(Subject subject) {
    subject.sent(5);
    subject.reply(reply(Reply.Kind.ANSWER, 300_000));
    subject.reply(reply(Reply.Kind.ANSWER, 40_000_000));
    subject.reply(reply(Reply.Kind.DUPLICATE, 41_000_000));
    subject.reply(reply(Reply.Kind.LATE, 4_000_000_000L));
    subject.lost();
    subject.lost();
    subject.refused();
    error.type = 3;
    error.code = 1;
    error.counts = true;
    subject.icmpError(error);
    subject.icmpError(error);
    error.counts = false;
    subject.icmpError(error);
    subject.damaged();
  }

  @Test
  void everyNameWithItsLabelsAndUnit() throws IOException {
    eventful(subject(instruments));
    instruments.kernelDropped.labelValues("web.example", "192.0.2.1", "icmp").inc(7);
    Exposition text = Exposition.prometheus(instruments);
    String p = "sonde_ping_";
    assertEquals(5, text.of(p + "requests_total", LABELS));
    assertEquals(2, text.of(p + "responses_total", LABELS));
    assertEquals(2, text.of(p + "lost_total", LABELS));
    assertEquals(2, text.of(p + "response_duration_seconds_count", LABELS));
    assertEquals(0.0403, text.of(p + "response_duration_seconds_sum", LABELS), 1e-12);
    assertEquals(0, text.of(p + "response_duration_seconds_bucket", LABELS + ",le=\"2.0E-4\""));
    assertEquals(1, text.of(p + "response_duration_seconds_bucket", LABELS + ",le=\"4.0E-4\""));
    assertEquals(2, text.of(p + "response_duration_seconds_bucket", LABELS + ",le=\"+Inf\""));
    assertEquals(57, text.of(p + "response_ttl", LABELS));
    assertEquals(1, text.of(p + "response_duplicates_total", LABELS));
    assertEquals(1, text.of(p + "late_responses_total", LABELS));
    assertEquals(1, text.of(p + "send_errors_total", LABELS));
    assertEquals(1, text.of(p + "receive_errors_total", LABELS));
    assertEquals(7, text.of(p + "kernel_dropped_total", LABELS));
    assertEquals(
        2,
        text.of(
            p + "icmp_errors_total",
            "address=\"192.0.2.1\",code=\"1\",protocol=\"icmp\",target=\"web.example\",type=\"3\""));
    assertEquals(1, text.of("sonde_build_info", "version=\"9.9\""));
    assertEquals("histogram", text.types.get(p + "response_duration_seconds"));
    assertEquals("counter", text.types.get(p + "requests_total"));
    assertEquals("gauge", text.types.get(p + "response_ttl"));
  }

  @Test
  void openMetricsSaysTheSame() throws IOException {
    eventful(subject(instruments));
    Map<String, Double> prometheus = Exposition.prometheus(instruments).values;
    Exposition open = Exposition.openMetrics(instruments);
    assertEquals(prometheus, open.values);
    assertEquals("counter", open.types.get("sonde_ping_requests"));
    assertEquals("info", open.types.get("sonde_build"));
  }

  @Test
  void smokepingNamesWhereThatProberHasOne() throws IOException {
    Instruments of = new Instruments(Names.SMOKEPING, "9.9");
    eventful(subject(of));
    Exposition text = Exposition.prometheus(of);
    assertEquals(5, text.of("smokeping_requests_total", SMOKEPING));
    assertEquals(2, text.of("smokeping_response_duration_seconds_count", SMOKEPING));
    assertEquals(57, text.of("smokeping_response_ttl", SMOKEPING));
    assertEquals(1, text.of("smokeping_response_duplicates_total", SMOKEPING));
    assertEquals(1, text.of("smokeping_send_errors_total", SMOKEPING));
    assertEquals(1, text.of("smokeping_receive_errors_total", SMOKEPING));
    assertEquals(2, text.of("sonde_ping_lost_total", LABELS));
    Set<String> own = new TreeSet<>();
    text.types.keySet().stream().filter(n -> n.startsWith("sonde_")).forEach(own::add);
    assertEquals(
        Set.of(
            "sonde_build_info",
            "sonde_ping_icmp_errors_total",
            "sonde_ping_late_responses_total",
            "sonde_ping_lost_total",
            "sonde_ping_responses_total"),
        own);
  }

  @Test
  void aTargetThatAnsweredNothingHasItsZeroes() throws IOException {
    subject(instruments);
    Exposition text = Exposition.prometheus(instruments);
    assertEquals(0, text.of("sonde_ping_responses_total", LABELS));
    assertEquals(0, text.of("sonde_ping_response_duration_seconds_count", LABELS));
    assertEquals(Double.NaN, text.of("sonde_ping_response_ttl", LABELS));
  }

  @Test
  void oneThatLeavesTakesAllOfItWithIt() throws IOException {
    Subject gone = subject(instruments);
    eventful(gone);
    Subject staying = new Subject(instruments, "b", "192.0.2.2", "icmp", "", 0);
    staying.sent(3);
    gone.remove();
    eventful(gone); // answers under way
    Exposition text = Exposition.prometheus(instruments);
    assertTrue(
        text.values.keySet().stream()
            .filter(k -> !k.contains("icmp_errors"))
            .noneMatch(k -> k.contains("192.0.2.1")),
        () -> text.values.keySet().toString());
    assertEquals(
        3,
        text.of(
            "sonde_ping_requests_total", "address=\"192.0.2.2\",protocol=\"icmp\",target=\"b\""));
  }

  @Test
  void labelsAreEscaped() throws IOException {
    new Subject(instruments, "a\"b\\c\nd", "192.0.2.3", "icmp", "", 0).sent(1);
    Exposition text = Exposition.prometheus(instruments);
    assertEquals(
        1,
        text.of(
            "sonde_ping_requests_total",
            "address=\"192.0.2.3\",protocol=\"icmp\",target=\"a\\\"b\\\\c\\nd\""));
  }
}
