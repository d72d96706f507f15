#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs a script of socket operations through CPython and prints what each step gave.

OracleIT runs the same scripts through io.sonde.socket and compares. To record one anew:

    unshare -n sh -c 'ip link set lo up; python3 sockets.py NAME.script' > NAME.expected

A step is `NAME OPERATION ARGUMENT…`; NAME is a socket's. An address is `IPV4:PORT`, `[IPV6]:PORT`,
`@ABSTRACT`, `=FILE` (in a folder of its own) or `$NAME`, the address of another socket.
Text stands for itself, `zeros:N` for N zeros, `hex:…` for octets; constants have their C names.
A result is a value or `!` and what was raised; addresses of the script's sockets print as `$NAME`.
"""
import errno
import os
import platform
import select
import socket
import struct
import sys
import tempfile
import zlib

errno.errorcode[errno.EOPNOTSUPP] = "EOPNOTSUPP"  # not its other name, ENOTSUP
FAMILIES = {"INET": socket.AF_INET, "INET6": socket.AF_INET6, "UNIX": socket.AF_UNIX}
TYPES = {
    "STREAM": socket.SOCK_STREAM,
    "DGRAM": socket.SOCK_DGRAM,
    "RAW": socket.SOCK_RAW,
    "SEQPACKET": socket.SOCK_SEQPACKET,
}
SHUTDOWN = {"READ": socket.SHUT_RD, "WRITE": socket.SHUT_WR, "BOTH": socket.SHUT_RDWR}


class Script:
    def __init__(self, folder):
        self.folder = folder
        self.sockets = {}
        self.names = {}

    def number(self, word):
        return int(word, 0) if word.lstrip("-")[0].isdigit() else getattr(socket, word)

    def flags(self, words):
        flags = 0
        for word in words:
            flags |= self.number(word)
        return flags

    def data(self, word):
        if word.startswith("zeros:"):
            return bytes(int(word[6:]))
        return bytes.fromhex(word[4:]) if word.startswith("hex:") else word.encode()

    def octets(self, data):
        if len(data) > 64:
            return "%d octets, CRC %08x" % (len(data), zlib.crc32(data))
        return "hex:" + data.hex()

    def address(self, word):
        if word.startswith("$"):
            return self.names.get(word[1:]) or self.sockets[word[1:]].getsockname()
        if word.startswith("@"):
            return b"\0" + word[1:].encode()
        if word.startswith("="):
            return os.path.join(self.folder, word[1:])
        host, port = word.rsplit(":", 1)
        return (host.strip("[]"), int(port)) + ((0, 0) if host.startswith("[") else ())

    def show(self, address):
        """An address as its owner's name, else as the script would write it."""
        if address is None:
            return "-"
        for name, known in self.names.items():
            if known == address and (not isinstance(address, tuple) or address[1]):
                return "$" + name
            if isinstance(known, tuple) and isinstance(address, tuple):
                if known[1] == address[1] and known[0] in ("0.0.0.0", "::"):
                    return "$" + name
        if isinstance(address, tuple):
            host = "[%s]" % address[0] if len(address) == 4 else address[0]
            return "%s:%d" % (host, address[1])
        if isinstance(address, bytes):
            return "@" + address[1:].decode() if address else "unnamed"
        return "=" + os.path.basename(address) if address else "unnamed"

    def remember(self, name):
        try:
            address = self.sockets[name].getsockname()
            if address and (not isinstance(address, tuple) or address[1]):
                self.names[name] = address
        except OSError:
            pass

    def run(self, name, operation, *rest):
        if operation == "open":
            protocol = self.number(rest[2]) if len(rest) > 2 else 0
            family = FAMILIES.get(rest[0]) or self.number(rest[0])
            kind = TYPES.get(rest[1]) or self.number(rest[1])
            made = socket.socket(family, kind, protocol)
            made.settimeout(10)
            self.sockets[name] = made
            return "ok"
        if operation == "pair":
            first, second = socket.socketpair(socket.AF_UNIX, TYPES[rest[1]])
            first.settimeout(10)
            second.settimeout(10)
            self.sockets[name], self.sockets[rest[0]] = first, second
            return "ok"
        return getattr(self, "do_" + operation)(name, self.sockets[name], *rest)

    def do_bind(self, name, s, to):
        s.bind(self.address(to))
        self.remember(name)
        return "ok"

    def do_listen(self, name, s, *backlog):
        s.listen(*map(int, backlog))
        return "ok"

    def do_accept(self, name, s, into):
        made, peer = s.accept()
        made.settimeout(10)
        self.sockets[into] = made
        return self.show(peer)

    def do_connect(self, name, s, to):
        s.connect(self.address(to))
        self.remember(name)
        return "ok"

    def do_connect_ex(self, name, s, to):
        result = s.connect_ex(self.address(to))
        self.remember(name)
        return errno.errorcode.get(result, str(result))

    def do_recv(self, name, s, size, *flags):
        return self.octets(s.recv(int(size), self.flags(flags)))

    def do_recv_into(self, name, s, size, *flags):
        buffer = bytearray(int(size))
        count = s.recv_into(buffer, 0, self.flags(flags))
        return "%d %s" % (count, self.octets(buffer))

    def do_recvfrom(self, name, s, size, *flags):
        data, peer = s.recvfrom(int(size), self.flags(flags))
        return "%s %s" % (self.octets(data), self.show(peer))

    def do_recvmsg(self, name, s, size, room, *flags):
        data, ancillary, got, peer = s.recvmsg(int(size), int(room), self.flags(flags))
        return "%s %s %s %s" % (
            self.octets(data),
            "TRUNC" if got & socket.MSG_TRUNC else "-",
            "CTRUNC" if got & socket.MSG_CTRUNC else "-",
            ",".join(self.ancillary(*each) for each in ancillary) or "-",
        )

    def ancillary(self, level, kind, data):
        if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
            numbers = struct.unpack("%di" % (len(data) // 4), data[: len(data) // 4 * 4])
            for number in numbers:
                os.close(number)
            return "rights:%d" % len(numbers)
        return "%d/%d:%s" % (level, kind, data.hex())

    def do_send(self, name, s, data, *flags):
        return str(s.send(self.data(data), self.flags(flags)))

    def do_sendall(self, name, s, data, *flags):
        s.sendall(self.data(data), self.flags(flags))
        return "ok"

    def do_sendto(self, name, s, data, to, *flags):
        sent = s.sendto(self.data(data), self.flags(flags), self.address(to))
        self.remember(name)
        return str(sent)

    def do_sendmsg(self, name, s, *parts):
        return str(s.sendmsg([self.data(part) for part in parts]))

    def do_sendrights(self, name, s, data, *others):
        numbers = struct.pack("%di" % len(others), *(self.sockets[o].fileno() for o in others))
        return str(s.sendmsg([self.data(data)], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, numbers)]))

    def do_sendcontrol(self, name, s, data, level, kind, value, to):
        item = (self.number(level), self.number(kind), self.data(value))
        return str(s.sendmsg([self.data(data)], [item], 0, self.address(to)))

    def do_fill(self, name, s):
        """Sends until nothing more goes out."""
        timeout = s.gettimeout()
        s.setblocking(False)
        while True:
            try:
                s.send(bytes(8192))
            except BlockingIOError:
                s.settimeout(timeout)
                return "full"

    def do_shutdown(self, name, s, how):
        s.shutdown(SHUTDOWN[how])
        return "ok"

    def do_close(self, name, s):
        s.close()
        return "ok"

    def do_dup(self, name, s, into):
        self.sockets[into] = s.dup()
        return "ok"

    def do_detach(self, name, s, into):
        number = s.detach()
        self.sockets[into] = socket.socket(fileno=number)
        self.sockets[into].settimeout(10)
        return "ok"

    def do_fileno(self, name, s):
        return "open" if s.fileno() >= 0 else str(s.fileno())

    def do_kind(self, name, s):
        return "%d %d %d" % (s.family, s.type, s.proto)

    def do_sockname(self, name, s):
        return self.show(s.getsockname())

    def do_peername(self, name, s):
        return self.show(s.getpeername())

    def do_setopt(self, name, s, level, option, value):
        wanted = self.data(value) if value.startswith("hex:") else int(value, 0)
        s.setsockopt(self.number(level), self.number(option), wanted)
        return "ok"

    def do_getopt(self, name, s, level, option, *size):
        got = s.getsockopt(self.number(level), self.number(option), *map(int, size))
        return "hex:" + got.hex() if size else str(got)

    def do_timeout(self, name, s, seconds):
        s.settimeout(None if seconds == "none" else float(seconds))
        return "ok"

    def do_gettimeout(self, name, s):
        timeout = s.gettimeout()
        return "none" if timeout is None else "%g" % timeout

    def do_blocking(self, name, s, flag):
        s.setblocking(flag == "1")
        return "ok"

    def do_getblocking(self, name, s):
        return "1" if s.getblocking() else "0"

    def do_writable(self, name, s):
        """Waits until a connect has an outcome."""
        poll = select.poll()
        poll.register(s, select.POLLOUT)
        return "ready" if poll.poll(10000) else "not ready"

    def do_readline(self, name, s):
        with s.makefile("r", encoding="utf-8") as file:
            line = file.readline()
            return self.octets(line.rstrip("\n").encode()) if line else "end"


def outcome(script, words):
    try:
        return script.run(*words)
    except socket.timeout:
        return "!timeout"
    except OSError as e:
        return "!" + errno.errorcode.get(e.errno, str(e))
    except (ValueError, OverflowError):
        return "!argument"


def main(path):
    print("# source: CPython %s, Linux %s" % (platform.python_version(), platform.release().split("-")[0]))
    with tempfile.TemporaryDirectory() as folder, open(path, encoding="utf-8") as lines:
        script = Script(folder)
        for line in lines:
            words = line.split("#")[0].split()
            if words:
                print("%s -> %s" % (" ".join(words), outcome(script, words)))


if __name__ == "__main__":
    main(sys.argv[1])
