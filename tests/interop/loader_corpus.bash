# SPDX-License-Identifier: MIT
# Damaged, odd and good key and certificate files, made by openssl: loader_corpus DIR writes them
# and two lists. DIR/cases: "NAME FILE [FILE...]", the files of one smtpd_tls_chain_files. DIR/pairs:
# "NAME CERT KEY", for smtpd_tls_cert_file and smtpd_tls_key_file; both the same: one file for both.

loader_keys() {
  local curve
  for curve in P-256 P-384 P-521 secp256k1; do
    openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:$curve -out ec-$curve.key
  done
  openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out other.key
  openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 \
    -pkeyopt ec_param_enc:explicit -out ec-explicit.key
  openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa.key
  openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out rsa-1024.key
  openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:512 -out rsa-512.key
  openssl genpkey -quiet -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:1024 -out rsa-pss.key
  openssl genpkey -quiet -algorithm ED25519 -out ed25519.key
  openssl genpkey -quiet -algorithm ED448 -out ed448.key
  openssl genpkey -quiet -algorithm SM2 -out sm2.key
  openssl genpkey -quiet -genparam -algorithm DSA -pkeyopt dsa_paramgen_bits:1024 -out dsa.params
  openssl genpkey -quiet -paramfile dsa.params -out dsa.key
}

# issue NAME KEY CA [OPTIONS...]: NAME.crt for CN=NAME, signed by CA.crt
loader_issue() {
  local name=$1 key=$2 ca=$3
  shift 3
  openssl req -new -key "$key" -subj "/CN=$name" -out issue.csr
  openssl x509 -req -in issue.csr -CA "$ca.crt" -CAkey "$ca.key" -days 100 -out "$name.crt" "$@"
}

loader_certificates() {
  local kind
  for kind in root inter; do
    openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out $kind.key
  done
  printf 'basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign,digitalSignature\n' >ca.ext
  openssl req -new -x509 -key root.key -days 4000 -subj '/CN=root' -out root.crt
  loader_issue inter inter.key root -extfile ca.ext
  for kind in ec-P-256 ec-P-384 ec-P-521 ec-secp256k1 ec-explicit other rsa rsa-1024 rsa-512 \
    rsa-pss ed25519 ed448 dsa; do
    loader_issue $kind $kind.key inter
  done
  # SM2 and Ed keys sign requests in ways of their own: a forced public key does without.
  openssl pkey -in sm2.key -pubout -out sm2.pub
  openssl req -new -key other.key -subj /CN=sm2 -out issue.csr
  openssl x509 -req -in issue.csr -force_pubkey sm2.pub -CA inter.crt -CAkey inter.key -days 9 \
    -out sm2.crt
  openssl req -new -key ec-P-256.key -subj /CN=expired -out issue.csr
  openssl x509 -req -in issue.csr -CA inter.crt -CAkey inter.key -days -1 -out expired.crt
  loader_issue rsa-sha1 rsa.key inter -sha1
  openssl req -new -x509 -key ec-P-256.key -days 90 -subj '/CN=self' -out self.crt
  ln -s ec-P-256.key k
  ln -s ec-P-256.crt c
  ln -s inter.crt i
}

# put NAME: stdin is the one file of a case
loader_put() {
  cat >"$1.pem"
  echo "$1 $PWD/$1.pem" >>cases
}

loader_good() {
  cat k c i | loader_put good
  cat rsa.key rsa.crt i | loader_put good-rsa
  cat rsa.key rsa.crt i k c i | loader_put rsa-and-ec
  cat k c i ed25519.key ed25519.crt i rsa.key rsa.crt i | loader_put three-algorithms
  cat k self.crt | loader_put self-signed
  local kind
  for kind in ec-P-384 ec-P-521 ec-secp256k1 ec-explicit rsa-1024 rsa-512 rsa-pss ed25519 ed448 \
    dsa sm2 rsa-sha1; do
    cat "${kind%-sha1}.key" $kind.crt i | loader_put key-$kind
  done
  cat rsa.key rsa.crt i rsa-pss.key rsa-pss.crt i | loader_put rsa-and-rsa-pss
  (openssl rsa -in rsa.key -traditional && cat rsa.crt i) | loader_put traditional-rsa
  (openssl ec -in k && cat c i) | loader_put traditional-ec
  (openssl dsa -in dsa.key && cat dsa.crt i) | loader_put traditional-dsa
}

loader_order() {
  cat c k i | loader_put key-after-cert
  cat c i k | loader_put key-last
  cat k other.key c i | loader_put two-keys
  cat k c i other.key | loader_put key-at-end
  cat rsa.key rsa.crt i rsa-1024.key rsa-1024.crt i | loader_put two-rsa-chains
  cat k c i ec-P-384.key ec-P-384.crt i | loader_put two-ec-curves
  cat k c i k c i | loader_put same-chain-twice
  cat k c i ec-P-384.key ec-P-384.crt i rsa.key rsa.crt i | loader_put ec-twice-then-rsa
  cat other.key c i | loader_put mismatch
  cat rsa.key c i | loader_put mismatch-algorithm
  cat other.key c i rsa.key rsa.crt | loader_put mismatch-then-good
  cat rsa.key rsa.crt other.key c i | loader_put good-then-mismatch
  cat k i c | loader_put issuer-before-leaf
  cat k c root.crt i | loader_put reversed
  cat k c c i | loader_put leaf-twice
  cat k c i i | loader_put issuer-twice
  cat k c i root.crt | loader_put root-included
  cat k c | loader_put intermediate-missing
  cat k c i rsa.crt | loader_put stranger
  cat inter.key inter.crt root.crt | loader_put ca-as-leaf
  cat k expired.crt i | loader_put expired
  loader_put key-only <k
  cat c i | loader_put cert-only
  (cat k && openssl req -new -key k -subj /CN=x) | loader_put key-and-csr
  (cat k c && for _ in {1..150}; do cat i; done) | loader_put 150-intermediates
  (cat k c && for _ in {1..250}; do cat i; done) | loader_put 250-intermediates
}

loader_kinds() {
  (openssl pkcs8 -topk8 -in k -passout pass:x && cat c i) | loader_put encrypted-pkcs8
  (openssl ec -in k -aes128 -passout pass:x && cat c i) | loader_put encrypted-traditional
  (openssl pkcs8 -topk8 -in k -passout pass:x && cat k c i) | loader_put encrypted-then-plain
  (printf -- '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjE=\n-----END OPENSSH PRIVATE KEY-----\n' && cat c i) |
    loader_put openssh-key
  (cat k && openssl x509 -in c -trustout -addtrust serverAuth && cat i) | loader_put trusted-certificate
  (cat k c && openssl x509 -in i -trustout -addtrust serverAuth) | loader_put trusted-issuer
  (cat k && sed 's/ CERTIFICATE-/ X509 CERTIFICATE-/' c && cat i) | loader_put x509-certificate
  (openssl pkey -in k -outform DER && openssl x509 -in c -outform DER) | loader_put der
  openssl pkcs12 -export -inkey k -in c -certfile i -passout pass: | loader_put pkcs12
  (cat k && openssl crl2pkcs7 -nocrl -certfile c -certfile i) | loader_put pkcs7
  (cat k c && openssl crl2pkcs7 -nocrl -certfile i) | loader_put pkcs7-issuer
  (openssl ecparam -name prime256v1 && cat k c i) | loader_put ec-parameters-first
  (cat k && openssl ecparam -name prime256v1 && cat c i) | loader_put ec-parameters-second
  (cat other.key && openssl ecparam -name prime256v1 && cat c i) | loader_put ec-parameters-mismatch
  (cat k && openssl ecparam -name prime256v1) | loader_put ec-parameters-no-cert
  (cat k && openssl ecparam -name prime256v1 && cat other.key c) | loader_put ec-parameters-two-keys
  (cat k c && openssl dhparam -dsaparam 512 && cat i) | loader_put dh-parameters
  (cat k && openssl req -new -key k -subj /CN=x && cat c i) | loader_put csr-between
  (cat k && openssl pkey -in k -pubout && cat c i) | loader_put public-key
  (cat k c && sed 's/ CERTIFICATE-/ CMS-/' i) | loader_put cms
  openssl pkcs12 -export -inkey k -in c -certfile i -passout pass: -out bag.p12
  openssl pkcs12 -in bag.p12 -passin pass: -nodes | loader_put bag-openssl-order
  (openssl pkcs12 -in bag.p12 -passin pass: -nodes -nocerts &&
    openssl pkcs12 -in bag.p12 -passin pass: -nokeys) | loader_put bag-key-first
  (openssl pkey -in k -text && openssl x509 -in c -text && openssl x509 -in i -text) | loader_put text
  (openssl rsa -in rsa.key -traditional | sed 's/ RSA PRIVATE/ PRIVATE/' && cat rsa.crt) |
    loader_put label-generic-on-rsa
  (sed 's/ PRIVATE/ RSA PRIVATE/' rsa.key && cat rsa.crt) | loader_put label-rsa-on-generic
  (openssl rsa -in rsa.key -traditional | sed 's/ RSA PRIVATE/ EC PRIVATE/' && cat rsa.crt) |
    loader_put label-ec-on-rsa
  (sed 's/ PRIVATE/ EC PRIVATE/' rsa.key && cat rsa.crt) | loader_put label-ec-on-generic-rsa
  (cat k && sed 's/ CERTIFICATE-/ certificate-/' c && cat i) | loader_put label-lower-case
}

# recoded FILE FILTER...: its one PEM block with its DER passed through a filter
loader_recoded() {
  local file=$1
  shift
  head -1 "$file"
  sed '/^-----/d' "$file" | base64 -d | "$@" | base64 -w64
  tail -1 "$file"
}
loader_and_more() { cat && printf more; }
loader_flip_last() { head -c -1 && printf '\001'; }
loader_garbage() { cat >/dev/null && printf 'this is no DER at all'; }
loader_cut() { head -c -9; }

loader_text() {
  local bom=$'\xef\xbb\xbf'
  (printf '%s' "$bom" && cat k c i) | loader_put bom
  (cat k && printf '%s' "$bom" && cat c i) | loader_put bom-in-the-middle
  (echo hello && printf '%s' "$bom" && cat k c i) | loader_put bom-second-line
  cat k c i | sed 's/$/\r/' | loader_put crlf
  cat k c i | tr '\n' '\r' | loader_put cr-only
  cat k c i | sed 's/^/ /' | loader_put spaces-before
  cat k c i | sed 's/^-----B/ -----B/' | loader_put space-before-begin
  (cat k && sed 's/^-----E/ -----E/' c && cat i) | loader_put space-before-end
  cat k c i | sed 's/$/   /' | loader_put spaces-after
  cat k c i | sed 's/$/\t/' | loader_put tabs-after
  (printf 'a\0b\n' && cat k c i) | loader_put nul-in-comment
  (printf '\0\n' && cat k c i) | loader_put nul-first
  (cat k && printf '\0\n' && cat c i) | loader_put nul-between
  (cat k c && printf '\0\n' && cat i) | loader_put nul-before-issuer
  (cat k && sed '3s/^/\x00/' c && cat i) | loader_put nul-in-base64
  (cat k && sed '3s/.$/\x00/' c && cat i) | loader_put nul-ends-base64
  cat k c i | iconv -t UTF-16 | loader_put utf16
  cat k c i | iconv -t UTF-16BE | loader_put utf16be
  (cat k c i && echo garbage) | loader_put garbage-after
  (cat k c i && printf garbage) | loader_put garbage-without-newline
  (cat k && printf 'text' && cat c i) | loader_put text-before-begin
  (cat k c && printf '%s' "$(cat i)") | loader_put no-final-newline
  (cat k c && head -c -40 i) | loader_put cut-in-base64
  (cat k c && head -c -10 i) | loader_put cut-in-end-line
  (cat k c && head -c -2 i) | loader_put cut-in-last-dash
  (cat k c && head -1 i) | loader_put cut-after-begin
  (cat k c && sed 's/END CERT/END X509 CERT/' i) | loader_put end-label-differs
  (cat k && sed '$d' c && cat i) | loader_put end-line-missing
  (cat k && sed '1d' c && cat i) | loader_put begin-line-missing
  (cat k && sed '$d' k && cat c i) | loader_put key-end-line-missing
  (cat k && loader_recoded c loader_and_more && cat i) | loader_put excess-in-cert
  (loader_recoded k loader_and_more && cat c i) | loader_put excess-in-key
  (loader_recoded <(openssl ec -in k) loader_and_more && cat c i) | loader_put excess-in-ec-key
  (cat k c && loader_recoded i loader_and_more) | loader_put excess-in-issuer
  (cat k && loader_recoded c loader_flip_last && cat i) | loader_put signature-damaged
  (cat k && loader_recoded c loader_garbage && cat i) | loader_put cert-garbage
  (cat k && loader_recoded c loader_cut && cat i) | loader_put cert-der-cut
  (loader_recoded k loader_garbage && cat c i) | loader_put key-garbage
  (cat k c i && loader_recoded rsa.key loader_garbage && cat rsa.crt) | loader_put second-key-garbage
  (cat c && loader_recoded k loader_garbage && cat i) | loader_put cert-then-key-garbage
  (cat k && awk '/^-----/{if(b)print b;b="";print;next}{b=b $0}' c && cat i) | loader_put one-line-base64
  (cat k && sed '/^-----/d' c | base64 -d | base64 -w76 | sed "1i $(head -1 c)
\$a $(tail -1 c)" && cat i) | loader_put 76-columns
  (cat k && sed '/^-----/d' c | base64 -d | base64 -w300 | sed "1i $(head -1 c)
\$a $(tail -1 c)" && cat i) | loader_put 300-columns
  (head -c 65536 /dev/zero | tr '\0' x && echo && cat k c i) | loader_put 64k-comment-line
  (head -c 253 /dev/zero | tr '\0' x && cat k c i) | loader_put begin-after-253
  (head -c 254 /dev/zero | tr '\0' x && cat k c i) | loader_put begin-after-254
  (cat k && sed '1s/$/'"$(printf '%300s' ' ')"'/' c && cat i) | loader_put begin-with-300-spaces
  (cat k && sed '3s/$/\n/' c && cat i) | loader_put blank-line-in-base64
  (cat k && sed '1s/$/\n/' c && cat i) | loader_put blank-line-after-begin
  (cat k && sed '$s/^/\n/' c && cat i) | loader_put blank-line-before-end
  (cat k && sed '1s/$/\nkey: value\n/' c && cat i) | loader_put headers-in-cert
  (cat k && sed '1s/$/\nkey: value/' c && cat i) | loader_put headers-without-blank-line
  (cat k && sed '1s/$/\nProc-Type: 4,ENCRYPTED\nDEK-Info: X\n/' c && cat i) | loader_put cert-marked-encrypted
  (cat k && sed '3s/^./*/' c && cat i) | loader_put bad-character
  (cat k && sed '3s/....$//' c && cat i) | loader_put short-line
  (cat k && sed '3s/.$//' c && cat i) | loader_put three-of-four
  (cat k && sed '3s/.$/=/' c && cat i) | loader_put padding-inside
  (cat k && sed 's/-----BEGIN/----- BEGIN/' c && cat i) | loader_put begin-with-a-space
  (cat k && sed '1s/-$//' c && cat i) | loader_put begin-with-four-dashes
  (cat k && printf -- '-----BEGIN NOTHING-----\n-----END NOTHING-----\n' && cat c i) | loader_put empty-block
  (cat k && printf -- '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n' && cat c i) | loader_put empty-cert
  (cat k c i && printf -- '-----BEGIN X-----\n') | loader_put begin-at-end
  : | loader_put empty
  printf '# nothing\n\n' | loader_put comments-only
  (yes '# a comment of some length, again and again' | head -c 10485760 && echo && cat k c i) |
    loader_put comments-10MiB
  printf '<!DOCTYPE html>\n<html><body>404 Not Found</body></html>\n' | loader_put html
  openssl enc -aes-128-ctr -K 00 -iv 00 -in /dev/zero 2>/dev/null | head -c 100000 | loader_put random
}

loader_lists() {
  printf '' >nothing.pem
  while read -r name files; do
    local all=$name file
    for file in $files; do all+=" $PWD/$file"; done
    echo "$all" >>cases
  done <<'LIST'
list-key-then-cert k c i
list-key-then-chain k intermediate-missing.pem
list-rsa-ec good-rsa.pem good.pem
list-two-ec good.pem key-ec-P-384.pem
list-good-missing good.pem missing.pem
list-missing-good missing.pem good.pem
list-rsa-ec-missing good-rsa.pem good.pem missing.pem
list-good-empty good.pem nothing.pem
list-empty-good nothing.pem good.pem
list-key-empty-cert k nothing.pem c i
list-two-keys k other.key c
list-bad-first mismatch.pem good-rsa.pem
list-bad-second good-rsa.pem mismatch.pem
list-damaged-second good-rsa.pem cut-in-base64.pem good.pem
list-cert-first c k
list-key-parameters ec-parameters-no-cert.pem c i
LIST
}

loader_pairs() {
  (openssl ecparam -name prime256v1 && cat k) >parameters-key
  cat other.key k >keys-other-first
  cat k other.key >keys-other-last
  cat k c i >all-in-one
  openssl pkcs8 -topk8 -in k -passout pass:x -out encrypted-key
  openssl ec -in k -aes128 -passout pass:x -out encrypted-ec-key
  cat encrypted-key k >encrypted-then-key
  openssl rsa -in rsa.key -traditional -out rsa-traditional-key
  sed 's/ PRIVATE/ EC PRIVATE/' rsa.key >mislabelled-key
  openssl pkey -in k -outform DER -out der-key
  openssl x509 -in c -outform DER -out der-crt
  openssl x509 -in c -trustout -addtrust serverAuth -out trusted-crt
  cat c trusted-crt >trusted-issuer
  sed 's/ CERTIFICATE-/ X509 CERTIFICATE-/' c >x509-crt
  loader_recoded c loader_and_more >excess-crt
  (cat c && loader_recoded i loader_and_more) >excess-issuer
  (cat c && loader_recoded i loader_garbage) >garbage-issuer
  (cat c && head -c -40 i) >cut-issuer
  sed 's/$/\r/' c >crlf-crt
  (printf '\0\n' && cat c) >nul-crt
  (printf '\0\n' && cat k) >nul-key
  (cat c && openssl dhparam -dsaparam 512 && cat i) >dh-crt
  head -c -40 k >cut-key
  sed 's/^/ /' k >spaces-key
  loader_recoded k loader_and_more >excess-key
  loader_recoded k loader_garbage >garbage-key
  printf -- '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjE=\n-----END OPENSSH PRIVATE KEY-----\n' >openssh-key
  (cat openssh-key k) >openssh-then-key
  local name cert key
  while read -r name cert key; do echo "pair-$name $PWD/$cert $PWD/$key" >>pairs; done <<'PAIRS'
good c k
rsa rsa.crt rsa.key
dsa dsa.crt dsa.key
ed25519 ed25519.crt ed25519.key
rsa-pss rsa-pss.crt rsa-pss.key
sm2 sm2.crt sm2.key
mismatch c other.key
mismatch-algorithm rsa.crt k
parameters c parameters-key
keys-other-first c keys-other-first
keys-other-last c keys-other-last
all-in-one all-in-one k
key-from-chain c all-in-one
encrypted c encrypted-key
encrypted-ec c encrypted-ec-key
encrypted-then-key c encrypted-then-key
traditional rsa.crt rsa-traditional-key
mislabelled rsa.crt mislabelled-key
der-key c der-key
der-crt der-crt k
trusted trusted-crt k
trusted-issuer trusted-issuer k
x509 x509-crt k
excess-crt excess-crt k
excess-issuer excess-issuer k
excess-key c excess-key
garbage-issuer garbage-issuer k
garbage-key c garbage-key
cut-issuer cut-issuer k
cut-key c cut-key
crlf crlf-crt k
nul-crt nul-crt k
nul-key c nul-key
dh-crt dh-crt k
spaces-key c spaces-key
openssh c openssh-key
openssh-then-key c openssh-then-key
empty-crt nothing.pem k
empty-key c nothing.pem
issuer-first intermediate-missing.pem k
PAIRS
}

loader_corpus() {
  mkdir -p "$1"
  cd "$1" || exit 1
  : >cases
  {
    loader_keys && loader_certificates
    loader_good && loader_order
    loader_kinds
    sed 's/\( .*\)$/\1\1/; s/^/one-file-/' cases >pairs
    loader_text
    sed '/^\(nul\|bom\|cr\|excess\|cut\|cert-then\)/!d; s/\( .*\)$/\1\1/; s/^/one-file-/' cases >>pairs
    loader_lists
    loader_pairs
  } 2>corpus.log
}
