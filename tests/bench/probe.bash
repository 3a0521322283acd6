#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# What 1,000 mail servers on loopback present: probe.bash POSTSEAL [probe]
# Ours asks each for its RSA and for its ECDSA chain, 200 hosts at a time; the peers are loops that
# ask some of the hosts once each. HOSTS (1000), SAMPLE (30), PROBE_PORT (one that is free).
here=$(realpath "$(dirname "${BASH_SOURCE[0]}")")
. "$here/common.bash"
wanted probe || exit 0
HOSTS=${HOSTS:-$(size_of 1000)} SAMPLE=${SAMPLE:-$(is_short && echo 2 || echo 30)}
! growing || HOSTS=$(is_short && echo 40 || echo 1000)

server=${BENCH_SERVER:-}
if [ -z "$server" ]; then
  if ! "${CXX:-c++}" -std=c++20 -O2 -o server "$here/starttls_server.cpp" -lssl -lcrypto 2>errors; then
    not_run 'probe: bench_server, which the hosts are, is not built'
    exit 0
  fi
  server=./server
fi

make_certificates() {
  local kind
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem \
    -subj '/CN=Bench CA' -days 100
  openssl genrsa -out rsa.key 2048
  openssl ecparam -genkey -name prime256v1 -noout -out ec.key
  echo subjectAltName=DNS:mx.example.org >names
  for kind in rsa ec; do
    openssl req -new -key $kind.key -subj /CN=mx.example.org -out $kind.csr
    openssl x509 -req -in $kind.csr -CA ca.pem -CAkey ca.key -days 90 -extfile names -out $kind.crt
    cat $kind.key $kind.crt ca.pem >$kind.pem
  done
}
# The server ends with its standard input, whatever becomes of this script.
stop() {
  exec 9>&-
  [ -z "${process:-}" ] || { kill "$process" && wait "$process"; } 2>/dev/null
  process=
}
start() { # PORT
  local i
  rm -f hold ready
  mkfifo hold
  : >ready
  "$server" "$1" "$HOSTS" rsa.pem ec.pem <hold >ready 2>server.log &
  process=$!
  exec 9>hold
  for ((i = 0; i < 100; i++)); do
    grep -q ready ready && return
    kill -0 "$process" 2>/dev/null || break
    sleep 0.05
  done
  stop
  return 1
}
make_certificates 2>make.log || { cat make.log; exit 1; }
trap 'stop; rm -rf "$WORK"' EXIT
port=${PROBE_PORT:-}
for ((attempt = 0; attempt < 5; attempt++)); do
  port=${PROBE_PORT:-$((20000 + RANDOM % 10000))} # below those that the system gives to clients
  start "$port" && break
done
[ "${process:-}" ] || { echo "the server does not start: $(cat server.log)"; exit 1; }
for ((i = 0; i < HOSTS; i++)); do
  echo "127.0.$((i / 250)).$((i % 250 + 1)):$port"
done >hosts

probed() { # HOSTS
  head -n "$1" hosts >"hosts-$1"
  we=("$POSTSEAL" --postfix-version 3.7 probe --hosts "hosts-$1" -j 200 --ca ca.pem
    --name mx.example.org --format jsonl)
}
by_posttls-finger() {
  local host
  while read -r host; do
    posttls-finger -c -l encrypt "[${host%:*}]:$port" </dev/null || return 1
  done < <(head -n "$SAMPLE" hosts)
}
by_s_client() {
  local host
  while read -r host; do
    echo QUIT | openssl s_client -starttls smtp -connect "$host" -quiet 2>&1 || return 1
  done < <(head -n "$SAMPLE" hosts)
}
# What it takes to see both certificates.
by_s_client_twice() {
  local host kind
  while read -r host; do
    for kind in RSA-PSS+SHA256 ECDSA+SHA256; do
      echo QUIT | openssl s_client -starttls smtp -connect "$host" -sigalgs "$kind" -quiet 2>&1 ||
        return 1
    done
  done < <(head -n "$SAMPLE" hosts)
}
declare -A looks=([posttls-finger]='once each' [s_client]='once each'
  [s_client_twice]='for RSA and for ECDSA')
if growing; then
  growth 'probe: n hosts, RSA and ECDSA of each' probed $((HOSTS / (HOSTS == 40 ? 4 : 100)))
  exit "$status"
fi

probed "$HOSTS"
"${we[@]}" >found 2>&1
[ "$(grep -c '"chains"' found)" = "$HOSTS" ] || { echo 'failed: not every host was looked at'; status=1; }
title=$(with_commas "$HOSTS")
for client in posttls-finger s_client s_client_twice; do
  if ! command -v ${client/s_client*/openssl} >/dev/null; then
    not_run "probe beside $client: it is not installed"
    continue
  fi
  ours=() theirs=()
  for ((i = 0; i < $(times 3); i++)); do
    measure ours "${we[@]}"
    measure theirs "by_$client"
  done
  report "probe: $title hosts, RSA and ECDSA of each" "$(median "${ours[@]}")" \
    $(($(median "${theirs[@]}") * HOSTS / SAMPLE)) \
    "${client%_twice} in a loop over $SAMPLE, ${looks[$client]}, times $((HOSTS / SAMPLE)); median of ${#ours[@]}"
done
memory probe "${we[@]}"
exit "$status"
