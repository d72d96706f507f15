#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What the cases of ping's comparisons check, in a lab whose only difference is what nftables drops.
# The exit status is the verdict; what was wrong is printed.
#   loss RUNS    30 % of the replies to ICMP dropped: each run names icmp, and nothing else
#   clean RUNS   nothing dropped: no run sees a difference
#   kinds        what each kind of probe says of a port that is open, closed or silent
#   page         a page of such a run in a browser: whole, light and dark, without any request
set -u
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cat >"$scratch/net" <<'N'
host h 192.0.2.10 2001:db8::10
router r 198.51.100.1 2001:db8:1::1 drop=udp:9999
server t 203.0.113.9 2001:db8:9::9 tcp-open=443 udp-open=7 rest=closed
link h r 1ms
link r t 2ms
N
cat >"$scratch/lossy" <<'N'
table inet lossy {
  chain in {
    type filter hook prerouting priority -300
    icmp type echo-reply numgen random mod 100 < 30 drop
    icmpv6 type echo-reply numgen random mod 100 < 30 drop
  }
}
N

wrong() {
  printf '%s\n' "$*"
  [ ! -s "$scratch/out" ] || tail -n 40 "$scratch/out"
  exit 1
}

lab() { craft lab run "$scratch/net" -- bash -c "$1" >"$scratch/out" 2>"$scratch/err"; }

# Runs of 100 rounds, half of them IPv6; a line each: exit status, verdict, kinds that differ.
verdicts() { # RUNS BEFORE
  lab "$2 for i in \$(seq $1); do
    to=203.0.113.9; [ \$((i % 2)) = 0 ] || to=2001:db8:9::9
    ping --json -q --compare icmp,tcp:443,udp:7 -c 100 -i 0.01 \$to >$scratch/run
    echo \"\$? \$(tail -n 1 $scratch/run | jq -r '.verdict + \" \" + (.differs | join(\",\"))')\"
  done" || wrong "ended with $?: $(<"$scratch/err")"
}

loss() {
  verdicts "$1" "nft -f $scratch/lossy;"
  [ "$(grep -cx '0 different icmp' "$scratch/out")" = "$1" ] || wrong 'not every run names icmp alone'
}

clean() {
  verdicts "$1" ''
  [ "$(grep -cx '0 no-difference-seen ' "$scratch/out")" = "$1" ] || wrong 'a clean network differs'
}

kinds() {
  lab 'for kind in "--tcp 443" "--tcp 80" "--tcp-syn 443" "--tcp-syn 80" "--udp 7" "--udp 9" "--udp 9999"; do
    for to in 203.0.113.9 2001:db8:9::9; do
      ping --json -q --timeout 0.3 -c 2 -i 0.05 $kind $to >/dev/null
      echo "$kind $? $(ping --json --timeout 0.3 -c 1 $kind $to | jq -r "select(.answer).answer")"
    done
  done'
  uniq "$scratch/out" >"$scratch/seen"
  diff - "$scratch/seen" <<'N' || wrong 'other answers'
--tcp 443 0 open
--tcp 80 0 refused
--tcp-syn 443 0 open
--tcp-syn 80 0 refused
--udp 7 0 data
--udp 9 0 port-unreachable
--udp 9999 1 
N
}

# The colour of a page's upper left corner: a PNG of 8 bits a channel, read by hand.
corner() {
  /usr/bin/python3 - "$1" <<'P'
import struct, sys, zlib
data, at, image = open(sys.argv[1], "rb").read(), 8, b""
while at < len(data):
    length, kind = struct.unpack(">I4s", data[at:at + 8])
    image += data[at + 8:at + 8 + length] if kind == b"IDAT" else b""
    at += 12 + length
print("light" if zlib.decompress(image)[1] > 127 else "dark")
P
}

page() {
  local browser pictures scheme
  browser=$(command -v chromium) || wrong 'no browser: apt-get install chromium'
  lab "nft -f $scratch/lossy
    ping -q --compare icmp,tcp:443,udp:7 -c 100 -i 0.01 --report $scratch/page.html 203.0.113.9"
  grep -q 'icmp is treated differently' "$scratch/page.html" || wrong 'the page has no verdict'
  ! grep -Eqi '(src|href|action|data)="?[a-z]*:?//|@import|url\(' "$scratch/page.html" ||
    wrong 'the page asks for something'
  # Whatever it asked for would go through this proxy, which nobody serves: the log would say so.
  for scheme in light dark; do
    "$browser" --headless --no-sandbox --disable-gpu --user-data-dir="$scratch/profile" \
      --proxy-server=127.0.0.1:9 --window-size=1000,1400 --enable-logging=stderr --v=0 \
      "--blink-settings=preferredColorScheme=$([ $scheme = dark ] && echo 0 || echo 1)" \
      --screenshot="$scratch/$scheme.png" "file://$scratch/page.html" 2>"$scratch/err" >"$scratch/out"
    [ -s "$scratch/$scheme.png" ] || wrong "no picture: $(tail -n 3 "$scratch/err")"
    ! grep -E 'CONSOLE|ERR_' "$scratch/err" || wrong 'the browser complains'
    [ "$(corner "$scratch/$scheme.png")" = $scheme ] || wrong "$scheme is not $scheme"
  done
  "$browser" --headless --no-sandbox --disable-gpu --user-data-dir="$scratch/profile" \
    --dump-dom "file://$scratch/page.html" 2>/dev/null >"$scratch/out"
  pictures=$(grep -o '<svg' "$scratch/out" | wc -l)
  [ "$pictures" -ge 3 ] || wrong "$pictures pictures"
  ! grep -q NaN "$scratch/out" || wrong 'a figure is none'
  echo "$pictures pictures"
}

"$@"
