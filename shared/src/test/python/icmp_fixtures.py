# SPDX-License-Identifier: Apache-2.0
"""Makes the messages under src/test/resources/io/sonde/wire/icmp.

Run from the module's folder, with Debian's python3-scapy and tshark:
    /usr/bin/python3 src/test/python/icmp_fixtures.py src/test/resources/io/sonde/wire/icmp

Each message becomes NAME.hex (its octets, without IP header) and NAME.txt (the fields that went in).
scapy encodes; what it does not know, or encodes otherwise than the RFC, is laid out by struct after
the RFC that the source line names. tshark is the judge: a message whose checksums it does not call
good is refused.
"""
import json
import pathlib
import struct
import subprocess
import sys
import tempfile

import scapy
from scapy.all import IP, ICMP, IPv6, Raw, UDP, checksum, in6_chksum, raw, wrpcap
from scapy.contrib.icmp_extensions import ICMPExtensionInterfaceInformation, ICMPExtensionMPLS
from scapy.contrib.mpls import MPLS
from scapy.layers.inet6 import (
    ICMPv6DestUnreach, ICMPv6EchoReply, ICMPv6EchoRequest, ICMPv6NIQueryIPv4, ICMPv6NIQueryIPv6,
    ICMPv6NIQueryNOOP, ICMPv6NIQueryName, ICMPv6NIReplyIPv4, ICMPv6NIReplyIPv6, ICMPv6NIReplyName,
    ICMPv6NIReplyRefuse, ICMPv6PacketTooBig, ICMPv6ParamProblem, ICMPv6TimeExceeded,
)

A4, B4, C4 = "192.0.2.1", "198.51.100.7", "203.0.113.5"
A6, B6, C6 = "2001:db8::1", "2001:db8:1::7", "2001:db8:2::9"

QUOTE4 = raw(IP(src=B4, dst=C4, ttl=1, id=7) / UDP(sport=33434, dport=33435) / Raw(b"sonde"))
QUOTE6 = raw(IPv6(src=B6, dst=C6, hlim=1) / UDP(sport=33434, dport=33435) / Raw(b"sonde"))
PADDED4 = QUOTE4.ljust(128, b"\0")
PADDED6 = QUOTE6.ljust(128, b"\0")
NONCE = b"\x3a\x93\x59\xe0\xb3\xaf\xef\x5e"


def structure(*objects):
    """RFC 4884 section 7; scapy's extension header sums only its own four octets."""
    body = b"".join(objects)
    sum = checksum(struct.pack("!HH", 0x2000, 0) + body)
    return struct.pack("!HH", 0x2000, sum) + body


def thing(number, kind, payload):
    """An object, RFC 4884 section 8."""
    return struct.pack("!HBB", 4 + len(payload), number, kind) + payload


def icmp(type, code, rest):
    """An ICMP message laid out by hand, RFC 792."""
    sum = checksum(struct.pack("!BBH", type, code, 0) + rest)
    return struct.pack("!BBH", type, code, sum) + rest


def icmpv6(type, code, rest):
    """An ICMPv6 message laid out by hand, RFC 4443 section 2.1."""
    octets = struct.pack("!BBH", type, code, 0) + rest
    sum = in6_chksum(58, IPv6(src=A6, dst=B6, plen=len(octets)), octets)
    return struct.pack("!BBH", type, code, sum) + rest


def v4(layers):
    return raw(IP(src=A4, dst=B4) / layers)[20:]


def v6(layers):
    return raw(IPv6(src=A6, dst=B6) / layers)[40:]


STACK = raw(ICMPExtensionMPLS(stack=[
    MPLS(label=24001, cos=0, s=0, ttl=1), MPLS(label=1048575, cos=7, s=1, ttl=255)]))
STACK_FIELDS = {
    "entries.0.label": 24001, "entries.0.trafficClass": 0, "entries.0.bottomOfStack": False,
    "entries.0.timeToLive": 1, "entries.1.label": 1048575, "entries.1.trafficClass": 7,
    "entries.1.bottomOfStack": True, "entries.1.timeToLive": 255,
}
INDEX_MTU = raw(ICMPExtensionInterfaceInformation(
    interface_role=2, has_ifindex=1, has_mtu=1, ifindex=11, mtu=1500))
# RFC 5837 sections 4.2 and 4.3; scapy's name length does not count itself
INCOMING = thing(2, 0x0f, struct.pack("!I", 0xfffffffe) + struct.pack("!HH", 1, 0) + bytes([198, 51, 100, 1])
                 + bytes([8]) + b"eth1\0\0\0" + struct.pack("!I", 9000))
NEXT_HOP = thing(2, 0xc4, struct.pack("!HH", 2, 0) + bytes.fromhex("20010db8000200000000000000000009"))


def under(prefix, fields):
    return {prefix + "." + key: value for key, value in fields.items()}


X = "extensions.objects."

# name: (source, fields); the source is evaluated
CASES = {
    "echo-request": ('v4(ICMP(type=8, id=0x1234, seq=7)/Raw(b"sonde"))',
                     dict(identifier=0x1234, sequence=7, payload="736f6e6465")),
    "echo-reply": ('v4(ICMP(type=0, id=0xffff, seq=0xfffe)/Raw(bytes(range(8, 64))))',
                   dict(identifier=0xffff, sequence=0xfffe, payload=bytes(range(8, 64)).hex())),
    "echo-request-6": ('v6(ICMPv6EchoRequest(id=0x8001, seq=0x8002, data=b"sonde"))',
                       dict(identifier=0x8001, sequence=0x8002, payload="736f6e6465")),
    "echo-reply-6": ('v6(ICMPv6EchoReply(id=1, seq=0, data=b""))', dict(identifier=1, sequence=0, payload="")),
    "information-request": ('v4(ICMP(type=15, id=3, seq=4))', dict(identifier=3, sequence=4, payload="")),
    "timestamp-request": ('v4(ICMP(type=13, id=1, seq=2, ts_ori=43200000, ts_rx=0, ts_tx=0))',
                          dict(identifier=1, sequence=2, originateTimestamp=43200000, receiveTimestamp=0,
                               transmitTimestamp=0)),
    "timestamp-reply": ('v4(ICMP(type=14, id=1, seq=2, ts_ori=86399999, ts_rx=0x80000001, ts_tx=0xffffffff))',
                        dict(identifier=1, sequence=2, originateTimestamp=86399999,
                             receiveTimestamp=0x80000001, transmitTimestamp=0xffffffff)),
    "address-mask-reply": ('v4(ICMP(type=18, id=9, seq=8, addr_mask="255.255.255.192"))',
                           dict(identifier=9, sequence=8, addressMask="255.255.255.192")),
    "router-solicitation": ('v4(ICMP(type=10))', dict(reserved=0)),
    "router-advertisement": (
        'icmp(9, 0, bytes([2, 2]) + struct.pack("!H4si4si", 1800, bytes([192, 0, 2, 254]), 5,'
        ' bytes([192, 0, 2, 253]), -2147483648))',
        dict(addressCount=2, addressEntrySize=2, lifetime=1800, **{
            "entries.0.routerAddress": "192.0.2.254", "entries.0.preferenceLevel": 5,
            "entries.1.routerAddress": "192.0.2.253", "entries.1.preferenceLevel": -2147483648})),
    "port-unreachable": ('v4(ICMP(type=3, code=3)/Raw(QUOTE4))',
                         dict(length=0, nextHopMtu=0, unused=0, originalDatagram=QUOTE4.hex(), extensions=None)),
    "fragmentation-needed": ('v4(ICMP(type=3, code=4, nexthopmtu=1400)/Raw(QUOTE4[:28]))',
                             dict(length=0, nextHopMtu=1400, originalDatagram=QUOTE4[:28].hex(), extensions=None)),
    "unreachable-mpls": ('v4(ICMP(type=3, code=13, length=32)/Raw(PADDED4 + structure(STACK)))',
                         dict(length=32, originalDatagram=PADDED4.hex(), **under(X + "0", STACK_FIELDS))),
    "unreachable-6": ('v6(ICMPv6DestUnreach(code=4)/Raw(QUOTE6))',
                      dict(length=0, nextHopMtu=0, unused=0, originalDatagram=QUOTE6.hex(), extensions=None)),
    "unreachable-mpls-6": ('v6(ICMPv6DestUnreach(code=1, length=16)/Raw(PADDED6 + structure(STACK)))',
                           dict(length=16, originalDatagram=PADDED6.hex(), **under(X + "0", STACK_FIELDS))),
    "source-quench": ('v4(ICMP(type=4)/Raw(QUOTE4))', dict(unused=0, originalDatagram=QUOTE4.hex())),
    "redirect": ('v4(ICMP(type=5, code=1, gw="192.0.2.254")/Raw(QUOTE4))',
                 dict(gatewayAddress="192.0.2.254", originalDatagram=QUOTE4.hex())),
    "time-exceeded": ('v4(ICMP(type=11)/Raw(QUOTE4))',
                      dict(length=0, unused=0, originalDatagram=QUOTE4.hex(), extensions=None)),
    "reassembly-exceeded-6": ('v6(ICMPv6TimeExceeded(code=1)/Raw(QUOTE6))',
                              dict(length=0, unused=0, originalDatagram=QUOTE6.hex(), extensions=None)),
    "time-exceeded-legacy": ('v4(ICMP(type=11)/Raw(PADDED4 + structure(STACK)))',
                             dict(length=0, originalDatagram=PADDED4.hex(), **under(X + "0", STACK_FIELDS))),
    "time-exceeded-interfaces": (
        'v4(ICMP(type=11, length=32)/Raw(PADDED4 + structure(INDEX_MTU, INCOMING, NEXT_HOP, thing(200, 9, b"word"))))',
        {"length": 32, X + "0.role": 2, X + "0.interfaceIndex": 11, X + "0.address": None, X + "0.name": None,
         X + "0.mtu": 1500, X + "1.role": 0, X + "1.interfaceIndex": 0xfffffffe, X + "1.address": "198.51.100.1",
         X + "1.name": b"eth1\0\0\0".hex(), X + "1.mtu": 9000, X + "2.role": 3, X + "2.interfaceIndex": None,
         X + "2.address": "2001:db8:2::9", X + "2.mtu": None, X + "3.classNumber": 200, X + "3.classType": 9,
         X + "3.payload": b"word".hex()}),
    "time-exceeded-interfaces-6": (
        'v6(ICMPv6TimeExceeded(length=16)/Raw(PADDED6 + structure(NEXT_HOP, STACK)))',
        {"length": 16, X + "0.address": "2001:db8:2::9", **under(X + "1", STACK_FIELDS)}),
    "parameter-problem": ('v4(ICMP(type=12, ptr=20)/Raw(QUOTE4))',
                          dict(pointer=20, length=0, unused=0, originalDatagram=QUOTE4.hex(), extensions=None)),
    "parameter-problem-mpls": ('v4(ICMP(type=12, code=2, ptr=255, length=32)/Raw(PADDED4 + structure(STACK)))',
                               dict(pointer=255, length=32, **under(X + "0", STACK_FIELDS))),
    "parameter-problem-6": ('v6(ICMPv6ParamProblem(code=1, ptr=0xfffffff0)/Raw(QUOTE6))',
                            dict(pointer=0xfffffff0, length=0, originalDatagram=QUOTE6.hex(), extensions=None)),
    "packet-too-big": ('v6(ICMPv6PacketTooBig(mtu=1280)/Raw(QUOTE6))',
                       dict(mtu=1280, originalDatagram=QUOTE6.hex())),
    "packet-too-big-jumbo": ('v6(ICMPv6PacketTooBig(mtu=0xffffffff)/Raw(QUOTE6))', dict(mtu=0xffffffff)),
    "extended-echo-request-name": (
        'icmp(42, 0, struct.pack("!HBB", 42, 43, 1) + structure(thing(3, 1, b"eth0.100")))',
        {"identifier": 42, "sequence": 43, "reserved": 0, "local": True, X + "0.classType": 1,
         X + "0.identification": b"eth0.100".hex(), "payload": ""}),
    "extended-echo-request-index": (
        'icmp(42, 0, struct.pack("!HBB", 42, 255, 0) + structure(thing(3, 2, struct.pack("!I", 0xfedcba98))))',
        {"sequence": 255, "local": False, X + "0.classType": 2, X + "0.identification": "fedcba98"}),
    "extended-echo-request-address-6": (
        'icmpv6(160, 0, struct.pack("!HBB", 42, 1, 1)'
        ' + structure(thing(3, 3, bytes.fromhex("00021000" "20010db8000200000000000000000009"))))',
        {"identifier": 42, "local": True, X + "0.classType": 3,
         X + "0.identification": "00021000" "20010db8000200000000000000000009"}),
    "extended-echo-reply": (
        'icmp(43, 0, struct.pack("!HBB", 42, 43, 2 << 5 | 7))',
        dict(identifier=42, sequence=43, state=2, reserved=0, active=True, ipv4=True, ipv6=True)),
    "extended-echo-reply-6": (
        'icmpv6(161, 2, struct.pack("!HBB", 42, 43, 6 << 5 | 2))',
        dict(identifier=42, sequence=43, state=6, reserved=0, active=False, ipv4=True, ipv6=False)),
    "node-information-noop": ('v6(ICMPv6NIQueryNOOP(nonce=NONCE))',
                              dict(queryType=0, flags=0, nonce=0x3a9359e0b3afef5e)),
    "node-information-name-query": (
        'v6(ICMPv6NIQueryName(nonce=NONCE, data=C6))',
        dict(queryType=2, flags=0, data="20010db8000200000000000000000009")),
    "node-information-address-query": (
        'v6(ICMPv6NIQueryIPv6(nonce=NONCE, flags="AG", data="host.example"))',
        dict(queryType=3, flags=0x22, data="04686f7374076578616d706c6500")),
    "node-information-single-label-query": (
        'v6(ICMPv6NIQueryIPv6(nonce=NONCE, flags="A", data="host"))',
        dict(queryType=3, flags=2, data="04686f73740000")),
    "node-information-ipv4-query": ('v6(ICMPv6NIQueryIPv4(nonce=NONCE, data=C4))',
                                    dict(queryType=4, data="cb007105")),
    "node-information-name-reply": (
        'v6(ICMPv6NIReplyName(nonce=NONCE, data=[0, b"host.example", b"alias"]))',
        dict(queryType=2, flags=0, data="0000000004686f7374076578616d706c650005616c6961730000")),
    "node-information-address-reply": (
        'v6(ICMPv6NIReplyIPv6(nonce=NONCE, flags="AT", data=[(300, A6), (0, C6)]))',
        dict(queryType=3, flags=3, data="0000012c20010db8000000000000000000000001"
                                        "0000000020010db8000200000000000000000009")),
    "node-information-ipv4-reply": (
        'v6(ICMPv6NIReplyIPv4(nonce=NONCE, data=[(4294967295, C4)]))', dict(queryType=4, data="ffffffffcb007105")),
    "node-information-refused": ('v6(ICMPv6NIReplyRefuse(nonce=NONCE))', dict(nonce=0x3a9359e0b3afef5e, data="")),
    "unknown": ('icmp(77, 200, bytes(range(12)))', dict(body=bytes(range(12)).hex())),
    "unknown-6": ('icmpv6(200, 7, b"odd")', dict(body=b"odd".hex())),
}


def family(octets_source):
    return "IPV6" if octets_source.startswith(("v6(", "icmpv6(")) else "IPV4"


def refuse_what_tshark_refuses(name, version, octets):
    if version == "IPV4":
        packet = IP(src=A4, dst=B4, proto=1) / Raw(octets)
    else:
        packet = IPv6(src=A6, dst=B6, nh=58) / Raw(octets)
    with tempfile.NamedTemporaryFile(suffix=".pcap") as capture:
        wrpcap(capture.name, packet, linktype=101)
        reading = subprocess.run(["tshark", "-r", capture.name, "-T", "json"],
                                 check=True, capture_output=True).stdout
    layers = json.loads(reading)[0]["_source"]["layers"]
    message = layers["icmp" if version == "IPV4" else "icmpv6"]
    prefix = "icmp" if version == "IPV4" else "icmpv6"
    if message[prefix + ".checksum.status"] != "1":
        sys.exit(name + ": tshark does not call the checksum good")
    if '"_ws.malformed"' in reading.decode():
        sys.exit(name + ": tshark calls the message malformed")
    states = json.dumps(layers).count("icmp.ext.checksum.status")
    if states != json.dumps(layers).count('"icmp.ext.checksum.status": "1"'):
        sys.exit(name + ": tshark does not call the extension checksum good")
    return states


def main(folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, (source, fields) in CASES.items():
        octets = eval(source)
        version = family(source)
        extended = refuse_what_tshark_refuses(name, version, octets)
        if any(key.startswith(X) for key in fields) and not extended:
            sys.exit(name + ": tshark sees no extension structure")
        lines = [octets[at:at + 16].hex(" ") for at in range(0, len(octets), 16)]
        origin = "scapy " + scapy.__version__
        if not source.startswith("v"):
            origin = "laid out after the RFC, checksums by " + origin + ", good to tshark"
        head = ["# source: " + origin + ": " + source, "# family: " + version]
        (folder / (name + ".hex")).write_text("\n".join(head + lines) + "\n")
        values = {"type": octets[0], "code": octets[1], "checksum": int.from_bytes(octets[2:4], "big"), **fields}
        text = {None: "null", True: "true", False: "false"}
        (folder / (name + ".txt")).write_text("".join(
            f"{key} = {text[value] if value is None or isinstance(value, bool) else value}\n"
            for key, value in values.items()))


main(sys.argv[1])
