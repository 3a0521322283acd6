#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# How long postseal takes to look at 1,000 mail servers on loopback, beside a loop over
# posttls-finger and one over openssl s_client: probe.bash POSTSEAL [HOSTS [SAMPLE]]
# The loops ask SAMPLE of the hosts once each; postseal asks all of them, for RSA and for ECDSA.
# All in turn, three times; each figure is the median. Nothing here passes or fails.
set -u
POSTSEAL=$(realpath "${1:?usage: probe.bash POSTSEAL [HOSTS [SAMPLE]]}")
HOSTS=${2:-1000}
SAMPLE=${3:-30}
HERE=$(dirname "$(realpath "$0")")
PORT=${PROBE_PORT:-2525}
WORK=$(mktemp -d)
trap 'exec 9>&-; rm -rf "$WORK"' EXIT
cd "$WORK" || exit 1
unset MAIL_CONFIG

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
make_certificates 2>make.log || { cat make.log; exit 1; }
"${CXX:-c++}" -std=c++20 -O2 -o server "$HERE/starttls_server.cpp" -lssl -lcrypto || exit 1
for ((i = 0; i < HOSTS; i++)); do
  echo "127.0.$((i / 250)).$((i % 250 + 1)):$PORT"
done >hosts

mkfifo hold
./server "$PORT" "$HOSTS" rsa.pem ec.pem <hold >ready 2>server.log &
server=$!
exec 9>hold
for ((i = 0; i < 100; i++)); do
  grep -q ready ready && break
  sleep 0.1
done
grep -q ready ready || { echo 'the server does not start:'; cat server.log; exit 1; }

# Microseconds of COMMAND as a whole, into the array $1.
measure() {
  local -n samples=$1
  local start=$EPOCHREALTIME end
  shift
  "$@" >out 2>err || { echo "failed: $*" >&2; tail -3 err >&2; }
  end=$EPOCHREALTIME
  samples+=("$((${end/./} - ${start/./}))")
}
median() { printf '%s\n' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"; }

ours() {
  "$POSTSEAL" --postfix-version 3.7 probe --hosts hosts -j 200 --ca ca.pem --name mx.example.org \
    --format jsonl
}
finger_loop() {
  local host
  while read -r host; do
    posttls-finger -c -l encrypt "[${host%:*}]:$PORT" </dev/null || return 1
  done < <(head -n "$SAMPLE" hosts)
}
client_loop() {
  local host
  while read -r host; do
    echo QUIT | openssl s_client -starttls smtp -connect "$host" -quiet 2>&1 || return 1
  done < <(head -n "$SAMPLE" hosts)
}

we=() finger=() client=()
for ((round = 0; round < 3; round++)); do
  measure we ours
  [ "$(jq -r 'select((.chains | length) == 2) | .host' out | wc -l)" = "$HOSTS" ] ||
    echo 'not every host was in order' >&2
  ! command -v posttls-finger >/dev/null || measure finger finger_loop
  measure client client_loop
done
mine=$(median "${we[@]}")
row() { # NAME, then microseconds of the loops
  local name=$1
  shift
  [ $# -gt 0 ] || { printf '%-42s not installed\n' "$name"; return; }
  awk -v name="$name" -v mine="$mine" -v hosts="$HOSTS" -v theirs="$(median "$@")" -v sample="$SAMPLE" '
    BEGIN { a = mine / hosts / 1000; b = theirs / sample / 1000
            printf "%-42s %9.2f ms %11.2f ms %8.0fx\n", name, a, b, b / a }'
}
printf '%-42s %12s %14s %9s\n' "$HOSTS hosts, RSA and ECDSA of each, -j 200" 'a host' 'peer' 'faster'
row 'probe, beside a loop over posttls-finger' "${finger[@]}"
row 'probe, beside a loop over s_client' "${client[@]}"
if [ -x /usr/bin/time ]; then
  /usr/bin/time -f '%e s, %U s user, %S s system, %M KiB at most' \
    "$POSTSEAL" --postfix-version 3.7 probe --hosts hosts -j 200 --ca ca.pem --name mx.example.org \
    --format jsonl 2>&1 >out | sed 's/^/  once more: /'
fi
before=$(awk '{ print $14 + $15 }' "/proc/$server/stat")
ours >out 2>err
after=$(awk '{ print $14 + $15 }' "/proc/$server/stat")
echo "  the server took $(((after - before) * 10)) ms of processor time for that"
exec 9>&-
wait "$server"
