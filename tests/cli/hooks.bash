# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Sourced by tests/cli/hooks*.test after the harness: a client's directory, and a postseal that tells
# what it was called with.

# A postseal that records what it was called with; FAKE_STATUS is its answer.
fake() { # PATH
  mkdir -p "$(dirname "$1")"
  cat >"$1" <<'FAKE'
#!/bin/sh
{
  for word; do printf '[%s]' "$word"; done
  echo " lineage=${RENEWED_LINEAGE-} lego=${LEGO_CERT_PATH-}"
} >>"$RECORD"
exit "${FAKE_STATUS-0}"
FAKE
  chmod 755 "$1"
}
recorded() { # LINE...
  local wanted
  wanted=$(printf '%s\n' "$@")
  [ "$(cat "$RECORD" 2>/dev/null)" = "$wanted" ] || fail "recorded: $(cat "$RECORD" 2>&1)"
  rm -f "$RECORD"
}
# shellcheck disable=SC2034 # expect_status reads STATUS
quiet() { # COMMAND...: it says nothing and ends well
  "$@" >"$OUT" 2>"$ERR"
  STATUS=$?
  expect_status 0
  expect_no_out
  expect_no_err
}
well_written() { # FILE...
  if command -v shellcheck >/dev/null; then
    check 'shellcheck has no objection' shellcheck "$@"
  else
    echo "skipped: shellcheck is missing"
  fi
}
# A client's directory and a postseal, both with a blank in their names.
ready() {
  RECORD=$PWD/record dir="$PWD/the client" postseal="$PWD/a b/postseal"
  export RECORD
  mkdir "$dir"
  fake "$postseal"
}
install() { # CLIENT ARGS...
  run hook install "$1" --client-dir "$dir" --postseal "$postseal" "${@:2}"
}
twice_is_nothing() { # CLIENT ARGS...
  install "$@" --detailed-exitcode
  expect_status 0
  expect_err 'nothing to do'
  install "$@" --json
  expect_json .changed false
  expect_json .result.client "$1"
}
removed() { # CLIENT FILE...
  run hook remove "$1" --client-dir "$dir"
  expect_status 0
  local file
  for file in "${@:2}"; do
    expect_err "removed $file"
    expect_absent "$file"
  done
  run hook remove "$1" --client-dir "$dir" --detailed-exitcode
  expect_status 0
  expect_err 'nothing to do'
}
