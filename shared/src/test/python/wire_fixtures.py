# SPDX-License-Identifier: Apache-2.0
"""Makes the packets under src/test/resources/io/sonde/wire with scapy, whose encoder is the oracle.

Run from the module's folder, with Debian's python3-scapy:
    /usr/bin/python3 src/test/python/wire_fixtures.py src/test/resources/io/sonde/wire
Each packet becomes NAME.hex (octets) and NAME.txt (the fields as scapy reads them back).
"""
import pathlib
import sys

import scapy
from scapy.all import (
    IP, TCP, UDP, AH, ICMP, ESP, IPOption_LSRR, IPOption_MTU_Probe, IPOption_NOP, IPOption_EOL,
    IPOption_RR, IPOption_Router_Alert, IPOption_Security, IPOption_SSRR, IPOption_Stream_Id,
    IPOption_Timestamp, IPOption_Traceroute, IPOption_MTU_Reply, IPv6, IPv6ExtHdrDestOpt,
    IPv6ExtHdrFragment, IPv6ExtHdrHopByHop, IPv6ExtHdrRouting, IPv6ExtHdrSegmentRouting, Jumbo,
    Pad1, PadN, RouterAlert, HAO, Raw, raw,
)

A4, B4, C4, D4 = "192.0.2.1", "198.51.100.7", "203.0.113.5", "203.0.113.9"
A6, B6, C6 = "2001:db8::1", "2001:db8:1::7", "2001:db8:2::9"

CASES = {
    "udp4": 'IP(src=A4, dst=B4, id=0x1234, ttl=9, tos=0xb8)/UDP(sport=33434, dport=53)/Raw(b"sonde")',
    "udp4-no-checksum": 'IP(src=A4, dst=B4, flags="DF")/UDP(sport=1, dport=2, chksum=0)/Raw(b"x")',
    "udp4-checksum-ffff": 'IP(src=A4, dst=B4)/UDP(sport=0, dport=0)/Raw(bytes.fromhex("139e"))',
    "udp6": 'IPv6(src=A6, dst=B6, tc=0xb8, fl=0xabcde, hlim=3)/UDP(sport=40000, dport=33435)/Raw(b"odd")',
    "tcp4-syn": 'IP(src=A4, dst=B4)/TCP(sport=1024, dport=443, seq=0xfedcba98, flags="S", window=64240,'
                ' options=[("MSS", 1460), ("SAckOK", b""), ("Timestamp", (4000000000, 0)), ("NOP", None),'
                ' ("WScale", 7)])',
    "tcp6-sack": 'IPv6(src=A6, dst=B6)/TCP(sport=5, dport=6, seq=1, ack=0xffffffff, flags="AE", urgptr=3,'
                 ' options=[("NOP", None), ("NOP", None), ("SAck", (1, 2, 4294967294, 4294967295)),'
                 ' ("TFO", (0x01020304, 0x05060708)), ("EOL", None)])/Raw(b"abc")',
    "tcp4-rare": 'IP(src=A4, dst=B4)/TCP(sport=5, dport=6, flags="FSRPAUECN", options=[("MD5", bytes(range(16))),'
                 ' ("UTO", 0x8005), ("EOL", None)])',
    "ipv4-fragment": 'IP(src=A4, dst=B4, id=7, flags="MF", frag=185, proto=17)/Raw(b"12345678")',
    "ipv4-evil": 'IP(src=A4, dst=B4, flags="evil", proto=253)/Raw(b"")',
}


def fields4(p):
    flags = int(p.flags)
    return {
        "version": p.version, "internetHeaderLength": p.ihl, "typeOfService": p.tos,
        "totalLength": p.len, "identification": p.id, "reservedFlag": flags & 4 != 0,
        "dontFragment": flags & 2 != 0, "moreFragments": flags & 1 != 0, "fragmentOffset": p.frag,
        "timeToLive": p.ttl, "protocol": p.proto, "headerChecksum": p.chksum, "source": p.src,
        "destination": p.dst,
    }


def fields6(p):
    return {
        "version": p.version, "trafficClass": p.tc, "flowLabel": p.fl, "payloadLength": p.plen,
        "nextHeader": p.nh, "hopLimit": p.hlim, "source": p.src, "destination": p.dst,
    }


def fields_udp(p):
    return {
        "sourcePort": p.sport, "destinationPort": p.dport, "length": p.len, "checksum": p.chksum,
    }


def fields_tcp(p):
    # scapy counts NS among the flags; here it is the lowest reserved bit
    flags = int(p.flags)
    return {
        "sourcePort": p.sport, "destinationPort": p.dport, "sequenceNumber": p.seq,
        "acknowledgmentNumber": p.ack, "dataOffset": p.dataofs,
        "reserved": p.reserved << 1 | flags >> 8, "controlBits": flags & 0xff,
        "window": p.window, "checksum": p.chksum, "urgentPointer": p.urgptr,
    }


LAYERS = [
    (IP, "Ipv4Header", fields4), (IPv6, "Ipv6Header", fields6),
    (UDP, "UdpHeader", fields_udp), (TCP, "TcpHeader", fields_tcp),
]


def main(folder):
    for name, text in CASES.items():
        octets = raw(eval(text))
        read = (IP if octets[0] >> 4 == 4 else IPv6)(octets)
        lines = []
        for layer, record, fields in LAYERS:
            # a fragment's payload is not the transport header that scapy takes it for
            if read.haslayer(layer) and not (layer in (UDP, TCP) and getattr(read, "frag", 0)):
                values = fields(read[layer])
                lines += [f"{record}.{key} = {str(value).lower() if isinstance(value, bool) else value}"
                          for key, value in values.items()]
        source = " ".join(text.split())
        hexed = octets.hex(" ", 1)
        rows = [hexed[i:i + 48].rstrip() for i in range(0, len(hexed), 48)]
        (folder / f"{name}.hex").write_text(
            f"# source: scapy {scapy.__version__}: {source}\n" + "\n".join(rows) + "\n")
        (folder / f"{name}.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
