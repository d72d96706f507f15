#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the captures of this folder, and beside each a NAME.tsv of what tshark reads in it.

source: scapy 2.5 writes the packets; editcap, mergecap and text2pcap 4.0.17, tcpdump 4.99 and xxd
convert them; what no tool writes (the other byte order, old blocks, odd clocks) is put together
here. All expectations are tshark's: number, time, link type, captured, length, interface name,
comments, octets. A dash: nothing.
Usage: make-fixtures.py [FOLDER]
"""
import json, os, re, struct, subprocess, sys
from scapy.all import ARP, Ether, ICMP, IP, IPv6, UDP, Raw, RawPcapWriter

os.chdir(sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__)))
PACKETS = [
    Ether(dst="ff:ff:ff:ff:ff:ff", src="02:00:00:00:00:01") / ARP(psrc="192.0.2.1", hwsrc="02:00:00:00:00:01", pdst="192.0.2.2"),
    Ether(dst="02:00:00:00:00:02", src="02:00:00:00:00:01") / IP(src="192.0.2.1", dst="192.0.2.2") / ICMP(id=7, seq=1) / Raw(b"hello"),
    Ether(dst="02:00:00:00:00:02", src="02:00:00:00:00:01") / IPv6(src="2001:db8::1", dst="2001:db8::2") / UDP(sport=4000, dport=9) / Raw(bytes(range(33))),
]
TIMES = [(1700000000, 123456000), (1700000000, 999999000), (4102444800, 1000)]
FRAMES = [bytes(p) for p in PACKETS]


def run(*command, **more):
    return subprocess.run(command, check=True, capture_output=True, text=True, **more).stdout


def pcap(name, endianness, nano):
    with RawPcapWriter(name, linktype=1, nano=nano, endianness=endianness) as out:
        out.write_header(None)
        for frame, (second, nanos) in zip(FRAMES, TIMES):
            out.write_packet(frame, sec=second, usec=nanos + 7 if nano else nanos // 1000)


def pad(octets):
    return octets + bytes(-len(octets) % 4)


def block(order, kind, body):
    length = struct.pack(order + "I", 12 + len(pad(body)))
    return struct.pack(order + "I", kind) + length + pad(body) + length


def options(order, *pairs):
    if not pairs:
        return b""
    return b"".join(struct.pack(order + "HH", c, len(v)) + pad(v) for c, v in pairs) + bytes(4)


def section(order, length=0xFFFFFFFFFFFFFFFF, more=()):
    return block(order, 0x0A0D0D0A, struct.pack(order + "IHHQ", 0x1A2B3C4D, 1, 0, length) + options(order, *more))


def interface(order, link, snap=0, more=()):
    return block(order, 1, struct.pack(order + "HHI", link, 0, snap) + options(order, *more))


def enhanced(order, number, units, frame, length=None, more=()):
    head = struct.pack(order + "IIIII", number, units >> 32, units & 0xFFFFFFFF, len(frame), length or len(frame))
    return block(order, 6, head + pad(frame) + options(order, *more))


def obsolete(order, number, units, frame):
    head = struct.pack(order + "HHIIII", number, 0xFFFF, units >> 32, units & 0xFFFFFFFF, len(frame), len(frame))
    return block(order, 2, head + frame)


def simple(order, frame, length=None):
    return block(order, 3, struct.pack(order + "I", length or len(frame)) + frame)


def write(name, *parts):
    with open(name, "wb") as out:
        out.write(b"".join(parts))


pcap("micro-little.pcap", "<", False)
pcap("micro-big.pcap", ">", False)
pcap("nano-little.pcap", "<", True)
pcap("nano-big.pcap", ">", True)
run("editcap", "-F", "modpcap", "micro-little.pcap", "kuznetsov.pcap")
run("editcap", "-F", "pcap", "-s", "30", "micro-little.pcap", "snapped.pcap")
run("editcap", "-F", "pcapng", "-a", "1:first", "-a", "3:third, with ü", "nano-little.pcap", "comments.pcapng")
run("text2pcap", "-q", "-E", "rawip4", "-F", "pcap", "-t", "ISO", "-", "raw.pcap", input="2023-11-14T22:13:20.5Z\n0000 " + FRAMES[1][14:].hex(" ") + "\n")
run("mergecap", "-F", "pcapng", "-w", "merged.pcapng", "nano-big.pcap", "raw.pcap", "snapped.pcap")
run("tcpdump", "-r", "nano-big.pcap", "-w", "tcpdump.pcap")

second = 1700000000
for name, order in (("sections-little.pcapng", "<"), ("sections-big.pcapng", ">")):
    other = ">" if order == "<" else "<"
    write(
        name,
        section(order, more=[(1, b"a section"), (4, b"scapy and python")]),
        interface(order, 1, 0, [(2, b"va"), (3, b"one end"), (9, b"\x09")]),
        interface(order, 101, 65535),
        block(order, 4, struct.pack(order + "HH", 0, 0)),  # names
        enhanced(order, 0, second * 10**9 + 123456789, FRAMES[0], more=[(2, struct.pack(order + "I", 1)), (1, b"one"), (1, b"two")]),
        block(order, 0x0BEE, b"not known to anybody"),
        enhanced(order, 1, second * 10**6 + 999999, FRAMES[1][14:]),
        obsolete(order, 0, second * 10**9 + 5, FRAMES[2]),
        simple(order, FRAMES[0]),
        block(order, 5, struct.pack(order + "III", 0, 0, 1)),  # statistics
        section(other),
        # tshark 4.0 shows the name of the first section's interface 0 whatever this one's is
        interface(other, 101, 40, [(2, b"va")]),
        simple(other, FRAMES[2][14:54], len(FRAMES[2]) - 14),
        enhanced(other, 0, second * 10**6, FRAMES[1][14:34], len(FRAMES[1]) - 14),
    )
write(
    "clocks.pcapng",
    section("<"),
    *[interface("<", 1, 0, [(2, b"p%d" % code), (9, bytes([code]))]) for code in (0, 3, 6, 9, 12, 0x80, 0x8A, 0xA0)],
    interface("<", 1, 0, [(9, b"\x06"), (14, struct.pack("<q", 1600000000))]),
    enhanced("<", 0, second, FRAMES[0]),
    enhanced("<", 1, second * 1000 + 25, FRAMES[0]),
    enhanced("<", 2, second * 10**6 + 25, FRAMES[0]),
    enhanced("<", 3, second * 10**9 + 25, FRAMES[0]),
    enhanced("<", 4, 10**12 + 25_000, FRAMES[0]),
    enhanced("<", 5, second, FRAMES[0]),
    enhanced("<", 6, second * 1024 + 512, FRAMES[0]),
    enhanced("<", 7, (second << 32) + (3 << 30), FRAMES[0]),
    enhanced("<", 8, 100_000_001, FRAMES[0]),
)

for tool, arguments in (
    ("xxd", None),
    ("tcpdump-x", ["-x"]),
    ("tcpdump-xx", ["-xx"]),
    ("tcpdump-X", ["-X"]),
    ("tcpdump-XX", ["-v", "-XX"]),
):
    with open(tool + ".hex", "w") as out:
        if arguments is None:
            out.writelines("".join(
                subprocess.run(["xxd"], input=frame, check=True, capture_output=True).stdout.decode() for frame in FRAMES))
        else:
            out.write(run("tcpdump", "-n", *arguments, "-r", "nano-little.pcap", env={"TZ": "UTC", "PATH": os.environ["PATH"]}))
with open("tshark-x.hex", "w") as out:
    out.write(run("tshark", "-n", "-P", "-x", "-r", "nano-little.pcap"))
with open("hexdump-C.hex", "w") as out:
    for frame in FRAMES:
        out.write(subprocess.run(["hexdump", "-C", "-v"], input=frame, check=True, capture_output=True).stdout.decode())
with open("lines.hex", "w") as out:
    out.write("# source: scapy 2.5\n\n" + FRAMES[0].hex() + "\n  " + FRAMES[1].hex(" ").upper() + "  # blanks\n" + FRAMES[2].hex(":") + "\r\n")

LINKS = {"1": "EN10MB", "7": "RAW", "129": "IPV4"}
for name in sorted(os.listdir(".")):
    if not name.endswith((".pcap", ".pcapng")):
        continue
    fields = ["frame.number", "frame.time_epoch", "frame.encap_type", "frame.cap_len", "frame.len", "frame.interface_name", "frame.comment"]
    rows = run("tshark", "-n", "-r", name, "-T", "fields", "-E", "aggregator=|", *[x for f in fields for x in ("-e", f)]).splitlines()
    raw = json.loads(run("tshark", "-n", "-r", name, "-T", "json", "-x"))
    with open(re.sub(r"\.pcap(ng)?$", "", name) + ".tsv", "w") as out:
        for row, packet in zip(rows, raw, strict=True):
            cells = row.split("\t")
            cells[2] = LINKS[cells[2]]
            cells.append(packet["_source"]["layers"]["frame_raw"][0])
            cells[5] = cells[5].replace("unknown", "")
            out.write("\t".join(cell or "-" for cell in cells) + "\n")
