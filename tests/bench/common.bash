# SPDX-License-Identifier: MIT
# What the rows of the benchmark share. A row file is a script that sources this one:
#   bash tests/bench/NAME.bash POSTSEAL [ROW...]
# BENCH_PEER is the program bench_peer, BENCH_SERVER bench_server; BENCH_SHORT=1 runs everything once,
# a hundredth of the size; BENCH_GROWTH=1 prints how the time grows instead of the table. Times are
# in microseconds.
# shellcheck shell=bash disable=SC2034  # what is set here is used in the rows
set -u
POSTSEAL=$(realpath "${1:?usage: NAME.bash POSTSEAL [ROW...]}")
shift
rows=("$@")
peer=${BENCH_PEER:-}
status=0
WORK=$(mktemp -d "${BENCH_DIR:-${TMPDIR:-/tmp}}/bench.XXXXXX")
trap 'rm -rf "$WORK"' EXIT
cd "$WORK" || exit 1
unset MAIL_CONFIG

is_short() { [ "${BENCH_SHORT:-0}" = 1 ]; }
growing() { [ "${BENCH_GROWTH:-0}" = 1 ]; }
size_of() { if is_short; then echo $((($1 + 99) / 100)); else echo "$1"; fi; }
times() { if is_short; then echo 1; else echo "$1"; fi; }
# Whether ROW is to run: `wanted` is in the table, `asked` only where it is named.
asked() { [[ " ${rows[*]} " == *" $1 "* ]]; }
wanted() { [ "${#rows[@]}" = 0 ] || asked "$1"; }
with_commas() { printf "%s" "$1" | sed ':a; s/\B[0-9]\{3\}\(,\|$\)/,&/; ta'; }
not_run() { echo "not run: $*"; }

# Runs COMMAND as a whole process and adds its microseconds to the array $1.
measure() {
  local -n samples=$1
  local start=$EPOCHREALTIME end
  shift
  if ! "$@" >/dev/null 2>"$WORK/.err"; then
    echo "failed: $*: $(head -c 300 "$WORK/.err")" >&2
    status=1
  fi
  end=$EPOCHREALTIME
  samples+=("$((${end/./} - ${start/./}))")
}
median() { printf '%s\n' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"; }
milliseconds() { awk -v us="$1" 'BEGIN { printf us < 100000 ? "%.1f ms" : "%.0f ms", us / 1000 }'; }
calculate() { awk "BEGIN { print ($1) }"; }
ratio() { awk -v a="$2" -v b="$1" 'BEGIN { printf a / b < 20 ? "%.2fx" : "%.0fx", a / b }'; }

report() { # NAME OURS THEIRS NOTE
  printf '%-46s %12s %14s %9s  %s\n' "$1" "$(milliseconds "$2")" "$(milliseconds "$3")" \
    "$(ratio "$2" "$3")" "$4"
}

# NAME TIMES NOTE, then the commands in the arrays `we` and `they`, in turn.
compare() {
  local ours=() theirs=() i runs
  runs=$(times "$2")
  for ((i = 0; i < runs; i++)); do
    measure ours "${we[@]}"
    measure theirs "${they[@]}"
  done
  report "$1" "$(median "${ours[@]}")" "$(median "${theirs[@]}")" "$3; median of $runs"
}

# The most memory that COMMAND holds, on a line below its row.
memory() { # NAME COMMAND...
  local name=$1
  shift
  if [ ! -x /usr/bin/time ]; then
    not_run "memory of $name: there is no /usr/bin/time"
    return
  fi
  /usr/bin/time -f %M -o .memory "$@" >/dev/null 2>&1
  awk -v name="$name" '{ kib = $1 } END { printf "  %s holds %.1f MB at most\n", name, kib / 1024 }' .memory
}

# "SIZE MICROSECONDS" lines into one line of NAME: the exponent is the slope of the line through the
# logarithms: 1 is linear.
fitted() { # NAME
  awk -v name="$1" '
    { x = log($1); y = log($2); sx += x; sy += y; sxx += x * x; sxy += x * y
      shown = shown sprintf("%s%d: %.1f ms", NR > 1 ? ", " : "", $1, $2 / 1000) }
    END { printf "%-46s n^%.2f  (%s)\n", name, (NR * sxy - sx * sy) / (NR * sxx - sx * sx), shown }'
}

# NAME FUNCTION SIZE: FUNCTION SIZE sets the array `we`; measured at SIZE, 10 SIZE and 100 SIZE.
growth() {
  local name=$1 prepare=$2 n i points=() each
  local -a sizes=("$3" $(($3 * 10)) $(($3 * 100)))
  is_short && sizes=("$3" $(($3 * 2)) $(($3 * 4)))
  for n in "${sizes[@]}"; do
    each=()
    for ((i = 0; i < $(times 3); i++)); do
      "$prepare" "$n"
      measure each "${we[@]}"
    done
    points+=("$n" "$(median "${each[@]}")")
  done
  printf '%s\n' "${points[@]}" | paste - - | fitted "$name"
}
