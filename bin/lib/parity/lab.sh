#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What the cases of the lab check. The exit status is the verdict; what was wrong is printed.
#   hops NETWORK "ADDR…" COMMAND…    the command shows these addresses, hop by hop, * for silence
#   delays NETWORK "MS…" COMMAND…    its first time on each hop is at least this and not 40 ms more
#   says NETWORK REGEX COMMAND…      its output has a line that matches
#   hostile COUNT                     octet strings into the device change nothing and end nothing
#   judge STATEMENT FROM TO           its examples of that number in docs/lab.md, judged by tshark
set -u
root=$(cd "$(dirname "$0")/../../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# The lab is ours, the tools in it are the system's.
peers=(env PATH=/usr/sbin:/usr/bin:/sbin:/bin)

wrong() {
  printf '%s\n' "$*"
  [ ! -s "$scratch/out" ] || cat "$scratch/out"
  exit 1
}

# Output of traceroute, tracepath or mtr as lines of hop, address or *, milliseconds.
table() {
  sed -En -e 's/^ *([0-9]+)(\.\|--|:)? +([0-9a-f.:*]+|no reply|\?\?\?) *(.*)$/\1 \3 \4/p' "$1" |
    sed -E 's/ (no reply|\?\?\?)/ */' |
    awk '!($1 in seen) || last[$1] != $2 {
           ms = "-"; n = split($0, w, " ")
           for (i = 3; i <= n; i++) {
             if (w[i] ~ /^[0-9.]+ms$/) { ms = w[i]; sub("ms", "", ms); break }
             if (w[i + 1] == "ms" || $0 ~ /%/ && i == 5) { ms = w[i]; break }
           }
           print $1, $2, ms; seen[$1]; last[$1] = $2 }'
}

hops() {
  local network=$1 expected=$2 shown
  shift 2
  craft lab run "$network" -- "${peers[@]}" "$@" >"$scratch/out" 2>&1 || wrong "$* ended with $?"
  shown=$(table "$scratch/out" | awk '{printf "%s%s", sep, $2; sep = " "}')
  [ "$shown" = "$expected" ] || wrong "hops: $shown, expected $expected"
}

delays() {
  local network=$1 expected=$2
  shift 2
  craft lab run "$network" -- "${peers[@]}" "$@" >"$scratch/out" 2>&1 || wrong "$* ended with $?"
  table "$scratch/out" | awk -v expected="$expected" '
    BEGIN { n = split(expected, e, " ") }
    { rows++; if ($3 < e[rows] || $3 > e[rows] + 40) { print "hop", $1, "took", $3; bad = 1 } }
    END { exit bad || rows != n }' || wrong "delays: expected $expected"
}

says() {
  local network=$1 regex=$2
  shift 2
  craft lab run "$network" -- "${peers[@]}" "$@" >"$scratch/out" 2>&1
  grep -Eq -- "$regex" "$scratch/out" || wrong "no line matches $regex"
}

base='host h 192.0.2.10 2001:db8::10
router r1 198.51.100.1 2001:db8:1::1
router r2 198.51.100.2 2001:db8:2::2
server t 203.0.113.9 2001:db8:9::9
link h r1 1ms
link r1 r2 5ms
link r2 t 1ms'

# compose EXAMPLE: the base with the lines of the example, in place of the base's about the same
compose() {
  local text=$base line begin
  while IFS= read -r line; do
    case $line in
      link*) begin=$(echo "$line" | cut -d' ' -f1-3) ;;
      router* | server*) begin=$(echo "$line" | cut -d' ' -f1-2) ;;
      *) begin='nothing' ;;
    esac
    text=$(printf '%s\n' "$text" | grep -v "^$begin ")$'\n'$line
  done <<<"$1"
  printf '%s\n' "$text"
}

hostile() {
  printf '%s\n' "$base" >"$scratch/base.net"
  craft lab run "$scratch/base.net" -- "${peers[@]}" sh -c "
    python3 $root/bin/lib/parity/lab-hostile.py $1 \$(date +%j)
    ping -q -c 20 -i 0.05 203.0.113.9 && ping -q -c 20 -i 0.05 2001:db8:9::9" >"$scratch/out" 2>&1 ||
    wrong "the network has changed"
  [ "$(grep -c '20 packets transmitted, 20 received, 0% packet loss' "$scratch/out")" = 2 ] &&
    [ "$(wc -l <"$scratch/out")" -le 16 ] || wrong 'it says more, or loses packets'
  cat "$scratch/out"
}

probes='ping -q -c 3 -i 0.02 -W 1 203.0.113.9; ping -q -c 3 -i 0.02 -W 1 2001:db8:9::9
ping -q -c 1 -W 1 -s 2000 203.0.113.9; ping -q -c 1 -W 1 -M do -s 1440 203.0.113.9
for m in "-U -p 33434" -I "-T -p 80"; do
  traceroute $m -n -q 1 -w 0.5 -m 5 203.0.113.9; traceroute -6 $m -n -q 1 -w 0.5 -m 5 2001:db8:9::9
done'
bad='_ws.malformed || ip.checksum.status == "Bad" || icmp.checksum.status == "Bad"
 || icmpv6.checksum.status == "Bad" || tcp.checksum.status == "Bad" || udp.checksum.status == "Bad"
 || icmp.ext.checksum.status == "Bad"'

judge() {
  local example count=0 file=$scratch/example.net capture=$scratch/example.pcap found
  while IFS= read -r example; do
    count=$((count + 1))
    [ $count -ge "$2" ] && [ $count -le "$3" ] || continue
    compose "${example//'`<br>`'/$'\n'}" >"$file"
    craft lab run "$file" --speed 10 --pcap "$capture" -- "${peers[@]}" sh -c "$probes" >"$scratch/out" 2>&1
    [ "$(tshark -r "$capture" 2>/dev/null | wc -l)" -ge 20 ] || wrong "$example: hardly a packet"
    found=$(tshark -r "$capture" -o ip.check_checksum:TRUE -o tcp.check_checksum:TRUE \
      -o udp.check_checksum:TRUE -Y "$bad" 2>/dev/null)
    case $example in
      *corrupt* | *bad-checksum*) ;;
      *) [ -z "$found" ] || wrong "$example: tshark finds fault with:
$found" ;;
    esac
  done < <(sed -n "/^### \`$1 /,/^### /s/.*| \`\([^|]*\)\` |\$/\1/p" "$root/docs/lab.md")
  [ $count -ge "$3" ] || [ "$3" = 99 ] && [ $count -ge "$2" ] || wrong "$1 has $count examples"
  echo "$count examples"
}

"$@"
