#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Checks of craft on the wire against tcpdump, ip, tcpreplay and CPython's sockets.
# Usage: craft-sniff.sh filters|live|interfaces|replay|echo|script; says what differs, false if something does.
set -u
work=$(mktemp -d)
children=()
failed=0
finish() {
  [ ${#children[@]} -eq 0 ] || kill "${children[@]}" 2>/dev/null
  ip link del csa 2>/dev/null
  rm -rf "$work"
}
trap finish EXIT

differ() {
  echo "differs: $*"
  failed=1
}

# One packet a line, in hexadecimal digits, by the system's tcpdump.
hex() {
  tcpdump -r "$1" -w - "${@:2}" 2>/dev/null | craft show - -o hex
}

packets() {
  craft build -w "$1" eth dst=02:00:00:00:00:02 src=02:00:00:00:00:01 / ip src=192.0.2.1 dst=192.0.2.2,192.0.2.3 ttl=1..3 / udp sport=53,1000 dport=9 / data hello \
    + eth dst=02:00:00:00:00:02 src=02:00:00:00:00:01 / vlan id=7 / ip src=192.0.2.1 dst=192.0.2.2 / tcp dport=80 syn \
    + eth dst=02:00:00:00:00:02 src=02:00:00:00:00:01 / ip6 src=2001:db8::1 dst=2001:db8::2 / icmp6 echo id=1 seq=1 \
    + eth dst=broadcast src=02:00:00:00:00:01 / arp request psrc=192.0.2.1 pdst=192.0.2.2
}

# A veth pair that nothing but the test uses.
pair() {
  ip link add csa address 02:00:00:00:0c:01 type veth peer name csb address 02:00:00:00:0c:02
  for device in csa csb; do
    echo 1 >/proc/sys/net/ipv6/conf/$device/disable_ipv6
    ip link set $device up
  done
}

# listener FILE: the system's tcpdump at the far end, listening when this returns.
listener() {
  tcpdump -i csb -U -w "$1" 2>"$1.err" &
  children+=($!)
  until grep -q listening "$1.err"; do sleep 0.05; done
}

filters() {
  packets "$work/p.pcap"
  while read -r filter; do
    # shellcheck disable=SC2086 # the words of a filter
    craft sniff -r "$work/p.pcap" -o hex $filter >"$work/ours" 2>"$work/err"
    # shellcheck disable=SC2086
    hex "$work/p.pcap" $filter >"$work/theirs"
    cmp -s "$work/ours" "$work/theirs" || differ "$filter: $(wc -l <"$work/ours") packets, tcpdump has $(wc -l <"$work/theirs")"
  done <<'F'
udp
ip and udp dst port 9 and host 192.0.2.3
ip[8] = 2
vlan 7
vlan and tcp
ip6
icmp6
arp or ip broadcast
ether broadcast
greater 60
less 50 and not arp
udp port 53 and ip[8] < 3
F
  for wrong in 'udp and and' 'port x' 'ip[' 'host 1.2.3.4.5'; do
    # shellcheck disable=SC2086
    ours=$(craft sniff -r "$work/p.pcap" $wrong 2>&1 >/dev/null)
    [ $? = 2 ] || differ "$wrong: not the status 2"
    # shellcheck disable=SC2086
    theirs=$(tcpdump -r "$work/p.pcap" $wrong 2>&1 >/dev/null | sed -n 's/^tcpdump: //p' | tail -n 1)
    case $ours in *"$theirs"*) ;; *) differ "$wrong: $ours, tcpdump says: $theirs" ;; esac
  done
}

live() {
  pair
  packets "$work/p.pcap"
  listener "$work/theirs.pcap"
  craft sniff -i csb -c 15 -w "$work/ours.pcap" 2>"$work/err" &
  ours=$!
  children+=($ours)
  until [ -s "$work/ours.pcap" ]; do sleep 0.05; done
  tcpreplay -q -i csa "$work/p.pcap" >/dev/null 2>&1
  wait $ours || differ "sniff ended with $?"
  until [ "$(hex "$work/theirs.pcap" | wc -l)" -ge 15 ]; do sleep 0.05; done
  craft diff "$work/ours.pcap" "$work/theirs.pcap" >"$work/diff" || differ "$(head -n 5 "$work/diff")"
  grep -q '15 packets captured' "$work/err" || differ "the summary: $(cat "$work/err")"
  # Nothing of the library's logging reaches anybody.
  [ "$(wc -l <"$work/err")" = 1 ] || differ "standard error: $(cat "$work/err")"
}

interfaces() {
  craft interfaces --json | jq -c 'select(.event == "interface") | [.index, .name, .mtuBytes, .up, [.addresses[].address]]' |
    sort >"$work/ours"
  ip -j addr | jq -c '.[] | [.ifindex, .ifname, .mtu, (.flags | index("UP") != null), [.addr_info[].local]]' |
    sort >"$work/theirs"
  cmp -s "$work/ours" "$work/theirs" || differ "$(diff "$work/ours" "$work/theirs")"
}

replay() {
  pair
  packets "$work/p.pcap"
  for how in '' '--topspeed --preload' '--rate 1000'; do
    listener "$work/ours.pcap"
    # shellcheck disable=SC2086
    craft replay -q -i csa --loop 2 $how "$work/p.pcap" || differ "replay $how ended with $?"
    until [ "$(hex "$work/ours.pcap" | wc -l)" -ge 30 ]; do sleep 0.05; done
    kill "${children[-1]}"
    listener "$work/theirs.pcap"
    tcpreplay -q -i csa --loop 2 "$work/p.pcap" >/dev/null 2>&1
    until [ "$(hex "$work/theirs.pcap" | wc -l)" -ge 30 ]; do sleep 0.05; done
    kill "${children[-1]}"
    cmp -s <(hex "$work/ours.pcap") <(hex "$work/theirs.pcap") || differ "octets of replay $how"
  done
}

echo_() {
  craft echo -c 5 tcp:127.0.0.1@0 udp:127.0.0.1@0 "unix:$work/s" "seqpacket:$work/q" "unixgram:$work/d" >"$work/out" 2>"$work/err" &
  children+=($!)
  server=$!
  until [ "$(grep -c '^listening' "$work/out")" = 5 ]; do sleep 0.05; done
  /usr/bin/python3 - "$work" <<'P' || differ 'CPython had no answer'
import re, socket, sys
work = sys.argv[1]
tcp, udp = (int(n) for n in re.findall(r"127\.0\.0\.1@(\d+)", open(work + "/out").read()))
def stream(s):
    s.settimeout(10)
    s.sendall(b"x" * 300000)
    s.shutdown(socket.SHUT_WR)
    got = b""
    while True:
        some = s.recv(65536)
        if not some:
            break
        got += some
    assert got == b"x" * 300000, len(got)
stream(socket.create_connection(("127.0.0.1", tcp)))
s = socket.socket(socket.AF_UNIX); s.connect(work + "/s"); stream(s)
s = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET); s.settimeout(10); s.connect(work + "/q")
s.send(b"one"); s.send(b"two"); assert (s.recv(9), s.recv(9)) == (b"one", b"two"); s.close()
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); s.settimeout(10); s.bind(work + "/own"); s.sendto(b"d", work + "/d"); assert s.recv(9) == b"d"
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.settimeout(10); s.sendto(b"u", ("127.0.0.1", udp)); assert s.recvfrom(9) == (b"u", ("127.0.0.1", udp))
P
  wait $server || differ "echo ended with $?"
  [ ! -e "$work/s" ] && [ ! -e "$work/q" ] && [ ! -e "$work/d" ] || differ 'files of sockets are left'
}

# A handshake with this host's own stack; tcpdump says whether the kernel kept silent at our port.
script() {
  /usr/bin/python3 -c '
import socket, sys
s = socket.socket(); s.bind(("127.0.0.1", 0)); s.listen(); print(s.getsockname()[1], flush=True); sys.stdin.read()' \
    >"$work/port" < <(sleep 60) &
  children+=($!)
  until [ -s "$work/port" ]; do sleep 0.05; done
  tcpdump -i lo -U -w "$work/lo.pcap" 'tcp port 40333' 2>"$work/lo.err" &
  children+=($!)
  until grep -q listening "$work/lo.err"; do sleep 0.05; done
  cat >"$work/s.craft" <<'S'
send ip dst=127.0.0.1 / tcp sport=40333 dport=${D} syn seq=100
expect ip src=127.0.0.1 / tcp sport=${D} syn ack ack=101 as sa
send ip dst=127.0.0.1 / tcp sport=40333 dport=${D} ack seq=101 ack=${sa.tcp.seq+1} / data hi
expect ip / tcp sport=${D} ack ack=103
S
  craft run "$work/s.craft" --set D="$(cat "$work/port")" >"$work/out" 2>&1 || differ "$(cat "$work/out")"
  until [ "$(hex "$work/lo.pcap" | wc -l)" -ge 4 ]; do sleep 0.05; done
  [ "$(hex "$work/lo.pcap" 'src port 40333 and tcp[13] & 4 != 0' | wc -l)" = 0 ] || differ 'the kernel sent a reset'
}

case ${1-} in
  echo) echo_ ;;
  filters | live | interfaces | replay | script) "$1" ;;
  *) echo "craft-sniff.sh: ${1-nothing}: no such check" >&2; exit 2 ;;
esac
[ $failed = 0 ]
