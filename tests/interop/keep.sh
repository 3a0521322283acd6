#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# `check` against a real Postfix: for every configuration of the corpus, a service of its own, it
# must predict what a client meets and the exact lines that the daemon logs.
#   check.test [NAME-REGEX]      only the cases that match
set -u
here=/work/svc/tests/interop
. "$here/postfix.sh"
. "$here/loader_corpus.bash"
. "$here/check_corpus.bash"
postfix_require
command -v python3 >/dev/null || {
  echo 'skipped: python3 is missing'
  exit 77
}
work=/tmp/svc-run/w; rm -rf $work; mkdir -p $work
chmod 755 "$work"

(check_corpus "$work/corpus") || exit 1
postfix_new "$work/postfix"
postfix_set smtpd_tls_security_level=may
: >"$work/services"

# service NAME SETTING...: an smtpd of its own
service() {
  local name=$1 setting how=starttls line
  shift
  postfix_free_port
  line="127.0.0.1:$POSTFIX_PORT inet n - n - - smtpd -o max_use=1 -o syslog_name=postfix/$name"
  for setting; do
    line+=" -o { $setting }"
    [[ ${setting,,} != smtpd_tls_wrappermode=yes ]] || how=implicit
  done
  echo "$line" >>"$POSTFIX_CONF/master.cf"
  echo "$name $POSTFIX_PORT $how" >>"$work/services"
}
while IFS='|' read -ra fields; do
  [[ ${fields[0]} =~ ${1:-} ]] || continue
  service "${fields[@]}"
done <"$work/corpus/services"
# client NAME SETTING...: a transport of its own, for NAME.example. What it is sent goes to the first
# smtpd, and it delivers to the second.
receiver=
client() {
  local name=$1 daemon=${1%%-*} setting how=deliver line
  shift
  line="$name unix - - n - 1 $daemon -o syslog_name=postfix/$name -o { ${daemon}_tls_loglevel = 1 }"
  for setting; do
    line+=" -o { $setting }"
    [[ $setting != *_tls_security_level=encrypt ]] || how=deliver-encrypted
  done
  echo "$line" >>"$POSTFIX_CONF/master.cf"
  echo "$name.example $name:[127.0.0.1]:$receiver" >>"$work/transport"
  echo "$name $submission $how" >>"$work/services"
}
submission=$POSTFIX_PORT
postfix_smtpd -o "{ smtpd_tls_chain_files = $work/corpus/good.pem }" \
  -o smtpd_relay_restrictions= -o smtpd_recipient_restrictions=check_client_access,static:DISCARD,reject
receiver=$POSTFIX_PORT
echo 'qmgr unix n - n 300 1 qmgr' >>"$POSTFIX_CONF/master.cf"
postfix_set "transport_maps=texthash:$work/transport"
: >"$work/transport"
while IFS='|' read -ra fields; do
  [[ ${fields[0]} =~ ${1:-} ]] || continue
  client "${fields[@]}"
done <"$work/corpus/clients"
postfix_start || exit 1
trap 'postfix_stop' EXIT

python3 "$here/check_probe.py" "$POSTFIX_MAILLOG" <"$work/services" >"$work/states" || exit 1

# Each smtpd has logged the last it had to say.
all_ended() {
  [ "$(grep -cE 'smtpd\[[0-9]+\]: (disconnect from|fatal: |panic: )' "$POSTFIX_MAILLOG")" -ge \
    "$(grep -vc ' deliver' "$work/services")" ]
}
for _ in {1..200}; do
  all_ended && break
  sleep 0.05
done

# What the daemons logged, but for what only a session says; of one that was started again, what the
# first said. What OpenSSL says itself depends on its version.
sed -nE '/TLS library problem/d
  s/[a-z0-9.-]+\[127\.0\.0\.1\]/NAME[ADDRESS]/
  s/(NAME\[ADDRESS\]):[0-9]+/\1:PORT/
  s/\[127\.0\.0\.1\]:[0-9]+/NEXTHOP/
  s/NEXTHOP\/127\.0\.0\.1/NEXTHOP\/HOST/
  s/^.{15} [^ ]+ postfix\/([^ ]+)\/(smtpd|smtp|lmtp)\[([0-9]+)\]: ((warning|error|fatal|panic): .*|.*disabling TLS support|SSL_accept error.*)$/\1 \3 log \4/p' \
  "$POSTFIX_MAILLOG" |
  awk '!($1 in first) { first[$1] = $2 } first[$1] == $2 { sub(/ [0-9]+/, ""); print }' >"$work/logs"
# "on" is "warns" where there is a warning, and a client of a wrapped service is dropped where TLS
# is off.
awk 'NR == FNR {
    if ($2 == "log" && $3 ~ /^(warning|error):$/) warned[$1] = 1
    if ($4 == "Wrapper-mode") dropped[$1] = 1
    next
  }
  $1 in dropped { $3 = "off" }
  $3 == "on" { $3 = ($1 in warned) ? "warns" : "works" } { print }' \
  "$work/logs" "$work/states" >"$work/states.named"
sort -s -k1,1 "$work/states.named" "$work/logs" >"$work/seen"

"$POSTSEAL" -c "$POSTFIX_CONF" check --json >"$work/check.json"
case $? in 0 | 3) ;; *) cat "$work/check.json" && exit 1 ;; esac
jq -r '.result.services[] | .service as $key | "\($key) state \(.tls)", (.log[] | "\($key) log \(.)")' \
  "$work/check.json" |
  awk 'NR == FNR { name[$3 ~ /^deliver/ ? $1 "/unix" : "127.0.0.1:" $2 "/inet"] = $1; next }
    $1 in name { key = $1; sub(/^[^ ]+/, name[key]); print }' "$work/services" - |
  sort -s -k1,1 >"$work/predicted"

cases=$(wc -l <"$work/services")
if diff -U1 --label predicted --label seen "$work/predicted" "$work/seen"; then
  echo "$cases services, all as predicted"
else
  echo "$cases services, $(diff "$work/predicted" "$work/seen" | grep '^[<>]' | cut -d' ' -f2 | sort -u | wc -l) of them not as predicted"
  exit 1
fi
