#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Some variables are for what is sourced.
# shellcheck disable=SC2034
# The same sweep over what people use instead, to compare: it prints figures and fails for none.
set -u
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/faults/world.bash
. "$here/world.bash"
world_new
# shellcheck source=tests/faults/sweep.bash
. "$here/sweep.bash"
sweep_require
SWEEP_QUIET=1 SWEEP_TWICE=0

begin() { # NAME: a pair of certificate and key, as Postfix would be told of them
  rm -rf "$WORLD" && mkdir -p "$WORLD/tls" "$WORLD/tmp"
  cp "$WORK/in/a/fullchain.pem" "$WORLD/tls/cert.pem" && cp "$WORK/in/a/privkey.pem" "$WORLD/tls/key.pem"
  chmod 600 "$WORLD/tls/key.pem"
  cp -a "$WORLD" "$WORK/$1"
}
pair_legal() { world_pairs "$WORLD/tls/key.pem" "$WORLD/tls/cert.pem"; }
nothing() { echo 'nobody says so'; }

openssl_req_call() {
  CALL=(openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=mx -days 9
    -keyout "$WORLD/tls/key.pem" -out "$WORLD/tls/cert.pem")
}
openssl_req_legal() { pair_legal; }
openssl_req_done() { nothing; }

copy_hook_call() { CALL=(cp "$WORK/in/b/cert.pem" "$WORK/in/b/key.pem" "$WORLD/tls/"); }
copy_hook_legal() { pair_legal; }
copy_hook_done() { nothing; }

postmap_call() { CALL=(postmap "hash:$WORLD/table"); }
postmap_legal() {
  case $(postmap -q one "hash:$WORLD/table" 2>&1) in
  old | new) ;;
  *) echo 'the table answers neither the old nor the new value' ;;
  esac
}
postmap_done() { nothing; }

begin openssl_req
sweep openssl_req
cp "$WORK/in/b/fullchain.pem" "$WORK/in/b/cert.pem" && cp "$WORK/in/b/privkey.pem" "$WORK/in/b/key.pem"
begin copy_hook
sweep copy_hook
if command -v postmap >/dev/null; then
  rm -rf "$WORLD" && mkdir -p "$WORLD"
  echo 'one old' >"$WORLD/table" && postmap "hash:$WORLD/table" && echo 'one new' >"$WORLD/table"
  cp -a "$WORLD" "$WORK/postmap"
  sweep postmap
fi
exit 0
