#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# How long postseal takes for what openssl can do too: bench.bash POSTSEAL [ROW...]
# Both run in turn on the same machine in the same minute; each figure is the median. Rows:
# fingerprint, many, bundle, key, self-signed, dh, check. Nothing here passes or fails.
set -u
POSTSEAL=$(realpath "${1:?usage: bench.bash POSTSEAL [ROW...]}")
shift
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
cd "$WORK" || exit 1
unset MAIL_CONFIG

# Milliseconds of COMMAND as a whole process, into the array $1.
measure() {
  local -n samples=$1
  local start=$EPOCHREALTIME end
  shift
  "$@" >/dev/null 2>&1 || echo "failed: $*" >&2
  end=$EPOCHREALTIME
  samples+=("$((${end/./} - ${start/./}))")
}
median() { printf '%s\n' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"; }
milliseconds() { awk -v us="$1" 'BEGIN { printf us < 100000 ? "%.1f ms" : "%.0f ms", us / 1000 }'; }
report() { # NAME OURS THEIRS NOTE (microseconds)
  printf '%-42s %12s %14s %9s  %s\n' "$1" "$(milliseconds "$2")" "$(milliseconds "$3")" \
    "$(awk -v a="$3" -v b="$2" 'BEGIN { printf a / b < 20 ? "%.2fx" : "%.0fx", a / b }')" "$4"
}
wanted() { [ "${#rows[@]}" = 0 ] || [[ " ${rows[*]} " == *" $1 "* ]]; }
rows=("$@")

# NAME TIMES NOTE, then the commands in the arrays `we` and `they`, in turn.
compare() {
  local ours=() theirs=() i
  for ((i = 0; i < $2; i++)); do
    measure ours "${we[@]}"
    measure theirs "${they[@]}"
  done
  report "$1" "$(median "${ours[@]}")" "$(median "${theirs[@]}")" "median of $2$3"
}

# 10,000 certificates: 20 different ones, half RSA and half ECDSA, over and over.
make_many() {
  [ -d many ] && return
  mkdir -p some many
  local i
  openssl genrsa -out rsa.key 2048 2>/dev/null
  openssl ecparam -genkey -name prime256v1 -noout -out ec.key
  for ((i = 0; i < 20; i++)); do
    local key=rsa.key
    ((i % 2)) && key=ec.key
    openssl req -x509 -new -key $key -subj "/O=Example/CN=mx$i.example.org" -days 3650 \
      -addext "subjectAltName=DNS:mx$i.example.org" -out some/$i.crt
  done
  for ((i = 0; i < 500; i++)); do
    cat some/*.crt >>bundle.pem
    mkdir many/$i && cp some/*.crt many/$i/
  done
}
# The loop an administrator writes; SAMPLE files of it.
sample=300
openssl_loop() {
  local file left=$sample
  for file in many/*/*.crt; do
    ((left-- > 0)) || break
    openssl x509 -in "$file" -noout -fingerprint -sha256
  done
}
scaled() { # NAME, then our command: 3 runs of ours around 1 of theirs
  local name=$1 ours=() theirs=()
  shift
  measure ours "$@"
  measure theirs openssl_loop
  measure ours "$@"
  measure ours "$@"
  report "$name" "$(median "${ours[@]}")" $((theirs[0] * 10000 / sample)) \
    "median of 3; openssl in a shell loop over $sample, times $((10000 / sample))"
}

printf '%-42s %12s %14s %9s\n' '' postseal openssl ratio
openssl req -x509 -newkey rsa:2048 -nodes -keyout one.key -subj /CN=mx.example.org -days 3650 \
  -out one.pem 2>/dev/null
if wanted fingerprint; then
  we=("$POSTSEAL" fingerprint one.pem)
  they=(openssl x509 -fingerprint -noout -in one.pem)
  compare 'one fingerprint (whole process)' 51 ''
fi
if wanted many; then
  make_many
  scaled '10,000 certificates in files' "$POSTSEAL" fingerprint many
fi
if wanted bundle; then
  make_many
  scaled '10,000 certificates in one file' "$POSTSEAL" fingerprint bundle.pem
fi
# Every output is a new one: what is there already is not written again.
serial=0
fresh() { "$POSTSEAL" -q "$@" --out "out$((serial++)).pem"; }
if wanted key; then
  we=(fresh key new --type ec:p256)
  they=(openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out their.key)
  compare 'key new --type ec:p256' 31 '; ours is synced to disk'
fi
if wanted self-signed; then
  we=(fresh cert self-signed mx.example.org --key one.key)
  they=(openssl req -x509 -new -key one.key -subj /CN=mx.example.org
    -addext subjectAltName=DNS:mx.example.org -days 3650 -out their.pem)
  compare 'cert self-signed' 31 '; ours is synced to disk'
fi
if wanted dh; then
  we=(fresh dh new --bits 1024)
  they=(openssl dhparam -out their.dh 1024)
  compare 'dh new --bits 1024' 15 ' of a search by chance: half or twice as long means nothing'
fi
# 1,000 SNI identities and a policy table of 100,000 lines; the peer only makes the indexes of both.
make_site() {
  mkdir -p site/sni
  local i
  openssl ecparam -genkey -name prime256v1 -noout -out site/key.pem
  for ((i = 0; i < 1000; i++)); do
    openssl req -x509 -new -key site/key.pem -subj "/CN=h$i.example.org" -days 365 \
      -addext "subjectAltName=DNS:h$i.example.org" -out site/one.crt
    cat site/key.pem site/one.crt >site/sni/$i.pem
    echo "h$i.example.org $PWD/site/sni/$i.pem" >>site/sni_map
  done
  seq -f 'd%.0f.example.net secure match=.example.net' 100000 >site/policy
  chmod 600 site/sni/*.pem site/sni_map site/key.pem
  cat >site/main.cf <<END
compatibility_level = 3.6
myhostname = h0.example.org
smtpd_tls_security_level = may
smtpd_tls_chain_files = $PWD/site/sni/0.pem
smtp_tls_security_level = may
smtp_tls_CApath = /etc/ssl/certs
smtp_tls_policy_maps = hash:$PWD/site/policy
tls_server_sni_maps = hash:$PWD/site/sni_map
END
  printf '%s\n' 'smtp inet n - n - - smtpd' 'smtp unix - - n - - smtp' \
    'tlsmgr unix - - n 1000? 1 tlsmgr' >site/master.cf
}
indexed() {
  postmap -c site -F "hash:$PWD/site/sni_map" && postmap -c site "hash:$PWD/site/policy"
}
if wanted check; then
  if command -v postmap >/dev/null; then
    make_site && indexed
    we=("$POSTSEAL" -c "$PWD/site" check --fail-on error)
    they=(indexed)
    compare 'check: 1,000 SNI names, 100,000 policies' 5 '; the peer is postmap of both tables'
    [ ! -x /usr/bin/time ] || /usr/bin/time -f '  check took %M KiB at most' \
      "$POSTSEAL" -c "$PWD/site" check 2>&1 >/dev/null | tail -1
  else
    echo 'not run: check: there is no postmap to compare with'
  fi
fi
