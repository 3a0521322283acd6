# SPDX-License-Identifier: MIT
# More configurations of smtpd for check.test (see check_corpus.bash): odd lists, and what
# certificates, protocols, ciphers and curves leave to agree on.

# of CHAIN NAME SETTING...
of() { say "agree-$2" "smtpd_tls_chain_files=$PWD/$1" "${@:3}"; }

check_agreement() {
  say agree-comma smtpd_tls_chain_files=,
  say agree-commas "smtpd_tls_chain_files=$PWD/good.pem,,"
  say agree-semicolon "smtpd_tls_chain_files=$PWD/good.pem;$PWD/good-rsa.pem"
  say agree-colon "smtpd_tls_chain_files=$PWD/good.pem:$PWD/good-rsa.pem"
  say agree-quoted "smtpd_tls_chain_files=\"$PWD/good.pem\""
  of good.pem ca-relative smtpd_tls_CAfile=root.crt
  of good.pem ca-null smtpd_tls_CAfile=/dev/null
  of good.pem ca-two "smtpd_tls_CAfile=$PWD/root.crt $PWD/inter.crt"
  of good.pem level-macro 'smtpd_tls_security_level=${nosuch?{none}:{encrypt}}'
  of good.pem level-space 'smtpd_tls_security_level=may # comment'
  of good.pem level-comma smtpd_tls_security_level=may,
  say agree-wrap-none-ask smtpd_tls_wrappermode=yes smtpd_tls_cert_file=none smtpd_tls_ask_ccert=yes
  of good.pem wrap-protos smtpd_tls_wrappermode=yes \
    'smtpd_tls_mandatory_protocols=!TLSv1.2,!TLSv1.3,!TLSv1,!TLSv1.1'
  say agree-cert-comma "smtpd_tls_cert_file=$PWD/good.pem, $PWD/inter.crt"
  say agree-cert-two "smtpd_tls_cert_file=$PWD/c" "smtpd_tls_key_file=$PWD/k" \
    "smtpd_tls_eccert_file=$PWD/rsa.crt" "smtpd_tls_eckey_file=$PWD/rsa.key"
  say agree-cert-two-bad "smtpd_tls_cert_file=$PWD/c" "smtpd_tls_key_file=$PWD/k" \
    "smtpd_tls_eccert_file=$PWD/rsa.crt" "smtpd_tls_eckey_file=$PWD/k"
  say agree-dsa-tls12 "smtpd_tls_dcert_file=$PWD/dsa.crt" "smtpd_tls_dkey_file=$PWD/dsa.key" \
    smtpd_tls_protocols=TLSv1.2
  say agree-dsa-and-ec "smtpd_tls_dcert_file=$PWD/dsa.crt" "smtpd_tls_dkey_file=$PWD/dsa.key" \
    "smtpd_tls_eccert_file=$PWD/good.pem"
  say agree-key-first-only "smtpd_tls_cert_file=$PWD/k"
  of good.pem null-grade smtpd_tls_ciphers=null smtpd_tls_protocols=TLSv1.2
  of good.pem kx-ec-only tls_eecdh_auto_curves=sect163k1 smtpd_tls_protocols=TLSv1.2
  of good-rsa.pem kx-rsa tls_eecdh_auto_curves=sect163k1
  of good-rsa.pem kx-rsa-12 tls_eecdh_auto_curves=sect163k1 smtpd_tls_protocols=TLSv1.2
  of key-ed25519.pem ed25519-12 smtpd_tls_protocols=TLSv1.2
  of key-ed25519.pem ed25519-11 smtpd_tls_protocols=TLSv1.1
  of key-rsa-pss.pem rsapss-12 smtpd_tls_protocols=TLSv1.2
  of key-rsa-pss.pem rsapss-11 smtpd_tls_protocols=TLSv1.1
  of good-rsa.pem rsa-11 smtpd_tls_protocols=TLSv1.1
  of key-rsa-512.pem rsa-512-11 smtpd_tls_protocols=TLSv1.1
  of key-rsa-512.pem rsa-512-12 smtpd_tls_protocols=TLSv1.2
  of good.pem ec-11 smtpd_tls_protocols=TLSv1.1
  of key-ec-P-384.pem ec-384-11 smtpd_tls_protocols=TLSv1
  of good.pem psk tls_medium_cipherlist=PSK smtpd_tls_protocols=TLSv1.2
  of good.pem anull tls_medium_cipherlist=aNULL smtpd_tls_protocols=TLSv1.2
  of good.pem suites13 tls_medium_cipherlist=TLS_AES_128_GCM_SHA256
  of good.pem gap 'smtpd_tls_protocols=!TLSv1.2'
  of good.pem gap3 'smtpd_tls_protocols=!TLSv1.2,!TLSv1.3,!TLSv1.1'
  say agree-use-and-none smtpd_tls_security_level= smtpd_enforce_tls=yes smtpd_tls_req_ccert=yes \
    "smtpd_tls_chain_files=$PWD/good.pem"
  of key-rsa-1024.pem seclevel 'tls_medium_cipherlist=ALL:!eNULL'
}
