# SPDX-License-Identifier: Apache-2.0
# Sourced by bin/bench: reading and building packets.

# packets COPIES FILE: 2048 packets a copy, TCP, UDP and ICMPv6 in Ethernet frames
packets() {
  local eth='eth src=02:00:00:00:00:01 dst=02:00:00:00:00:02'
  bin/craft build -c "$1" -w "$2" \
    $eth / ip src=192.0.2.1 dst=198.51.100.0/24 / tcp dport=22,80,443,8080 syn \
    opt=mss:1460,sackok,ts:1:0,nop,ws:7 / data zero:20 + \
    $eth / ip src=192.0.2.1 dst=198.51.100.0/24 / udp dport=1000..1002 / data seq:100 + \
    $eth / ip6 src=2001:db8::1 dst=2001:db8::2 / icmp6 echo id=1 seq=1..256 / data zero:56
}

# peak COMMAND…: its largest resident set in MiB, and its seconds
peak() {
  /usr/bin/time -f '%M %e' -o "$work/peak" "$@" >/dev/null 2>"$work/said"
  tail -n 1 "$work/peak" | awk '{printf "%.0f MiB, %.1f s", $1 / 1024, $2}'
}

# rate PACKETS MILLISECONDS: thousands of packets a second
rate() { awk -v n="$1" -v ms="$2" 'BEGIN {printf "%.0f", n / ms}'; }

# median_of RUNS COMMAND…: the median of its milliseconds
median_of() {
  local runs=$1
  shift
  for _ in $(seq "$runs"); do clock "$@"; done | median
}

row_craft() {
  local few=$((147 * 2048)) many=$((1470 * 2048)) ms theirs
  need tshark:tshark
  packets 147 "$work/few.pcap"
  packets 1470 "$work/many.pcap"
  tcpdump -r "$work/few.pcap" -c 50000 -w "$work/part.pcap" 2>/dev/null
  say "## Packets at the desk"
  say ""
  say "Whole processes over a capture of $few packets (TCP with options, UDP, ICMPv6 in Ethernet"
  say "frames), output to /dev/null, 7 pairs, in turn. The tree shows every field and judges every"
  say "checksum."
  say ""
  table
  ours() { bin/craft show -o summary "$work/few.pcap"; }
  theirs() { tcpdump -nn -r "$work/few.pcap"; }
  side_by_side 7
  row '`craft show -o summary`' '`tcpdump -nn -r`'
  ours() { bin/craft show "$work/few.pcap"; }
  theirs() { tcpdump -nn -v -r "$work/few.pcap"; }
  side_by_side 7
  row '`craft show`' '`tcpdump -nn -v -r`'
  ms=$(median_of 3 bin/craft show -o json "$work/many.pcap")
  theirs=$(median_of 3 tshark -n -r "$work/part.pcap" -T json)
  say ""
  say "JSON of $many packets: $(rate $many "$ms") thousand packets a second; \`tshark -n -T json\` of 50000 of"
  say "them: $(rate 50000 "$theirs") thousand; $(awk -v a="$ms" -v b="$theirs" -v n=$many 'BEGIN {printf "%.1f", n / a / (50000 / b)}') times as many. Medians of 3."
  say ""
  ms=$(median_of 5 bin/craft build -w "$work/built.pcap" ip dst=198.51.0.0/16 / udp dport=1..16 / data hello)
  say "\`craft build\` of $((16 * 65536)) packets from two axes into a file: $(rate $((16 * 65536)) "$ms") thousand a second, start"
  say "included, median of 5."
  say ""
  say "Peak resident set and time:"
  say ""
  say "| | $few packets | $many packets |"
  say "|---|---|---|"
  for form in summary tree json pcapng; do
    say "| \`craft show -o $form\` | $(peak bin/craft show -o $form "$work/few.pcap") | $(peak bin/craft show -o $form "$work/many.pcap") |"
  done
  say "| \`craft edit ip.ttl=9\` | $(peak bin/craft edit "$work/few.pcap" ip.ttl=9) | $(peak bin/craft edit "$work/many.pcap" ip.ttl=9) |"
  say ""
}
