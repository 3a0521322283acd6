# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Sourced by tests/cli/every_command.test: renewed material in in/, as `prepare_NAME` of its rows.

renewed() { # NAME: in/NAME.pem, a leaf and its issuer, and in/NAME.key
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "in/$1.key" \
    -subj /CN=mx.example.org -out in/request
  openssl x509 -req -in in/request -CA in/ca.pem -CAkey in/ca.key -days 90 -out "in/$1.pem" \
    -extfile <(echo 'subjectAltName=DNS:mx.example.org')
  cat in/ca.pem >>"in/$1.pem"
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
