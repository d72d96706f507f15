# SPDX-License-Identifier: Apache-2.0
# Sourced by bin/bench: replaying and capturing.

# errors SENT ARRIVED: microseconds by which the distance of each packet from the first differs, sorted
errors() {
  paste <(tcpdump -tt --nano -r "$1" 2>/dev/null | cut -d' ' -f1) \
    <(tcpdump -tt --nano -r "$2" 2>/dev/null | cut -d' ' -f1) |
    awk 'function nanos(t, p) {split(t, p, "."); return (p[1] - base) * 1e9 + p[2]}
      NR == 1 {base = int($1); a = nanos($1); b = nanos($2)}
      NF == 2 {d = (nanos($2) - b) - (nanos($1) - a); printf "%.1f\n", d / 1000}'
}

row_craft-replay() {
  local packets=1000000 few=60000 ms theirs
  need tcpreplay:tcpreplay trafgen:netsniff-ng
  veth
  say "## Replay and capture"
  say ""
  say "Over a veth pair. Top speed: whole processes, $packets frames of 60 octets from memory, 5 pairs, in turn."
  say ""
  bin/craft build -w "$work/many.pcap" -c $((packets / 1000)) eth dst=02:00:00:00:00:02 src=02:00:00:00:00:01 / \
    ip src=192.0.2.1 dst=192.0.2.2 / udp sport=1..1000 dport=9 / data zero:18
  table
  ours() { in_lab near bin/craft replay -q -i veth0 --preload --topspeed "$work/many.pcap"; }
  theirs() { in_lab near tcpreplay -q -i veth0 -K --topspeed "$work/many.pcap"; }
  side_by_side 5
  row '`craft replay --topspeed --preload`' '`tcpreplay --topspeed -K`'
  say ""
  # A capture whose distances are its own: 1000 a second for a minute, as trafgen sent them.
  cat >"$work/frame" <<'T'
{ 0x02,0,0,0,0,2, 0x02,0,0,0,0,1, 0x08,0x00, 0x45,0,0,46, 0,1,0,0, 64,17, 0,0, 192,0,2,1, 192,0,2,2, 0x13,0x88,0,9,0,26,0,0, fill(0x55,18) }
T
  record "$work/original.pcap" trafgen -q --dev veth0 --conf "$work/frame" --num $few -t 1000us --cpus 1
  record "$work/again.pcap" bin/craft replay -q -i veth0 "$work/original.pcap"
  errors "$work/original.pcap" "$work/again.pcap" >"$work/errors"
  say "By the capture's times, $few packets in $(tcpdump -tt -r "$work/original.pcap" 2>/dev/null | awk 'NR == 1 {a = $1} {b = $1} END {printf "%.0f", b - a}') s: off by $(sed 's/^-//' "$work/errors" | median) µs at the median,"
  say "$(sed 's/^-//' "$work/errors" | sort -g | awk '{v[NR] = $1} END {print v[int(NR * 0.99)]}') µs at 99 %; the last hundredth of them by $(tail -n $((few / 100)) "$work/errors" | median) µs, the first by $(head -n $((few / 100)) "$work/errors" | median) µs."
  say ""
  say "Capture of $((2 * packets)) such frames, sent by trafgen as fast as it can:"
  say ""
  say "| capture | thousand a second | packets | dropped by the kernel |"
  say "|---|---|---|---|"
  for cpus in 1 2; do
    capture $cpus bin/craft sniff -i veth1 -w "$work/fast.pcap" --buffer 64M 'udp port 9'
    capture $cpus tcpdump -i veth1 -w "$work/fast.pcap" -B 65536 'udp port 9'
  done
  say ""
}

# capture CPUS COMMAND…: a line of the table: what a capture at the far end holds of what trafgen
# sends on so many processors
capture() {
  local capturer ms
  rm -f "$work/fast.pcap"
  ip netns exec "$LAB_ID-far" "${@:2}" 2>"$work/said" &
  capturer=$!
  until [ -s "$work/fast.pcap" ] || grep -q listening "$work/said"; do sleep 0.1; done
  ms=$(clock in_lab near trafgen -q --dev veth0 --conf "$work/frame" --num $((2 * packets)) --cpus "$1")
  sleep 1
  kill -TERM $capturer
  wait $capturer
  say "| \`$(basename "$2")\`, trafgen on $1 | $(awk -v n=$((2 * packets)) -v ms="$ms" 'BEGIN {printf "%.0f", n / ms}') | $(bin/craft show -o summary "$work/fast.pcap" | wc -l) | $(grep -o '[0-9]* \(packets \)\?dropped by \(the \)\?kernel' "$work/said" | grep -o '^[0-9]*') |"
}

# record FILE COMMAND…: what arrives at the far end while a command runs in the near one
record() {
  # Not by in_lab: the signal is to reach tcpdump, not a shell that waits for it.
  ip netns exec "$LAB_ID-far" tcpdump -i veth1 -U -B 65536 --nano -w "$1" 'udp port 9' 2>"$work/listening" &
  local listener=$!
  until grep -q listening "$work/listening"; do sleep 0.1; done
  in_lab near "${@:2}" >/dev/null 2>&1
  sleep 1
  kill -TERM $listener
  wait $listener
}
