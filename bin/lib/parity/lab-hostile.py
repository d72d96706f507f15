#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Inside a lab: hostile octet strings into its device until COUNT of them were taken by the network.

usage: lab-hostile.py COUNT SEED
Half of them are noise behind a first octet of IPv4 or IPv6; half are packets that mean something
(echo, TCP, UDP, fragments, options, extension headers), with a few octets changed or cut off.
"""
import random
import socket
import struct
import sys

count, seed = int(sys.argv[1]), int(sys.argv[2])
chance = random.Random(seed)
out = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM)
out.setblocking(False)


def taken():
    """Packets that left the device's queue for the network."""
    for line in open("/proc/net/dev"):
        if line.strip().startswith("lab0:"):
            return int(line.split()[10])
    raise SystemExit("no device lab0")


def ipv4(protocol, body, options=b"", fragment=0, ttl=64):
    length = 20 + len(options)
    return (
        struct.pack("!BBHHHBBH4s4s", 0x40 | length // 4, 0, length + len(body), 7, fragment, ttl,
                    protocol, 0, bytes([192, 0, 2, 10]), bytes([203, 0, 113, 9])) + options + body
    )


def ipv6(following, body, limit=64):
    addresses = socket.inet_pton(socket.AF_INET6, "2001:db8::10") + socket.inet_pton(
        socket.AF_INET6, "2001:db8:9::9")
    return struct.pack("!IHBB", 6 << 28, len(body), following, limit) + addresses + body


echo = struct.pack("!BBHHH", 8, 0, 0, 1, 1) + bytes(40)
udp = struct.pack("!HHHH", 40000, 7, 28, 0) + bytes(20)
tcp = struct.pack("!HHIIBBHHH", 40000, 80, 1, 0, 0x50, 2, 1000, 0, 0)
quote = struct.pack("!BBHI", 11, 0, 0, 0) + ipv4(1, echo)
seeds = [ipv4(1, echo), ipv4(17, udp), ipv4(6, tcp), ipv4(1, echo, ttl=1), ipv4(1, quote),
         ipv4(1, echo, options=bytes([7, 39, 4]) + bytes(37)), ipv4(1, echo, fragment=0x2000),
         ipv4(1, echo, fragment=0x2003), ipv4(2, bytes([0x11, 0, 0, 0, 224, 0, 0, 1])),
         ipv6(58, b"\x80" + echo[1:]), ipv6(17, udp), ipv6(6, tcp), ipv6(58, echo, limit=1),
         ipv6(0, bytes([58, 0, 5, 2, 0, 0, 1, 0]) + echo), ipv6(44, bytes([58, 0, 0, 1, 0, 0, 0, 9]) + echo),
         ipv6(43, bytes([58, 2, 4, 1, 0, 0, 0, 0]) + bytes(16) + echo)]


def hostile():
    if chance.random() < 0.5:
        return bytes([chance.choice((0x45, 0x4F, 0x60, 0x40, 0x00))]) + chance.randbytes(chance.randrange(200))
    packet = bytearray(chance.choice(seeds))
    for _ in range(chance.randrange(4)):
        packet[chance.randrange(len(packet))] = chance.randrange(256)
    return bytes(packet[: chance.randrange(1, len(packet) + 1)] if chance.random() < 0.3 else packet)


# A thousand at a time, made anew for each turn; what does not fit in the queue is sent again.
while taken() < count:
    for _ in range(1000):
        packet = hostile()
        ether_type = 0x86DD if packet[0] >> 4 == 6 else 0x0800
        try:
            out.sendto(packet, ("lab0", ether_type))
        except (BlockingIOError, OSError):
            pass
print(taken(), "taken")
