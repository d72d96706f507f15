# SPDX-License-Identifier: Apache-2.0
# Sourced by bin/bench: how true the delays of the lab are, and how fast the simulation is in memory.

row_lab() {
  local rate jdk
  say "## The lab"
  say ""
  say "Delays behind the TUN device: time from request to reply by the kernel's stamps on the device"
  say "(tcpdump inside the lab), less the 20 ms of the network's file; \`bin/ping -i\` at these rates, 2 s each"
  say "(the system's ping takes no interval below a millisecond). A delay is never too short."
  say ""
  say "| packets a second | median µs late | 95 % µs late |"
  say "|---|---|---|"
  printf 'host h 192.0.2.10\nrouter r 198.51.100.1\nserver t 203.0.113.9\nlink h r 5ms\nlink r t 5ms\n' \
    >"$work/lab.net"
  for rate in 100 1000 5000 10000 20000; do
    bin/craft lab run "$work/lab.net" -- bash -c "
      tcpdump -i lab0 -n -U -j host --nano -B 65536 -w $work/lab.pcap icmp 2>$work/tcpdump & watcher=\$!
      until grep -q listening $work/tcpdump; do sleep 0.05; done
      $PWD/bin/ping -q -i $(awk -v r=$rate 'BEGIN {printf "%.6f", 1 / r}') -c $((2 * rate)) 203.0.113.9
      sleep 1.5; kill \$watcher; wait" >"$work/lab.out" 2>&1
    tcpdump -n -tt --nano -r "$work/lab.pcap" 2>/dev/null |
      awk '{match($0, /seq [0-9]+/); s = substr($0, RSTART + 4, RLENGTH - 4); t = substr($1, 6)}
           /echo request/ {sent[s] = t}
           /echo reply/ && s in sent {printf "%.1f\n", (t - sent[s]) * 1e6 - 20000; delete sent[s]}' |
      sort -g >"$work/late"
    say "| $(awk -v n="$(wc -l <"$work/late")" -v r=$rate 'BEGIN {print r " (" n " of " 2 * r " answered)"}') | $(median <"$work/late") | $(awk '{v[NR] = $1} END {print v[int(NR * 0.95)]}' "$work/late") |"
  done
  . dist/built
  jdk=$(jdks | tail -n 1)
  "$jdk/bin/java" -XX:+UseSerialGC -cp "dist/$image/lib/*" bin/lib/bench/LabSpeed.java >"$work/speed"
  say ""
  say "In memory, one core, JDK $(release "$jdk"): $(awk '/hops/ {print $2}' "$work/speed" | median | awk '{printf "%.2f", $1 / 1e6}') million hop events a second (median of five runs of 20,000 probes on a"
  say "line of 20 routers, the first of them cold); a network of 10,000 routers loads in $(awk '/load/ {print $2}' "$work/speed") s, cold."
  say ""
}
