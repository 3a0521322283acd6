#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# How long `policy explain` takes in tables of 1,000,000 lines, beside postmap -q: policy.bash POSTSEAL
# Both run in turn; each time is the median of 5, each memory the most that one needed. Nothing here
# passes or fails.
set -u
POSTSEAL=$(realpath "${1:?usage: policy.bash POSTSEAL}")
for program in postmap /usr/bin/time; do
  command -v $program >/dev/null || {
    echo "not run: there is no $program"
    exit 0
  }
done
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
unset MAIL_CONFIG
lines=${POLICY_BENCH_LINES:-1000000}

site() { # TYPE
  mkdir "$WORK/$1"
  seq -f 'd%.0f.example.net secure match=.example.net' "$lines" >"$WORK/$1/policy"
  cat >"$WORK/$1/main.cf" <<END
compatibility_level = 3.6
smtp_tls_security_level = may
smtp_tls_CApath = /etc/ssl/certs
smtp_tls_policy_maps = $1:$WORK/$1/policy
END
  # Postfix reads a table again that was changed within the last seconds.
  touch -d '1 hour ago' "$WORK/$1/policy"
  [ "$1" = texthash ] || postmap -c "$WORK/$1" "$1:$WORK/$1/policy"
}
# "SECONDS KIB" of a command, the median and the most of 5.
measure() {
  local i
  for ((i = 0; i < 5; i++)); do
    /usr/bin/time -f '%e %M' -o "$WORK/time" "$@" >/dev/null 2>&1
    tail -1 "$WORK/time"
  done | sort -n | awk '{ time[NR] = $1; if ($2 > most) most = $2 }
    END { printf "%7.2f s %6.1f MB", time[3], most / 1024 }'
}
printf '%-44s %-20s %s\n' "lookup in $lines lines" postseal postmap
for type in texthash hash lmdb; do
  postconf -m | grep -qx $type || continue
  site $type
  for key in "d$((lines / 2)).example.net" nowhere.example.org; do
    printf '%-44s %-20s %s\n' "$type: $key" \
      "$(measure "$POSTSEAL" -c "$WORK/$type" policy explain "$key")" \
      "$(measure postmap -c "$WORK/$type" -q "$key" "$type:$WORK/$type/policy")"
  done
done
printf '%-44s %s\n' 'check of the texthash table' \
  "$(measure "$POSTSEAL" -c "$WORK/texthash" policy check)"
