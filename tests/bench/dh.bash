#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The search for DH parameters beside `openssl dhparam`: dh.bash POSTSEAL [expected] [raw] [kernels]
# A search ends by chance, so that even the median of 30 runs may be a quarter off. What is steady is
# the time of one candidate: `expected` is that, times the candidates that theory expects, for each
# of BITS ("1024 2048 4096"). `raw` is whole processes in turn, the median of RUNS (30), for each of
# RAW ("1024"). With `kernels` both are of every kernel that this processor has, not of the best one.
# JOBS: our threads (all processors); openssl has one. EACH: seconds for each figure (20).
# "by processor time" is the ratio if our threads had a processor each, for a busy machine; the start
# of the process is in it (10 ms, which counts below 2048 bits).
. "$(dirname "${BASH_SOURCE[0]}")/common.bash"
JOBS=${JOBS:-$(nproc)} RUNS=${RUNS:-30}
if is_short; then
  EACH=${EACH:-0.2} BITS=${BITS:-512} RAW=${RAW:-512} least=1
else
  EACH=${EACH:-20} BITS=${BITS:-1024 2048 4096} RAW=${RAW:-1024} least=3
fi
patience=$(calculate "$EACH < 5 ? 30 : 6 * $EACH") # seconds for one search
unset POSTSEAL_DH_KERNEL
TIMEFORMAT='%U %S'

# KERNEL is empty for the one that postseal takes by itself.
ours() { # KERNEL BITS
  rm -f our.pem
  POSTSEAL_DH_KERNEL=$1 timeout "$patience" "$POSTSEAL" dh new --bits "$2" --jobs "$JOBS" \
    --out our.pem --json -q --postfix-version 3.7 >our.json
}
theirs() { openssl dhparam -out their.pem "$1"; } # BITS
usable() { POSTSEAL_DH_KERNEL=$1 "$POSTSEAL" dh new --bits 512 --out x.pem -n >/dev/null 2>&1; }
field() { sed -n "s/^ *\"$1\": *\"\?\([a-z0-9.]*\).*/\1/p" our.json; }
brief() { awk -v value="$1" 'BEGIN { printf "%.3g", value }'; }
at_least() { [ "$(calculate "$1 >= $2")" = 1 ]; }

# Sets `wall` and `by_cpu`, milliseconds of a candidate by the clock and of processor time, the sieve
# included; `expected`, `kernel` and `runs`. Three runs or EACH seconds, whichever is more, but no
# more than three times EACH.
ours_per_candidate() { # KERNEL BITS
  local seconds=0 tried=0 used=0
  runs=0
  until { at_least "$runs" $least && at_least "$seconds" "$EACH"; } ||
    at_least "$seconds" "3 * $EACH"; do
    { time ours "$1" "$2" 2>our.err; } 2>spent || break
    used=$(calculate "$used + $(tail -1 spent | tr ' ' +)")
    seconds=$(calculate "$seconds + $(field seconds)")
    tried=$((tried + $(field candidates)))
    expected=$(field expected) kernel=$(field kernel)
    runs=$((runs + 1))
  done
  [ "$runs" -gt 0 ] || return 1
  wall=$(calculate "$seconds * 1000 / $tried")
  by_cpu=$(calculate "$used * 1000 / $tried")
}

# Each dot is a candidate that got through trial division by the primes up to one that depends on the
# length (bn_prime.c). Sets `dot`, milliseconds of processor time for one, and `dots`, as many as
# theory expects.
openssl_per_dot() { # BITS
  local limit used=0 seen=0
  case $1 in 512) limit=311 ;; 1024) limit=719 ;; 2048) limit=2647 ;; *) limit=8161 ;; esac
  [ "$1" -le 4096 ] || limit=17863
  until at_least "$used" "$EACH" && [ "$seen" -gt 0 ]; do
    { time timeout "$EACH" openssl dhparam -out their.pem "$1" 2>dots >/dev/null; } 2>spent
    used=$(calculate "$used + $(tail -1 spent | tr ' ' +)")
    seen=$((seen + $(grep -v Generating dots | tr -cd . | wc -c)))
  done
  dot=$(calculate "$used * 1000 / $seen")
  # e^(2 gamma) = 3.1722: a number without small factors is prime e^gamma ln LIMIT times as often.
  dots=$(calculate "int($1 * ($1 - 1) * log(2) ^ 2 / (3.1722 * log($limit) ^ 2))")
}

expected_row() { # KERNEL BITS
  local note
  if ! ours_per_candidate "$1" "$2"; then
    not_run "dh new --bits $2: nothing found within $patience s: $(head -c 200 our.err)"
    return
  fi
  note="openssl dhparam: $(brief "$dot") ms x $(with_commas "$dots"), 1 thread"
  note+="; ours: $(brief "$wall") ms x $(with_commas "$expected"), $JOBS threads, $kernel"
  [ -z "${every_kernel:-}" ] ||
    note+="; $(ratio "$(calculate "$by_cpu * $expected / $JOBS")" \
      "$(calculate "$dot * $dots")") by processor time"
  report "dh new --bits $2: time to expect" "$(calculate "$wall * $expected * 1000")" \
    "$(calculate "$dot * $dots * 1000")" "$note; $runs runs"
}
raw_row() { # KERNEL BITS
  we=(ours "$1" "$2")
  they=(theirs "$2")
  "${we[@]}" 2>our.err
  kernel=$(field kernel)
  compare "dh new --bits $2: whole process" "$RUNS" \
    "openssl dhparam, 1 thread; ours: $JOBS threads, $kernel"
}

kernels=('')
if asked kernels; then
  every_kernel=1 kernels=()
  for kernel in ifma avx2 openssl; do
    if usable $kernel; then kernels+=("$kernel"); else not_run "$kernel: not on this processor"; fi
  done
  [ "${#rows[@]}" -gt 1 ] || rows=()
fi
if growing; then
  is_short && sizes=(512 640 768) || sizes=(512 1024 2048)
  wanted expected || exit 0
  for bits in "${sizes[@]}"; do
    ours_per_candidate '' "$bits" && echo "$bits $(calculate "$wall * $expected * 1000")"
  done | fitted 'dh new: time to expect for n bits'
  exit "$status"
fi
if wanted expected; then
  for bits in $BITS; do
    openssl_per_dot "$bits"
    for one in "${kernels[@]}"; do expected_row "$one" "$bits"; done
  done
fi
if wanted raw; then
  for bits in $RAW; do
    for one in "${kernels[@]}"; do raw_row "$one" "$bits"; done
  done
fi
exit "$status"
