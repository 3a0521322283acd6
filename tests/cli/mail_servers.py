#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# Mail servers on 127.0.0.1, good ones and bad ones: mail_servers.py COPIES CHAIN [CHAIN...]
# CHAIN: NAME=FILE[,FILE]: a good server of that name, with these files of key and certificates.
# Prints a line "NAME PORT..." for each kind of server, COPIES ports each, then "ready"; ends with
# its standard input.
import socket
import ssl
import struct
import sys
import threading
import time

OFFER = b"250-mx.example.org\r\n250-PIPELINING\r\n250 STARTTLS\r\n"


def hear_line(peer):
    line = b""
    while not line.endswith(b"\n"):
        byte = peer.recv(1)
        if not byte:
            raise OSError
        line += byte
    return line


def until_starttls(peer, answer=b"220 go ahead\r\n"):
    peer.sendall(b"220 mx.example.org ESMTP\r\n")
    hear_line(peer)
    peer.sendall(OFFER)
    hear_line(peer)
    peer.sendall(answer)


def wait_for_end(peer):
    while peer.recv(4096):
        pass


def reset(peer):
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def context_of(files, ciphers=None, version=None):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    for file in files:
        context.load_cert_chain(file)
    if ciphers:
        context.set_ciphers(ciphers)
    if version:
        context.minimum_version = context.maximum_version = version
    return context


def serve_tls(peer, context):
    with context.wrap_socket(peer, server_side=True) as tls:
        if tls.recv(100).startswith(b"QUIT"):
            tls.sendall(b"221 bye\r\n")


def good(context):
    def conduct(peer):
        until_starttls(peer)
        serve_tls(peer, context)

    return conduct


def drip(peer):
    while True:
        peer.sendall(b"2")
        time.sleep(0.05)


def long_line(peer):
    peer.sendall(b"220 " + b"x" * (10 << 20))
    wait_for_end(peer)


def refused(peer):
    until_starttls(peer, b"454 4.7.0 TLS not available due to local problem\r\n")
    wait_for_end(peer)


def no_starttls(peer):
    peer.sendall(b"220 mx.example.org ESMTP\r\n")
    hear_line(peer)
    peer.sendall(b"250-mx.example.org\r\n250 PIPELINING\r\n")
    wait_for_end(peer)


def injected(peer):
    until_starttls(peer, b"220 go ahead\r\n250 injected\r\n")
    wait_for_end(peer)


def injected_late(peer):
    until_starttls(peer)
    peer.recv(4096)
    peer.sendall(b"250 injected\r\n")
    wait_for_end(peer)


def alert(peer):
    until_starttls(peer)
    peer.recv(4096)
    peer.sendall(b"\x15\x03\x01\x00\x02\x02\x50")  # internal_error
    wait_for_end(peer)


def silent(peer):
    wait_for_end(peer)


def rude(peer):
    peer.sendall(b"554 go\x1b[31m \xff\x00away\r\n")
    wait_for_end(peer)


def reset_after(steps):
    def conduct(peer):
        todo = [
            lambda: peer.sendall(b"220 mx.example.org ESMTP\r\n"),
            lambda: hear_line(peer),
            lambda: peer.sendall(OFFER),
            lambda: hear_line(peer),
            lambda: peer.sendall(b"220 go ahead\r\n"),
            lambda: peer.recv(1),
        ]
        for step in todo[:steps]:
            step()
        reset(peer)

    return conduct


def serve_one(peer, conduct):
    try:
        peer.settimeout(60)
        conduct(peer)
    except OSError:
        pass
    finally:
        peer.close()


def serve(listener, conduct):
    while True:
        peer, _ = listener.accept()
        threading.Thread(target=serve_one, args=(peer, conduct), daemon=True).start()


def start(name, conduct, copies):
    ports = []
    for _ in range(copies):
        listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        ports.append(str(listener.getsockname()[1]))
        threading.Thread(target=serve, args=(listener, conduct), daemon=True).start()
    print(name, *ports)


def main():
    copies = int(sys.argv[1])
    kinds = {
        "drip": drip,
        "long-line": long_line,
        "refused": refused,
        "no-starttls": no_starttls,
        "injected": injected,
        "injected-late": injected_late,
        "alert": alert,
        "silent": silent,
        "rude": rude,
        "anonymous": good(context_of([], "aNULL:@SECLEVEL=0", ssl.TLSVersion.TLSv1_2)),
    }
    for steps in range(7):
        kinds[f"reset-{steps}"] = reset_after(steps)
    for chain in sys.argv[2:]:
        name, files = chain.split("=")
        context = context_of(files.split(","))
        kinds[name] = good(context)
        kinds[name + "-at-once"] = lambda peer, context=context: serve_tls(peer, context)
        old = context_of(files.split(","), "ALL:@SECLEVEL=0", ssl.TLSVersion.TLSv1)
        kinds[name + "-old"] = good(old)
    for name, conduct in kinds.items():
        start(name, conduct, copies)
    print("ready", flush=True)
    sys.stdin.read()


main()
