#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# One lookup in a policy table of 1,000,000 lines: policy.bash POSTSEAL [policy] [unlisted] [lint]
# `unlisted` asks for a domain that is not there, `lint` checks the whole text file: by name alone.
. "$(dirname "${BASH_SOURCE[0]}")/common.bash"
wanted policy || asked unlisted || asked lint || exit 0
if ! command -v postmap >/dev/null; then
  not_run 'policy explain: there is no postmap to compare with'
  exit 0
fi

site() { # TYPE LINES
  [ ! -d "$1-$2" ] || return 0
  mkdir "$1-$2"
  seq -f 'd%.0f.example.net secure match=.example.net' "$2" >"$1-$2/policy"
  cat >"$1-$2/main.cf" <<END
compatibility_level = 3.6
myhostname = mx.example.org
smtp_tls_security_level = may
smtp_tls_CApath = /etc/ssl/certs
smtp_tls_policy_maps = $1:$PWD/$1-$2/policy
END
  # Postfix reads files again that were changed within the last second.
  touch -d '1 hour ago' "$1-$2"/*
  [ "$1" = texthash ] || postmap -c "$1-$2" "$1:$PWD/$1-$2/policy"
}
explained() { # LINES
  site texthash "$1"
  we=("$POSTSEAL" -c "$PWD/texthash-$1" policy explain "d$(($1 / 2)).example.net")
}
unlisted() { postmap -c "$1" -q "$2" "$3:$PWD/$1/policy" || [ $? = 1 ]; } # DIR KEY TYPE
row() { # TYPE KEY NAME
  site "$1" "$count"
  we=("$POSTSEAL" -c "$PWD/$1-$count" policy explain "$2")
  they=(unlisted "$1-$count" "$2" "$1")
  compare "$3: $1, $title lines" 5 'postmap -q'
  memory 'policy explain' "${we[@]}"
}

if growing; then
  wanted policy && growth 'policy explain: n lines of texthash' explained 10000
  exit "$status"
fi
count=$(size_of 1000000)
title=$(with_commas "$count")
for type in texthash hash lmdb; do
  if ! postconf -m 2>/dev/null | grep -qx $type; then
    not_run "policy explain: $type: this Postfix has no such tables"
    continue
  fi
  ! wanted policy || row $type "d$((count / 2)).example.net" 'policy explain'
  ! asked unlisted || row $type nowhere.example.org 'the same, unlisted'
done
if asked lint; then
  site texthash "$count"
  we=("$POSTSEAL" -c "$PWD/texthash-$count" policy check)
  they=(postmap -c "texthash-$count" "hash:$PWD/texthash-$count/policy")
  compare "policy check: texthash, $title lines" 5 'postmap, which makes an index'
  memory 'policy check' "${we[@]}"
fi
exit "$status"
