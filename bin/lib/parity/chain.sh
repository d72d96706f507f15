# SPDX-License-Identifier: Apache-2.0
# Sourced by bin/parity: ten hops in a row for the traces, from the namespace here to there.
#  here ── hop1 ── … ── hop9 ── there        hop N is 198.51.100.(4N+2) and 2001:db8:N::2
# there is 203.0.113.9 and 2001:db8:f::9, with TCP port 80 open; hop3 never says that time was
# exceeded; hop5 rejects what goes to 192.0.2.0/24 and 2001:db8:e::/64, address by address; the link
# from hop7 to hop8 takes 1400 bytes.

chain_laboratory() {
  local i back tries before=here
  lab_namespace here
  lab_namespace there
  for i in 1 2 3 4 5 6 7 8 9; do
    lab_namespace "hop$i"
    lab_link $before "down$i" "198.51.100.$((4 * i + 1))/30 2001:db8:$i::1/64" \
      "hop$i" "up$i" "198.51.100.$((4 * i + 2))/30 2001:db8:$i::2/64"
    lab_router "hop$i"
    lab_routes $before <<R
0.0.0.0/0 198.51.100.$((4 * i + 2)) down$i
::/0 2001:db8:$i::2 down$i
R
    for back in $(seq $((i - 1))); do
      echo "198.51.100.$((4 * back))/30 198.51.100.$((4 * i + 1)) up$i"
      echo "2001:db8:$back::/64 2001:db8:$i::1 up$i"
    done | lab_routes "hop$i"
    before=hop$i
  done
  lab_link hop9 last '203.0.113.1/24 2001:db8:f::1/64' there up '203.0.113.9/24 2001:db8:f::9/64'
  lab_routes there <<'R'
0.0.0.0/0 203.0.113.1 up
::/0 2001:db8:f::1 up
R
  for i in here there; do lab_source_routes $i; done
  in_lab hop7 ip link set down8 mtu 1400
  in_lab hop8 ip link set up8 mtu 1400
  in_lab hop3 nft -f - <<'N'
table inet mute {
  chain output {
    type filter hook output priority 0
    icmp type time-exceeded drop
    icmpv6 type time-exceeded drop
  }
}
N
  in_lab hop5 nft -f - <<'N'
table inet rejects {
  chain forward {
    type filter hook forward priority 0
    ip daddr 192.0.2.20 reject with icmp type net-unreachable
    ip daddr 192.0.2.21 reject with icmp type host-unreachable
    ip daddr 192.0.2.22 reject with icmp type prot-unreachable
    ip daddr 192.0.2.23 reject with icmp type port-unreachable
    ip daddr 192.0.2.24 reject with icmp type net-prohibited
    ip daddr 192.0.2.25 reject with icmp type host-prohibited
    ip daddr 192.0.2.26 reject with icmp type admin-prohibited
    ip daddr 192.0.2.30 drop
    ip daddr 192.0.2.31 tcp dport 80 reject with tcp reset
    ip6 daddr 2001:db8:e::20 reject with icmpv6 type no-route
    ip6 daddr 2001:db8:e::21 reject with icmpv6 type admin-prohibited
    ip6 daddr 2001:db8:e::22 reject with icmpv6 type addr-unreachable
    ip6 daddr 2001:db8:e::23 reject with icmpv6 type port-unreachable
    ip6 daddr 2001:db8:e::24 reject with icmpv6 type policy-fail
    ip6 daddr 2001:db8:e::25 reject with icmpv6 type reject-route
  }
}
N
  lab_names here <<'N'
127.0.0.1 localhost
203.0.113.9 there.example there
2001:db8:f::9 there.example
198.51.100.6 hop1.example other.example
198.51.100.10 hop2.example
N
  ip netns exec "$LAB_ID-there" /usr/bin/python3 -c '
import signal, socket
listening = socket.create_server(("::", 80), family=socket.AF_INET6, dualstack_ipv6=True)
signal.pause()' &
  background+=($!)
  for i in 203.0.113.9 2001:db8:f::9; do
    tries=0 # the chain is whole when the last of its carriers has been heard of
    until in_lab here ping -q -c 1 -W 1 $i >/dev/null; do
      [ $((tries += 1)) -lt 20 ] || { echo "parity: the chain: no answer from $i" >&2; break; }
      sleep 0.2
    done
  done
}
