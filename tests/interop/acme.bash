# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2034
# ACME on loopback for tests/interop/acme*.test; source it after postfix.sh. Everything is in $WORK.
#
#   acme_require TOOL...         exit 77 unless these, a Postfix and an ACME server are here
#   acme_start                   a CA (pebble), names that all lead here, a web server for challenges
#   acme_instance NAME           a Postfix with `init --configure`, serving on $FRESH (a process for
#                                each connection), $STEADY (one for many) and $WRAPPED (TLS at once)
#   acme_serves CHAIN            check: every service shows just this chain, and clients trust it
#   acme_during WHAT OLD NEW COMMAND...   check: the command succeeds; all the while a client connects
#                                and sees the chain of OLD or of NEW, whole and trusted, nothing else
#   certbot_ready, certbot_issue, certbot_renew, dehydrated_ready, dehydrated_run: the clients
#   CASE, check, not, silent, seal, pending, snapshot, acme_end
# ACME_URL, ACME_CA (of the server's own HTTPS), ACME_WEB, ACME_ROOTS, ACME_FIRST and ACME_SECOND (the
# names of two roots: each chain has intermediates of its own). `chain` files are PEM, leaf first.

WORK=$(mktemp -d)
chmod 755 "$WORK"
trap acme_clean EXIT
acme_pids=() acme_instances=()
failures=0 checks=0 current=
unset "${!RENEWED_@}" "${!FAILED_@}" "${!LEGO_@}" MAIL_CONFIG

acme_clean() {
  local pid
  for POSTFIX_DIR in "${acme_instances[@]}"; do
    POSTFIX_CONF=$POSTFIX_DIR/conf postfix_stop
  done
  for pid in "${acme_pids[@]}"; do kill "$pid" 2>/dev/null; done
  rm -rf "$WORK"
}
acme_end() {
  echo "$checks checks, $failures failures"
  [ "$failures" = 0 ]
  exit
}
CASE() {
  current=$1
  [ -z "${TIMES-}" ] || echo "$SECONDS $1"
}
check() { # WHAT COMMAND...
  local what=$1
  shift
  checks=$((checks + 1))
  "$@" >"$WORK/check.out" 2>&1 && return
  failures=$((failures + 1))
  echo "FAILED: $current: $what: $*"
  tail -n 25 "$WORK/check.out" | sed 's/^/  | /'
  return 1
}
not() { ! "$@"; }
silent() { # COMMAND...: it says nothing at all, and ends well
  "$@" >"$WORK/said" 2>&1 && [ ! -s "$WORK/said" ] || { cat "$WORK/said" && return 1; }
}
seal() { "$POSTSEAL" -c "$POSTFIX_CONF" "$@"; }
pending() { # COUNT: as many deployments wait
  [ "$(seal status --offline --json | jq '.result.pending | length')" = "$1" ]
}
# Every file of the configuration: contents, modes and times.
snapshot() {
  find "$POSTFIX_CONF" -printf '%P %y %m %T@\n' | sort
  find "$POSTFIX_CONF" -type f -exec sha256sum {} + | sort
}

acme_require() { # TOOL...
  postfix_require
  local tool
  for tool in pebble pebble-challtestsrv python3 curl jq "$@"; do
    command -v "$tool" >/dev/null || { echo "skipped: needs $tool" && exit 77; }
  done
}

# ---- the CA ----

acme_await() { # WHAT COMMAND...: until it succeeds, 10 s at most
  local left=200 what=$1
  shift
  until "$@" >/dev/null 2>&1; do
    left=$((left - 1))
    [ "$left" -gt 0 ] || { echo "FAILED: $what did not start" && cat "$WORK/ca"/*.log && exit 1; }
    sleep 0.05
  done
}
acme_port() { postfix_free_port && echo "$POSTFIX_PORT"; }
acme_https() { # the certificate of the CA's own server
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 9 -subj /CN=API \
    -keyout ca.key -out ca.pem
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=localhost \
    -keyout key.pem -out request.pem
  openssl x509 -req -in request.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 9 -out cert.pem \
    -extfile <(echo 'subjectAltName=DNS:localhost,IP:127.0.0.1')
}
acme_root() { curl -sf --cacert "$ACME_CA" "https://127.0.0.1:$1/roots/$2"; }
acme_common_name() { openssl x509 -noout -subject -nameopt multiline | sed -n 's/.*commonName *= //p'; }

acme_start() {
  local dns api manage names web
  mkdir -p "$WORK/ca" "$WORK/web/.well-known/acme-challenge"
  (cd "$WORK/ca" && acme_https) >"$WORK/ca/https.log" 2>&1
  ACME_CA=$WORK/ca/ca.pem ACME_WEB=$WORK/web ACME_ROOTS=$WORK/ca/roots.pem
  dns=$(acme_port) api=$(acme_port) manage=$(acme_port) names=$(acme_port) web=$(acme_port)
  ACME_URL=https://127.0.0.1:$api/dir
  cat >"$WORK/ca/pebble.json" <<CONF
{"pebble": {"listenAddress": "127.0.0.1:$api", "managementListenAddress": "127.0.0.1:$manage",
  "certificate": "$WORK/ca/cert.pem", "privateKey": "$WORK/ca/key.pem",
  "httpPort": $web, "tlsPort": 1, "ocspResponderURL": "", "externalAccountBindingRequired": false}}
CONF
  pebble-challtestsrv -defaultIPv4 127.0.0.1 -defaultIPv6 '' -dns01 "127.0.0.1:$dns" -http01 '' \
    -https01 '' -tlsalpn01 '' -management "127.0.0.1:$names" >"$WORK/ca/names.log" 2>&1 &
  acme_pids+=($!)
  PEBBLE_VA_NOSLEEP=1 PEBBLE_WFE_NONCEREJECT=0 PEBBLE_ALTERNATE_ROOTS=1 PEBBLE_CHAIN_LENGTH=2 \
    pebble -config "$WORK/ca/pebble.json" -dnsserver "127.0.0.1:$dns" >"$WORK/ca/pebble.log" 2>&1 &
  acme_pids+=($!)
  python3 -m http.server --bind 127.0.0.1 -d "$ACME_WEB" "$web" >"$WORK/ca/web.log" 2>&1 &
  acme_pids+=($!)
  acme_await 'the CA' acme_root "$manage" 1
  acme_await 'the web server' curl -sf "http://127.0.0.1:$web/"
  acme_root "$manage" 0 >"$WORK/ca/root0" && acme_root "$manage" 1 >"$WORK/ca/root1"
  cat "$WORK/ca/root0" "$WORK/ca/root1" >"$ACME_ROOTS"
  ACME_FIRST=$(acme_common_name <"$WORK/ca/root0")
  ACME_SECOND=$(acme_common_name <"$WORK/ca/root1")
  export REQUESTS_CA_BUNDLE=$ACME_CA LEGO_CA_CERTIFICATES=$ACME_CA CURL_CA_BUNDLE=$ACME_CA
}

# ---- Postfix ----

acme_instance() { # NAME
  postfix_new "$WORK/$1"
  acme_instances+=("$WORK/$1")
  FRESH=$POSTFIX_PORT
  postfix_smtpd -o max_use=100
  STEADY=$POSTFIX_PORT
  postfix_smtpd -o max_use=100 -o smtpd_tls_wrappermode=yes
  WRAPPED=$POSTFIX_PORT
  check 'init succeeds' seal init --configure mx.test.example mail.test.example
  postfix_age
  check 'Postfix starts' postfix_start
  trap acme_clean EXIT
  ACME_PEM=$POSTFIX_CONF/tls/mx.test.example.pem
}

acme_blocks() { sed -n '/^-----BEGIN CERT/,/^-----END CERT/p'; }
acme_digest() { acme_blocks | sha256sum | cut -c1-64; }
acme_shown() { # PORT ARGS...: what a client sees who trusts the CA and wants this name
  local how=(-starttls smtp)
  [ "$1" != "$WRAPPED" ] || how=()
  openssl s_client -connect "127.0.0.1:$1" "${how[@]}" -servername mx.test.example -showcerts \
    -CAfile "$ACME_ROOTS" -verify_hostname mx.test.example -verify_return_error \
    "${@:2}" </dev/null 2>&1
}
acme_shows() { # PORT CHAIN
  local text
  text=$(acme_shown "$1") && [ "$(acme_digest <<<"$text")" = "$(acme_digest <"$2")" ] ||
    { tail -n 8 <<<"$text" && return 1; }
}
acme_serves() { # CHAIN
  local port
  for port in "$FRESH" "$STEADY" "$WRAPPED"; do
    check "port $port shows the chain of $1" acme_shows "$port" "$1"
  done
  # What a CA issued stands alone: its siblings were self-signed.
  check 'no other certificate is kept' test "$(acme_digest <"$ACME_PEM")" = "$(acme_digest <"$1")"
  check 'the file is closed to others' test "$(stat -c %a "$ACME_PEM")" = 600
}

# ---- ACME clients ----

certbot_run() { # ARGS...
  certbot --config-dir "$WORK/le" --work-dir "$WORK/le.work" --logs-dir "$WORK/le.log" -n "$@"
}
certbot_issue() { # ROOT ARGS...
  certbot_run certonly --server "$ACME_URL" --agree-tos --register-unsafely-without-email \
    --webroot -w "$ACME_WEB" --preferred-chain "$1" "${@:2}"
}
certbot_renew() { # ARGS...: what it said is in $WORK/renewed
  certbot_run renew --force-renewal --no-random-sleep-on-renew "$@" >"$WORK/renewed" 2>&1 ||
    { cat "$WORK/renewed" && return 1; }
}
certbot_ready() { # ARGS...: a certificate in live=, deployed, and the hook in its place
  mkdir "$WORK/le"
  live=$WORK/le/live/mx
  check 'the hook is installed' seal hook install certbot --client-dir "$WORK/le"
  hook=$WORK/le/renewal-hooks/deploy/postseal
  check 'a certificate is issued' certbot_issue "$ACME_FIRST" --key-type ecdsa --cert-name mx \
    -d mx.test.example -d mail.test.example "$@"
  # certbot before 3.2 runs the hooks of its directory for renewals only.
  check 'it can be handed over' seal deploy --cert "$live/fullchain.pem" --key "$live/privkey.pem"
}
dehydrated_ready() {
  local dir=$WORK/dehydrated
  mkdir -p "$dir/conf.d"
  printf '%s="%s"\n' CA "$ACME_URL" BASEDIR "$dir" WELLKNOWN "$ACME_WEB/.well-known/acme-challenge" \
    CONFIG_D "$dir/conf.d" KEY_ALGO secp384r1 >"$dir/config"
  echo 'mx.test.example mail.test.example' >"$dir/domains.txt"
  check 'the hook is installed' seal hook install dehydrated --client-dir "$dir"
  check 'it registers' dehydrated_run --register --accept-terms
}
dehydrated_run() { # ARGS...: it succeeds, and the hook has said nothing
  dehydrated --config "$WORK/dehydrated/config" "$@" >"$WORK/dehydrated.out" 2>"$WORK/dehydrated.err" &&
    [ ! -s "$WORK/dehydrated.err" ] && not grep -i postseal: "$WORK/dehydrated.out" ||
    { cat "$WORK/dehydrated.out" "$WORK/dehydrated.err" && return 1; }
}

# ---- a client that connects all the while ----

acme_watch() { # LOG: one line for each connection, until LOG.stop is there (2 min at most)
  local port text end=$((SECONDS + 120))
  while [ "$SECONDS" -lt "$end" ]; do
    for port in "$FRESH" "$STEADY" "$WRAPPED"; do
      [ ! -e "$1.stop" ] || return 0
      if text=$(acme_shown "$port"); then
        acme_digest <<<"$text" >>"$1"
      else
        echo "error on $port: $(tail -n 4 <<<"$text" | tr '\n' ' ')" >>"$1"
      fi
    done
  done
}
acme_lines() { [ "$(wc -l <"$1")" -ge "$2" ]; }
acme_tally() { # LOG OLD NEW: says what was seen; whether that was old or new, and each at least once
  local old new all errors
  old=$(grep -cx "$(acme_digest <"$2")" "$1")
  new=$(grep -cx "$(acme_digest <"$3")" "$1")
  all=$(wc -l <"$1") errors=$(grep -c '^error' "$1")
  echo "$current: $all connections: $old old, $new new, $errors errors, $((all - old - new - errors)) mixed"
  [ $((old + new)) = "$all" ] && [ "$old" -gt 0 ] && [ "$new" -gt 0 ] ||
    { grep '^error' "$1" | head -5 && return 1; }
}
acme_during() { # WHAT OLD NEW COMMAND...
  local log=$WORK/watch what=$1 old=$2 new=$3 watcher
  shift 3
  rm -f "$log" "$log.stop" && : >"$log"
  acme_watch "$log" &
  watcher=$!
  acme_pids+=("$watcher")
  acme_await 'the watching client' acme_lines "$log" 6
  cp "$old" "$WORK/old.chain"
  check "$what" "$@"
  acme_await 'the watching client' acme_lines "$log" $(($(wc -l <"$log") + 6))
  : >"$log.stop"
  wait "$watcher"
  check 'the client saw old or new, never an error' acme_tally "$log" "$WORK/old.chain" "$new"
  cat "$WORK/check.out"
}
