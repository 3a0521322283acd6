# SPDX-License-Identifier: MIT
# A configuration directory, certificates, and what must hold there at every moment; source it.
#   world_new        $WORK, a directory of one's own, and $WORLD, the path below it of each world
#   world_begin DIR  main.cf, master.cf and the legacy pair that a distribution would have put there
#   world_legal      says what is wrong: a key in main.cf without its certificate, main.cf neither
#                    as $OLD_CF nor as $NEW_CF, a private key that others can read
#   world_shape [NAME]  what is there, without what differs from run to run: NAME is a file of which
#                    each run makes another one
#   world_leftovers  names of what only a run that has not ended may have
: "${POSTSEAL:?the binary under test}"

world_new() {
  # Where syncing costs nothing; what is tested is what is asked for.
  WORK=$(TMPDIR='' mktemp -d -p "$([ -w /dev/shm ] && echo /dev/shm || echo "${TMPDIR:-/tmp}")")
  trap 'rm -rf "$WORK"' EXIT
  WORLD=$WORK/world
  export TMPDIR=$WORLD/tmp NO_COLOR=1 LC_ALL=C.UTF-8
  unset MAIL_CONFIG
  mkdir "$WORK/in" "$WORK/known"
  world_authority >/dev/null 2>&1 || echo 'no certificates could be made'
}

world_key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256; }

# An issuer of nobody's trust, and two renewals for one name.
world_authority() {
  local name
  (
    cd "$WORK/in" || exit 1
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key \
      -out ca.crt -days 900 -subj '/CN=An issuer' -addext basicConstraints=critical,CA:TRUE
    for name in a b; do
      mkdir "$name" && world_key >"$name/privkey.pem"
      openssl req -new -key "$name/privkey.pem" -subj /CN=mx.test.example -out request
      openssl x509 -req -in request -CA ca.crt -CAkey ca.key -days 300 -out "$name/cert.pem" \
        -extfile <(echo subjectAltName=DNS:mx.test.example)
      cp ca.crt "$name/chain.pem"
      cat "$name/cert.pem" ca.crt >"$name/fullchain.pem"
    done
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout old.key \
      -out old.crt -days 900 -subj /CN=old
  )
}

world_begin() { # DIR
  mkdir -p "$1/conf" "$1/tmp" "$1/spool/pid" "$1/old" && : >"$1/spool/pid/master.pid"
  cp "$WORK/in/old.crt" "$WORK/in/old.key" "$1/old/" && chmod 600 "$1/old/old.key"
  cat >"$1/conf/main.cf" <<CONF
# A comment that stays.
compatibility_level = 3.6
queue_directory = $WORLD/spool
myhostname = mx.test.example
smtpd_tls_security_level = may
smtpd_tls_cert_file = $WORLD/old/old.crt
smtpd_tls_key_file = $WORLD/old/old.key
CONF
  echo 'smtp inet n - n - - smtpd' >"$1/conf/master.cf"
  chmod 640 "$1/conf/main.cf"
}

world_value() { # NAME
  sed -n "s/^$1 *= *//p" "$WORLD/conf/main.cf"
}

# Key, its certificate, issuers; next key, and so on: the order Postfix wants.
world_pairs() { # FILE
  local digest key='' leaf=''
  digest=$(cat "$@" | sha256sum)
  [ ! -e "$WORK/known/${digest%% *}" ] || return 0
  cat "$@" | awk -v at="$WORK/part" '
    /^-----BEGIN/ { n++; kind = (/PRIVATE KEY/ ? "key" : "crt"); file = at "." n "." kind; print file }
    { if (file) print >file }
    /^-----END/ { close(file); file = "" }' >"$WORK/parts"
  [ -s "$WORK/parts" ] || { echo "$* is empty" && return; }
  head -n 1 "$WORK/parts" | grep -q 'key$' || { echo "$* has no key at its head" && return; }
  while read -r part; do
    case $part in
    *.key)
      [ -z "$key" ] || { echo "$* has a key without a certificate" && return; }
      key=$(openssl pkey -in "$part" -pubout 2>&1) || { echo "$* has a broken key" && return; }
      ;;
    *)
      [ -n "$key" ] || continue
      leaf=$(openssl x509 -in "$part" -noout -pubkey 2>&1)
      [ "$key" = "$leaf" ] || { echo "$*: key and certificate do not belong together" && return; }
      key=
      ;;
    esac
  done <"$WORK/parts"
  [ -z "$key" ] || { echo "$* ends with a key" && return; }
  : >"$WORK/known/${digest%% *}"
}

world_legal() {
  local files key
  files=$(world_value smtpd_tls_chain_files) key=$(world_value smtpd_tls_key_file)
  [ -n "$files" ] || [ -z "$key" ] || files="$key $(world_value smtpd_tls_cert_file)"
  # shellcheck disable=SC2086
  [ -z "$files" ] || world_pairs ${files//,/ } 2>&1
  cmp -s "$WORLD/conf/main.cf" "$OLD_CF" || cmp -s "$WORLD/conf/main.cf" "$NEW_CF" ||
    echo 'main.cf is neither the old nor the new one'
  [ "$(stat -c %a "$WORLD/conf/main.cf" 2>&1)" = 640 ] || echo 'main.cf has another mode'
  find "$WORLD" -type f -perm /o+r -exec grep -l 'PRIVATE KEY' {} + |
    sed 's/^/others can read the private key in /'
}

world_shape() {
  (
    cd "$WORLD" || exit 1
    find . -printf '%P %y %m %u %g\n' | sort
    find conf -type f ! -name '*.record.json' ${1+! -name "$1"} -exec sha256sum {} + | sort -k 2
    find conf -name '*.record.json' -exec sed -E 's/"(made|since)": [0-9]+/"\1": 0/' {} + |
      if [ -n "${1-}" ]; then grep -vE '"(fingerprint|not_after)":'; else cat; fi
  )
}

world_leftovers() {
  find "$WORLD" \( -name '*.postseal-*' -o -name 'postseal-scratch-*' -o -name 'journal.*' -o \
    -name 'pending.*' \) -printf '%P is left behind\n'
}
