# SPDX-License-Identifier: Apache-2.0
"""craft send and craft sr between two network namespaces, beside tcpdump and scapy.

Usage: craft-wire.py CRAFT octets|answers|held, in a network namespace of its own. A veth pair joins it
with a second one, whose kernel answers: near 10.0.0.9, far 10.0.0.1 and 2001:db8::1.
octets:  what tcpdump captures at the far end is what craft build makes.
answers: the same probes are answered, by the same kind of packet, for craft sr and for scapy's sr.
held:    with --hold nothing but the probe reaches the far host; without, this kernel answers its answer.
"""

import json
import logging
import os
import subprocess
import sys
import tempfile
import time

logging.getLogger("scapy.runtime").setLevel(logging.ERROR)
from scapy.all import (  # noqa: E402
    ARP, DNS, DNSQR, ICMP, IP, TCP, UDP, Ether, ICMPv6EchoRequest, IPv6, PcapReader, conf, sr, srp)

NEAR, FAR = "02:00:00:00:00:01", "02:00:00:00:00:02"
HEAD = FAR.replace(":", "") + NEAR.replace(":", "")
V4 = "ip src=10.0.0.9 dst=10.0.0.1"
V6 = "ip6 src=2001:db8::9 dst=2001:db8::1"
FRAME = f"eth src={NEAR} dst={FAR}"

# what is sent, and the type of the frame that carries it; empty: it is a frame itself
OCTETS = [
    (f"{V4} / udp dport=9 chksum=bad / data hello", "0800"),
    (f"{V4} ttl=1..5 / icmp echo id=7 seq=1..3 / data hello", "0800"),
    (f"{V4} chksum=0xdead / icmp echo chksum=bad", "0800"),
    (f"{V4} ihl=15 len=+4 / udp dport=53 len=3 / data hex:deadbeef", "0800"),
    (f"{V4} version=6 ihl=4 len=3 id=0 / udp", "0800"),
    (f"{V4} opt=rr:3,nop / tcp opt=mss:1460,nop,ws:7,sackok,ts:1:2", "0800"),
    (f"{V4} opt=lsrr:10.0.0.7+10.0.0.8 / udp", "0800"),
    (f"{V4} opt=raw:94:0102,hex:ff / udp", "0800"),
    (f"{V4} @6=ff / icmp type=13 / data x", "0800"),
    (f"{V4} id=7 / udp / data rand:4000 --frag 1400 --frag-order 2,0,1 --frag-overlap 8", "0800"),
    (f"{V4} id=8 / udp / data rand:99 --frag-tiny --frag-dup 1 --frag-drop 2", "0800"),
    ("ip src=rand dst=10.0.0.1 ttl=rand:32..64 / tcp dport=inc:1..1024 syn -c 500", "0800"),
    ("ip src=0.0.0.0 dst=10.0.0.1 / udp", "0800"),
    (f"{V6} / icmp6 echo id=3 seq=1..4", "86dd"),
    (f"{V6} version=4 len=+9 / udp chksum=bad", "86dd"),
    (f"{V6} / hbh opt=ra:0 / rt type=4 seg=2001:db8::a,2001:db8::b left=1 / udp", "86dd"),
    (f"{V6} / udp / data rand:2000 --frag 800 --frag-order 1,0", "86dd"),
    (f"{FRAME} / vlan id=100 ad / vlan id=1..50 pcp=5 / {V4} / udp dport=9", ""),
    (f"{FRAME} / arp reply hwsrc={NEAR} psrc=10.0.0.9", ""),
    (f"{FRAME} type=5 / data hello", ""),
    (f"{FRAME} / mpls label=16 / {V4} / udp", ""),
]

# a probe for craft, and the same for scapy
ANSWERS = [
    (f"{V4} / icmp echo id=7 seq=1..3", [IP(dst="10.0.0.1") / ICMP(id=7, seq=s) for s in (1, 2, 3)]),
    (f"{V4} / icmp ts id=7", [IP(dst="10.0.0.1") / ICMP(type=13, id=7)]),
    (f"{V4} / tcp sport=4000 dport=22,80,443 syn",
     [IP(dst="10.0.0.1") / TCP(sport=4000, dport=p, flags="S") for p in (22, 80, 443)]),
    (f"{V4} / tcp sport=4001 dport=81 ack ack=77", [IP(dst="10.0.0.1") / TCP(sport=4001, dport=81, flags="A", ack=77)]),
    (f"{V4} / udp sport=4002 dport=9,7", [IP(dst="10.0.0.1") / UDP(sport=4002, dport=p) for p in (9, 7)]),
    (f"{V4} / udp sport=4003 dport=9 chksum=bad", [IP(dst="10.0.0.1") / UDP(sport=4003, dport=9, chksum=0x1234)]),
    (f"{V4} proto=200 / data zero:20", [IP(dst="10.0.0.1", proto=200) / (b"\0" * 20)]),
    (f"{V6} / icmp6 echo id=7 seq=1", [IPv6(dst="2001:db8::1") / ICMPv6EchoRequest(id=7, seq=1)]),
    (f"{V6} / tcp sport=4004 dport=81 syn", [IPv6(dst="2001:db8::1") / TCP(sport=4004, dport=81, flags="S")]),
    (f"{V6} / udp sport=4005 dport=9", [IPv6(dst="2001:db8::1") / UDP(sport=4005, dport=9)]),
    (f"-i near {FRAME} / arp hwsrc={NEAR} psrc=10.0.0.9 pdst=10.0.0.1..10.0.0.2",
     [Ether(dst=FAR, src=NEAR) / ARP(hwsrc=NEAR, psrc="10.0.0.9", pdst=f"10.0.0.{n}") for n in (1, 2)]),
    (f"{V4} / udp sport=4006 dport=53 / dns id=9 rd q=a.example:A",
     [IP(dst="10.0.0.1") / UDP(sport=4006, dport=53) / DNS(id=9, rd=1, qd=DNSQR(qname="a.example"))]),
]


def shell(script):
    subprocess.run(["sh", "-ec", script], check=True)


def laboratory():
    """Makes the second namespace, which lives as long as the process that is returned."""
    far = subprocess.Popen(["unshare", "-n", "sh", "-c", "echo; exec cat"],
                           stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    far.stdout.read(1)
    shell(f"""
      there='nsenter -t {far.pid} -n'
      ip link set lo up
      ip link add near address {NEAR} type veth peer name far address {FAR} netns {far.pid}
      end() {{
        $1 ip addr add 10.0.0.$3/24 dev $2
        $1 ip addr add 2001:db8::$3/64 dev $2 nodad
        $1 ip link set $2 up
        $1 ip neigh replace 10.0.0.$4 lladdr $5 dev $2 nud permanent
        $1 ip neigh replace 2001:db8::$4 lladdr $5 dev $2 nud permanent
      }}
      end '' near 9 1 {FAR}
      end "$there" far 1 9 {NEAR}
      $there ip link set lo up
      $there sysctl -qw net.ipv4.icmp_ratelimit=0 net.ipv6.icmp.ratelimit=0
    """)
    return far


def octets(craft, far):
    wrong = 0
    for words, kind in OCTETS:
        built = subprocess.run([craft, "build", "-o", "hex", "--seed", "5", *words.split()],
                               check=True, capture_output=True, text=True).stdout.split()
        with tempfile.NamedTemporaryFile(suffix=".pcap") as file:
            capture = subprocess.Popen(
                ["nsenter", "-t", str(far.pid), "-n", "tcpdump", "-i", "far", "-p", "-Q", "in", "-U",
                 "--immediate-mode", "-s", "2048", "-B", "8192", "-w", file.name, "ether src " + NEAR],
                stderr=subprocess.PIPE, text=True)
            capture.stderr.readline()  # it listens
            way = [] if kind else ["-i", "near"]
            sent = subprocess.run([craft, "send", "--seed", "5", *way, *words.split()],
                                  capture_output=True, text=True)
            prefix = HEAD + kind if kind else ""
            expected = [prefix + packet for packet in built]
            got, until = [], time.monotonic() + 5
            while len(got) < len(expected) and time.monotonic() < until:
                time.sleep(0.1)
                got = [f for f in frames(file.name) if f in expected or kind and f.startswith(prefix)]
            capture.terminate()
            capture.wait()
        if sent.returncode != 0 or got != expected:
            wrong += 1
            print(f"{words}: status {sent.returncode}, {len(got)} of {len(expected)} arrived\n{sent.stderr}")
            for one, other in zip(expected, got):
                if one != other:
                    print(f"  built   {one}\n  arrived {other}")
                    break
    return wrong


def packets(name):
    try:
        with PcapReader(name) as read:
            return list(read)
    except Exception:  # nothing has been written yet
        return []


def frames(name):
    return [bytes(packet).hex() for packet in packets(name)]


def kind_of(layers):
    """What an answer is: its protocol, and what tells its meaning."""
    names = {layer["layer"]: layer for layer in reversed(layers)}
    if "icmp" in names:
        return f"icmp {names['icmp']['type']} {names['icmp']['code']}"
    if "icmp6" in names:
        return f"icmp6 {names['icmp6']['type']} {names['icmp6']['code']}"
    if "tcp" in names:
        return "tcp " + "".join(sorted(names["tcp"]["flags"]))
    return "arp" if "arp" in names else "udp"


def kind_of_scapy(packet):
    if ICMP in packet:
        return f"icmp {packet[ICMP].type} {packet[ICMP].code}"
    if IPv6 in packet and packet[IPv6].nh == 58:
        message = packet[IPv6].payload
        return f"icmp6 {message.type} {message.code}"
    if TCP in packet:
        return "tcp " + "".join(sorted(str(packet[TCP].flags)))
    return "arp" if ARP in packet else "udp"


def serve(far):
    """What answers at the far end: a listener of TCP, a name server of a kind, an echo."""
    server = subprocess.Popen(
        ["nsenter", "-t", str(far.pid), "-n", sys.executable, "-c", """
import socket
tcp = socket.socket()
tcp.bind(("10.0.0.1", 80))
tcp.listen()
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp.bind(("10.0.0.1", 53))
echo = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
echo.bind(("10.0.0.1", 7))
print(flush=True)
import select
while True:
    for ready in select.select([udp, echo], [], [])[0]:
        data, peer = ready.recvfrom(2000)
        if ready is udp and len(data) > 2:
            data = data[:2] + bytes([data[2] | 0x80]) + data[3:]
        ready.sendto(data, peer)
"""], stdout=subprocess.PIPE)
    server.stdout.read(1)
    return server


def held(craft, far):
    server = serve(far)
    wrong = 0
    for words, answer in [("tcp sport=4000 dport=80 syn", "tcp[tcpflags] & tcp-rst != 0"),
                          ("udp sport=4001 dport=7", "icmp")]:
        for hold, expected in [([], 1), (["--hold"], 0)]:
            with tempfile.NamedTemporaryFile(suffix=".pcap") as file:
                capture = subprocess.Popen(
                    ["nsenter", "-t", str(far.pid), "-n", "tcpdump", "-i", "far", "-p", "-Q", "in", "-U",
                     "--immediate-mode", "-w", file.name, answer + " or port 9"],
                    stderr=subprocess.PIPE, text=True)
                capture.stderr.readline()  # it listens
                run = subprocess.run([craft, "sr", *hold, *f"{V4} / {words}".split()],
                                     capture_output=True, text=True)
                # what follows the answer has arrived before this
                shell(f"{craft} send -q {V4} / udp dport=9")
                got, until = [], time.monotonic() + 5
                while not any(UDP in one and one[UDP].dport == 9 and ICMP not in one for one in got):
                    if time.monotonic() > until:
                        break
                    time.sleep(0.1)
                    got = packets(file.name)
                capture.terminate()
                capture.wait()
            said = sum(ICMP in one or TCP in one for one in got)
            if run.returncode != 0 or said != expected or len(got) != expected + 1:
                wrong += 1
                print(f"{words} {hold}: status {run.returncode}, {said} of {expected}\n{run.stderr}")
    server.kill()
    return wrong


def answers(craft, far):
    server = serve(far)
    conf.verb = 0
    conf.iface = "near"
    conf.ifaces.reload()
    conf.route.resync()
    conf.route6.resync()
    wrong = 0
    for words, probes in ANSWERS:
        run = subprocess.run([craft, "sr", "--json", "-t", "500ms", *words.split()],
                             capture_output=True, text=True)
        ours = {}
        for line in run.stdout.splitlines():
            event = json.loads(line)
            if event["event"] == "reply":
                ours[event["probe"]] = kind_of(event["layers"])
        send = srp if Ether in probes[0] else sr
        replied, _ = send(probes, timeout=1, iface="near" if send is srp else None)
        theirs = {1 + index(probes, probe): kind_of_scapy(reply) for probe, reply in replied}
        status = 0 if ours else 1
        if ours != theirs or run.returncode != status:
            wrong += 1
            print(f"{words}: status {run.returncode}\n  craft {ours}\n  scapy {theirs}\n{run.stderr}")
    server.kill()
    return wrong


def index(probes, probe):
    for number, one in enumerate(probes):
        if bytes(one) == bytes(probe):
            return number
    return -1


def main():
    craft, what = sys.argv[1:]
    os.environ["LC_ALL"] = "C"
    far = laboratory()
    try:
        wrong = {"octets": octets, "answers": answers, "held": held}[what](craft, far)
    finally:
        far.stdin.close()
        far.wait()
    sys.exit(1 if wrong else 0)


main()
