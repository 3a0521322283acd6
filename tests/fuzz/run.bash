#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Runs fuzz targets one after the other: run.bash BUILD SECONDS [TARGET...] (main_cf, ...; all).
# BUILD/seeds/TARGET is what they begin with, BUILD/corpus/TARGET what they learn; what breaks one is
# kept in BUILD/broken. FUZZ_SEED fixes what is tried.
set -u
build=${1:?usage: run.bash BUILD SECONDS [TARGET...]} seconds=${2:?}
shift 2
if [ $# = 0 ]; then
  for program in "$build"/fuzz_*; do set -- "$@" "${program##*/fuzz_}"; done
fi
here=$(dirname "${BASH_SOURCE[0]}")
[ -d "$build/seeds" ] || bash "$here/seeds.bash" "$build/seeds" "${FIXTURES:-}" || exit 1
mkdir -p "$build/broken"
status=0
for target; do
  mkdir -p "$build/corpus/$target"
  # The time that counts is the processor's, which the targets measure themselves: two seconds.
  # libFuzzer's limit is the clock's, and for what never ends.
  UBSAN_OPTIONS=print_stacktrace=1 nice "$build/fuzz_$target" "$build/corpus/$target" \
    "$build/seeds/$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=1024 -max_len=8192 \
    -artifact_prefix="$build/broken/$target-" -print_final_stats=1 -seed="${FUZZ_SEED:-0}" \
    >"$build/$target.log" 2>&1 || {
    status=1
    echo "FAILED: fuzz_$target: see $build/$target.log"
    grep -aE '^==.*ERROR|^SUMMARY|runtime error|does not hold|Test unit written' "$build/$target.log" | head
    continue
  }
  awk -v name="$target" '
    /^stat::number_of_executed_units/ { runs = $2 }
    match($0, / cov: [0-9]+/) { cov = substr($0, RSTART + 6, RLENGTH - 6) }
    END { print name ": " runs " inputs, " cov " edges" }' "$build/$target.log"
done
exit "$status"
