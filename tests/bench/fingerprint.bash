#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Fingerprints: of one certificate, of 10,000 in files, of 10,000 in one file.
. "$(dirname "${BASH_SOURCE[0]}")/common.bash"

# 20 different certificates, half RSA and half ECDSA.
make_some() {
  [ -d some ] && return
  mkdir some
  local i key
  openssl genrsa -out rsa.key 2048 2>/dev/null
  openssl ecparam -genkey -name prime256v1 -noout -out ec.key
  for ((i = 0; i < 20; i++)); do
    key=rsa.key
    ((i % 2)) && key=ec.key
    openssl req -x509 -new -key $key -subj "/O=Example/CN=mx$i.example.org" -days 3650 \
      -addext "subjectAltName=DNS:mx$i.example.org" -out some/$i.crt
  done
}
# COUNT of them, over and over, in many-COUNT/ and bundle-COUNT.pem.
make_many() {
  make_some
  [ -d "many-$1" ] && return
  local i
  mkdir "many-$1"
  for ((i = 0; i < $1; i += 20)); do
    cat some/*.crt >>"bundle-$1.pem"
    mkdir "many-$1/$i" && cp some/*.crt "many-$1/$i/"
  done
}
# The loop an administrator writes, over the first COUNT files: digest and pin of each.
openssl_loop() { # COUNT DIR
  local file left=$1
  for file in "$2"/*/*.crt; do
    ((left-- > 0)) || break
    openssl x509 -in "$file" -noout -fingerprint -sha256
    openssl x509 -in "$file" -noout -pubkey | openssl pkey -pubin -outform DER | openssl dgst -sha256
  done
}
scaled() { # NAME COUNT, then our command: 5 runs of ours around 1 of a part of theirs
  local name=$1 count=$2 ours=() theirs=() i sample
  sample=$(size_of 100)
  shift 2
  for ((i = 0; i < $(times 5); i++)); do measure ours "$@"; done
  measure theirs openssl_loop "$sample" "many-$count"
  report "$name" "$(median "${ours[@]}")" $((theirs[0] * count / sample)) \
    "openssl in a shell loop over $sample, times $((count / sample)); median of ${#ours[@]}"
}
files() { make_many "$1" && we=("$POSTSEAL" fingerprint "many-$1"); }
bundle() { make_many "$1" && we=("$POSTSEAL" fingerprint "bundle-$1.pem"); }

if growing; then
  wanted many && growth 'fingerprint of n certificates in files' files 100
  wanted bundle && growth 'fingerprint of n certificates in one file' bundle 100
  exit "$status"
fi
if wanted fingerprint; then
  make_some
  we=("$POSTSEAL" fingerprint some/0.crt)
  they=(openssl x509 -fingerprint -noout -in some/0.crt)
  compare 'one fingerprint (whole process)' 51 'openssl x509 -fingerprint'
fi
count=$(size_of 10000)
title=$(with_commas "$count")
if wanted many; then
  make_many "$count"
  scaled "digest and pin of $title certificates in files" "$count" "$POSTSEAL" fingerprint "many-$count"
fi
if wanted bundle; then
  make_many "$count"
  we=("$POSTSEAL" fingerprint "bundle-$count.pem")
  scaled "digest and pin of $title in one file" "$count" "${we[@]}"
  they=("$peer" prints "bundle-$count.pem")
  if [ -n "$peer" ]; then
    compare 'the same' 11 'a loop over the X509 API in one process'
  else
    not_run 'bundle beside a loop over the X509 API: bench_peer is not built'
  fi
fi
exit "$status"
