#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What the cases of ping's exporter check on the loopback of their namespace. The exit status is the
# verdict; what was wrong is printed.
#   prometheus    a Prometheus of our own scrapes a run over three targets, one of them silent;
#                 then the list changes
#   promtool      the text of every mode passes promtool's checks
#   hostile       connections that send half a request, or read no answer, delay no probe, and a
#                 scrape only until their time is over
#   rows          --csv of every mode, read by Python: a row a probe, with the summary's counts
#   soak SECONDS  1000 probes a second, scraped ten times a second: memory stays, counts add up
set -u
scratch=$(mktemp -d)
children=()
cleanup() {
  [ ${#children[@]} -eq 0 ] || kill "${children[@]}" 2>/dev/null
  rm -rf "$scratch"
}
trap cleanup EXIT
chmod 755 "$scratch"

wrong() {
  printf '%s\n' "$*"
  tail -n 20 "$scratch"/*.err 2>/dev/null
  exit 1
}

# Starts a run; sets pid and url.
serve() {
  ping "$@" >"$scratch/out" 2>"$scratch/ping.err" &
  pid=$!
  children+=("$pid")
  for _ in $(seq 100); do
    url=$(sed -n 's/^ping: metrics at //p' "$scratch/ping.err")
    [ -z "$url" ] || return 0
    sleep 0.1
  done
  wrong 'no metrics'
}

finish() {
  kill -TERM "$pid"
  wait "$pid"
  [ $? -le 1 ] || wrong 'the run did not end well'
}

# The number that a query yields; empty: none.
query() {
  curl -sG --data-urlencode "query=$1" http://127.0.0.1:9390/api/v1/query |
    jq -r '.data.result[0].value[1] // empty'
}

# Waits until a query's number passes a jq condition.
becomes() {
  local value
  for _ in $(seq 60); do
    value=$(query "$1")
    jq -en --arg v "${value:-none}" "(\$v | tonumber? // null) as \$v | $2" >/dev/null && return 0
    sleep 0.5
  done
  wrong "$1 is ${value:-none}, not: $2"
}

prometheus_installed() {
  command -v prometheus >/dev/null || wrong 'no Prometheus: apt-get install prometheus'
}

prometheus() {
  prometheus_installed
  printf '127.0.0.1\n127.0.0.2\n192.0.2.200 # nobody\n' >"$scratch/hosts"
  serve -q -i 0.2 --timeout 0.5 --exporter 127.0.0.1:0 --targets "$scratch/hosts"
  cat >"$scratch/prometheus.yml" <<Y
global: {scrape_interval: 1s}
scrape_configs: [{job_name: ping, static_configs: [{targets: ['${url:7:-8}']}]}]
Y
  command prometheus --config.file="$scratch/prometheus.yml" --storage.tsdb.path="$scratch/data" \
    --web.listen-address=127.0.0.1:9390 >"$scratch/prometheus.err" 2>&1 &
  children+=($!)
  becomes 'up' '$v == 1'
  becomes 'count(sonde_ping_requests_total)' '$v == 3'
  becomes 'rate(sonde_ping_requests_total{target="127.0.0.1"}[5s])' '$v > 4 and $v < 6'
  becomes 'sonde_ping_lost_total{target="192.0.2.200"}' '$v > 5'
  becomes 'sonde_ping_responses_total{target="192.0.2.200"}' '$v == 0'
  becomes 'sonde_ping_lost_total{target="127.0.0.2"}' '$v == 0'
  becomes 'sonde_ping_response_ttl{address="127.0.0.2",protocol="icmp"}' '$v == 64'
  becomes 'histogram_quantile(0.99, rate(sonde_ping_response_duration_seconds_bucket{target="127.0.0.1"}[10s]))' \
    '$v > 0 and $v < 0.1'
  becomes 'count(sonde_build_info)' '$v == 1'
  before=$(query 'sonde_ping_requests_total{target="127.0.0.1"}')
  printf '127.0.0.1\n127.0.0.3\n' >"$scratch/hosts"
  kill -HUP "$pid"
  becomes 'sonde_ping_requests_total{target="127.0.0.3"}' '$v > 3'
  becomes 'count(sonde_ping_requests_total)' '$v == 2'
  becomes "sonde_ping_requests_total{target=\"127.0.0.1\"} > $before" '$v > 0'
  echo 'no such thing/99' >>"$scratch/hosts"
  kill -HUP "$pid"
  sleep 2
  becomes 'count(sonde_ping_requests_total)' '$v == 2'
  grep -q 'the targets stay as they were' "$scratch/ping.err" || wrong 'a bad list is not named'
  finish
}

promtool() {
  prometheus_installed
  local words
  for words in '127.0.0.1' '--many 127.0.0.1 127.0.0.2' '--compare icmp,tcp:9,udp:9 127.0.0.1' \
    '::1' '--exporter-names smokeping 127.0.0.1'; do
    # shellcheck disable=SC2086 # several words
    serve -q -i 0.2 --exporter '[::1]:0' $words
    sleep 1
    curl -sf "$url" >"$scratch/text" || wrong "$words: no answer"
    grep -Eq '^(sonde_ping|smokeping)_requests_total\{.*\} [1-9]' "$scratch/text" || wrong "$words: no requests"
    command promtool check metrics <"$scratch/text" >"$scratch/check.err" 2>&1 || wrong "$words: promtool complains"
    curl -sf -H 'Accept: application/openmetrics-text; version=1.0.0' "$url" | tail -n 1 |
      grep -qx '# EOF' || wrong "$words: no OpenMetrics"
    finish
  done
}

hostile() {
  serve --json -q -c 900 -i 0.02 --exporter 127.0.0.1:0 127.0.0.1
  /usr/bin/python3 - "${url:7:-8}" <<'P' &
import socket, sys, time
host, port = sys.argv[1].rsplit(":", 1)
held = []
for n in range(300):
    s = socket.socket()
    s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
    s.settimeout(0.2)
    try:
        s.connect((host, int(port)))
        s.send(b"GET /met" if n % 2 else b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n" * 50)
    except OSError:
        pass
    held.append(s)
time.sleep(30)
P
  children+=($!)
  sleep 13
  curl -sf --max-time 4 -o "$scratch/text" "$url" || wrong 'no scrape after the readers had their time'
  wait "$pid" || wrong 'the run failed'
  tail -n 1 "$scratch/out" | jq -e '.received == 900 and .lost == 0 and .durationMs < 18500' >/dev/null ||
    wrong "$(tail -n 1 "$scratch/out")"
}

rows() {
  local words
  for words in '-c 5 -i 0.05 --timeout 1 127.0.0.1' '-c 3 -i 0.05 --timeout 0.3 --many 127.0.0.1 192.0.2.200' \
    '--retry 1 --timeout 0.2 --many 127.0.0.1 192.0.2.200 127.0.0.2' \
    '-c 5 -i 0.05 --compare icmp,tcp:9,udp:9 127.0.0.1'; do
    # shellcheck disable=SC2086 # several words
    ping -q --json --csv "$scratch/rows" $words >"$scratch/out" 2>"$scratch/ping.err"
    tail -n 1 "$scratch/out" | /usr/bin/python3 -c '
import collections, csv, json, sys
summary = json.load(sys.stdin)
rows = list(csv.DictReader(open(sys.argv[1], newline="")))
assert list(rows[0]) == "time,target,address,protocol,seq,result,rttMs,clock".split(","), rows[0]
results = collections.Counter(row["result"] for row in rows)
assert len(rows) == summary["transmitted"], (results, summary)
assert results["reply"] == summary["received"], (results, summary)
assert len({(r["protocol"], r["target"], r["seq"]) for r in rows}) == len(rows)
for row in rows:
    assert (row["result"] == "reply") == (row["rttMs"] != ""), row
' "$scratch/rows" 2>"$scratch/python.err" || wrong "$words: not the summary's rows"
  done
}

soak() {
  ip route replace local 10.80.0.0/22 dev lo
  serve -q --json -i 1 --rate 2000 --exporter 127.0.0.1:0 10.80.0.1-10.80.3.232
  local end=$((SECONDS + $1)) early='' late
  while [ $SECONDS -lt $end ]; do
    curl -sf -o "$scratch/text" "$url" || wrong 'a scrape failed'
    sleep 0.1
    [ -n "$early" ] || [ $((end - SECONDS)) -gt $(($1 * 3 / 4)) ] ||
      early=$(awk '/^VmRSS/ {print $2}' "/proc/$pid/status")
  done
  late=$(awk '/^VmRSS/ {print $2}' "/proc/$pid/status")
  finish
  tail -n 1 "$scratch/out"
  echo "resident: $early KiB after a quarter, $late KiB at the end"
  tail -n 1 "$scratch/out" | jq -e --argjson least $(($1 * 990)) \
    '.transmitted >= $least and .transmitted == .received + .lost + .pending + .kernelDropped and .lost == 0' \
    >/dev/null || wrong 'counts'
  [ "$late" -lt $((early + early / 10 + 20480)) ] || wrong 'memory grows'
}

"$@"
