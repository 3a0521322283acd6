# SPDX-License-Identifier: MIT
"""mutations.py DIR COUNT: configurations made by chance, always the same ones.

Writes DIR/m001/main.cf and DIR/m001/master.cf and so on. Half of them have values of many
expressions, a quarter lines of main.cf changed at random, a quarter lines of master.cf.
"""
import os
import random
import sys

NAMES = ["relayhost", "mydestination", "smtp_tls_CAfile", "smtp_tls_CApath",
         "smtpd_tls_CAfile", "smtpd_tls_CApath", "smtp_tls_cert_file"]
SIGNS = ["==", "!=", "<", "<=", ">=", ">"]
PIECES = ["$", "{", "}", "(", ")", "?", ":", " ", "=", "$$", "<level", "a", "-", "\t"]
MAIN = """# a comment
compatibility_level = 3.6
relayhost = [a.example]:587

mydestination = a,
  b,
# between
  c
smtp_tls_CAfile = /ca.pem
smtpd_tls_CApath = $smtp_tls_CAfile/x
"""
MASTER = """smtp inet n - y - - smtpd
submission inet n - n - 10 smtpd
  -o smtpd_tls_security_level=encrypt
  # between
  -o { relayhost = a b } -v
tlsmgr unix - - n 1000? 1 tlsmgr
"""


def chance(*parts):
    return random.choice(parts)


def operand(depth):
    text = value(depth)
    return chance("{", " {", "{ ") + text + "}" + chance("", " ")


def reference(later, depth):
    """An expression; only LATER names are in it, so that none refers to itself."""
    name = chance("nobody", *(later or ["u_end"]))
    if depth == 0 or random.random() < 0.4:
        return chance("$" + name + " ", "${" + name + "}", "$(" + name + ")", "${ " + name + "}")
    if random.random() < 0.5:
        return "${" + name + chance("?", ":", " ?") + value(depth - 1) + "}"
    if random.random() < 0.5:
        return "${" + name + chance("?", " ? ") + operand(depth - 1) + ":" + operand(depth - 1) + "}"
    numbers = chance("3", "10", "3.6", "abc", "", "007", "$" + name)
    sign = chance(*SIGNS) + chance("", "", "level" if numbers[:1].isdigit() else "")
    return "${{" + numbers + "}" + sign + "{" + chance("3.10", "9", "2") + "}" + chance(
        "", "?" + operand(depth - 1), "?" + operand(depth - 1) + ":" + operand(depth - 1)) + "}"


LATER = []


def value(depth):
    return "".join(chance("a", "-", "x y", ".", reference(LATER, depth))
                   for _ in range(random.randrange(1, 4)))


def damaged(text, pieces):
    at = random.randrange(len(text) + 1)
    how = random.randrange(3)
    if how == 0:
        return text[:at] + text[at + 1:]
    return text[:at] + chance(*pieces) + text[at + how - 1:]


def expressions():
    lines = ["compatibility_level = " + chance("2", "3.6", "3.10")]
    for index, name in enumerate(NAMES):
        LATER[:] = NAMES[index + 1:]
        text = value(3)
        if random.random() < 0.06:
            text = damaged(text, PIECES)
        lines.append(name + " = " + text)
    random.shuffle(lines)
    return "\n".join(lines) + "\n"


def changed(text, pieces):
    for _ in range(random.randrange(1, 5)):
        text = damaged(text, pieces)
    return text if random.random() < 0.7 else text.replace("\n", "\r\n")


def main(where, count):
    random.seed(20)
    blanks = ["\n", "\r", "\v", "\f", " ", "\t", "\0", "#", "=", "\n ", "\n#", "\n\n", "\n\n ", "\xe4"]
    for number in range(1, count + 1):
        main_cf, master_cf = MAIN, MASTER
        if number % 4 == 0:
            main_cf = changed(MAIN, blanks)
        elif number % 4 == 1:
            master_cf = changed(MASTER, blanks + ["{", "}", "-", "o", "?", "n", "5"])
        else:
            main_cf = expressions()
        place = os.path.join(where, "m%03d" % number)
        os.mkdir(place)
        for name, text in (("main.cf", main_cf), ("master.cf", master_cf)):
            with open(os.path.join(place, name), "wb") as file:
                file.write(text.encode("latin-1"))


main(sys.argv[1], int(sys.argv[2]))
