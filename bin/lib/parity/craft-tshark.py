#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Reads captures with craft and with tshark, and compares what both say of each packet.

A field counts where both show it: the outermost layer of that kind, in the packet's first message.
Usage: craft-tshark.py CRAFT PART PARTS FOLDER    the captures of a folder, or every PARTS-th of
them from PART on; prints differences; exit code 1 if there are any
"""
import json, os, subprocess, sys

# layer of craft, its key, tshark's field, how tshark's text is read
FACTS = [
    ("eth", "dst", "eth.dst", str), ("eth", "src", "eth.src", str), ("eth", "type", "eth.type", str),
    ("vlan", "id", "vlan.id", int), ("vlan", "pcp", "vlan.priority", int),
    ("arp", "op", "arp.opcode", int), ("arp", "psrc", "arp.src.proto_ipv4", str), ("arp", "pdst", "arp.dst.proto_ipv4", str),
    ("mpls", "label", "mpls.label", int), ("mpls", "ttl", "mpls.ttl", int),
    ("ip", "ihl", "ip.hdr_len", lambda s: int(s) // 4), ("ip", "tos", "ip.dsfield", str), ("ip", "len", "ip.len", int),
    ("ip", "id", "ip.id", str), ("ip", "frag", "ip.frag_offset", int), ("ip", "ttl", "ip.ttl", int),
    ("ip", "proto", "ip.proto", int), ("ip", "chksum", "ip.checksum", str), ("ip", "chksumStatus", "ip.checksum.status", str),
    ("ip", "src", "ip.src", str), ("ip", "dst", "ip.dst", str),
    ("ip6", "tc", "ipv6.tclass", str), ("ip6", "fl", "ipv6.flow", str), ("ip6", "len", "ipv6.plen", int),
    ("ip6", "nh", "ipv6.nxt", int), ("ip6", "hlim", "ipv6.hlim", int), ("ip6", "src", "ipv6.src", str), ("ip6", "dst", "ipv6.dst", str),
    ("icmp", "type", "icmp.type", int), ("icmp", "code", "icmp.code", int), ("icmp", "chksum", "icmp.checksum", str),
    ("icmp", "chksumStatus", "icmp.checksum.status", str), ("icmp", "id", "icmp.ident", int), ("icmp", "seq", "icmp.seq", int),
    ("icmp6", "type", "icmpv6.type", int), ("icmp6", "code", "icmpv6.code", int), ("icmp6", "chksum", "icmpv6.checksum", str),
    ("icmp6", "chksumStatus", "icmpv6.checksum.status", str),
    ("igmp2", "type", "igmp.type", str), ("igmp2", "group", "igmp.maddr", str), ("igmp3", "type", "igmp.type", str),
    ("tcp", "sport", "tcp.srcport", int), ("tcp", "dport", "tcp.dstport", int), ("tcp", "seq", "tcp.seq_raw", int),
    ("tcp", "ack", "tcp.ack_raw", int), ("tcp", "window", "tcp.window_size_value", int), ("tcp", "urg", "tcp.urgent_pointer", int),
    ("tcp", "chksum", "tcp.checksum", str), ("tcp", "chksumStatus", "tcp.checksum.status", str),
    ("udp", "sport", "udp.srcport", int), ("udp", "dport", "udp.dstport", int), ("udp", "len", "udp.length", int),
    ("udp", "chksum", "udp.checksum", str), ("udp", "chksumStatus", "udp.checksum.status", str),
    ("sctp", "sport", "sctp.srcport", int), ("sctp", "dport", "sctp.dstport", int), ("sctp", "vtag", "sctp.verification_tag", str),
    ("gre", "proto", "gre.proto", str), ("vxlan", "vni", "vxlan.vni", int), ("geneve", "vni", "geneve.vni", str),
    ("dns", "id", "dns.id", str), ("dhcp", "xid", "dhcp.id", str), ("ntp", "stratum", "ntp.stratum", int),
]
# Groups of layers that tshark counts as one protocol: the first of any of them is meant.
KIN = {"icmp6": ["icmp6", "ns", "na", "rs", "ra", "redirect", "mld1", "mld2"], "igmp2": ["igmp1", "igmp2", "igmp3"]}
STATUS = {"0": "bad", "1": "good", "2": "unverified", "3": "absent", "Bad": "bad", "Good": "good", "Unverified": "unverified", "Not present": "absent"}
PREFERENCES = ["ip.check_checksum:TRUE", "tcp.check_checksum:TRUE", "udp.check_checksum:TRUE", "ip.defragment:FALSE",
               "ipv6.defragment:FALSE", "tcp.desegment_tcp_streams:FALSE", "tcp.try_heuristic_first:FALSE"]


def number(text):
    """A number in any notation, or the text."""
    try:
        return int(str(text), 0)
    except ValueError:
        return str(text)


def theirs(capture):
    fields = ["frame.number", "frame.cap_len", "frame.len"] + [fact[2] for fact in FACTS]
    command = ["tshark", "-n", "-r", capture, "-T", "fields", "-E", "occurrence=f", "-E", "separator=\x1f"]
    for preference in PREFERENCES:
        command += ["-o", preference]
    for field in fields:
        command += ["-e", field]
    run = subprocess.run(command, capture_output=True, text=True, errors="replace")
    return [dict(zip(fields, line.split("\x1f"))) for line in run.stdout.splitlines()]


def ours(craft, captures):
    """Packets by file, and what went to standard error."""
    run = subprocess.run([craft, "show", "-o", "json", *captures], capture_output=True, text=True)
    packets = {capture: [] for capture in captures}
    for line in run.stdout.splitlines():
        event = json.loads(line)
        if event["event"] == "packet":
            packets[event["file"]].append(event)
    return packets, run.stderr


def layer_of(packet, name, field):
    """The layer that tshark's field is of, or None."""
    for layer in packet["layers"]:
        if layer["layer"] in KIN.get(name, [name]) and not (field == "vlan.id" and is_service_tag(packet, layer)):
            return layer
    return None


def is_service_tag(packet, vlan):
    """Whether a tag is 802.1ad's, which tshark calls ieee8021ad."""
    before = packet["layers"][packet["layers"].index(vlan) - 1]
    return before.get("type") in ("0x88a8", "0x9100")


def main():
    craft, part, parts, folder = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    if not os.path.isdir(folder):
        print(f"no captures at {folder}; set SONDE_CORPUS")
        return 0
    names = sorted(name for name in os.listdir(folder) if ".pcap" in name or ".cap" in name)
    captures = [os.path.join(folder, name) for name in names[part::parts]]
    mine, said = ours(craft, captures)
    differ, compared, packets = 0, 0, 0
    for capture in captures:
        name = os.path.basename(capture)
        other = theirs(capture)
        if len(mine[capture]) != len(other):
            differ += 1
            print(f"{name}: {len(mine[capture])} packets, tshark reads {len(other)}")
        for packet, row in zip(mine[capture], other):
            packets += 1
            for layer, key, field, read in FACTS:
                found = layer_of(packet, layer, field)
                text = row.get(field, "")
                if found is None or key not in found or not text:
                    continue
                got, said_there = found[key], read(text)
                if key == "chksumStatus":
                    said_there = STATUS.get(said_there, said_there)
                if field == "ip.len" and got == 0:
                    continue  # longer than the field can say: tshark shows what is there
                compared += 1
                if number(got) != number(said_there):
                    differ += 1
                    print(f"{name} packet {packet['index']}: {layer}.{key} {got}, {field} {said_there}")
    if said:
        print(said, end="")
    print(f"{len(captures)} captures, {packets} packets, {compared} facts, {differ} differences")
    return 1 if differ or not compared else 0


sys.exit(main())
