# SPDX-License-Identifier: MIT
"""policy_cases.py WORK COUNT SEED: cases of interop/policy_explain made by chance.

SERVER | NEXT HOP | TABLE | SETTINGS, as policy_explain.test reads them; "^" is "|". WORK/pins has the names of
the servers with the fingerprints of their certificates and keys.
"""
import random
import sys

WORK, COUNT, SEED = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
with open(WORK + "/pins", encoding="ascii") as pins:
    PINS = {line.split()[0]: line.split()[1:] for line in pins}
SERVERS = list(PINS)
NEXT_HOPS = ["[mx.test.example]:PORT"] * 4 + [
    "mx.test.example", "mx.test.example:PORT", "test.example", "Test.Example", "sub.test.example",
    "mx.sub.test.example", "[mx.sub.test.example]", "[mx.sub.test.example]:PORT", "fastmail.fm",
    "example.net", "xn--mnchen-3ya.example", "[xn--mnchen-3ya.example]:PORT", "[127.0.0.1]",
    "[127.0.0.1]:PORT", "a.b.test.example", "[MX.Test.Example]:PORT", "localhost"]
NAMES = ["hostname", "nexthop", "dot-nexthop", "HostName", "mx.test.example", "MX.TEST.example",
         ".test.example", ".example", "test.example", "*.test.example", "sub.test.example",
         ".sub.test.example", "a.b.test.example", ".b.test.example", "xn--mnchen-3ya.example",
         ".xn--mnchen-3ya.example", "mx.test.example.", ".", "..", "127.0.0.1", "127.0.0.2", "x",
         "example", "*", "*.example", "other.example", "own", "self.example", "XN--MNCHEN-3YA.example"]
ANCHORS = ["ca", "stranger", "inter", "inter2", "lapsed", "crossed", "names", "own", "self", "sha1"]
CA_FILES = ["ca", "ca", "ca", "stranger", "inter", "own", "self", "both-cas", "crossed", "lapsed"]


def chance(*parts):
    return random.choice(parts)


def names(least=1):
    """Attributes match=..., of several names each."""
    parts = []
    for _ in range(random.randrange(least, 3)):
        parts.append(" match=" + ":".join(random.sample(NAMES, random.randrange(1, 4))))
    return "".join(parts)


def pin(server):
    certificate, key = PINS[server if random.random() < 0.5 else random.choice(SERVERS)]
    text = chance(certificate, key)
    form = random.randrange(8)
    if form == 0:
        return text.lower()
    if form == 1:
        return text.replace(":", "")
    if form == 2:
        return chance("xyz", "AA:BB", "AA-BB", text[:-1], text[:-3], "sha256:" + text, text + ":00")
    return text


def plain(level):
    """What goes with every level but none, and what goes with nothing."""
    if random.random() < 0.6:
        return ""
    good = [" ciphers=high", " ciphers=medium", " protocols=>=TLSv1.2", " exclude=RC4:MD5",
            " servername=hostname", " servername=mx.test.example", " connection_reuse=no",
            " protocols=", " CIPHERS=high", " exclude=", " protocols=!SSLv2:!SSLv3"]
    bad = [" ciphers=strongest", " protocols=SSLv9", " connection_reuse=maybe", " match", " unknown=x",
           " ciphers=", " ciphers=high ciphers=high", " servername=a_b..c", " servername=",
           " ciphers = high", " match=", " tafile="]
    if level in ("may", "encrypt"):
        bad += [" match=x", " tafile=WORK/ca.crt"]
    return random.choice(good if random.random() < 0.7 else bad)


def policy(server):
    level = chance("may", "encrypt", "verify", "verify", "secure", "secure", "secure",
                   "fingerprint", "fingerprint")
    text = chance(level, level, level.upper(), level.title())
    if level == "fingerprint":
        count = random.randrange(4)
        text += "".join(" match=" + "^".join(pin(server) for _ in range(random.randrange(1, 3)))
                        for _ in range(count))
    if level in ("verify", "secure"):
        text += names(least=random.randrange(2)) if random.random() < 0.8 else ""
        for _ in range(chance(0, 0, 0, 1, 1, 2)):
            text += " tafile=WORK/" + random.choice(ANCHORS) + chance(".crt", ".crt", ".pub")
    return text + plain(level)


def table(server, next_hop):
    """Mostly an entry of its own; sometimes those of parents and others beside or instead of it."""
    lines = ["@ " + policy(server)]
    if random.random() < 0.25:
        host = next_hop.strip("[]").split("]")[0].split(":")[0]
        others = [host, "[" + host + "]", "." + host, "[" + host + "]:PORT", host + ":PORT",
                  ".test.example", ".example", host.upper(), "*." + host]
        lines = [random.choice(others) + " " + policy(server)] + (lines if random.random() < 0.4 else [])
    return "; ".join(lines)


def settings():
    all_of_them = []
    if random.random() < 0.5:
        name = random.choice(CA_FILES)
        all_of_them.append("smtp_tls_CAfile=WORK/%s.crt" % name)
    elif random.random() < 0.2:
        all_of_them += ["smtp_tls_CAfile=", "smtp_tls_CApath=WORK/path"]
    if random.random() < 0.15:
        all_of_them.append("smtp_tls_scert_verifydepth=%d" % random.randrange(3))
    if random.random() < 0.15:
        level = chance("secure", "verify")
        all_of_them.append("smtp_tls_%s_cert_match=%s" % (level, ":".join(random.sample(NAMES, 2))))
    if random.random() < 0.1:
        all_of_them.append("smtp_tls_trust_anchor_file=WORK/%s.crt" % random.choice(ANCHORS))
    if random.random() < 0.1:
        all_of_them.append("smtp_tls_security_level=" + chance("encrypt", "verify", "secure"))
    return ",".join(all_of_them)


random.seed(SEED)
for _ in range(COUNT):
    shown = random.choice(SERVERS)
    hop = random.choice(NEXT_HOPS)
    print("%s | %s | %s | %s" % (shown, hop, table(shown, hop), settings()))
