#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Small mail servers on loopback, with certificates that may change while they run.

smtp_server.py PORTS NAME=HOW:DIR...: writes "NAME PORT" lines to PORTS once all of them listen, and runs
until its parent ends. HOW: "starttls"; "implicit": TLS at once; "plain": no STARTTLS; "454" and
"554": what STARTTLS is answered with; "silent": no word. DIR holds a key and a chain in each *.pem file,
read anew for every connection. They take any mail and keep none.
"""
import glob
import os
import socketserver
import ssl
import sys
import threading
import time

PATIENCE = 20  # seconds: nobody stays longer


def context_of(directory):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    for name in sorted(glob.glob(directory + "/*.pem")):
        context.load_cert_chain(name)
    return context


class Session(socketserver.BaseRequestHandler):
    def say(self, line):
        self.request.sendall(line.encode() + b"\r\n")

    def lines(self):
        pending = b""
        while True:
            piece = self.request.recv(4096)
            if not piece:
                return
            pending += piece
            while b"\n" in pending:
                line, pending = pending.split(b"\n", 1)
                yield line.decode("ascii", "replace").strip()

    def encrypt(self):
        self.request = context_of(self.server.directory).wrap_socket(self.request, server_side=True)

    def handle(self):
        self.request.settimeout(PATIENCE)
        try:
            self.talk()
        except OSError:  # the client left, or did not like what it saw
            pass

    def starttls(self):
        how = self.server.how
        if how in ("454", "554"):
            self.say("%s %s.7.0 TLS not available" % (how, how[0]))
            return
        self.say("220 2.0.0 go ahead")
        self.encrypt()
        self.converse(offers=False)

    def talk(self):
        how = self.server.how
        if how == "silent":
            self.request.recv(1)
            return
        if how == "implicit":
            self.encrypt()
        self.say("220 mx.test.example ESMTP")
        self.converse(offers=how in ("starttls", "454", "554"))

    def converse(self, offers):
        in_data = False
        for line in self.lines():
            word = line.split(" ")[0].upper()
            if in_data:
                in_data = line != "."
                if not in_data:
                    self.say("250 2.0.0 taken")
            elif word == "EHLO":
                self.say("250-mx.test.example" if offers else "250 mx.test.example")
                if offers:
                    self.say("250 STARTTLS")
            elif word == "STARTTLS" and offers:
                self.starttls()
                if self.server.how == "starttls":
                    return
            elif word == "DATA":
                in_data = True
                self.say("354 go on")
            else:
                self.say("221 2.0.0 bye" if word == "QUIT" else "250 2.0.0 ok")
                if word == "QUIT":
                    return


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 100


def main():
    parent = os.getppid()
    lines = []
    for word in sys.argv[2:]:
        name, rest = word.split("=", 1)
        server = Server(("127.0.0.1", 0), Session)
        server.how, server.directory = rest.split(":", 1)
        lines.append("%s %d\n" % (name, server.server_address[1]))
        threading.Thread(target=server.serve_forever, daemon=True).start()
    with open(sys.argv[1] + ".new", "w", encoding="ascii") as ports:
        ports.writelines(lines)
    os.rename(sys.argv[1] + ".new", sys.argv[1])
    while os.getppid() == parent:
        time.sleep(0.2)


main()
