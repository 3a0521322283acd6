# SPDX-License-Identifier: MIT
"""A name server of the tests' own on 127.0.0.1:53, UDP and TCP: name_server.py ZONE READY.

ZONE has a line per record: NAME TYPE DATA. TYPE is A, CNAME, MX ("10 mx.example"; "0 ." is a null
MX), NODATA (the name exists), or FAIL (SERVFAIL for all of it). "\\NNN" in a name is a byte. A name
that is not there does not exist. An answer of more than 512 bytes goes by TCP alone. READY is made
when both ports are open.
"""
import pathlib
import re
import socket
import struct
import sys
import threading

TYPES = {"A": 1, "CNAME": 5, "MX": 15}


def wire(name):
    """A name as the DNS writes it (RFC 1035, 3.1)."""
    parts = b""
    for label in filter(None, name.split(".")):
        raw = re.sub(rb"\\(\d{3})", lambda m: bytes([int(m[1])]), label.encode())
        parts += bytes([len(raw)]) + raw
    return parts + b"\0"


def data_of(kind, data):
    if kind == "A":
        return socket.inet_aton(data)
    if kind == "MX":
        preference, host = data.split(" ", 1)
        return struct.pack("!H", int(preference)) + wire(host)
    return wire(data)


class Zone:
    def __init__(self, path):
        self.names = {}
        for line in pathlib.Path(path).read_text().splitlines():
            name, kind, data = (line.split(" ", 2) + ["", ""])[:3]
            self.names.setdefault(name, []).append((kind, data))

    def answer(self, name, wanted):
        """RCODE and records, aliases followed."""
        records = []
        for _ in range(8):
            found = self.names.get(name)
            if found is None:
                return 3, records
            if ("FAIL", "") in found:
                return 2, []
            alias = next((data for kind, data in found if kind == "CNAME"), None)
            records += [
                wire(name) + struct.pack("!HHIH", TYPES[kind], 1, 60, len(raw)) + raw
                for kind, data in found
                if TYPES.get(kind) == wanted or kind == "CNAME"
                for raw in [data_of(kind, data)]
            ]
            if alias is None:
                break
            name = alias
        return 0, records

    def reply(self, query, longest):
        at, labels = 12, []
        while query[at]:
            labels.append(query[at + 1 : at + 1 + query[at]].decode("latin-1"))
            at += 1 + query[at]
        question = query[12 : at + 5]
        (wanted,) = struct.unpack("!H", query[at + 1 : at + 3])
        rcode, records = self.answer(".".join(labels).lower(), wanted)

        def message(flags, some):
            return query[:2] + struct.pack("!HHHHH", flags, 1, len(some), 0, 0) + question + b"".join(some)

        whole = message(0x8180 | rcode, records)
        return whole if len(whole) <= longest else message(0x8380, [])


def serve_tcp(zone, connection):
    with connection, connection.makefile("rwb") as stream:
        while len(size := stream.read(2)) == 2:
            reply = zone.reply(stream.read(struct.unpack("!H", size)[0]), 65535)
            stream.write(struct.pack("!H", len(reply)) + reply)
            stream.flush()


def accept_all(zone, listener):
    while True:
        threading.Thread(target=serve_tcp, args=(zone, listener.accept()[0]), daemon=True).start()


def main():
    zone = Zone(sys.argv[1])
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.bind(("127.0.0.1", 53))
    listener = socket.create_server(("127.0.0.1", 53))
    threading.Thread(target=accept_all, args=(zone, listener), daemon=True).start()
    pathlib.Path(sys.argv[2]).touch()
    while True:
        query, client = udp.recvfrom(512)
        udp.sendto(zone.reply(query, 512), client)


main()
