// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.ping.config.Kinds;
import io.sonde.ping.config.ProbeKind;
import io.sonde.ping.config.ProbeKind.Protocol;
import io.sonde.ping.event.Listeners;
import io.sonde.ping.event.Summary;
import io.sonde.ping.render.CsvFile;
import io.sonde.ping.render.PingCsv;
import io.sonde.sim.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rows that runs in the simulated network leave. */
class CsvTest {
  private final PingLab lab = new PingLab(3);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private List<String> rows() throws IOException {
    lab.listener = new Listeners(List.of(lab.events, new PingCsv(new CsvFile(out))));
    lab.attempt();
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals("time,target,address,protocol,seq,result,rttMs,clock", lines.get(0));
    return lines.subList(1, lines.size());
  }

  /** Everything behind the time. */
  private static String tail(String row) {
    return row.substring(row.indexOf(',') + 1);
  }

  @Test
  void aRowAProbeInTheOrderOfTheirFates() throws IOException {
    lab.timeout = 300 * PingLab.MILLISECOND;
    lab.target.fault(Fault.only(s -> s == 2, Fault.late(PingLab.SECOND / 2)));
    List<String> rows = rows();
    assertEquals(
        List.of(
            "203.0.113.9,203.0.113.9,icmp,1,reply,10.000000,kernel",
            "203.0.113.9,203.0.113.9,icmp,2,lost,,",
            "203.0.113.9,203.0.113.9,icmp,3,reply,10.000000,kernel"),
        rows.stream().map(CsvTest::tail).toList());
    assertTrue(rows.get(0).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}Z,.*"));
  }

  @Test
  void anIcmpErrorIsTheFateOfAProbeThatNothingAnswers() throws IOException {
    lab.timeToLive = 1;
    lab.timeout = 300 * PingLab.MILLISECOND;
    assertEquals(
        List.of(
            "203.0.113.9,203.0.113.9,icmp,1,icmp-error,,",
            "203.0.113.9,203.0.113.9,icmp,2,icmp-error,,",
            "203.0.113.9,203.0.113.9,icmp,3,icmp-error,,"),
        rows().stream().map(CsvTest::tail).toList());
  }

  @Test
  void whatIsTooYoungIsPending() throws IOException {
    lab.count = 0;
    lab.interval = 4 * PingLab.MILLISECOND;
    lab.deadline = 41 * PingLab.MILLISECOND;
    List<String> rows = rows();
    Summary summary = lab.events.summary();
    assertTrue(summary.pending() > 0);
    assertEquals(summary.transmitted(), rows.size());
    assertEquals(summary.pending(), rows.stream().filter(r -> r.contains(",pending,,")).count());
    assertEquals(summary.received(), rows.stream().filter(r -> r.contains(",reply,")).count());
  }

  @Test
  void kindsAreToldApart() throws IOException {
    lab.kinds =
        new Kinds(
            List.of(ProbeKind.ICMP, new ProbeKind(Protocol.TCP, 443)),
            Kinds.DEFAULT_LEVEL,
            Kinds.DEFAULT_MIN_ROUND_TRIP);
    lab.timeout = PingLab.SECOND;
    List<String> rows = rows();
    assertEquals(6, rows.size());
    assertEquals(3, rows.stream().filter(r -> r.contains(",icmp,")).count());
    assertEquals(3, rows.stream().filter(r -> r.contains(",tcp:443,")).count());
  }

  @Test
  void aFullDiskEndsTheRunWithItsSummary() {
    OutputStream full =
        new OutputStream() {
          private int left = 200;

          @Override
          public void write(int octet) throws IOException {
            if (left-- == 0) {
              throw new IOException("rows.csv: No space left on device");
            }
          }
        };
    lab.count = 10;
    IOException told =
        assertThrows(
            IOException.class,
            () -> {
              lab.listener = new Listeners(List.of(lab.events, new PingCsv(new CsvFile(full))));
              lab.attempt();
            });
    assertEquals("rows.csv: No space left on device", told.getMessage());
    assertEquals(Summary.EndedBy.ERROR, lab.events.summary().endedBy());
  }
}
