#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# How long postseal takes for what others can do too:
#   bench.bash [--short] [--growth] POSTSEAL [BENCH_PEER [BENCH_SERVER]]
# One table; every other *.bash beside this file but common.bash makes rows of it. Both sides run in
# turn on the same machine in the same minute; figures are medians. --short does everything once, at
# a hundredth of the size; --growth prints how the time grows with the size. No figure passes or
# fails; what does not run does.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
while [[ ${1-} == --* ]]; do
  case $1 in
  --short) export BENCH_SHORT=1 ;;
  --growth) export BENCH_GROWTH=1 ;;
  *)
    echo "bench.bash: error: $1: unknown option" >&2
    exit 2
    ;;
  esac
  shift
done
POSTSEAL=$(realpath "${1:?usage: bench.bash [--short] [--growth] POSTSEAL [BENCH_PEER [BENCH_SERVER]]}")
if [ -x "${2-}" ]; then
  BENCH_PEER=$(realpath "$2")
  export BENCH_PEER
fi
if [ -x "${3-}" ]; then
  BENCH_SERVER=$(realpath "$3")
  export BENCH_SERVER
fi
status=0
[ "${BENCH_GROWTH:-0}" = 1 ] ||
  printf '%-46s %12s %14s %9s  %s\n' '' postseal peer ratio 'what the peer does'
for file in "$here"/*.bash; do
  case $file in */bench.bash | */common.bash) continue ;; esac
  bash "$file" "$POSTSEAL" || {
    echo "failed: $(basename "$file")"
    status=1
  }
done
exit "$status"
