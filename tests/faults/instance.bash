# SPDX-License-Identifier: MIT
# For the fault tests that need Postfix: the harness of tests/cli, certificates in $WORK/in, and
#   instance DIR         a private Postfix in $WORK/DIR (not started) that offers TLS
#   deploy NAME ARGS...  deploys in/NAME with ARGS; deploy_with PATH NAME ARGS... with other programs
#   fake NAME LINE       $WORK/NAME/postfix: a program that does LINE when asked to reload
#   looks_running LINES  a directory whose Postfix runs as far as its lock says, with LINES of
#                        master.cf; sets HOLDER, the process that holds the lock
#   served PORT          the fingerprint of what is served (STARTTLS), print_of NAME what in/NAME has
#   pending N, unchanged what status and main.cf must say
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# Where syncing costs nothing.
[ ! -w /dev/shm ] || export TMPDIR=/dev/shm
# shellcheck source=tests/cli/harness.bash
. "$here/../cli/harness.bash"
# shellcheck source=tests/faults/world.bash
. "$here/world.bash"
# shellcheck source=tests/interop/postfix.sh
. "$here/../interop/postfix.sh"
postfix_require
chmod 755 "$WORK" && mkdir "$WORK/in" "$WORK/known"
world_authority >/dev/null 2>&1
processes=()
tidy() {
  local process
  for process in ${processes[@]+"${processes[@]}"}; do kill "$process" 2>/dev/null; done
  [ -z "${POSTFIX_DIR-}" ] || postfix_stop
  rm -rf "$WORK"
}
trap tidy EXIT

instance() { # DIR
  postfix_new "$WORK/$1"
  postfix_set smtpd_tls_security_level=may
}
started() { postfix_start && trap tidy EXIT; }

seal() { run -c "$POSTFIX_CONF" "$@"; }
deploy() { seal deploy --cert "$WORK/in/$1/fullchain.pem" --key "$WORK/in/$1/privkey.pem" "${@:2}"; }
deploy_with() {
  local PATH=$1:$PATH
  export PATH
  deploy "${@:2}"
}
fake() { # NAME LINE
  mkdir "$WORK/$1"
  printf '#!/bin/sh\ncase " $* " in *" reload "*) %s ;; *) exec %s "$@" ;; esac\n' "$2" \
    "$(command -v postfix)" >"$WORK/$1/postfix"
  chmod 755 "$WORK/$1/postfix"
}
looks_running() { # DIR LINES
  POSTFIX_DIR=$WORK/$1 POSTFIX_CONF=$WORK/$1/conf
  mkdir -p "$POSTFIX_CONF" "$POSTFIX_DIR/spool/pid"
  postfix_main_cf "$POSTFIX_DIR" >"$POSTFIX_CONF/main.cf"
  echo 'smtpd_tls_security_level = may' >>"$POSTFIX_CONF/main.cf"
  printf '%s\n' "$2" >"$POSTFIX_CONF/master.cf"
  flock "$POSTFIX_DIR/spool/pid/held" true
  : >"$POSTFIX_DIR/spool/pid/master.pid"
  flock -F "$POSTFIX_DIR/spool/pid/master.pid" sleep 300 &
  HOLDER=$!
  processes+=("$HOLDER")
  until ! flock -n "$POSTFIX_DIR/spool/pid/master.pid" true; do sleep 0.02; done
}

served() { # PORT
  openssl s_client -connect "127.0.0.1:$1" -starttls smtp </dev/null 2>/dev/null |
    openssl x509 -noout -fingerprint -sha256 2>&1
}
print_of() { openssl x509 -noout -fingerprint -sha256 -in "$WORK/in/$1/cert.pem"; }
expect_served() { # NAME
  local now
  now=$(served "$POSTFIX_PORT")
  [ "$now" = "$(print_of "$1")" ] || fail "served is $now, not $1"
}
expect_on_disk() { # NAME
  local pem=$POSTFIX_CONF/tls/mx.test.example.pem
  [ "$(openssl x509 -noout -fingerprint -sha256 -in "$pem" 2>&1)" = "$(print_of "$1")" ] ||
    fail "$pem does not hold $1"
}
pending() { # N
  seal status --offline --json
  expect_json '.result.pending | length' "$1"
  expect_json .result.journal null
}
tree_of() {
  find "$POSTFIX_CONF" ! -name 'pending.*' ! -path "$POSTFIX_CONF/tls" ! -name .postseal -printf '%P %m\n' | sort
  find "$POSTFIX_CONF" -type f ! -name 'pending.*' -exec sha256sum {} + | sort -k 2
}
