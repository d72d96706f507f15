#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The lab's exercises by craft alone: craft-exercises.sh NETWORK. What craft finds must be what the
# network's file says; docs/lab.md has the solutions in words. The exit status is the verdict.
set -u
network=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

wrong() {
  printf '%s\n' "$*"
  [ ! -s "$scratch/out" ] || cat "$scratch/out"
  [ ! -s "$scratch/err" ] || cat "$scratch/err"
  exit 1
}

lab() { craft lab run "$network" -- sh -c "$1" >"$scratch/out" 2>"$scratch/err"; }

# sr WORDS…: what answers, without times; answers come as they come, so they are sorted by probe
sr() {
  lab "craft sr -t 400ms $*"
  sed -E 's/ [0-9.]+ ms$//' "$scratch/out" | sort -n
}

# expect TEXT COMMAND…: the command prints just that
expect() {
  local expected=$1
  shift
  "$@" >"$scratch/got"
  diff - "$scratch/got" <<<"$expected" >"$scratch/diff" || wrong "$*: $(<"$scratch/diff")"
}

# quoted KEY WORDS…: the value that the errors quote, TTL after TTL
quoted() {
  local key=$1
  shift
  lab "craft sr --json -t 400ms $*"
  jq -r 'select(.event == "reply" or .event == "unmatched") | [.probe, .layers] |
    (.[1] | map(select(.layer == "ip"))) as $ip | select($ip | length > 1) |
    "\($ip[0].src) \($ip[1].'"$key"')"' "$scratch/out" | sort
}

case $network in
  line)
    expect '1 198.51.100.1 icmp exceeded ttl ttl 64
2 198.51.100.2 icmp exceeded ttl ttl 63
3 198.51.100.3 icmp exceeded ttl ttl 62
4 203.0.113.9 icmp reply id 7 seq 1 len 8 ttl 61' sr ip dst=203.0.113.9 ttl=1..4 / icmp echo id=7 seq=1
    # The slow link is the third: 20 ms there and 20 back.
    lab 'craft sr --json ip dst=203.0.113.9 ttl=1..4 / icmp echo id=7 seq=1'
    jq -r 'select(.event == "reply").rttMs' "$scratch/out" | sort -g |
      awk '{ t[NR] = $1 }
           END { exit !(t[1] >= 2 && t[2] >= 10 && t[3] >= 50 && t[4] >= 54 && t[3] - t[2] > 39) }' ||
      wrong 'the slow link is not the third'
    ;;
  silent)
    expect '1 198.51.100.1 icmp exceeded ttl ttl 64
2 no answer
3 no answer
4 198.51.100.4 icmp exceeded ttl ttl 61' sr ip dst=203.0.113.9 ttl=1..4 / udp dport=33434
    expect '1 198.51.100.3 icmp exceeded ttl ttl 62' sr ip dst=203.0.113.9 ttl=3 / icmp echo
    ;;
  firewall)
    expect '1 no answer' sr ip dst=203.0.113.9 / icmp echo
    expect '1 no answer
2 203.0.113.9 tcp 25 AR ttl 61
3 203.0.113.9 tcp 443 SA ttl 61' sr ip dst=203.0.113.9 / tcp dport=23,25,443 syn
    expect '1 198.51.100.4 icmp unreach admin ttl 63' sr ip dst=203.0.113.25 / tcp dport=25 syn
    ;;
  mtu)
    lab 'craft sr --json -t 400ms ip dst=203.0.113.9 df / icmp echo / data zero:1372..1472..100'
    jq -r 'select(.event == "reply") | .layers[0].src + " " + (.layers[1] | "\(.type) \(.code) \(.mtu)")' \
      "$scratch/out" | sort >"$scratch/got"
    diff - "$scratch/got" <<<'198.51.100.2 3 4 1400
203.0.113.9 0 0 null' || wrong 'another MTU'
    ;;
  black-hole)
    expect '1 203.0.113.9 icmp reply id 7 seq 1 len 1380 ttl 61
2 no answer' sr ip dst=203.0.113.9 df / icmp echo id=7 seq=1 / data zero:1372..1373
    expect '1 198.51.100.2 icmp exceeded ttl ttl 63
2 198.51.100.2 icmp exceeded ttl ttl 63' sr ip dst=203.0.113.9 df ttl=2 / icmp echo id=7 seq=1 / data zero:1372..1373
    ;;
  bleaching)
    expect '198.51.100.1 185
198.51.100.2 185
198.51.100.3 1
198.51.100.4 1
198.51.100.5 0' quoted tos ip dst=203.0.113.9 ttl=1..5 tos=0xb9 / udp dport=33434
    ;;
  loop)
    expect '1 198.51.100.3 icmp exceeded ttl ttl 62
2 198.51.100.2 icmp exceeded ttl ttl 63
3 198.51.100.3 icmp exceeded ttl ttl 62' sr ip dst=203.0.113.200 ttl=3..5 / icmp echo
    ;;
  nat)
    # Without the quote restored an error names a source that no probe had.
    expect '198.51.100.2 198.51.100.1' quoted src ip dst=203.0.113.9 ttl=2 / udp dport=33434
    ;;
  mpls)
    lab 'craft sr --json -t 400ms ip dst=203.0.113.9 ttl=1..4 / udp dport=33434'
    jq -r 'select(.event == "reply") | .layers[0].src + " " +
      ([.layers[1].obj[]?.mpls // empty | tostring] | join(" "))' "$scratch/out" >"$scratch/got"
    for label in 24001 24017 16004 24023; do
      grep -q $label "$scratch/got" || wrong "no label $label"
    done
    ! grep -q '^198.51.100.1 .*[0-9]' "$scratch/got" || wrong 'the first hop has a label'
    ;;
  querier)
    lab 'craft sniff -i lab0 -o summary -c 1 --duration 8s igmp'
    grep -q '192.0.2.1 > 224.0.0.1 igmp3 query' "$scratch/out" || wrong 'no query'
    ;;
  *) wrong "$network: no exercise here" ;;
esac
