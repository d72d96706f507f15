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
    IPOption_Timestamp, IPOption_Traceroute, IPOption_MTU_Reply, IPOption, HBHOptUnknown, IPv6, IPv6ExtHdrDestOpt,
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
    "ipv4-route": 'IP(src=A4, dst=B4, options=[IPOption_NOP(), IPOption_LSRR(pointer=4, routers=[C4, D4])])'
                  '/UDP(sport=1, dport=2)/Raw(b"route")',
    "ipv4-route-done": 'IP(src=A4, dst=B4, options=[IPOption_SSRR(pointer=12, routers=[C4, D4]), IPOption_EOL()])'
                       '/UDP(sport=1, dport=2)',
    "ipv4-record": 'IP(src=A4, dst=B4, options=[IPOption_RR(pointer=8, routers=[C4, "0.0.0.0", "0.0.0.0"]),'
                   ' IPOption_Router_Alert(), IPOption_MTU_Probe(mtu=1500), IPOption_MTU_Reply(mtu=576),'
                   ' IPOption_Stream_Id(security=77), IPOption_EOL()])/TCP(sport=1, dport=2)',
    "ipv4-stamps": 'IP(src=A4, dst=B4, proto=253, options=[IPOption(bytes.fromhex("440c0d f0 00000001 80000002")),'
                   ' IPOption_Timestamp(pointer=13, flg=1, oflw=2, internet_address=C4, timestamp=86399999),'
                   ' IPOption_Timestamp(pointer=5, flg=3, internet_address=D4)])',
    "ipv4-rare": 'IP(src=A4, dst=B4, proto=253, options=[IPOption_Security(security=0x5d, compartment=1,'
                 ' handling_restrictions=2, transmission_control_code="abc"), IPOption_Traceroute(optclass=2, id=7,'
                 ' outbound_hops=3, return_hops=65535, originator_ip=A4), IPOption(bytes.fromhex("1908"'
                 ' "8540 12345678")), IPOption(bytes.fromhex("5e04ffee")), IPOption_NOP()])',
    "ipv6-options": 'IPv6(src=A6, dst=B6)/IPv6ExtHdrHopByHop(options=[RouterAlert(value=1)])'
                    '/IPv6ExtHdrDestOpt(options=[HAO(hoa=C6)])/UDP(sport=1, dport=2)/Raw(b"z")',
    "ipv6-unknown-option": 'IPv6(src=A6, dst=B6, nh=0)/IPv6ExtHdrHopByHop(nh=59, options=[HBHOptUnknown('
                           'otype=0x1e, optdata=b"sonde"), Pad1(), PadN(optdata=b"\\x00\\x00\\x00")])',
    "ipv6-route-0": 'IPv6(src=A6, dst=B6)/IPv6ExtHdrRouting(addresses=[A6, C6], segleft=2)'
                    '/UDP(sport=1, dport=2)/Raw(b"route")',
    "ipv6-segments": 'IPv6(src=A6, dst=B6)/IPv6ExtHdrSegmentRouting(addresses=[C6, B6], segleft=1, lastentry=1,'
                     ' tag=5)/TCP(sport=1, dport=2, flags="S")',
    "ipv6-fragment": 'IPv6(src=A6, dst=B6)/IPv6ExtHdrFragment(nh=17, offset=0, m=1, id=0xdeadbeef)'
                     '/Raw(bytes.fromhex("0001000200101234") + b"12345678")',
    "ipv6-last-fragment": 'IPv6(src=A6, dst=B6)/IPv6ExtHdrFragment(nh=17, offset=185, m=0, id=0xdeadbeef)/Raw(b"end")',
    "ipv6-authentication": 'IPv6(src=A6, dst=B6)/AH(nh=17, payloadlen=4, spi=0xcafe0001, seq=9, icv=bytes(range(12)))'
                           '/UDP(sport=1, dport=2)/Raw(b"ah")',
    "ipv6-esp": 'IPv6(src=A6, dst=B6)/IPv6ExtHdrDestOpt(options=[])/ESP(spi=1, seq=2, data=b"secret")',
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


def fields_options(p):
    return {"nextHeader": p.nh, "headerExtensionLength": p.len}


def fields_routing(p):
    return fields_options(p) | {"routingType": p.type, "segmentsLeft": p.segleft}


def fields_fragment(p):
    return {
        "nextHeader": p.nh, "reserved": p.res1, "fragmentOffset": p.offset, "reservedBits": p.res2,
        "moreFragments": p.m != 0, "identification": p.id,
    }


def fields_ah(p):
    return {
        "nextHeader": p.nh, "payloadLength": p.payloadlen, "reserved": p.reserved,
        "securityParametersIndex": p.spi, "sequenceNumber": p.seq, "integrityCheckValue": p.icv.hex(),
    }


LAYERS = {
    IP: ("Ipv4Header", fields4), IPv6: ("Ipv6Header", fields6), UDP: ("UdpHeader", fields_udp),
    TCP: ("TcpHeader", fields_tcp), IPv6ExtHdrHopByHop: ("Ipv6OptionsHeader", fields_options),
    IPv6ExtHdrDestOpt: ("Ipv6OptionsHeader", fields_options),
    IPv6ExtHdrRouting: ("Ipv6RoutingHeader", fields_routing),
    IPv6ExtHdrSegmentRouting: ("Ipv6RoutingHeader", fields_routing),
    IPv6ExtHdrFragment: ("Ipv6FragmentHeader", fields_fragment),
    AH: ("AuthenticationHeader", fields_ah),
}


def main(folder):
    for name, text in CASES.items():
        octets = raw(eval(text))
        read = (IP if octets[0] >> 4 == 4 else IPv6)(octets)
        lines = []
        layer, number = read, 0
        while layer and type(layer) in LAYERS:
            record, fields = LAYERS[type(layer)]
            lines += [f"{number}.{record}.{key} = {str(value).lower() if isinstance(value, bool) else value}"
                      for key, value in fields(layer).items()]
            # the payload of a later fragment is not the header that scapy takes it for
            later = getattr(layer, "frag", 0) or (record == "Ipv6FragmentHeader" and layer.offset)
            layer, number = (None if later else layer.payload), number + 1
        source = " ".join(text.split())
        hexed = octets.hex(" ", 1)
        rows = [hexed[i:i + 48].rstrip() for i in range(0, len(hexed), 48)]
        (folder / f"{name}.hex").write_text(
            f"# source: scapy {scapy.__version__}: {source}\n" + "\n".join(rows) + "\n")
        (folder / f"{name}.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
