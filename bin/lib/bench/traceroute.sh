# SPDX-License-Identifier: Apache-2.0
# Sourced by bin/bench: whole traces, the start of the JVM among them, beside the system's.

# path NAME SILENT: a namespace with a path of fifteen hops behind a TUN device
path() {
  lab_namespace "$1"
  : >"$work/path-$1"
  ip netns exec "$LAB_ID-$1" bin/lib/bench/tunpath.py tun0 ${2:+"$2"} >"$work/path-$1" &
  paths+=($!)
  until grep -q ready "$work/path-$1"; do sleep 0.05; done
  lab_device "$1" tun0 192.0.2.1/32
  in_lab "$1" ip route add default dev tun0
}

row_traceroute() {
  need traceroute:traceroute python3:python3
  say "## Traces"
  say ""
  say "\`traceroute -n\` over a TUN device whose router N answers after 5 N ms and whose target is hop 15:"
  say "with every hop answering, with hops 4 and 9 silent, and with nothing behind hop 12. Whole process."
  say "5 pairs, in turn (1 where nothing comes)."
  say ""
  table
  local paths=()
  path answers ''
  path two 4,9
  path cut 13-
  for case in answers:5 two:5 cut:1; do
    lab=${case%:*}
    ours() { in_lab "$lab" bin/traceroute -n 203.0.113.1; }
    theirs() { in_lab "$lab" traceroute -n 203.0.113.1; }
    side_by_side "${case#*:}"
    row "\`traceroute -n\`, $lab" "$(traceroute -V 2>&1 | head -n 1)"
  done
  kill "${paths[@]}"
  say ""
}
