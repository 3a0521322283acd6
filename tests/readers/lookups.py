# SPDX-License-Identifier: MIT
"""lookups.py PRINT_LOOKUP DIR TABLES SEED: tables made by chance, and keys looked up in them.

Each table is asked for each of 50 keys, by postmap -q and by our readers; both have to find the
same. Prints what differs, and how many lookups there were.
"""
import os
import random
import re
import subprocess
import sys

PRINT_LOOKUP, WHERE, TABLES, SEED = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
KEYS_OF_A_TABLE = 50

NAMES = ["example.com", "mx.example.com", "a.b.example.com", "example", "xn--mnchen-3ya.example",
         "m\u00fcnchen.example", "stra\u00dfe.example", "strasse.example",
         "\u03c3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2.example", "\u0130stanbul.example",
         "i\u0307stanbul.example", "\ufb03.example", "ffi.example", "\u01c6.example",
         "\u13a0\uab70.example", "\u10a0\u10d0.example", "\U00010400.example", "\u1e9e.example",
         "\u6771\u4eac.example", "\u00b5\u03bc.example", "\u212a\u212b.example", "a_b.example",
         "192.0.2.1", "2001:db8::1", "1", "-", "*", "*.example.com", "a#b", "{x}", "a,b", "a=b",
         "/run/lmtp", "a:b:c", "x" * 300 + ".example", "y" * 3000]
ODD = ["\"", "\\", "\"a b\"@example.com", "a\\ b", "\"a\\\"b\" c", "\"open", "\\\\", "@", "#x", ":",
       "\u2028", "\u00a0", "\u00e9", "e\u0301"]
VALUES = ["none", "may", "encrypt", "secure match=.example.com", "verify  ciphers=high",
          "secure match=a match=b", "x # y", "\"q\"", "\\", "= a", "{a b}", "\u00fc", "fingerprint",
          "match=AA:BB:CC protocols=!SSLv2,!SSLv3", "z" * 5000]
BLANKS = [" ", " ", "\t", "  ", " \t ", "\v", "\f", "\r", "\n ", "\n\t", "\n# c\n ", "\n\n  ",
          "\n   # c\n  ", "\r\n "]


def chance(*parts):
    return random.choice(parts)


def cased(text):
    return chance(text, text, text.upper(), text.title(), text.swapcase())


def key():
    name = cased(random.choice(NAMES))
    port = chance("25", "587", "submission", "SMTP", "0587", "")
    form = random.randrange(9)
    if form < 3:
        return name
    if form == 3:
        return "." + name
    if form == 4:
        return "[" + name + "]"
    if form == 5:
        return "[" + name + "]:" + port
    if form == 6:
        return name + ":" + port
    if form == 7:
        return chance("user@", "@", "User+x@") + name
    return random.choice(ODD) + chance("", name)


def line():
    form = random.randrange(16)
    if form == 0:
        return chance("# a comment", "   # one more", "", "  ", "\t", "#", "\r", "\v")
    if form == 1:
        return key() + chance("", " ", "\t\t", " \n", "\n  \n")
    if form == 2:
        return chance(" ", "\t") + key() + " " + random.choice(VALUES)
    if form == 3:
        return key() + "\0 may" if random.random() < 0.2 else key() + " may\0 x"
    return key() + random.choice(BLANKS) + random.choice(VALUES) + chance("", "", " ", "\t\r", "\n x")


def source():
    lines = [line() for _ in range(random.randrange(60))]
    text = "\n".join(lines) + chance("\n", "\n", "", "\n ")
    if random.random() < 0.1:
        text = text.replace("\n", "\r\n")
    data = text.encode()
    if random.random() < 0.3:
        at = random.randrange(len(data) + 1)
        data = data[:at] + chance(b"\xe4", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xc0\xaf") + data[at:]
    return data


def without_blanks(text):
    return "".join(text.split())


def inline():
    entries = []
    for _ in range(random.randrange(1, 12)):
        text = without_blanks(key()) + chance("=", "=", " = ", " =") + random.choice(VALUES)
        if random.random() < 0.02:
            text = chance("", "=", text.replace("=", " "), text + "}", "{" + text, text + "\"")
        bare = " " not in text and "," not in text and random.random() < 0.3
        entries.append(text if bare else "{" + chance("", " ") + text + chance("", " ") + "}")
    name = "{" + chance("", " ") + chance(" ", ", ", "\t").join(entries) + chance("", " ", ",") + "}"
    if random.random() < 0.05:
        name = chance(name[1:], name[:-1], name + "x", name + "{}", "{}", "{ }", "a=b", name + "}")
    return name.encode()


def keys_for(data):
    """Keys of the table, other words of it, and others; in the same or another case."""
    text = data.decode("utf-8", "replace").replace("{", "\n").replace("=", " ")
    words = text.split() or [""]
    firsts = [one.split(" ")[0].split("\t")[0] for one in text.split("\n") if one] or [""]
    keys = []
    while len(keys) < KEYS_OF_A_TABLE:
        one = chance(cased(random.choice(firsts)), random.choice(firsts), random.choice(words), key())
        one = one.replace("\0", "").split("\n")[0]
        if one:
            keys.append(one.encode())
    return keys


def run(command, keys):
    done = subprocess.run(command, input=b"".join(one + b"\n" for one in keys),
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    return done.returncode, done.stdout, done.stderr


def first_repeated(warnings):
    """The line of the first key that is there twice."""
    for text in warnings.split(b"\n"):
        if b": duplicate entry: " in text:
            return b"repeated: " + text.split(b", line ")[1].split(b":")[0] + b"\n"
    return b""


def answers(name, path, conf, case, kind, keys):
    """What postmap says, and what we say: the answers, and the line of a repeated key."""
    where = conf.encode()
    table = kind + b":" + (path.encode() if kind != b"inline" else name)
    if kind not in (b"inline", b"texthash"):
        subprocess.run([b"postmap", b"-c", where, table], stderr=subprocess.DEVNULL, check=False)
    status, out, err = run([b"postmap", b"-c", where, b"-q", b"-", table], keys)
    ours = run([PRINT_LOOKUP, case, "inline" if kind == b"inline" else "text",
                name if kind == b"inline" else path], keys)
    if kind == b"inline":
        failed = status != 0 and b"fatal: " in err
        return (failed, b"" if failed else out), (ours[0] == 1, ours[1])
    repeated = first_repeated(err) if kind == b"texthash" else b""
    return (repeated, out), (ours[2] if kind == b"texthash" else b"", ours[1])


def main():
    random.seed(SEED)
    types = subprocess.run(["postconf", "-m"], stdout=subprocess.PIPE, check=True).stdout.split()
    kinds = [kind for kind in (b"texthash", b"inline", b"hash", b"btree", b"lmdb", b"cdb")
             if kind in types]
    confs = {}
    for case, enabled in (("unicode", "yes"), ("ascii", "no")):
        confs[case] = os.path.join(WHERE, case)
        os.mkdir(confs[case])
        with open(os.path.join(confs[case], "main.cf"), "w", encoding="ascii") as file:
            file.write("compatibility_level = 3.6\nsmtputf8_enable = %s\n" % enabled)
    lookups = found = differences = 0
    for number in range(TABLES):
        kind, case = kinds[number % len(kinds)], "ascii" if number % 7 == 0 else "unicode"
        data = inline() if kind == b"inline" else source()
        # Keys of an lmdb file have 511 bytes at most.
        if kind == b"lmdb":
            data = re.sub(b"[yY]{100,}", b"y", data)
        path = os.path.join(WHERE, "table%d" % number)
        with open(path, "wb") as file:
            file.write(data)
        os.utime(path, (1e9, 1e9))
        keys = keys_for(data)
        theirs, ours = answers(data, path, confs[case], case, kind, keys)
        lookups += len(keys)
        found += theirs[1].count(b"\n")
        if theirs == ours:
            continue
        differences += 1
        print("FAILED: %s (%s): %s" % (path, kind.decode(), case))
        if theirs[0] != ours[0]:
            print("  postmap: %r, ours: %r" % (theirs[0], ours[0]))
        for sign, one, other in (("postmap", theirs, ours), ("ours", ours, theirs)):
            for text in set(one[1].split(b"\n")) - set(other[1].split(b"\n")):
                print("  only %s: %r" % (sign, text[:200]))
    print("seed %d: %d lookups in %d tables (%s), %d with an answer, %d tables differ" % (
        SEED, lookups, TABLES, b" ".join(kinds).decode(), found, differences))
    sys.exit(1 if differences else 0)


main()
