# SPDX-License-Identifier: Apache-2.0
# Sourced by bin/bench: packets onto a veth pair whose far end drops them.

# transmitted: packets that have left the near end
transmitted() { in_lab near cat /sys/class/net/veth0/statistics/tx_packets; }

# paced RATE SECONDS: packets that left, as a percentage of those asked for
paced() {
  local before after
  before=$(transmitted)
  in_lab near bin/craft send -q -i veth0 --rate "$1" --duration "$2s" \
    $wire_frame / ip src=192.0.2.1 dst=192.0.2.2 id=7 / udp sport=4 chksum=none / data zero:18
  after=$(transmitted)
  awk -v n=$((after - before)) -v r="$1" -v s="$2" 'BEGIN {printf "%.3f", 100 * n / (r * s)}'
}

# in_five COMMAND…: packets that left in five seconds (hping3's flood knows no number to end at)
in_five() {
  local before
  before=$(transmitted)
  in_lab near timeout -s KILL 5 "$@" >/dev/null 2>&1
  echo $(($(transmitted) - before))
}

# gaps COMMAND…: percentage of the gaps of 5000 packets at 1000 a second that are within 100 µs, at
# the far end
gaps() {
  rm -f "$work/said"
  in_lab far timeout 9 tcpdump -i veth1 -p -s 64 -B 8192 --time-stamp-precision=nano -w "$work/gaps.pcap" \
    udp port 9 2>"$work/said" &
  while ! grep -q -s listening "$work/said"; do sleep 0.1; done
  in_lab near timeout 7 "$@" >/dev/null 2>&1
  wait $!
  tcpdump -r "$work/gaps.pcap" -tt -nn --time-stamp-precision=nano 2>/dev/null |
    awk 'NR > 1 {d = $1 - last; n++; if (d > 0.0009 && d < 0.0011) good++} {last = $1}
      END {printf "%.2f\n", n ? 100 * good / n : 0}'
}

# first: milliseconds from the start of the process to its first packet at the far end
first() {
  local begin
  rm -f "$work/said"
  in_lab far timeout 2 tcpdump -i veth1 -p -c 1 -w "$work/first.pcap" --time-stamp-precision=nano \
    udp port 9 2>"$work/said" &
  while ! grep -q -s listening "$work/said"; do sleep 0.1; done
  begin=$(date +%s.%N)
  in_lab near bin/craft send -q ip dst=192.0.2.2 / udp dport=9
  wait $!
  tcpdump -r "$work/first.pcap" -tt -nn --time-stamp-precision=nano 2>/dev/null |
    awk -v begin="$begin" 'NR == 1 {printf "%.0f\n", ($1 - begin) * 1000}'
}

row_craft-wire() {
  local rate
  need trafgen:netsniff-ng hping3:hping3
  wire_frame='eth src=02:00:00:00:00:01 dst=02:00:00:00:00:02'
  veth
  # What is dropped before it is read answers no question: the neighbour is known beforehand.
  in_lab near ip link set veth0 address 02:00:00:00:00:01
  in_lab far ip link set veth1 address 02:00:00:00:00:02
  in_lab near ip neigh replace 192.0.2.2 lladdr 02:00:00:00:00:02 dev veth0 nud permanent
  in_lab far nft 'add table netdev d; add chain netdev d c { type filter hook ingress device veth1 priority 0; policy drop; }'
  cat >"$work/trafgen.cfg" <<'T'
{ 0x02,0,0,0,0,2, 0x02,0,0,0,0,1, 0x08,0, 0x45,0,0,46, 0,7,0,0, 64,17,0xf6,0xb4, 192,0,2,1, 192,0,2,2,
  0,4,0,9, 0,26,0,0, fill(0,18) }
T
  say "## Packets onto a wire"
  say ""
  say "Frames of 60 octets, UDP, over a veth pair whose far end drops them; whole processes, one thread,"
  say "5 pairs, in turn."
  say ""
  table
  ours() {
    in_lab near bin/craft send -q -i veth0 --flood -c 5000000 \
      $wire_frame / ip src=192.0.2.1 dst=192.0.2.2 id=7 / udp sport=4 chksum=none / data zero:18
  }
  theirs() { in_lab near trafgen --dev veth0 --conf "$work/trafgen.cfg" --num 5000000 --cpus 1 -q; }
  side_by_side 5
  row '`craft send --flood`, 5,000,000 frames' '`trafgen --cpus 1`'
  : >"$work/a"; : >"$work/b"
  for _ in 1 2 3; do
    in_five bin/craft send -q --flood -c 1000000000 ip dst=192.0.2.2 / udp dport=9 / data zero:18 >>"$work/a"
    in_five hping3 --udp --flood -q -p 9 -d 18 192.0.2.2 >>"$work/b"
  done
  say ""
  say "By a raw socket, each packet another, what left in 5 s from the start of the process, 3 pairs:"
  say "\`craft send --flood\` $(median <"$work/a") packets, \`hping3 --udp --flood\` $(median <"$work/b"), $(paste "$work/a" "$work/b" | awk '{print $1 / $2}' | median | xargs printf '%.1f') times as many."
  say ""
  say "Packets that left in 10 s, of those asked for:"
  say ""
  say "| a second | left |"
  say "|---|---|"
  for rate in 1000 20000 100000 200000; do
    say "| $rate | $(paced $rate 10) % |"
  done
  in_lab far nft delete table netdev d
  say ""
  : >"$work/a"; : >"$work/b"; : >"$work/c"
  for _ in 1 2 3; do
    gaps bin/craft send -q -i veth0 --rate 1000 -c 5000 \
      $wire_frame / ip src=192.0.2.1 dst=192.0.2.2 id=7 / udp sport=4 chksum=none / data zero:18 >>"$work/a"
    gaps hping3 --udp -q -i u1000 -c 5000 -p 9 -d 18 192.0.2.2 >>"$work/b"
    gaps trafgen --dev veth0 --conf "$work/trafgen.cfg" --num 5000 -t 1ms --cpus 1 -q >>"$work/c"
  done
  say "Gaps at the far end that are within 100 µs of a millisecond when 1000 a second were asked for, 3"
  say "runs in turn: \`craft send\` $(median <"$work/a") %, \`hping3 -i u1000\` $(median <"$work/b") %, \`trafgen -t 1ms\` $(median <"$work/c") %."
  say ""
  for _ in 1 2 3 4 5 6 7 8 9; do first; done >"$work/a"
  say "From the start of \`craft send\` to its first octet at the far end, 9 times: $(median <"$work/a") ms at the"
  say "median, $(sort -n "$work/a" | tail -n 1) ms at most."
  say ""
}
