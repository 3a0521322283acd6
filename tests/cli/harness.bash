# SPDX-License-Identifier: MIT
# Sourced by every tests/cli/*.test: a transcript that a user could read.
#   CASE 'what holds'         starts a case in an empty directory
#   run ARGS...               runs postseal; output in $OUT and $ERR, status in $STATUS
#   run_in FILE ARGS...       the same with FILE as standard input
#   expect_status N, expect_out TEXT, expect_err TEXT (a line of it contains TEXT), expect_no_out,
#   expect_no_err, expect_absent FILE, expect_mode FILE MODE, expect_json EXPR VALUE (jq),
#   expect_refusal STATUS TEXT (one clear error line, nothing on stdout),
#   expect_clean NAMES... (nothing but NAMES is in the directory),
#   check 'what holds' COMMAND...
# $POSTSEAL is the binary, $FIXTURES what fixtures/make.sh made, $SOURCE the source tree.
set -u
: "${POSTSEAL:?the binary under test}"
WORK=$(mktemp -d)
trap 'chmod -R u+rwX "$WORK" 2>/dev/null; rm -rf "$WORK"' EXIT
export NO_COLOR=1 LC_ALL=C.UTF-8
unset MAIL_CONFIG
OUT=$WORK/out ERR=$WORK/err STATUS=0 cases=0 failures=0 current=
: >"$OUT" && : >"$ERR"

CASE() {
  current=$1 cases=$((cases + 1))
  mkdir "$WORK/$cases" && cd "$WORK/$cases" || exit 1
}
fail() {
  failures=$((failures + 1))
  printf 'FAILED: %s: %s\n' "$current" "$1"
  sed 's/^/  out| /' "$OUT" | head -40
  sed 's/^/  err| /' "$ERR" | head -20
}
run() { run_in /dev/null "$@"; }
run_in() {
  local input=$1
  shift
  "$POSTSEAL" "$@" <"$input" >"$OUT" 2>"$ERR"
  STATUS=$?
}
expect_status() { [ "$STATUS" = "$1" ] || fail "status $STATUS, not $1"; }
expect_out() { grep -qF -- "$1" "$OUT" || fail "no output line with \"$1\""; }
expect_err() { grep -qF -- "$1" "$ERR" || fail "no error line with \"$1\""; }
expect_no_out() { [ ! -s "$OUT" ] || fail "there is output"; }
expect_no_err() { [ ! -s "$ERR" ] || fail "there is talk on standard error"; }
expect_absent() { [ ! -e "$1" ] && [ ! -L "$1" ] || fail "$1 is there"; }
expect_mode() {
  local mode
  mode=$(stat -c %a "$1" 2>&1)
  [ "$mode" = "$2" ] || fail "mode of $1: $mode, not $2"
}
expect_json() {
  local value
  value=$(jq -r "$1" "$OUT" 2>&1)
  [ "$value" = "$2" ] || fail "$1 is \"$value\", not \"$2\""
}
expect_clean() {
  local left
  left=$(comm -23 <(find . -mindepth 1 -printf '%P\n' | sort) <(printf '%s\n' "$@" | sort))
  [ -z "$left" ] || fail "left behind: $left"
}
check() {
  local what=$1
  shift
  "$@" >"$WORK/check" 2>&1 || {
    fail "$what"
    sed 's/^/  chk| /' "$WORK/check" | head -20
  }
}
expect_refusal() {
  expect_status "$1"
  [ "$(grep -c '^postseal: error: ' "$ERR")" = 1 ] || fail "not exactly one error line"
  ! grep -qv '^postseal: ' "$ERR" || fail "talk besides the error"
  expect_err "$2"
  expect_no_out
}
FINISH() {
  cd / || exit 1
  echo "$cases cases, $failures failures"
  [ "$failures" = 0 ]
  exit
}
