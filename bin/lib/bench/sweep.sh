# SPDX-License-Identifier: Apache-2.0
# Sourced by bin/bench: every address of a /16, as fast as they answer.

row_sweep() {
  say "## Sweep"
  say ""
  say "65,534 addresses behind a veth pair, all of which answer: whole process, 7 pairs, in turn. Found:"
  say "the fewest addresses that any of our runs, and any of the peer's, found alive."
  say ""
  table
  veth
  in_lab far ip route add local 10.10.0.0/16 dev lo
  in_lab near ip route add 10.10.0.0/16 via 192.0.2.2
  ours() { in_lab near bin/ping -q --rate max --retry 0 --timeout 1 10.10.0.0/16 | tee -a "$work/found"; }
  theirs() { in_lab near fping -q -s -i 0 -r 0 -t 1000 -g 10.10.0.0/16 2>&1 | tee -a "$work/peer"; }
  : >"$work/found"
  : >"$work/peer"
  side_by_side 7
  row '`ping -q --rate max --retry 0 --timeout 1 10.10.0.0/16`' \
    "\`fping -q -i 0 -r 0 -t 1000 -g\`, $(fping -v | sed -n '1s/.*: //p')"
  say ""
  say "Found: $(sed -n 's/.* targets, \([0-9]*\) alive.*/\1/p' "$work/found" | sort -g | sed -n 1p), and $(sed -n 's/^ *\([0-9]*\) alive.*/\1/p' "$work/peer" | sort -g | sed -n 1p)."
  say ""
  for part in 1 2; do
    in_lab near ip route replace 10.0.0.0/8 via 192.0.2.2
    in_lab far ip route replace local 10.0.0.0/8 dev lo
    in_lab near /usr/bin/time -f %M -o "$work/memory$part" \
      bin/ping -q --rate max --retry 0 --timeout 1 --shard $part/64 10.0.0.0/8 >"$work/shard$part"
    say "Shard $part/64 of 10.0.0.0/8: $(sed -n 2p "$work/shard$part"); at most $(($(cat "$work/memory$part") / 1024)) MiB."
    say ""
  done
}
