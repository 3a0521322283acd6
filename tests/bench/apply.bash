#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# 10,000 identities of a postseal.toml: EC keys and self-signed certificates, on disk and in memory.
. "$(dirname "${BASH_SOURCE[0]}")/common.bash"
wanted apply || exit 0

settle() { touch -d yesterday "$1/main.cf"; } # DIR
# A configuration of COUNT identities in DIR, nothing made yet.
declare_site() { # DIR COUNT
  rm -rf "$1"
  mkdir -p "$1"
  local i
  {
    printf '[postfix]\nconfig_dir = "%s"\ndirectory = "%s/tls"\n' "$1" "$1"
    for ((i = 0; i < $2; i++)); do
      printf '[[identity]]\nname = "m%d"\nhostnames = ["m%d.example.org"]\nkeys = ["ec:p256"]\n' $i $i
      printf 'source = "self-signed"\n'
    done
  } >"$1/postseal.toml"
  # With its name and of yesterday: Postfix asks the resolver for a name, and lets a file that was
  # written this second cool down.
  printf '%s\n' 'compatibility_level = 3.6' 'myhostname = m0.example.org' >"$1/main.cf"
  settle "$1"
  echo 'smtp inet n - n - - smtpd' >"$1/master.cf"
}
first() { declare_site "$WORK/site" "$1" && we=("$POSTSEAL" -q -c "$WORK/site" --postfix-version 3.7 apply); }
second() { first "$1" && "${we[@]}" 2>/dev/null && settle "$WORK/site"; }

# A certificate each, as one would without postseal; SERIAL names it.
serial=0
by_openssl() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "o$serial.key" \
    -subj "/CN=o$serial.example.org" -addext "subjectAltName=DNS:o$serial.example.org" \
    -days 3650 -out "o$((serial++)).crt"
}
by_minica() { minica "m$((serial++)).example.org"; }  # RSA of 2048 bits: it makes no others
by_mkcert() { CAROOT=$PWD mkcert -ecdsa "k$((serial++)).example.org"; }

if growing; then
  growth 'apply: n new identities' first 10
  growth 'apply: n identities, nothing to do' second 10
  exit "$status"
fi
count=$(size_of 10000)
title=$(with_commas "$count")
loops=$(times 30)
beside() { # NAME OURS PEER: a loop of the peer, scaled
  local name=$1 our=$2 maker=$3 theirs=() i sum=0
  if ! command -v "$maker" >/dev/null; then
    not_run "$name beside $maker: it is not installed"
    return
  fi
  for ((i = 0; i < loops; i++)); do measure theirs "by_$maker"; done
  for i in "${theirs[@]}"; do ((sum += i)); done
  report "$name" "$our" $((sum * count / loops)) "a loop of $maker over $loops, times $((count / loops))"
}
ours=()
first "$count"
measure ours "${we[@]}"
for maker in openssl minica mkcert; do beside "apply: $title new identities" "${ours[0]}" "$maker"; done
again=()
settle "$WORK/site"
measure again "${we[@]}"
report "apply: $title identities, nothing to do" "${again[0]}" "${ours[0]}" 'the peer is the first run'
rm -rf "$WORK/site"
if [ -d /dev/shm ] && [ -w /dev/shm ]; then
  memory=$(mktemp -d /dev/shm/bench.XXXXXX)
  trap 'rm -rf "$WORK" "$memory"' EXIT
  declare_site "$memory/site" "$count"
  quick=()
  measure quick "$POSTSEAL" -q -c "$memory/site" --postfix-version 3.7 apply
  beside "apply: the same, files in memory" "${quick[0]}" openssl
fi
exit "$status"
