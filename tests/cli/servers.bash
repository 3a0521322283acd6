# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Sourced after harness.bash by tests that need mail servers on loopback (smtp_server.py).
#   material            a CA, and chains of it, in $MADE
#   issued NAME SUBJECT NAMES KEY...   a certificate of the CA and its key: NAME.crt, NAME.key
#   serve NAME=HOW:DIR...   servers; each is "$(port NAME)"
#   key_pin NAME, pin NAME  fingerprints (SHA-256), as Postfix writes them
MADE=$WORK/made

command -v python3 >/dev/null || {
  echo 'skipped: the servers need python3'
  exit 77
}

# KEY: what `openssl req -newkey` takes; "-key FILE" renews with a key that is there.
issued() {
  local name=$1 subject=$2 names=$3
  shift 3
  if [ "$1" = -key ]; then
    openssl req -new -key "$2" -out "$MADE/request" -subj "$subject"
    [ "$2" = "$MADE/$name.key" ] || cp "$2" "$MADE/$name.key"
  else
    openssl req -newkey "$@" -nodes -keyout "$MADE/$name.key" -out "$MADE/request" -subj "$subject"
  fi 2>>"$MADE/log" &&
    openssl x509 -req -in "$MADE/request" -CA "$MADE/ca.crt" -CAkey "$MADE/ca.key" -days 30 \
      -out "$MADE/$name.crt" -extfile <(echo "subjectAltName=$names") 2>>"$MADE/log"
}
ec=(ec -pkeyopt ec_paramgen_curve:P-256)
material() {
  mkdir "$MADE"
  openssl req -x509 -newkey "${ec[@]}" -nodes -keyout "$MADE/ca.key" -out "$MADE/ca.crt" -days 30 \
    -subj /CN=CA -addext basicConstraints=critical,CA:TRUE 2>>"$MADE/log"
}
serves() { # DIR NAME...: from now on
  mkdir -p "$1"
  rm -f "$1"/*.pem
  local name
  for name in "${@:2}"; do
    cat "$MADE/$name.key" "$MADE/$name.crt" >"$1/$name.new" && mv "$1/$name.new" "$1/$name.pem"
  done
}
serve() {
  python3 "$SOURCE/tests/cli/smtp_server.py" "$WORK/ports" "$@" 2>"$WORK/servers.err" &
  local left=100
  until [ -e "$WORK/ports" ] || [ "$left" = 0 ]; do
    left=$((left - 1))
    sleep 0.1
  done
}
port() { awk -v name="$1" '$1 == name { print $2 }' "$WORK/ports"; }
pin() { openssl x509 -in "$MADE/$1.crt" -noout -fingerprint -sha256 | sed 's/.*=//'; }
key_pin() {
  openssl pkey -in "$MADE/$1.key" -pubout -outform DER | openssl dgst -sha256 -c |
    sed 's/.*= //' | tr a-f A-F
}
