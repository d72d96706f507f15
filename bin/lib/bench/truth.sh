# SPDX-License-Identifier: Apache-2.0
# Sourced by bin/bench: the round trips that ping reports against those of a capture.

row_truth() {
  say "## Round trips against a capture"
  say ""
  say "The round trip that ping reports, less the one between the device's own records of request and reply"
  say "(tcpdump with nanoseconds on the sending veth): 500 probes at 5 ms."
  say ""
  say "| | median µs | 5 % µs | 95 % µs |"
  say "|---|---|---|---|"
  veth
  ip netns exec "$LAB_ID-near" tcpdump -i veth0 -n -U -j host --nano -w "$work/truth.pcap" icmp 2> "$work/tcpdump" &
  local tcpdump=$!
  until grep -q listening "$work/tcpdump"; do sleep 0.05; done
  in_lab near bin/ping -c 500 -i 0.005 --json 192.0.2.2 > "$work/truth.json"
  sleep 0.5
  kill -TERM $tcpdump
  wait $tcpdump
  tcpdump -n -tt --nano -r "$work/truth.pcap" 2> /dev/null |
    awk '/echo request/ {match($0, /seq [0-9]+/); sent[substr($0, RSTART + 4, RLENGTH - 4)] = substr($1, 7)}
         /echo reply/ {match($0, /seq [0-9]+/); s = substr($0, RSTART + 4, RLENGTH - 4); if (s in sent) print s, ($1 ~ /^./ ? (substr($1, 7) - sent[s]) * 1e6 : "")}' \
      > "$work/wire"
  sed -n 's/.*"event":"reply".*"wireSeq":\([0-9]*\).*"rttMs":\([0-9.]*\).*/\1 \2/p' "$work/truth.json" |
    awk 'NR == FNR {wire[$1] = $2; next} $1 in wire {printf "%.3f\n", $2 * 1000 - wire[$1]}' "$work/wire" - | sort -g > "$work/difference"
  say "| reported less captured ($(wc -l < "$work/difference") probes) | $(median < "$work/difference") | $(awk '{v[NR] = $1} END {print v[int(NR * 0.05) + 1]}' "$work/difference") | $(awk '{v[NR] = $1} END {print v[int(NR * 0.95)]}' "$work/difference") |"
  say ""
}
