#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Chains of 10,000 leaves out of a pool of 5,000 intermediates.
. "$(dirname "${BASH_SOURCE[0]}")/common.bash"
wanted chain || exit 0
if [ -z "$peer" ]; then
  not_run 'chain: bench_peer, which makes the certificates, is not built'
  exit 0
fi

build() { # LEAVES: half as many intermediates
  [ -d "pool-$1" ] || "$peer" pool "pool-$1" "$1" "$((($1 + 1) / 2))"
  we=("$POSTSEAL" -n chain build "pool-$1/leaves" --from "pool-$1/issuers.pem"
    --roots "pool-$1/root.pem" --out-dir .)
}
if growing; then
  growth 'chain build: n leaves, n / 2 intermediates' build 100
  exit "$status"
fi
count=$(size_of 10000)
build "$count"
they=(openssl verify -CAfile "pool-$count/root.pem" -untrusted "pool-$count/issuers.pem"
  "pool-$count"/leaves/*.crt)
compare "chain build -n: $(with_commas "$count") leaves, $(with_commas $((count / 2))) issuers" 3 \
  'openssl verify -untrusted, which builds nothing'
exit "$status"
