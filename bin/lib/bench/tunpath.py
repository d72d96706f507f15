#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A path behind a TUN device: router N answers after 5 N ms, the target is hop 15.

usage: tunpath.py DEVICE [SILENT]   creates the device and serves until it is killed. SILENT is a
comma list of hops that say nothing, N- for all from N on. Routers are 198.51.100.N.
"""
import fcntl
import heapq
import os
import select
import struct
import sys
import time

TARGET_HOP = 15


def checksum(data):
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data + b"\0" * (len(data) % 2)))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def error(packet, source, type_, code):
    body = struct.pack("!BBHI", type_, code, 0, 0) + packet[:28]
    body = body[:2] + struct.pack("!H", checksum(body)) + body[4:]
    header = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(body), 1, 0, 64, 1, 0, source, packet[12:16])
    return header[:10] + struct.pack("!H", checksum(header)) + header[12:] + body


def main():
    silent = set()
    for part in sys.argv[2].split(",") if len(sys.argv) > 2 else []:
        silent |= set(range(int(part[:-1]), 256)) if part.endswith("-") else {int(part)}
    tun = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(tun, 0x400454CA, struct.pack("16sH22x", sys.argv[1].encode(), 0x1001))
    print("ready", flush=True)
    waiting = []
    while True:
        wait = max(0, waiting[0][0] - time.monotonic()) if waiting else None
        if select.select([tun], [], [], wait)[0]:
            packet = os.read(tun, 65536)
            if packet[0] >> 4 == 4 and packet[9] == 17:
                hop = min(packet[8], TARGET_HOP)
                if hop not in silent:
                    end = hop == TARGET_HOP
                    source = packet[16:20] if end else bytes([198, 51, 100, hop])
                    answer = error(packet, source, 3 if end else 11, 3 if end else 0)
                    heapq.heappush(waiting, (time.monotonic() + 0.005 * hop, answer))
        while waiting and waiting[0][0] <= time.monotonic():
            os.write(tun, heapq.heappop(waiting)[1])


main()
