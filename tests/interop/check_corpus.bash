# SPDX-License-Identifier: MIT
# Configurations of smtpd for check.test: check_corpus DIR writes the files and DIR/services:
# "NAME|SETTING|SETTING...". The key and certificate files are those of loader_corpus.bash, the
# clients (DIR/clients) those of check_clients.bash; check_agreement.bash has more of smtpd.

say() { (IFS='|' && echo "$*") >>services; }
good() {
  local name=$1
  shift
  say "$name" "smtpd_tls_chain_files=$PWD/good.pem" "$@"
}

check_files() {
  local name files certificate key
  while read -r name files; do say "file-$name" "smtpd_tls_chain_files=$files"; done <cases
  while read -r name certificate key; do
    say "$name" "smtpd_tls_cert_file=$certificate" "smtpd_tls_key_file=$key"
  done <pairs
}

check_levels() {
  local level
  for level in none may encrypt verify secure fingerprint dane dane-only halfdane MAY Encrypt bogus '' \
    'may encrypt'; do
    good "level-${level// /-}" "smtpd_tls_security_level=$level"
  done
}

# setting NAME PARAMETER VALUE...: a service for each value
setting() {
  local name=$1 parameter=$2 value number=0
  shift 2
  for value; do
    number=$((number + 1))
    good "$name-$number" "$parameter=$value"
  done
}

check_settings() {
  setting protocols smtpd_tls_protocols '' TLSv1.2 '!SSLv2' '!SSLv2,!SSLv3' '!SSLv2 !SSLv3 !TLSv1' \
    '>=TLSv1.2' '>= TLSv1.2' '>=TLSv1.2, <=TLSv1.3' '<=TLSv1' '>=TLSv1.3' 'TLSv1.2:TLSv1.3' tlsv1.2 \
    'TLSv1.4' '!TLSv1.4' 'TLS1.2' SSLv3 SSLv2 '>=0303' '<=0305' '>=xyz' '!TLSv1.2,!TLSv1.3,!TLSv1,!TLSv1.1' \
    '>=TLSv1.3 <=TLSv1.2' '!!SSLv3' '!' ',,' 'TLSv1.2 !TLSv1.2' '>=None' '>=SSLv2' '>=0x0303' '>='
  setting loglevel smtpd_tls_loglevel 0 1 none summary untrusted 9 10 bogus '' 'summary, bogus' -1 \
    'verbose bogus2 bogus3' SUMMARY
  setting digest smtpd_tls_fingerprint_digest md5 sha1 sha256 SHA256 sha-256 sha512 sha3-256 md4 md2 \
    bogus '' whirlpool ripemd160 blake2b512 shake128
  setting ciphers smtpd_tls_ciphers high medium low export null invalid bogus '' HIGH 'high,medium'
  setting exclude smtpd_tls_exclude_ciphers aNULL 'aNULL, MD5' '!aNULL' '+RC4' '-SHA' '@STRENGTH' ALL \
    bogus 'RSA:DES' 'aNULL, eNULL, EXPORT' HIGH 'HIGH,MEDIUM' ECDSA aRSA
  setting curves tls_eecdh_auto_curves X25519 'X25519 prime256v1' bogus 'bogus X25519' 'bogus1 bogus2' '' \
    secp521r1 P-256 ffdhe2048 'sect163k1' x25519 'X448, bogus' rsaEncryption
  setting high tls_high_cipherlist '' bogus ALL
  setting medium tls_medium_cipherlist '' bogus ALL aNULL 'ALL:@SECLEVEL=2'
  setting CApath smtpd_tls_CApath '' /nowhere "$PWD" /dev/null
  setting vd smtpd_tls_ccert_verifydepth 5 0 -1 five '' 99999999999 ' 7' +7 7x
  setting timeout smtpd_starttls_timeout 300 300s 5m 1w 0 0s -1 '' x 5x 999999999999 2147483647 99999w 5minutes
  setting bytes tls_daemon_random_bytes 32 0 1 x ''
  local boolean
  for boolean in smtpd_use_tls smtpd_enforce_tls smtpd_tls_wrappermode smtpd_tls_auth_only \
    smtpd_tls_ask_ccert smtpd_tls_req_ccert smtpd_tls_received_header \
    smtpd_tls_always_issue_session_ids tls_append_default_CA tls_preempt_cipherlist \
    tls_legacy_public_key_fingerprints tls_wildcard_matches_multiple_labels; do
    setting "${boolean//_/-}" $boolean yes no maybe '' YES
  done
}

# Several settings at once, and which of them is met first.
check_together() {
  local none=smtpd_tls_security_level= wrap=smtpd_tls_wrappermode=yes encrypt=smtpd_tls_security_level=encrypt
  local chain=smtpd_tls_chain_files=$PWD/good.pem cert=smtpd_tls_cert_file=$PWD/good.pem
  good use-tls $none smtpd_use_tls=yes
  good enforce-tls $none smtpd_enforce_tls=yes
  good no-level $none
  good level-none-use-tls smtpd_tls_security_level=none smtpd_use_tls=yes smtpd_enforce_tls=yes
  say no-certificate smtpd_tls_chain_files=
  say no-certificate-encrypt smtpd_tls_chain_files= $encrypt
  say no-certificate-ask smtpd_tls_chain_files= smtpd_tls_ask_ccert=yes
  say no-certificate-disabled $none smtpd_tls_ask_ccert=yes
  say key-alone "smtpd_tls_key_file=$PWD/k"
  say none smtpd_tls_cert_file=none
  say none-capital smtpd_tls_cert_file=None
  say none-ask smtpd_tls_cert_file=none smtpd_tls_ask_ccert=yes
  say none-req smtpd_tls_cert_file=none smtpd_tls_req_ccert=yes
  say none-req-encrypt smtpd_tls_cert_file=none smtpd_tls_req_ccert=yes $encrypt
  say none-ec smtpd_tls_cert_file=none "smtpd_tls_eccert_file=$PWD/good.pem"
  say none-list smtpd_tls_cert_file=none "$chain"
  say both "$chain" "$cert"
  say both-ec "$chain" "smtpd_tls_eccert_file=$PWD/good.pem"
  say both-bad "smtpd_tls_chain_files=$PWD/mismatch.pem" "$cert"
  say rsa-and-ec-files "smtpd_tls_cert_file=$PWD/good-rsa.pem" "smtpd_tls_eccert_file=$PWD/good.pem"
  say rsa-and-bad-ec "smtpd_tls_cert_file=$PWD/good-rsa.pem" "smtpd_tls_eccert_file=$PWD/mismatch.pem"
  say rsa-missing-ec "smtpd_tls_cert_file=$PWD/good-rsa.pem" "smtpd_tls_eccert_file=$PWD/missing.pem"
  say dsa-files "smtpd_tls_dcert_file=$PWD/dsa.crt" "smtpd_tls_dkey_file=$PWD/dsa.key"
  say ec-files "smtpd_tls_eccert_file=$PWD/c" "smtpd_tls_eckey_file=$PWD/k"
  say ec-files-mismatch "smtpd_tls_eccert_file=$PWD/c" "smtpd_tls_eckey_file=$PWD/other.key"
  say ec-twice "$cert" "smtpd_tls_eccert_file=$PWD/c" "smtpd_tls_eckey_file=$PWD/k"
  say key-empty "$cert" smtpd_tls_key_file=
  say key-missing "$cert" smtpd_tls_key_file=/nowhere
  say cert-missing smtpd_tls_cert_file=/nowhere
  say cert-relative smtpd_tls_cert_file=relative.pem
  say list-relative smtpd_tls_chain_files=relative.pem
  say list-below-file "smtpd_tls_chain_files=$PWD/good.pem/below"
  say list-loop "smtpd_tls_chain_files=$PWD/loop"
  say list-long "smtpd_tls_chain_files=/$(printf '%0300d' 0)"
  say list-directory "smtpd_tls_chain_files=$PWD"
  say list-directory-slash "smtpd_tls_chain_files=$PWD/"
  say list-device smtpd_tls_chain_files=/dev/null
  say list-symlink "smtpd_tls_chain_files=$PWD/good.link"
  say list-dangling "smtpd_tls_chain_files=$PWD/dangling"
  say list-commas "smtpd_tls_chain_files=$PWD/k,$PWD/c,,$PWD/i"
  say list-variable "smtpd_tls_chain_files=\$my_dir/good.pem" "my_dir=$PWD"
  say cert-directory "smtpd_tls_cert_file=$PWD"
  say cert-directory-key "smtpd_tls_cert_file=$PWD" "smtpd_tls_key_file=$PWD/k"
  say key-directory "smtpd_tls_cert_file=$PWD/c" "smtpd_tls_key_file=$PWD"
  good ask smtpd_tls_ask_ccert=yes
  good req smtpd_tls_req_ccert=yes
  good req-encrypt smtpd_tls_req_ccert=yes $encrypt smtpd_tls_session_cache_database=
  good ask-ca smtpd_tls_ask_ccert=yes "smtpd_tls_CAfile=$PWD/root.crt"
  good wrap $wrap
  good wrap-level $wrap smtpd_tls_security_level=bogus
  good wrap-none $wrap smtpd_tls_security_level=none
  good wrap-protocols $wrap smtpd_tls_mandatory_protocols=bogus
  good wrap-ciphers $wrap smtpd_tls_mandatory_ciphers=bogus
  good wrap-digest $wrap smtpd_tls_fingerprint_digest=bogus
  say wrap-no-certificate $wrap smtpd_tls_chain_files=
  say wrap-mismatch $wrap "smtpd_tls_chain_files=$PWD/mismatch.pem"
  say wrap-missing $wrap smtpd_tls_chain_files=/nowhere
  good wrap-boolean $wrap smtpd_use_tls=maybe
  good mandatory-protocols-may smtpd_tls_mandatory_protocols=bogus
  good mandatory-protocols-encrypt $encrypt smtpd_tls_mandatory_protocols=bogus
  good protocols-encrypt $encrypt smtpd_tls_protocols=bogus
  good mandatory-ciphers-may smtpd_tls_mandatory_ciphers=bogus
  good mandatory-ciphers-encrypt $encrypt smtpd_tls_mandatory_ciphers=bogus
  good mandatory-exclude-may smtpd_tls_mandatory_exclude_ciphers=!x
  good mandatory-exclude-encrypt $encrypt smtpd_tls_mandatory_exclude_ciphers=!x
  good mandatory-ciphers-empty smtpd_tls_mandatory_ciphers=
  good tls12-no-ecdsa smtpd_tls_protocols=TLSv1.2 smtpd_tls_exclude_ciphers=ECDSA
  good tls12-rsa-only smtpd_tls_protocols=TLSv1.2 tls_medium_cipherlist=aRSA
  good tls11-only 'smtpd_tls_protocols=<=TLSv1.1'
  good tls11-aead 'smtpd_tls_protocols=<=TLSv1.1' tls_medium_cipherlist=AESGCM
  say tls12-rsa "smtpd_tls_chain_files=$PWD/good-rsa.pem" smtpd_tls_protocols=TLSv1.2 smtpd_tls_exclude_ciphers=aRSA
  good first-level smtpd_tls_security_level=bogus smtpd_tls_loglevel=bogus smtpd_tls_protocols=bogus
  good first-value smtpd_tls_security_level=bogus smtpd_use_tls=maybe
  good first-number smtpd_tls_ccert_verifydepth=x smtpd_use_tls=maybe smtpd_tls_ciphers=
  good first-text smtpd_use_tls=maybe smtpd_tls_ciphers= smtpd_starttls_timeout=x
  good first-library tls_high_cipherlist= smtpd_tls_protocols=bogus smtpd_tls_loglevel=bogus
  good first-protocol smtpd_tls_loglevel=bogus smtpd_tls_protocols=bogus smtpd_tls_fingerprint_digest=bogus
  good first-digest smtpd_tls_fingerprint_digest=bogus smtpd_tls_CAfile=/nowhere
  say first-ca smtpd_tls_CAfile=/nowhere "smtpd_tls_chain_files=$PWD/mismatch.pem"
  good last-all smtpd_tls_loglevel=bogus "smtpd_tls_dh1024_param_file=/nowhere" tls_eecdh_auto_curves=bogus \
    smtpd_tls_ciphers=bogus
  good disabled-bad-library $none tls_high_cipherlist=
  good disabled-bad-value $none smtpd_tls_ciphers=
  say no-certificate-bad-library smtpd_tls_chain_files= tls_high_cipherlist=
}

check_library() {
  local name
  good tlsmgr-missing tlsmgr_service_name=nosuch
  good tlsmgr-then-digest tlsmgr_service_name=nosuch smtpd_tls_fingerprint_digest=bogus
  for name in none default openssl.cnf '' /nowhere "$PWD/nothing.pem" "$PWD/good.pem" "$PWD/html.pem" "$PWD"; do
    good "config-$(basename "$name")" "tls_config_file=$name"
    good "config-name-$(basename "$name")" "tls_config_file=$name" tls_config_name=postfix
  done
  good config-protocols tls_config_file=/nowhere smtpd_tls_protocols=bogus
  printf 'a.example.org %s\n# one\nB.example.org %s\nb.example.ORG\n  %s\n' "$PWD/good.pem" \
    "$PWD/good.pem" "$PWD/good.pem" >twice.map
  printf 'AA:BB x\naa:bb x\n' >twice.access
  setting sni tls_server_sni_maps hash:/nowhere btree:/nowhere texthash:/nowhere bogus:/nowhere /nowhere \
    'hash:/nowhere, bogus:x' "inline:{x=$PWD/good.pem}" "texthash:$PWD/nothing.pem" \
    "texthash:$PWD/twice.map"
  setting relay relay_clientcerts hash:/nowhere bogus:x /nowhere "texthash:$PWD/twice.access"
  good odd-bytes smtpd_tls_loglevel=$'b\001\377\303\244x' "smtpd_tls_dh1024_param_file=$PWD/"$'\200\177'
  good first-map relay_clientcerts=bogus:x smtpd_tls_security_level=bogus
  setting ticket tls_session_ticket_cipher bogus '' aes-128-cbc aes-256-gcm AES-256-CBC des3 camellia-256-cbc
  setting options tls_ssl_options bogus NO_TICKET 'no_ticket, bogus' 0x3 xyz 0xfg
  setting workarounds tls_disable_workarounds bogus CVE-2010-4180 'TLSEXT_PADDING bogus2' 0xffffffff
  good discard smtpd_discard_ehlo_keywords=starttls
  good discard-more 'smtpd_discard_ehlo_keywords=chunking, STARTTLS' smtpd_tls_loglevel=bogus
  good discard-wrap smtpd_discard_ehlo_keywords=starttls smtpd_tls_wrappermode=yes
}

check_other_files() {
  local name
  openssl dhparam -out dh512 512
  openssl dhparam -dsaparam -out dh-x942 1024
  cat >dh2048 <<'DH'
-----BEGIN DH PARAMETERS-----
MIIBCAKCAQEA//////////+t+FRYortKmq/cViAnPTzx2LnFg84tNpWp4TZBFGQz
+8yTnc4kmz75fS/jY2MMddj2gbICrsRhetPfHtXV/WVhJDP1H18GbtCFY2VVPe0a
87VXE15/V8k1mE8McODmi3fipona8+/och3xWKE2rec1MKzKT0g6eXq8CrGCsyT7
YdEIqUuyyOP7uWrat2DX9GgdT0Kj3jlN9K5W7edjcrsZCwenyO4KbXCeAvzhzffi
7MA0BM0oNC9hkXL+nOmFg/+OTxIy7vKBg8P+OxtMb61zO7X8vC7CIAXFjvGDfRaD
ssbzSibBsu/6iGtCOGEoXJf//////////wIBAg==
-----END DH PARAMETERS-----
DH
  openssl dhparam -in dh2048 -outform DER -out dh-der
  (cat c dh2048) >dh-after-cert
  head -c 200 dh2048 >dh-cut
  for name in dh512 dh-x942 dh2048 dh-der dh-after-cert dh-cut nothing.pem good.pem missing html.pem; do
    good "dh-$name" "smtpd_tls_dh1024_param_file=$PWD/$name"
  done
  good dh-auto smtpd_tls_dh1024_param_file=auto
  good dh-Auto smtpd_tls_dh1024_param_file=Auto
  good dh-directory "smtpd_tls_dh1024_param_file=$PWD"
  openssl crl2pkcs7 -nocrl -certfile root.crt -out ca.p7b
  openssl x509 -in root.crt -outform DER -out ca.der
  openssl x509 -in root.crt -trustout -out ca-trusted
  (cat root.crt && head -c 300 inter.crt) >ca-cut
  (cat root.crt inter.crt root.crt) >ca-twice
  (cat root.crt && loader_recoded inter.crt loader_garbage) >ca-garbage
  (cat root.crt && loader_recoded inter.crt loader_and_more) >ca-excess
  (cat k root.crt) >ca-with-key
  sed 's/$/\r/' root.crt >ca-crlf
  printf '\xef\xbb\xbf' | cat - root.crt >ca-bom
  for name in root.crt inter.crt ca.p7b ca.der ca-trusted ca-cut ca-twice ca-garbage ca-excess ca-with-key \
    ca-crlf ca-bom nothing.pem missing k html.pem dh2048 encrypted-pkcs8.pem encrypted-key; do
    good "ca-$name" "smtpd_tls_CAfile=$PWD/$name"
    good "ask-$name" "smtpd_tls_CAfile=$PWD/$name" smtpd_tls_ask_ccert=yes
  done
  good ca-directory "smtpd_tls_CAfile=$PWD"
  good ca-and-path smtpd_tls_CAfile=/nowhere smtpd_tls_CApath=/nowhere
  good ca-default-off "smtpd_tls_CAfile=$PWD/root.crt" tls_append_default_CA=no
  ln -s loop loop
  ln -s good.pem good.link
  ln -s nowhere dangling
}

check_corpus() {
  loader_corpus "$1"
  cd "$1" || exit 1
  : >services
  : >clients
  : >proxies
  check_files
  check_levels
  check_settings
  check_together
  check_library
  check_agreement
  check_other_files 2>>corpus.log
  check_clients
  check_proxies
}
