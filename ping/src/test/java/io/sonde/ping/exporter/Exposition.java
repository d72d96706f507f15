// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.exporter;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a scraper reads, line by line by the grammar of the text format. */
final class Exposition {
  private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
  private static final String PAIR = NAME + "=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\"";
  private static final Pattern SAMPLE =
      Pattern.compile("(" + NAME + ")(?:\\{(" + PAIR + "(?:," + PAIR + ")*)?})? (\\S+)");
  private static final Pattern COMMENT =
      Pattern.compile("# (HELP|TYPE) (" + NAME + ") (.*)|# UNIT " + NAME + " seconds|# EOF");

  final Map<String, Double> values = new TreeMap<>();
  final Map<String, String> types = new HashMap<>();

  private Exposition(String text) {
    for (String line : text.lines().toList()) {
      Matcher sample = SAMPLE.matcher(line);
      Matcher comment = COMMENT.matcher(line);
      if (sample.matches()) {
        String labels = sample.group(2) == null ? "" : "{" + sample.group(2) + "}";
        String value = sample.group(3);
        Double before =
            values.put(
                sample.group(1) + labels,
                value.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(value));
        assertTrue(before == null, "twice: " + line);
      } else {
        assertTrue(comment.matches(), line);
        if ("TYPE".equals(comment.group(1))) {
          types.put(comment.group(2), comment.group(3));
        }
      }
    }
  }

  static Exposition prometheus(Instruments instruments) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.builder().build().write(out, instruments.registry.scrape());
    return new Exposition(out.toString(StandardCharsets.UTF_8));
  }

  static Exposition openMetrics(Instruments instruments) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OpenMetricsTextFormatWriter.builder().build().write(out, instruments.registry.scrape());
    String text = out.toString(StandardCharsets.UTF_8);
    assertTrue(text.endsWith("# EOF\n"), text);
    return new Exposition(text);
  }

  /** NaN: there is no such sample. */
  double of(String name, String labels) {
    return values.getOrDefault(name + "{" + labels + "}", Double.NaN);
  }
}
