# SPDX-License-Identifier: Apache-2.0
# Sourced by bin/bench: 200,000 probes as fast as the answers come.

row_flood() {
  say "## Flood"
  say ""
  say "200,000 probes over a veth pair, whole process, output thrown away (\`-q\`), 7 pairs, in turn. Lost:"
  say "the largest loss of any of our runs."
  say ""
  table
  veth
  ours() { in_lab near bin/ping -f -q -c 200000 192.0.2.2 | tee -a "$work/flood"; }
  theirs() { in_lab near ping -f -q -c 200000 192.0.2.2; }
  : >"$work/flood"
  side_by_side 7
  row '`ping -f -q -c 200000`' "$(ping -V | head -n 1), the same"
  say ""
  say "Lost: $(sed -n 's/.* \([0-9.e-]*\)% packet loss.*/\1/p' "$work/flood" | sort -g | tail -n 1) %."
  say ""
}
