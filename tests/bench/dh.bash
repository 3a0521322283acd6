#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# How long a search for DH parameters takes beside `openssl dhparam`: dh.bash POSTSEAL [BITS...]
# A search ends by chance, so that even the median of 30 runs may be a quarter off. First table: what
# is steady, the time of one candidate, times the candidates that theory expects. Second table (RUNS,
# default 30; 0: none): whole processes in turn, for each of RAW (default "512 1024").
# JOBS: our threads (default: all processors); openssl has one. EACH: seconds for each figure (20).
# "by cpu" is the ratio if our threads had a processor each: what to read on a busy machine, but that
# it has the start of the process in it (10 ms, which counts below 2048 bits).
set -u
POSTSEAL=$(realpath "${1:?usage: dh.bash POSTSEAL [BITS...]}")
shift
[ $# -gt 0 ] || set -- 1024 2048 4096
JOBS=${JOBS:-$(nproc)} EACH=${EACH:-20} RUNS=${RUNS:-30} RAW=${RAW:-512 1024}
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
cd "$WORK" || exit 1
unset MAIL_CONFIG POSTSEAL_DH_KERNEL
TIMEFORMAT='%U %S'

ours() { # KERNEL BITS
  rm -f our.pem
  POSTSEAL_DH_KERNEL=$1 "$POSTSEAL" dh new --bits "$2" --jobs "$JOBS" --out our.pem --json -q \
    --postfix-version 3.7 >our.json 2>our.err
}
usable() { POSTSEAL_DH_KERNEL=$1 "$POSTSEAL" dh new --bits 512 --out x.pem -n >/dev/null 2>&1; }
calculate() { awk "BEGIN { print ($1) }"; }

# Each dot is a candidate that got through trial division by the primes up to one that depends on the
# length (bn_prime.c). Sets `cpu`, milliseconds of a dot, and `dots`, as many as theory expects.
openssl_per_dot() { # BITS
  local limit used=0 seen=0
  case $1 in 512) limit=311 ;; 1024) limit=719 ;; 2048) limit=2647 ;; *) limit=8161 ;; esac
  [ "$1" -le 4096 ] || limit=17863
  until [ "$(calculate "$used >= $EACH")" = 1 ]; do
    { time timeout "$EACH" openssl dhparam -out their.pem "$1" 2>dots >/dev/null; } 2>spent
    used=$(calculate "$used + $(tail -1 spent | tr ' ' +)")
    seen=$((seen + $(grep -v Generating dots | tr -cd . | wc -c)))
  done
  cpu=$(calculate "$used * 1000 / ($seen + 1e-9)")
  # e^(2 gamma) = 3.1722: a number without small factors is prime e^gamma ln LIMIT times as often.
  dots=$(calculate "$1 * ($1 - 1) * log(2) ^ 2 / (3.1722 * log($limit) ^ 2)")
}

# Sets `wall` and `each`, milliseconds of a candidate by the clock and of processor time, the sieve
# included, `expected` and `runs`.
ours_per_candidate() { # KERNEL BITS
  local seconds=0 tried=0 used=0
  runs=0
  until [ "$runs" -ge 3 ] && [ "$(calculate "$seconds >= $EACH")" = 1 ]; do
    { time ours "$1" "$2"; } 2>spent || return 1
    used=$(calculate "$used + $(tail -1 spent | tr ' ' +)")
    seconds=$(calculate "$seconds + $(jq .result.seconds our.json)")
    tried=$((tried + $(jq .result.candidates our.json)))
    expected=$(jq .result.expected our.json)
    runs=$((runs + 1))
  done
  wall=$(calculate "$seconds * 1000 / $tried")
  each=$(calculate "$used * 1000 / $tried")
}

printf '%-5s %-8s %10s %10s %10s  %10s %10s %10s %7s %7s\n' bits kernel 'ms each' expected 'time' \
  'openssl ms' 'expected' 'time' ratio 'by cpu'
for bits; do
  openssl_per_dot "$bits"
  for kernel in ifma avx2 openssl; do
    usable $kernel || continue
    ours_per_candidate $kernel "$bits" || echo "failed: $(cat our.err)"
    awk -v bits="$bits" -v kernel=$kernel -v wall="$wall" -v expected="$expected" -v cpu="$cpu" \
      -v dots="$dots" -v runs="$runs" -v jobs="$JOBS" -v each="$each" 'BEGIN {
        us = wall * expected / 1000; they = cpu * dots / 1000
        printf "%-5d %-8s %10.4f %10d %8.3f s  %10.3f %10d %8.2f s %6.1fx %6.1fx  %d runs, %d threads\n",
          bits, kernel, wall, expected, us, cpu, dots, they, they / us,
          they / (each * expected / 1000 / jobs), runs, jobs }'
  done
done

seconds_of() { # ARRAY COMMAND...
  local -n list=$1
  local start=$EPOCHREALTIME end
  shift
  "$@" >/dev/null 2>&1 || echo "failed: $*" >&2
  end=$EPOCHREALTIME
  list+=("$(calculate "$end - $start")")
}
mean() { printf '%s\n' "$@" | awk '{ sum += $1 } END { print sum / NR }'; }
median() { printf '%s\n' "$@" | sort -g | sed -n "$((($# + 1) / 2))p"; }

[ "$RUNS" -gt 0 ] || exit 0
printf '\nwhole processes\n%-5s %-8s %10s %10s  %10s %10s %8s %8s\n' bits kernel mean median \
  'openssl' median means medians
for bits in $RAW; do
  for kernel in ifma avx2 openssl; do
    usable $kernel || continue
    we=() they=()
    for ((i = 0; i < RUNS; i++)); do
      seconds_of we ours $kernel "$bits"
      seconds_of they openssl dhparam -out their.pem "$bits"
    done
    awk -v bits="$bits" -v kernel=$kernel -v runs="$RUNS" -v a="$(mean "${we[@]}")" \
      -v b="$(median "${we[@]}")" -v c="$(mean "${they[@]}")" -v d="$(median "${they[@]}")" 'BEGIN {
        printf "%-5d %-8s %8.3f s %8.3f s  %8.3f s %8.3f s %7.1fx %7.1fx  %d runs\n",
          bits, kernel, a, b, c, d, c / a, d / b, runs }'
  done
done
