# SPDX-License-Identifier: MIT
# A private Postfix on loopback for the interop tests; source it. Nothing below /etc/postfix is
# touched, and several instances may run side by side.
#
#   postfix_require                 exit 77 unless this machine can run one
#   postfix_new DIR                 lays out an instance in DIR (absolute); sets the variables below
#   postfix_set NAME=VALUE...       main.cf
#   postfix_unset NAME...
#   postfix_smtpd [-o NAME=VALUE]...   one more smtpd; sets POSTFIX_PORT to its port
#   postfix_start, postfix_stop, postfix_reload
#   postfix_forget                  empties the log
#   postfix_log                     the log without time, host and process number
#   postfix_await PATTERN           waits (5 s at most) until the log has a line like this ERE
#
# POSTFIX_DIR, POSTFIX_CONF (-c), POSTFIX_MAILLOG, and POSTFIX_PORT: the smtpd that was added last.
# Every smtpd has max_use=1, so each connection reads main.cf and the TLS files anew.

postfix_require() {
  local missing=
  [ "$(id -u)" = 0 ] || missing='root'
  command -v postfix >/dev/null || missing='postfix'
  command -v openssl >/dev/null || missing='openssl'
  [ -z "$missing" ] && return
  echo "skipped: a private Postfix needs $missing"
  exit 77
}

# A port of 127.0.0.1 where nobody listens.
postfix_free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    case " ${POSTFIX_PORTS:-} " in *" $port "*) continue ;; esac
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  POSTFIX_PORTS="${POSTFIX_PORTS:-} $port"
  POSTFIX_PORT=$port
}

postfix_new() {
  POSTFIX_DIR=$1
  POSTFIX_CONF=$1/conf
  POSTFIX_MAILLOG=$1/mail.log
  mkdir -p "$1/conf" "$1/spool" "$1/data"
  chmod 755 "$1" "$1/conf" "$1/spool"
  chown postfix "$1/data"
  : >"$1/mail.log"
  postfix_main_cf "$1" >"$1/conf/main.cf"
  postfix_master_cf >"$1/conf/master.cf"
  postfix_smtpd
}

postfix_main_cf() {
  cat <<CONF
compatibility_level = 3.6
queue_directory = $1/spool
data_directory = $1/data
command_directory = $(postconf -dh command_directory)
daemon_directory = $(postconf -xdh daemon_directory)
meta_directory = $(postconf -xdh meta_directory)
shlib_directory = $(postconf -xdh shlib_directory)
mail_owner = postfix
setgid_group = postdrop
maillog_file = $1/mail.log
maillog_file_prefixes = $1
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.test.example
mydomain = test.example
mydestination =
local_recipient_maps =
alias_maps =
alias_database =
mynetworks = 127.0.0.0/8
default_transport = error:test instance
relay_transport = error:test instance
notify_classes =
smtpd_tls_loglevel = 1
smtpd_tls_session_cache_database =
smtp_dns_support_level = disabled
CONF
}

postfix_master_cf() {
  cat <<'CONF'
cleanup   unix  n - n -     0 cleanup
tlsmgr    unix  - - n 1000? 1 tlsmgr
rewrite   unix  - - n -     - trivial-rewrite
bounce    unix  - - n -     0 bounce
defer     unix  - - n -     0 bounce
trace     unix  - - n -     0 bounce
error     unix  - - n -     - error
retry     unix  - - n -     - error
anvil     unix  - - n -     1 anvil
postlog   unix-dgram n - n - 1 postlogd
CONF
}

# shellcheck disable=SC2120
postfix_smtpd() {
  postfix_free_port
  echo "127.0.0.1:$POSTFIX_PORT inet n - n - - smtpd -o max_use=1 $*" >>"$POSTFIX_CONF/master.cf"
}

# A main.cf changed within the last seconds makes every daemon wait before it reads it.
postfix_age() { touch -d '1 hour ago' "$POSTFIX_CONF/main.cf"; }
postfix_set() { postconf -c "$POSTFIX_CONF" -e "$@" && postfix_age; }
postfix_unset() { postconf -c "$POSTFIX_CONF" -X "$@" && postfix_age; }

postfix_start() {
  postfix -c "$POSTFIX_CONF" start >"$POSTFIX_DIR/start.out" 2>&1 || {
    cat "$POSTFIX_DIR/start.out"
    return 1
  }
  trap postfix_stop EXIT
}
postfix_stop() {
  trap - EXIT
  [ ! -e "$POSTFIX_DIR/spool/pid/master.pid" ] ||
    postfix -c "$POSTFIX_CONF" stop >/dev/null 2>&1 || true
}
postfix_reload() { postfix -c "$POSTFIX_CONF" reload >/dev/null 2>&1; }

postfix_forget() { : >"$POSTFIX_MAILLOG"; }
postfix_log() { sed -E 's/^.{15} [^ ]+ postfix\/([a-z/-]+)\[[0-9]+\]: /\1: /' "$POSTFIX_MAILLOG"; }
postfix_await() {
  local left=250
  until grep -qE -- "$1" "$POSTFIX_MAILLOG"; do
    left=$((left - 1))
    [ "$left" -gt 0 ] || {
      echo "the log never had: $1" >&2
      return 1
    }
    sleep 0.02
  done
}
