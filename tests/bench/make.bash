#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Making one key and one certificate.
. "$(dirname "${BASH_SOURCE[0]}")/common.bash"
growing && exit 0

# Every output is a new one: what is there already is not written again.
serial=0
fresh() { "$POSTSEAL" -q "$@" --out "out$((serial++)).pem"; }
if wanted key; then
  we=(fresh key new --type ec:p256)
  they=(openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out their.key)
  compare 'key new --type ec:p256' 31 'openssl genpkey; ours is synced to disk'
fi
if wanted self-signed; then
  openssl genrsa -out one.key 2048 2>/dev/null
  we=(fresh cert self-signed mx.example.org --key one.key)
  they=(openssl req -x509 -new -key one.key -subj /CN=mx.example.org
    -addext subjectAltName=DNS:mx.example.org -days 3650 -out their.pem)
  compare 'cert self-signed' 31 'openssl req -x509; ours is synced to disk'
fi
exit "$status"
