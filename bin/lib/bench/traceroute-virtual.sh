# SPDX-License-Identifier: Apache-2.0
# Sourced by bin/bench: whole traces in virtual time.

row_traceroute-virtual() {
  local jdk image
  . dist/built
  jdk=$(jdks | tail -n 1)
  "$jdk/bin/java" -XX:+UseSerialGC -cp "dist/$image/lib/*" bin/lib/bench/TraceSpeed.java >"$work/speed"
  say "## Traces in virtual time"
  say ""
  say "\`traceroute -n\` in networks in memory, each read from its text, fifteen hops of 1 to 5 ms with jitter,"
  say "three probes a hop, the output in text; one core, JDK $(release "$jdk"), five times 500 networks."
  say ""
  say "| | networks a second |"
  say "|---|---|"
  say "| the first 500, cold | $(sed -n 's/^networks //p' "$work/speed" | head -n 1) |"
  say "| median of five times 500 | $(sed -n 's/^networks //p' "$work/speed" | median) |"
  say ""
}
