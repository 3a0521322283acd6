# SPDX-License-Identifier: MIT
"""A socketmap server of the tests' own (socketmap_table(5)): socketmap.py DIRECTORY.

Requests and answers are netstrings; a request is "NAME KEY". The answer to each is what the file
"answer" in DIRECTORY says at that moment; "": the connection is closed instead. The port of
127.0.0.1 is in "port", and the keys that were asked for are in "asked".
"""
import pathlib
import socket
import sys
import threading


def netstring(stream):
    size = b""
    while (byte := stream.read(1)) != b":":
        if not byte:
            return None
        size += byte
    text = stream.read(int(size))
    stream.read(1)  # the comma
    return text.decode("utf-8", "replace")


def serve(connection, directory):
    with connection, connection.makefile("rwb") as stream:
        while (request := netstring(stream)) is not None:
            with open(directory / "asked", "a") as asked:
                asked.write(request + "\n")
            answer = (directory / "answer").read_bytes().rstrip(b"\n")
            if not answer:
                return
            stream.write(b"%d:%s," % (len(answer), answer))
            stream.flush()


def main():
    directory = pathlib.Path(sys.argv[1])
    listener = socket.create_server(("127.0.0.1", 0))
    (directory / "port.new").write_text(f"{listener.getsockname()[1]}\n")
    (directory / "port.new").rename(directory / "port")
    while True:
        # A client may keep its connection for as long as it likes: the next one must not wait.
        connection = listener.accept()[0]
        threading.Thread(target=serve, args=(connection, directory), daemon=True).start()


main()
