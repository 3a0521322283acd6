#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# What fuzzing begins with: seeds.bash DIR [FIXTURES] makes DIR/TARGET/* for every fuzz target, from
# the configurations of tests/readers, from words written here, and from the fixtures, if given.
set -euo pipefail
dir=${1:?usage: seeds.bash DIR [FIXTURES]} fixtures=${2:-}
# shellcheck source=../readers/configurations.bash
. "$(dirname "${BASH_SOURCE[0]}")/../readers/configurations.bash"
mkdir -p "$dir"/{main_cf,master_cf,policy,log_line,material}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
configurations "$work"
for place in "$work"/*; do
  cp "$place/main.cf" "$dir/main_cf/${place##*/}"
  cp "$place/master.cf" "$dir/master_cf/${place##*/}"
done

seed() { cat >"$dir/$1/$2"; } # TARGET NAME
seed main_cf growing <<'END'
a = $b$b$b$b$b$b$b$b$b$b
b = $c$c$c$c$c$c$c$c$c$c
c = $d$d$d$d$d$d$d$d$d$d
d = $e$e$e$e$e$e$e$e$e$e
e = $f$f$f$f$f$f$f$f$f$f
f = x
END
# shellcheck disable=SC2016
seed main_cf deep < <(printf 'a = %s\n' "$(printf '${b:%.0s' {1..300})$(printf '}%.0s' {1..300})")
seed policy levels <<'END'
# the first word, then a level and attributes
example.com       secure match=nexthop:.example.net:example.org
.example.net      verify ciphers=high protocols=>=TLSv1.2 exclude=aNULL:MD5
[mx.example]:587  fingerprint match=3D:95:34:51:24|11:22 match={aa:bb}
  servername=mx.example, tafile=/etc/ca.pem

dane.example      dane-only { protocols = >=TLSv1.3 }
none.example	NONE
may.example may enable_rpk=yes connection_reuse=no
alone
 stray words
ex,ample          encrypt {match=a b} {
END
seed policy words <<'END'
secure match=:: match= {ciphers = high}, ,servername=
END
printf 'a may\r\n# b\r\n  c = d\r\nA none\r\n' | seed policy crlf
printf ' x may\n\0a may\0b\n\xff\xfe secure match=\x1b[2J\n' | seed policy bytes

seed log_line stamps <<'END'
Nov 29 18:33:01 mx postfix/smtpd[1]: warning: error opening chain file: /etc/mx.pem: No such file
2026-11-29T18:33:01.123456+01:00 mx postfix/submission/smtpd[12]: connect from unknown[192.0.2.1]
<22>1 2026-11-29T18:33:01Z mx postfix/smtp 7 - - 4XyZab12cd: to=<a@example.com>, relay=none, status=deferred (TLS is required, but was not offered by host mx.example[192.0.2.1])
Nov 29 18:33:01 mx postfix/smtpd[1]: message repeated 3 times: [ SSL_accept error from unknown[192.0.2.1]: -1]
warning: TLS library problem: error:0A000102:SSL routines::unsupported protocol:../ssl/statem/statem_srvr.c:1686:
postfix/smtp[2]: NOQUEUE: Untrusted TLS connection established to mx.example[192.0.2.1]:25: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)
a {x} b 12 c
a x b -1 y a z b 3
END
# Every text that a line is compared with, as lines of a log: a file of twenty.
find "$(dirname "${BASH_SOURCE[0]}")/../../src/core" -name 'log_patterns_*.cpp' -exec \
  sed -nE 's/.*"(.{12,})".*/Nov 29 18:33:01 mx postfix\/smtpd[1]: warning: \1/p' {} + |
  split -l 20 - "$dir/log_line/patterns-"

cp -r "$dir/policy" "$dir/policy_lint"
seed policy_lint maps <<'END'
hash:/etc/postfix/tls_policy, inline:{ {example.com = secure match=nexthop}, { .example.net = may } }
proxy:texthash:/a static:{encrypt ciphers=high} inline:{a=b} inline:{ , }
END

# Labels and headers that no fixture has.
seed material labels <<'END'
-----BEGIN X509 CERTIFICATE-----
MAA=
-----END X509 CERTIFICATE-----
-----BEGIN ENCRYPTED PRIVATE KEY-----
MBowCgYIKoZIhvcNAQUEDAgAAAAAAAAAAAQA
-----END ENCRYPTED PRIVATE KEY-----
-----BEGIN RSA PRIVATE KEY-----
Proc-Type: 4,ENCRYPTED
DEK-Info: DES-EDE3-CBC,0123456789ABCDEF

AAAAAAAAAAA=
-----END RSA PRIVATE KEY-----
-----BEGIN DH PARAMETERS-----
MAYCAQcCAQI=
-----END DH PARAMETERS-----
-----BEGIN a-----
-----END b-----
-----BEGIN CERTIFICATE-----
END
[ -n "$fixtures" ] || exit 0
# The small ones: large files only make it slow.
find "$fixtures" -type f -size -8k -print0 | sort -z | while IFS= read -rd '' file; do
  name=${file#"$fixtures/"}
  cp "$file" "$dir/material/${name//\//-}"
done
