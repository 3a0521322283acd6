#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# check of 1,000 SNI identities and a policy table of 100,000 lines; the peer only makes the indexes.
. "$(dirname "${BASH_SOURCE[0]}")/common.bash"
wanted check || exit 0
if ! command -v postmap >/dev/null; then
  not_run 'check: there is no postmap to compare with'
  exit 0
fi

make_site() { # NAMES, and a hundred policies of each
  rm -rf site
  mkdir -p site/sni
  local i
  openssl ecparam -genkey -name prime256v1 -noout -out site/key.pem
  for ((i = 0; i < $1; i++)); do
    openssl req -x509 -new -key site/key.pem -subj "/CN=h$i.example.org" -days 365 \
      -addext "subjectAltName=DNS:h$i.example.org" -out site/one.crt
    cat site/key.pem site/one.crt >site/sni/$i.pem
    echo "h$i.example.org $PWD/site/sni/$i.pem" >>site/sni_map
  done
  seq -f 'd%.0f.example.net secure match=.example.net' $(($1 * 100)) >site/policy
  chmod 600 site/sni/*.pem site/sni_map site/key.pem
  cat >site/main.cf <<END
compatibility_level = 3.6
myhostname = h0.example.org
smtpd_tls_security_level = may
smtpd_tls_chain_files = $PWD/site/sni/0.pem
smtp_tls_security_level = may
smtp_tls_CApath = /etc/ssl/certs
smtp_tls_policy_maps = hash:$PWD/site/policy
tls_server_sni_maps = hash:$PWD/site/sni_map
END
  touch -d yesterday site/main.cf # Postfix waits for a file of this second to cool down
  printf '%s\n' 'smtp inet n - n - - smtpd' 'smtp unix - - n - - smtp' \
    'tlsmgr unix - - n 1000? 1 tlsmgr' >site/master.cf
}
indexed() {
  postmap -c site -F "hash:$PWD/site/sni_map" && postmap -c site "hash:$PWD/site/policy"
}
checked() {
  [ "${made:-0}" = "$1" ] || { make_site "$1" && indexed; }
  made=$1
  we=("$POSTSEAL" -c "$PWD/site" check --fail-on error)
}
if growing; then
  growth 'check: n SNI names, 100 n policies' checked 10
  exit "$status"
fi
count=$(size_of 1000)
checked "$count"
they=(indexed)
compare "check: $(with_commas "$count") SNI names, $(with_commas $((count * 100))) policies" 5 \
  'postmap of both tables'
memory check "${we[@]}"
exit "$status"
