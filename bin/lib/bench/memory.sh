# SPDX-License-Identifier: Apache-2.0
# Sourced by bin/bench: the most memory that a ping to one host takes.

row_memory() {
  say "## Memory"
  say ""
  say "Peak resident set of a ping to one host (\`/usr/bin/time -f %M\`, median of 5)."
  say ""
  say "| JDK | KiB |"
  say "|---|---|"
  lab_namespace memory
  for home in $(jdks); do
    for _ in 1 2 3 4 5; do
      JAVA_HOME=$home in_lab memory /usr/bin/time -o "$work/rss" -a -f %M bin/ping -c 3 -i 0.2 127.0.0.1 > /dev/null
    done
    say "| $(release "$home") | $(median < "$work/rss") |"
    rm "$work/rss"
  done
  say ""
}
