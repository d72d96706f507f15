#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Builds random packets with craft and with scapy and compares the octets.

Usage: craft-scapy.py [--seed N] [--count N] [--craft PATH] [--fixtures FOLDER]
The seed is the day's number unless one is given. With --fixtures nothing is compared: the packets
are written to FOLDER/NAME.hex, one file a family, as the tests read them.
"""
import argparse, datetime, logging, random, subprocess, sys

logging.getLogger("scapy").setLevel(logging.ERROR)
from scapy.all import (ARP, Ether, ICMP, IP, IPOption, IPv6, Raw, TCP, UDP,
                       ICMPv6EchoRequest, ICMPv6EchoReply, ICMPv6DestUnreach, ICMPv6PacketTooBig,
                       ICMPv6TimeExceeded, ICMPv6ParamProblem, IPerror6)
import scapy


def mac(r): return "02:" + ":".join("%02x" % r.randrange(256) for _ in range(5))
def v4(r): return "192.0.2.%d" % r.randrange(1, 255)
def v6(r): return "2001:db8::%x:%x" % (r.randrange(1, 65536), r.randrange(1, 65536))


def data(r):
    octets = bytes(r.randrange(256) for _ in range(r.choice([0, 1, 2, 7, 8, 33, 100])))
    return ("" if not octets else " / data hex:" + octets.hex()), Raw(octets)


def join(layer, rest):
    """scapy puts a Raw layer of no octets to no good use."""
    return layer if isinstance(rest, Raw) and not rest.load else layer / rest


def ip_option(r):
    """(craft, octets)"""
    kind = r.randrange(8)
    if kind == 0:
        return "nop", b"\x01"
    if kind == 1:
        slots = r.randrange(1, 5)
        return "rr:%d" % slots, bytes([7, 3 + 4 * slots, 4]) + bytes(4 * slots)
    if kind == 2:
        a, b = v4(r), v4(r)
        octets = bytes(map(int, a.split("."))) + bytes(map(int, b.split(".")))
        return "rr:%s+%s:12" % (a, b), bytes([7, 11, 12]) + octets
    if kind == 3:
        value = r.randrange(65536)
        return "ra:%d" % value, bytes([148, 4]) + value.to_bytes(2, "big")
    if kind == 4:
        value = r.randrange(65536)
        return "sid:%d" % value, bytes([136, 4]) + value.to_bytes(2, "big")
    if kind == 5:
        return "ts:only:2:9:3", bytes([68, 12, 9, 0x30]) + bytes(8)
    if kind == 6:
        octets = bytes(r.randrange(256) for _ in range(r.randrange(6)))
        return "raw:94:" + octets.hex(), bytes([94, 2 + len(octets)]) + octets
    a = v4(r)
    return "ts:pre:%s" % a, bytes([68, 12, 5, 3]) + bytes(map(int, a.split("."))) + bytes(4)


def ip(r, options=True):
    src, dst, ttl, tos, ident = v4(r), v4(r), r.randrange(256), r.randrange(256), r.randrange(65536)
    flags, frag = r.randrange(8), r.choice([0, 0, 0, r.randrange(8192)])
    names = "+".join(n for n, b in (("df", 2), ("mf", 1), ("evil", 4)) if flags & b) or "0"
    text = "ip src=%s dst=%s ttl=%d tos=%d id=%d flags=%s frag=%d" % (
        src, dst, ttl, tos, ident, names, frag)
    packet = IP(src=src, dst=dst, ttl=ttl, tos=tos, id=ident, flags=flags, frag=frag)
    if options and r.random() < 0.3:
        opts = [ip_option(r) for _ in range(r.randrange(1, 4))]
        while sum(len(o) for _, o in opts) > 40:
            opts.pop()
        octets = b"".join(o for _, o in opts)
        octets += bytes(-len(octets) % 4)
        text += " opt=" + ",".join(t for t, _ in opts)
        packet.options = [IPOption(octets)] if octets else []
        packet.ihl = 5 + len(octets) // 4
    return text, packet


def ip6(r):
    src, dst = v6(r), v6(r)
    tc, fl, hlim = r.randrange(256), r.randrange(1 << 20), r.randrange(256)
    return ("ip6 src=%s dst=%s tc=%d fl=%d hlim=%d" % (src, dst, tc, fl, hlim),
            IPv6(src=src, dst=dst, tc=tc, fl=fl, hlim=hlim))


def network(r): return ip(r) if r.random() < 0.6 else ip6(r)


def udp(r):
    below, packet = network(r)
    text, rest = data(r)
    sport, dport = r.randrange(65536), r.randrange(20000, 65536)
    return (below + " / udp sport=%d dport=%d" % (sport, dport) + text,
            packet / join(UDP(sport=sport, dport=dport), rest))


TCP_OPTIONS = [
    lambda r: (lambda n: ("mss:%d" % n, ("MSS", n)))(r.randrange(65536)),
    lambda r: ("nop", ("NOP", None)),
    lambda r: (lambda n: ("ws:%d" % n, ("WScale", n)))(r.randrange(256)),
    lambda r: ("sackok", ("SAckOK", b"")),
    lambda r: (lambda a, b: ("ts:%d:%d" % (a, b), ("Timestamp", (a, b))))(
        r.randrange(1 << 32), r.randrange(1 << 32)),
    lambda r: (lambda a, b: ("sack:%d-%d" % (a, b), ("SAck", (a, b))))(
        r.randrange(1 << 32), r.randrange(1 << 32)),
]


def tcp(r):
    below, packet = network(r)
    text, rest = data(r)
    sport, dport = r.randrange(65536), r.randrange(20000, 65536)
    seq, ack, window, urg = r.randrange(1 << 32), r.randrange(1 << 32), r.randrange(65536), r.randrange(65536)
    bits = r.randrange(512)
    letters = "".join(l for l, b in zip("SAFRPUECN", (2, 16, 1, 4, 8, 32, 64, 128, 256)) if bits & b)
    opts = [r.choice(TCP_OPTIONS)(r) for _ in range(r.randrange(4))]
    layer = TCP(sport=sport, dport=dport, seq=seq, ack=ack, window=window, urgptr=urg, flags=bits,
                options=[o for _, o in opts])
    words = " / tcp sport=%d dport=%d seq=%d ack=%d window=%d urg=%d flags=%s" % (
        sport, dport, seq, ack, window, urg, letters or "0")
    if opts:
        words += " opt=" + ",".join(t for t, _ in opts)
    return below + words + text, packet / join(layer, rest)


def icmp(r):
    below, packet = ip(r)
    text, rest = data(r)
    kind = r.randrange(6)
    ident, seq = r.randrange(65536), r.randrange(65536)
    if kind == 0:
        return (below + " / icmp echo id=%d seq=%d" % (ident, seq) + text,
                packet / join(ICMP(type=8, id=ident, seq=seq), rest))
    if kind == 1:
        return (below + " / icmp reply id=%d seq=%d" % (ident, seq) + text,
                packet / join(ICMP(type=0, id=ident, seq=seq), rest))
    if kind == 2:
        a, b, c = (r.randrange(1 << 32) for _ in range(3))
        return (below + " / icmp ts id=%d seq=%d orig=%d recv=%d xmit=%d" % (ident, seq, a, b, c),
                packet / ICMP(type=13, id=ident, seq=seq, ts_ori=a, ts_rx=b, ts_tx=c))
    inner_text, inner = ip(r, options=False)
    sport, dport = r.randrange(65536), r.randrange(20000, 65536)
    inner_text += " / udp sport=%d dport=%d" % (sport, dport)
    inner = inner / UDP(sport=sport, dport=dport)
    if kind == 3:
        code = r.choice([c for c in range(16) if c != 4])
        return (below + " / icmp unreach code=%d / " % code + inner_text,
                packet / ICMP(type=3, code=code) / inner)
    if kind == 4:
        mtu = r.randrange(65536)
        return (below + " / icmp unreach frag mtu=%d / " % mtu + inner_text,
                packet / ICMP(type=3, code=4, nexthopmtu=mtu) / inner)
    gw = v4(r)
    return (below + " / icmp redirect host gw=%s / " % gw + inner_text,
            packet / ICMP(type=5, code=1, gw=gw) / inner)


def icmp6(r):
    below, packet = ip6(r)
    text, rest = data(r)
    ident, seq = r.randrange(65536), r.randrange(65536)
    kind = r.randrange(6)
    if kind < 2:
        layer = (ICMPv6EchoRequest, ICMPv6EchoReply)[kind](id=ident, seq=seq, data=rest.load)
        return below + " / icmp6 %s id=%d seq=%d" % (("echo", "reply")[kind], ident, seq) + text, packet / layer
    inner_text, inner = ip6(r)
    inner_text += " / udp sport=%d dport=%d" % (ident, 33434)
    inner = inner / UDP(sport=ident, dport=33434)
    if kind == 2:
        code = r.randrange(7)
        return (below + " / icmp6 unreach code=%d / " % code + inner_text,
                packet / ICMPv6DestUnreach(code=code) / inner)
    if kind == 3:
        return (below + " / icmp6 toobig mtu=%d / " % seq + inner_text,
                packet / ICMPv6PacketTooBig(mtu=seq) / inner)
    if kind == 4:
        return (below + " / icmp6 exceeded frag / " + inner_text, packet / ICMPv6TimeExceeded(code=1) / inner)
    return (below + " / icmp6 param option ptr=%d / " % seq + inner_text,
            packet / ICMPv6ParamProblem(code=2, ptr=seq) / inner)


def arp(r):
    a, b, c, d, op = mac(r), v4(r), mac(r), v4(r), r.randrange(1, 5)
    e, f = mac(r), mac(r)
    return ("eth dst=%s src=%s / arp op=%d hwsrc=%s psrc=%s hwdst=%s pdst=%s" % (e, f, op, a, b, c, d),
            Ether(dst=e, src=f) / ARP(op=op, hwsrc=a, psrc=b, hwdst=c, pdst=d))


def eth(r):
    text, packet = r.choice([udp, tcp])(r)
    a, b = mac(r), mac(r)
    return "eth dst=%s src=%s / " % (a, b) + text, Ether(dst=a, src=b) / packet


def tunnel(r):
    below, packet = network(r)
    text, inner = r.choice([udp, tcp, icmp])(r)
    return below + " / " + text, packet / inner


FAMILIES = {f.__name__: f for f in (eth, arp, udp, tcp, icmp, icmp6, tunnel)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=datetime.date.today().toordinal())
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--craft", default="craft")
    parser.add_argument("--fixtures")
    options = parser.parse_args()
    wrong = 0
    for name, family in FAMILIES.items():
        r = random.Random("%s %d" % (name, options.seed))
        cases = [family(r) for _ in range(options.count)]
        octets = [bytes(packet).hex() for _, packet in cases]
        if options.fixtures:
            with open("%s/%s.hex" % (options.fixtures, name), "w") as out:
                out.write("# source: scapy %s, bin/lib/parity/craft-scapy.py --seed %d --count %d\n" % (
                    scapy.VERSION, options.seed, options.count))
                for (text, _), line in zip(cases, octets):
                    out.write("%s\n%s\n" % (text, line))
            continue
        lines = "".join(text + "\n" for text, _ in cases)
        run = subprocess.run([options.craft, "build", "--from", "-", "-o", "hex"],
                             input=lines, capture_output=True, text=True)
        built = run.stdout.split()
        if run.returncode != 0 or len(built) != len(octets):
            print("%s: exit code %d, %d packets: %s" % (name, run.returncode, len(built), run.stderr))
            return 1
        for (text, _), ours, theirs in zip(cases, built, octets):
            if ours != theirs:
                wrong += 1
                print("%s\n  craft %s\n  scapy %s" % (text, ours, theirs))
    if not options.fixtures:
        print("seed %d, %d packets a family, %d families: %d differ" % (
            options.seed, options.count, len(FAMILIES), wrong))
    return 1 if wrong else 0


sys.exit(main())
