#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Asks services what they do with TLS.

check_probe.py MAILLOG <services: reads "NAME PORT HOW" lines and prints "NAME state STATE" for each,
as `postseal check` words it, but for "on": "works" or "warns". The services log as postfix/NAME. HOW:
"starttls" or "implicit": a server that listens on PORT; "deliver" or, where TLS is mandatory,
"deliver-encrypted": a client that delivers what is sent to PORT for NAME.example; "start": what listens
on the socket PORT, for which the states are "dies" and "starts".
"""
import concurrent.futures
import re
import smtplib
import socket
import ssl
import sys
import time
import warnings

MAILLOG = sys.argv[1]
PATIENCE = 30  # seconds: only for a machine that is very busy


warnings.simplefilter("ignore", DeprecationWarning)  # TLS 1.0 is what we want


def client_context():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.set_ciphers("ALL:!aNULL:!eNULL:@SECLEVEL=0")
    return context


def has_logged(name, pattern):
    with open(MAILLOG, encoding="utf-8", errors="replace") as log:
        wanted = re.compile(r"postfix/%s/\w+\[\d+\]: %s" % (re.escape(name), pattern))
        return any(wanted.search(line) for line in log)


def greeting(name, connection):
    """The first line; None once the daemon has logged why it ended."""
    end = time.monotonic() + PATIENCE
    connection.settimeout(0.3)
    while time.monotonic() < end:
        try:
            return connection.recv(1000)
        except socket.timeout:
            if has_logged(name, "(fatal|panic): "):
                return None
    return b"silence"


def answer(lines):
    reply = []
    while True:
        line = lines.readline().decode("ascii", "replace")
        reply.append(line)
        if line[3:4] != "-":
            return reply


def handshake(connection):
    connection.settimeout(PATIENCE)
    try:
        with client_context().wrap_socket(connection) as session:
            session.sendall(b"QUIT\r\n")
            session.recv(1000)
        return "on"
    except (OSError, ssl.SSLError):
        return "fails"


def starttls(name, connection):
    first = greeting(name, connection)
    if first is None:
        return "dies"
    if not first.startswith(b"220"):
        return "greeting %r" % first
    connection.settimeout(PATIENCE)
    lines = connection.makefile("rwb", 0)
    lines.write(b"EHLO client.example\r\n")
    offered = any("STARTTLS" in line for line in answer(lines))
    if not offered:
        lines.write(b"QUIT\r\n")
        lines.read()
        return "disabled"
    lines.write(b"STARTTLS\r\n")
    reply = answer(lines)[0]
    if reply.startswith("220"):
        return handshake(connection)
    lines.write(b"QUIT\r\n")
    lines.read()
    return "off" if reply.startswith("454") else "reply " + reply.strip()


def implicit(name, connection):
    state = handshake(connection)
    if state == "fails" and has_logged(name, "fatal: "):
        return "dies"
    return state


def deliver(name, port, encrypted):
    with smtplib.SMTP("127.0.0.1", port, timeout=PATIENCE) as submission:
        submission.sendmail("", ["x@%s.example" % name], "Subject: x\r\n\r\nx\r\n")
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if has_logged(name, "(fatal|panic): "):
            return "dies"
        if has_logged(name, ".* status="):
            return delivered(name, encrypted)
        time.sleep(0.1)
    return "silence"


def delivered(name, encrypted):
    if not has_logged(name, ".* status=sent"):
        return "off" if has_logged(name, ".*our TLS engine is unavailable") else "fails"
    if encrypted or has_logged(name, ".*TLS connection established to"):
        return "on"
    refused = has_logged(name, ".*(disabling TLS support|error opening chain file)")
    return "off" if refused else "disabled"


def start(name, path):
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(path)
        return "dies" if greeting(name, connection) is None else "starts"


def probe(line):
    name, port, how = line.split()
    if how.startswith("deliver"):
        return name, deliver(name, int(port), how == "deliver-encrypted")
    if how == "start":
        return name, start(name, port)
    with socket.create_connection(("127.0.0.1", int(port)), PATIENCE) as connection:
        return name, (implicit if how == "implicit" else starttls)(name, connection)


with concurrent.futures.ThreadPoolExecutor(12) as pool:
    for service, state_seen in pool.map(probe, sys.stdin.read().splitlines()):
        print(service, "state", state_seen)
