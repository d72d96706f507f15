#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A host behind a TUN device that answers echo requests oddly: the address asked decides how.

usage: tunpeer.py DEVICE   creates it and serves 203.0.113.0/24 and 2001:db8:f::/64 until it is
killed. The address of the host that errors come from is .254 or ::fe.

IPv4, last octet of 203.0.113.N           IPv6, 2001:db8:f::N and 2001:db8:f::TYPE:CODE
   1 an ordinary answer                      the same numbers, written in hexadecimal digits that
   2 data octet 30 is wrong                  look like the decimal ones: ::10 is 10 of the left
   3 the first data octet is wrong           column
   4 cut to 20 data octets
   5 twice, 30 ms apart                     ::1:0 to ::1:7   destination unreachable, code N
   6 1.2 seconds late                        ::2:0            packet too big, 1400
   7 only with a foreign identifier          ::3:0 to ::3:1   time exceeded
   8 with a bad checksum                     ::4:0 to ::4:2   parameter problem at 40
   9 from 203.0.113.250
  10 and another of a sequence never sent
  11 nothing
  12 nothing to every second request
  13 cut to no data at all
  14 three times, each with another TTL, 30 ms apart
  15 the answer, then an error about the same request
  16 an error first, then the answer
  17 the answers to the first three requests in reverse order
  18 cut inside the ICMP header
  19 two octets longer than asked for
  20 with IP options: record route of two hops that lies about its length
  21 to 23, IPv6 only: answers node information queries (RFC 4620): data, refused, unknown
 40 + code: destination unreachable, 0 to 16
 60 source quench; 61 to 64 redirect 0 to 3; 65, 66 time exceeded 0 and 1; 67 parameter problem 20
 70 a type that nobody knows, 71 time stamp reply, 72 an error with a bad checksum
 80 + k: port unreachable whose quote lies: 0 IHL 0, 1 IHL 4, 2 IHL 15, 3 cut after the IP header,
         4 cut to 12 octets, 5 empty, 6 total length 65535, 7 quote of another destination,
         8 quote of an echo reply, 9 quote of UDP
"""
import fcntl
import heapq
import os
import select
import socket
import struct
import sys
import time

V4_SELF = bytes([203, 0, 113, 254])
V4_OTHER = bytes([203, 0, 113, 250])
V6_SELF = socket.inet_pton(socket.AF_INET6, "2001:db8:f::fe")
V6_OTHER = socket.inet_pton(socket.AF_INET6, "2001:db8:f::fa")


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


class Family:
    """What differs between the two versions of IP."""

    def __init__(self, version):
        self.v4 = version == 4
        self.request, self.answer = (8, 0) if self.v4 else (128, 129)
        self.self = V4_SELF if self.v4 else V6_SELF
        self.other = V4_OTHER if self.v4 else V6_OTHER

    def packet(self, source, destination, message, bad=False, ttl=64, options=b""):
        if len(message) >= 4:
            message = message[:2] + b"\0\0" + message[4:]
            pseudo = b"" if self.v4 else (
                source + destination + struct.pack("!IHBB", len(message), 0, 0, 58))
            value = checksum(pseudo + message)
            message = message[:2] + struct.pack("!H", value ^ 0x5555 if bad else value) + message[4:]
        if self.v4:
            header = struct.pack(
                "!BBHHHBBH", 0x45 + len(options) // 4, 0, 20 + len(options) + len(message), 1, 0,
                ttl, 1, 0) + source + destination + options
            return header[:10] + struct.pack("!H", checksum(header)) + header[12:] + message
        return struct.pack("!IHBB", 6 << 28, len(message), 58, ttl) + source + destination + message

    def error(self, kind, code, word, quote):
        return struct.pack("!BBHI", kind, code, 0, word) + quote


def lie(kind, quote):
    """A quoted IPv4 datagram, made wrong."""
    if kind in (0, 1, 2):
        return bytes([0x40 | (0, 4, 15)[kind]]) + quote[1:]
    if kind == 3:
        return quote[:20]
    if kind == 4:
        return quote[:12]
    if kind == 5:
        return b""
    if kind == 6:
        return quote[:2] + b"\xff\xff" + quote[4:]
    if kind == 7:
        return quote[:16] + bytes([203, 0, 113, 1]) + quote[20:]
    if kind == 8:
        return quote[:20] + b"\0" + quote[21:]
    return quote[:9] + b"\x11" + quote[10:]


def node(query, code):
    """The answer to a node information query: two names, two addresses of either kind."""
    kind = struct.unpack("!H", query[4:6])[0]
    data = {
        2: struct.pack("!I", 0) + b"\3odd\7example\0\5other\0\0",
        3: b"".join(struct.pack("!I", 60) + a for a in (V6_SELF, V6_OTHER)),
        4: b"".join(struct.pack("!I", 60) + a for a in (V4_SELF, V4_OTHER)),
    }.get(kind, b"")
    return bytes([140, code, 0, 0]) + query[4:16] + (b"" if code else data)


class Peer:
    def __init__(self, device):
        self.device = device
        self.later = []
        self.held = []
        self.count = 0
        self.parity = {}

    def send(self, packet, delay=0.0):
        if delay:
            self.count += 1
            heapq.heappush(self.later, (time.monotonic() + delay, self.count, packet))
        else:
            os.write(self.device, packet)

    def due(self):
        now = time.monotonic()
        while self.later and self.later[0][0] <= now:
            os.write(self.device, heapq.heappop(self.later)[2])
        return max(0.0, self.later[0][0] - now) if self.later else None

    def arrived(self, packet):
        version = packet[0] >> 4
        f = Family(version)
        if version == 4:
            start = (packet[0] & 15) * 4
            if packet[9] != 1:
                return
            source, destination = packet[12:16], packet[16:20]
            name = destination[3]
        elif version == 6:
            start = 40
            if packet[6] != 58:
                return
            source, destination = packet[8:24], packet[24:40]
            if destination[0] == 0xFF:
                return
            kind, name = struct.unpack("!HH", destination[12:16])
            name = int("%x" % name) if name < 0x100 and "%x" % name < "a" else name
            if kind:
                self.error6(f, source, packet, kind, name)
                return
        else:
            return
        message = packet[start:]
        if not f.v4 and 21 <= name <= 23 and len(message) >= 16 and message[0] == 139:
            self.send(f.packet(destination, source, node(message, name - 21)))
            return
        if not message or message[0] != f.request:
            return
        answer = bytes([f.answer]) + message[1:]
        if name >= 40 and f.v4:
            self.error4(f, source, packet, name)
            return
        self.echo(f, name, destination, source, answer, packet)

    def echo(self, f, name, me, to, answer, request):
        head, data = answer[:8], answer[8:]
        if name == 2:
            answer = head + data[:30] + bytes([data[30] ^ 0x55]) + data[31:]
        elif name == 3:
            answer = head + bytes([data[0] ^ 0x55]) + data[1:]
        elif name == 4:
            answer = head + data[:20]
        elif name == 7:
            ident = struct.unpack("!H", head[4:6])[0]
            answer = head[:4] + struct.pack("!H", ident ^ 0x101) + head[6:] + data
        elif name == 13:
            answer = head
        elif name == 18:
            answer = head[:6]
        elif name == 19:
            answer = answer + b"\x38\x39"
        if name == 11:
            return
        sequence = struct.unpack("!H", head[6:8])[0]
        if name == 12 and sequence % 2 == 0:
            return
        if name == 17:
            self.held.append(f.packet(me, to, answer))
            if len(self.held) == 3:
                for packet in reversed(self.held):
                    self.send(packet)
                self.held = []
            return
        options = b""
        if name == 20 and f.v4:
            options = bytes([7, 39, 12]) + V4_OTHER + V4_SELF + b"\0"
        packet = f.packet(
            f.other if name == 9 else me, to, answer, bad=name == 8, options=options)
        unreachable = f.packet(
            f.self, to, f.error(*((3, 1) if f.v4 else (1, 3)), 0, request))
        if name == 16:
            self.send(unreachable)
            self.send(packet, 0.05)
            return
        self.send(packet, 1.2 if name == 6 else 0)
        if name == 5:
            self.send(packet, 0.03)
        elif name == 10:
            lost = head[:6] + struct.pack("!H", (sequence + 100) & 0xFFFF)
            self.send(f.packet(me, to, lost + data))
        elif name == 14:
            self.send(f.packet(me, to, answer, ttl=63), 0.03)
            self.send(f.packet(me, to, answer, ttl=62), 0.06)
        elif name == 15:
            self.send(unreachable, 0.05)

    def error4(self, f, to, packet, name):
        word, bad, quote = 0, False, packet[: 20 + 64 + 8]
        if name >= 80:
            kind, code, quote = 3, 3, lie(name - 80, quote)
        elif name < 60:
            kind, code = 3, name - 40
            word = 1400 if code == 4 else 0
        elif name == 60:
            kind, code = 4, 0
        elif name < 65:
            kind, code, word = 5, name - 61, struct.unpack("!I", V4_OTHER)[0]
        elif name < 67:
            kind, code = 11, name - 65
        elif name == 67:
            kind, code, word = 12, 0, 20 << 24
        elif name == 70:
            kind, code = 77, 1
        elif name == 71:
            self.send(f.packet(f.self, to, bytes([14, 0, 0, 0]) + packet[24:28] + bytes(12)))
            return
        else:
            kind, code, bad = 3, 1, True
        self.send(f.packet(f.self, to, f.error(kind, code, word, quote), bad=bad))

    def error6(self, f, to, packet, kind, code):
        word = 1400 if kind == 2 else 40 if kind == 4 else 0
        self.send(f.packet(f.self, to, f.error(kind, code, word, packet[:1232])))


def main():
    device = os.open("/dev/net/tun", os.O_RDWR)
    tun_without_header = 0x1001
    fcntl.ioctl(device, 0x400454CA, struct.pack("16sH22s", sys.argv[1].encode(), tun_without_header, b""))
    print("ready", flush=True)
    peer = Peer(device)
    while True:
        ready, _, _ = select.select([device], [], [], peer.due())
        if ready:
            try:
                peer.arrived(os.read(device, 65536))
            except (IndexError, struct.error) as odd:
                print("ignored: %s" % odd, file=sys.stderr, flush=True)


main()
