# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Sourced by tests/cli/every_command.test, as `prepare_NAME` of its rows: renewed material in in/,
# configurations.

renewed() { # NAME: in/NAME.pem, a leaf and its issuer, and in/NAME.key
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "in/$1.key" \
    -subj /CN=mx.example.org -out in/request
  openssl x509 -req -in in/request -CA in/ca.pem -CAkey in/ca.key -days 90 -out "in/$1.pem" \
    -extfile <(echo 'subjectAltName=DNS:mx.example.org')
  cat in/ca.pem >>"in/$1.pem"
}
prepare_postfix() { # as Debian has it
  cp /usr/share/postfix/main.cf.debian out/main.cf && cp /usr/share/postfix/master.cf.dist out/master.cf
}
prepare_renewed() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 900 -subj /CN=CA \
    -keyout in/ca.key -out in/ca.pem -addext basicConstraints=critical,CA:TRUE
  renewed mx && mkdir out/tls
}
prepare_deployed() { # twice, by postseal: only it writes what it can go back to
  prepare_renewed && renewed newer
  local name
  for name in mx newer; do
    "$POSTSEAL" deploy --cert "in/$name.pem" --key "in/$name.key" --dir out/tls -c in \
      --postfix-version 3.7 || return 1
  done
}
prepare_host() { # a configuration whose host the material is for
  prepare_renewed && prepare_postfix &&
    printf 'myhostname = mx.example.org\nsmtpd_tls_security_level = may\n' >>out/main.cf
}
prepare_declared() { # a configuration, and the state it shall have
  prepare_postfix && chmod 755 out &&
    printf '[[identity]]\nhostnames = ["mx.example.org"]\nkeys = ["ec:p256"]\n' >out/postseal.toml &&
    chmod 644 out/postseal.toml
}
prepare_sound() { # a configuration without a fault
  prepare_own_pair && cat out/mx.key out/mx.crt >out/mx.pem && chmod 600 out/mx.*
  printf '%s\n' 'compatibility_level = 3.6' 'myhostname = mx.example.org' \
    'smtpd_tls_security_level = may' "smtpd_tls_chain_files = $PWD/out/mx.pem" >in/main.cf
  printf '%s\n' 'smtp inet n - n - - smtpd' 'tlsmgr unix - - n 1000? 1 tlsmgr' >in/master.cf
}
prepare_policy() { # the same with a table of policies
  prepare_sound && echo 'example.org encrypt' >in/policy &&
    echo "smtp_tls_policy_maps = texthash:$PWD/in/policy" >>in/main.cf
}
prepare_obsolete() { # one with a parameter of old
  printf '%s\n' 'compatibility_level = 3.6' 'myhostname = mx.example.org' 'smtp_use_tls = yes' \
    >out/main.cf
  printf '%s\n' 'smtp unix - - n - - smtp' 'tlsmgr unix - - n 1000? 1 tlsmgr' >out/master.cf
}
prepare_policies() { # one with a policy table
  printf '%s\n' 'compatibility_level = 3.6' "smtp_tls_policy_maps = texthash:$PWD/out/tls_policy" \
    >out/main.cf
  echo 'smtp unix - - n - - smtp' >out/master.cf
  printf '%s\n' '# ours' 'example.net     encrypt' '[mx.example.org]  may' >out/tls_policy
}
prepare_pinned() { # two keys are pinned, and a server has one of them
  [ -e "$WORK/ports" ] || {
    . "$SOURCE/tests/cli/servers.bash"
    material && issued ec /CN=ec DNS:localhost "${ec[@]}" && serves "$WORK/served" ec
    serve "mx=starttls:$WORK/served"
  }
  prepare_policies
  echo "[localhost]:$(port mx) fingerprint match=$(key_pin ec)|$(pin ec | tr 0-9 1-90)" \
    >>out/tls_policy
}
prepare_own_pair() { # a self-signed certificate and its key, for nine days
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout out/mx.key \
    -out out/mx.crt -days 9 -subj /CN=mx.example.org -addext subjectAltName=DNS:mx.example.org
}
prepare_ca() {
  mkdir in/ca && cd in/ca || return 1
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout root.key \
    -out root.crt -days 900 -subj /CN=Root -addext basicConstraints=critical,CA:TRUE
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout intermediate.key \
    -subj /CN=Intermediate -out request
  openssl x509 -req -in request -CA root.crt -CAkey root.key -days 900 -out intermediate.crt \
    -extfile <(printf 'basicConstraints=critical,CA:TRUE,pathlen:0\nsubjectKeyIdentifier=hash\n')
  cd ../..
}
