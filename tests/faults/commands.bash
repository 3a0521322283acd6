#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Some variables are for what is sourced.
# shellcheck disable=SC2034
# The sweeps of the commands that change a Postfix: commands.bash [NAME...]
set -u
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/faults/world.bash
. "$here/world.bash"
world_new
# shellcheck source=tests/faults/sweep.bash
. "$here/sweep.bash"
sweep_require
command -v postconf >/dev/null || { echo 'skipped: needs postconf' && exit 77; }

seal() { "$POSTSEAL" -c "$WORLD/conf" "$@" >"$WORK/said" 2>&1 </dev/null; }
deploys() { CALL=("$POSTSEAL" -c "$WORLD/conf" deploy --cert "$WORK/in/$1/fullchain.pem" --key "$WORK/in/$1/privkey.pem"); }
deploy() {
  deploys "$1"
  "${CALL[@]}" >"$WORK/said" 2>&1 || echo "cannot deploy $1: $(cat "$WORK/said")"
}

# Material of somebody else's making, where main.cf does not name it.
found() {
  mkdir "$WORLD/conf/tls"
  cat "$WORK/in/a/privkey.pem" "$WORK/in/a/fullchain.pem" >"$WORLD/conf/tls/mx.test.example.pem"
  chmod 600 "$WORLD/conf/tls/mx.test.example.pem"
}

# The world before a command, made by steps, and what it is after it.
ready() { # NAME STEP...
  local name=$1
  shift
  rm -rf "$WORLD" && world_begin "$WORLD"
  local step
  for step; do $step; done
  rm -rf "${WORK:?}/$name" && cp -a "$WORLD" "$WORK/$name"
  cp "$WORLD/conf/main.cf" "$WORK/$name.old"
  "${name}_call"
  "${CALL[@]}" >"$WORK/said" 2>&1 || echo "$name: $(cat "$WORK/said")"
  cp "$WORLD/conf/main.cf" "$WORK/$name.new"
  world_shape "${LOOSE-}" >"$WORK/$name.after"
  sweep_fresh "$name" && world_shape "${LOOSE-}" >"$WORK/$name.before"
  OLD_CF=$WORK/$name.old NEW_CF=$WORK/$name.new
}
shape_is() { # NAME.after
  diff <(world_shape "${LOOSE-}") "$WORK/$1" >"$WORK/difference" || {
    echo "not as in $1:"
    head -n 6 "$WORK/difference"
  }
}
done_as() { # NAME.after: a scratch directory may be left, which is counted at the next run
  shape_is "$1" | grep '^[<>]' | grep -v postseal-scratch-
}
again() { # NAME: one more run of the same command, and all is as it should be
  "${1}_call"
  "${CALL[@]}" >"$WORK/said" 2>&1 </dev/null || echo "the next run fails: $(cat "$WORK/said")"
  world_legal
  world_leftovers
  shape_is "$1.after"
}

deploy_call() { deploys a; }
deploy_legal() { world_legal; }
deploy_done() { done_as deploy.after; }
deploy_again() { again deploy; }
deploy_next() { deploy_call; }

renew_call() { deploys b; }
renew_legal() { world_legal; }
renew_done() { done_as renew.after; }
renew_again() { again renew; }
renew_next() { renew_call; }

init_call() { CALL=("$POSTSEAL" -c "$WORLD/conf" init mx.test.example --configure --submission --type ec:p256 --type ed25519); }
init_legal() { world_legal; }
init_done() { done_as init.after; }
init_again() { again init; }
init_next() { init_call; }

# All that a postseal.toml can ask for: material, DH, lines, services and an indexed policy table.
apply_call() { CALL=("$POSTSEAL" -c "$WORLD/conf" apply --file "$WORK/in/postseal.toml"); }
apply_legal() { world_legal; }
apply_done() { done_as apply.after && policy; }
apply_again() { again apply && policy; }
policy() {
  local found
  found=$(postmap -q example.net "hash:$WORLD/conf/policy" 2>&1)
  [ "$found" = encrypt ] || echo "the policy table says \"$found\""
}
apply_next() { apply_call; }
settings() {
  cat >"$WORK/in/postseal.toml" <<TOML
[[identity]]
name = "mx.test.example"
hostnames = ["mx.test.example"]
source = "files"
cert = "$WORK/in/a/fullchain.pem"
key = "$WORK/in/a/privkey.pem"

[dh]
params = "ffdhe2048"

[server]
security_level = "may"
submission = true

[[policy]]
nexthop = "example.net"
level = "encrypt"
TOML
  chmod 644 "$WORK/in/postseal.toml"
  echo "smtp_tls_policy_maps = hash:$WORLD/conf/policy" >>"$WORLD/conf/main.cf"
}

# Postfix runs, as far as its lock says, and does not take it: everything is undone.
refused_call() {
  deploys a
  CALL=(flock -F "$WORLD/spool/pid/master.pid" env "PATH=$WORK/refusing:$PATH" "${CALL[@]}")
}
refused_legal() { [ "$1" = 0 ] && echo 'it says that all went well' || world_legal; }
refused_again() {
  deploys a
  "${CALL[@]}" >"$WORK/said" 2>&1 </dev/null || echo "the next run fails: $(cat "$WORK/said")"
  world_legal
  world_leftovers
  shape_is deploy.after
}
refused_done() { echo 'it cannot be done'; }
refused_next() { refused_call; }
refused_ready() {
  ready deploy
  mkdir "$WORK/refusing" && printf '#!/bin/sh\nexit 1\n' >"$WORK/refusing/postfix"
  chmod 755 "$WORK/refusing/postfix"
  cp -a "$WORK/deploy" "$WORK/refused"
}

# What ends a run that was cut short and changes nothing else: a hook, for what is held or there.
hook() { env RENEWED_LINEAGE="$WORK/in/$1" RENEWED_DOMAINS=mx.test.example "$POSTSEAL" -c "$WORLD/conf" hook run certbot >"$WORK/said" 2>&1 </dev/null; }
# A rollback goes back once, however often it is cut short: first what is there is ended, and only
# if that is the state before, it runs again.
rolled_back() { # NAME CERTIFICATE
  hook "$2" || echo "the next run fails: $(cat "$WORK/said")"
  world_legal
  world_leftovers
  [ -n "$(shape_is "$1.before")" ] || {
    "${1}_call"
    "${CALL[@]}" >"$WORK/said" 2>&1 </dev/null || echo "the next run fails: $(cat "$WORK/said")"
    world_legal
    world_leftovers
  }
  shape_is "$1.after"
}
hook_call() { CALL=(env "RENEWED_LINEAGE=$WORK/in/$1" RENEWED_DOMAINS=mx.test.example "$POSTSEAL" -c "$WORLD/conf" hook run certbot); }

rollback_call() { CALL=("$POSTSEAL" -c "$WORLD/conf" rollback); }
rollback_legal() { world_legal; }
rollback_done() { done_as rollback.after; }
rollback_again() { rolled_back rollback b; }
rollback_next() { hook_call b; }

# Back to what was there before the first deployment: main.cf changes too.
restore_call() { rollback_call; }
restore_legal() { world_legal; }
restore_done() { done_as restore.after; }
restore_again() { rolled_back restore b; }
restore_next() { hook_call b; }

names=("$@")
[ $# -gt 0 ] || names=(deploy renew init apply rollback restore refused)
for name in "${names[@]}"; do
  LOOSE=
  case $name in
  deploy) ready deploy ;;
  renew) ready renew 'deploy a' ;;
  init) LOOSE='mx.test.example*' && ready init ;;
  apply) LOOSE='policy.db' && ready apply settings ;;
  rollback) ready rollback 'deploy a' 'deploy b' ;;
  restore) ready restore found 'deploy b' ;;
  refused) refused_ready ;;
  esac
  SWEEP_STATUS=0
  [ "$name" != refused ] || SWEEP_STATUS=1
  sweep "$name"
done
sweep_end
