# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Sourced by tests/cli/check*.test after harness.bash: configurations to check, and what is found.

# A host's material in tls/, made by openssl: NAME, then more options of req.
material() {
  mkdir -p conf/tls
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" -days 300 \
    -addext "subjectAltName=DNS:$1" -keyout "conf/tls/$1.key" -out "conf/tls/$1.crt" "${@:2}" 2>/dev/null
  cat "conf/tls/$1.key" "conf/tls/$1.crt" >"conf/tls/$1.pem"
  chmod 600 "conf/tls/$1.key" "conf/tls/$1.pem"
}
services() {
  mkdir -p conf
  cat >conf/master.cf <<'END'
smtp       inet  n - n - - smtpd
submission inet  n - n - - smtpd
  -o smtpd_tls_security_level=encrypt
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_tls_auth_only=yes
smtp       unix  - - n - - smtp
tlsmgr     unix  - - n 1000? 1 tlsmgr
END
}
sound() { # a configuration without a fault
  services
  material mx.example.org
  cat >conf/main.cf <<END
compatibility_level = 3.6
myhostname = mx.example.org
smtpd_tls_security_level = may
smtpd_tls_chain_files = $PWD/conf/tls/mx.example.org.pem
smtp_tls_security_level = may
smtp_tls_CApath = /etc/ssl/certs
END
}
inspect() { run -c "$PWD/conf" --postfix-version 3.7.11 check "$@"; }
listing() { find . -printf '%P %y %m %T@\n' | sort && find . -type f -exec sha256sum {} + | sort; }
found() { # ID...: among the findings of the JSON document
  local id
  for id; do
    jq -e --arg id "$id" 'any(.findings[]; .id == $id)' "$OUT" >/dev/null ||
      fail "no finding $id among: $(jq -r '[.findings[].id] | unique | join(" ")' "$OUT")"
  done
}
not_found() { # ID...
  local id
  for id; do
    ! jq -e --arg id "$id" 'any(.findings[]; .id == $id)' "$OUT" >/dev/null || fail "there is a finding $id"
  done
}
found_at() { # ID LINE
  jq -e --arg id "$1" --argjson line "$2" 'any(.findings[]; .id == $id and .line == $line)' "$OUT" \
    >/dev/null || fail "$1 not at line $2: $(jq -c --arg id "$1" '[.findings[] | select(.id == $id) | .line]' "$OUT")"
}
tls_of() { jq -r --arg s "$1" '.result.services[] | select(.service == $s).tls' "$OUT"; }
tls_is() { check "$1 $2" [ "$(tls_of "$1")" = "$2" ]; }
not() { ! "$@"; }
explained() { # every finding of the document
  local id
  for id in $(jq -r '[.findings[].id] | unique | .[]' "$OUT"); do
    "$POSTSEAL" explain "$id" >/dev/null || fail "$id is not explained"
  done
}
