# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# The rows of every_command.test, which sources this file: a command each, and what it needs.

changes - init -- mail.example.com --dir out/tls -c in --postfix-version 3.7 --type ec:p256
if command -v postconf >/dev/null && [ -e /usr/share/postfix/main.cf.debian ]; then
  changes 'in-place with:postfix' init -- \
    mail.example.com --configure --submission --smtps -c out --type ec:p256
  changes 'in-place with:host' hook run -- getssl in/mx.pem in/mx.key -c out --dir out/tls
else
  echo 'skipped: init --configure, hook run: postconf and Debian'"'"'s own main.cf are missing'
fi
changes 'in-place with:renewed' deploy -- --cert in/mx.pem --key in/mx.key --dir out/tls -c in \
  --postfix-version 3.7
if command -v postconf >/dev/null && [ -e /usr/share/postfix/main.cf.debian ]; then
  changes 'in-place with:declared' apply -- -c out
else
  echo 'skipped: apply: postconf and Debian'"'"'s own main.cf are missing'
  rows+=(apply)
fi
changes 'again in-place with:deployed' rollback -- --dir out/tls -c in --postfix-version 3.7
looks with:deployed status -- --dir out/tls -c in --postfix-version 3.7
looks - snippet -- --postfix-version 3.7 --name mx.example.org -c in
changes - chain build -- "$FIXTURES/chains/leaf.crt" --from "$FIXTURES/chains/inter.crt" \
  --roots "$FIXTURES/chains/root-a.crt" --key "$FIXTURES/chains/leaf.key" --out out/mx.pem
looks - chain check -- "$FIXTURES/chains/good.pem"

prepare_own_pair() { # a self-signed certificate and its key, for nine days
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout out/mx.key \
    -out out/mx.crt -days 9 -subj /CN=mx.example.org -addext subjectAltName=DNS:mx.example.org
}

changes - key new -- --out out/mx.key
changes - key convert -- "$FIXTURES/forms/pkcs1.der" --out out/mx.key
looks - key show -- "$FIXTURES/keys/rsa.key"
changes 'in-place with:own_pair' key rotate -- out/mx.crt --key out/mx.key
changes - cert self-signed -- mx.example.org --out out/mx.crt --key-out out/mx.key
changes - cert csr -- mx.example.org --out out/mx.csr --key-out out/mx.key
changes 'in-place with:own_pair' cert renew -- out/mx.crt --key out/mx.key
looks - cert show -- "$FIXTURES/forms/bag-attributes.pem"
changes makes ca new -- 'Example CA' --dir out/ca
changes with:ca ca issue -- mx.example.org --ca in/ca --out out/mx.crt --key-out out/mx.key
changes - dh new -- --group ffdhe2048 --out out/dh.pem
looks - dh check -- "$FIXTURES/dh/ffdhe2048.pem"
looks - dh advise --
prepare_key() { install -m 600 "$FIXTURES/dh/key.pem" in/mx.key; }
looks with:key modes check -- in/mx.key
prepare_open_key() { install -m 644 "$FIXTURES/dh/key.pem" out/mx.key; }
changes "in-place no-room with:open_key" modes fix -- out/mx.key
looks - fingerprint -- "$FIXTURES/keys"
looks with:policies policy show -- -c out --postfix-version 3.7
changes 'in-place with:policies' policy set -- example.com may ciphers=high -c out \
  --postfix-version 3.7
changes 'in-place with:policies' policy remove -- example.net -c out --postfix-version 3.7
changes 'in-place with:policies' policy pin -- x.org "$FIXTURES/prints/ec.crt" -c out
if command -v python3 >/dev/null; then
  changes 'in-place with:pinned' policy prune -- -c out --postfix-version 3.7
else
  echo 'skipped: policy prune: its server needs python3' && rows+=('policy prune')
fi
looks with:policies policy check -- -c out --postfix-version 3.7
looks with:policy policy explain -- example.org -c in --postfix-version 3.7 --cert out/mx.crt
prepare_no_hosts() { echo '# nobody yet' >in/hosts; }
looks with:no_hosts probe -- --hosts in/hosts --postfix-version 3.7
looks with:sound check -- -c in --postfix-version 3.7
if command -v postconf >/dev/null; then
  changes 'in-place with:obsolete' check -- --fix -c out
else
  echo 'skipped: check --fix: postconf is missing'
fi
looks - explain -- key-not-first
prepare_certbot() { mkdir -p out/renewal-hooks/deploy; }
prepare_certbot_hook() { # as `hook install` writes it: the mark has the digest of the other lines
  prepare_certbot
  local text=$'#!/bin/sh\nexec postseal hook run certbot\n'
  sed "1a# postseal hook, sha256 $(printf %s "$text" | sha256sum | cut -d' ' -f1)" \
    <<<"${text%$'\n'}" >out/renewal-hooks/deploy/postseal
}
changes with:certbot hook install -- certbot --client-dir out
changes 'in-place no-room with:certbot_hook' hook remove -- certbot --client-dir out
looks - completion -- bash
looks - man --
