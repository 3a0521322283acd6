# SPDX-License-Identifier: MIT
# Configurations of the other daemons for check.test: check_clients adds those of smtp and lmtp to the
# file "clients" of the corpus, "NAME|SETTING|SETTING...", with names that begin with "smtp-" or
# "lmtp-"; check_proxies those of tlsproxy, and of a postscreen before it, to the file "proxies".

# client_of DAEMON NAME SETTING...: "@" in a setting stands for DAEMON.
client_of() {
  local daemon=$1
  shift
  (IFS='|' && echo "$daemon-${*//@/$daemon}") >>clients
}
client() { client_of smtp "$@"; }
# Nothing here speaks LMTP, so there it is what ends the daemon.
both_clients() {
  client "$@"
  client_of lmtp "$@"
}
check_clients() {
  local may=@_tls_security_level=may encrypt=@_tls_security_level=encrypt
  client none @_tls_security_level=
  client level-none @_tls_security_level=none
  client may $may
  client encrypt $encrypt
  client use-tls @_tls_security_level= @_use_tls=yes
  both_clients level-unknown @_tls_security_level=bogus
  both_clients value-bad $may @_use_tls=maybe
  both_clients time-bad $may @_starttls_timeout=0
  both_clients ciphers-empty $may @_tls_ciphers=
  both_clients library-bad $may tls_high_cipherlist=
  client library-bad-disabled @_tls_security_level= tls_high_cipherlist=
  client chain $may "@_tls_chain_files=$PWD/good.pem"
  client chain-missing $may @_tls_chain_files=/nowhere
  client chain-missing-encrypt $encrypt @_tls_chain_files=/nowhere
  client chain-mismatch $may "@_tls_chain_files=$PWD/mismatch.pem"
  client chain-mismatch-encrypt $encrypt "@_tls_chain_files=$PWD/mismatch.pem"
  client cert $may "@_tls_cert_file=$PWD/good.pem"
  client cert-missing $may @_tls_cert_file=/nowhere
  client both $may "@_tls_cert_file=$PWD/good.pem" "@_tls_chain_files=$PWD/good.pem"
  client cert-none $may @_tls_cert_file=none
  client ca $may "@_tls_CAfile=$PWD/root.crt"
  client ca-missing $may @_tls_CAfile=/nowhere
  client ca-missing-encrypt $encrypt @_tls_CAfile=/nowhere
  client ca-empty $encrypt "@_tls_CAfile=$PWD/nothing.pem"
  client digest $may @_tls_fingerprint_digest=bogus
  client digest-disabled @_tls_security_level= @_tls_fingerprint_digest=bogus
  client protocols $may @_tls_protocols=bogus
  client protocols-encrypt $encrypt @_tls_mandatory_protocols=bogus
  client protocols-other $encrypt @_tls_protocols=bogus
  client protocols-bounds $may '@_tls_protocols=>=TLSv1.2'
  client grade $may @_tls_ciphers=bogus
  client grade-encrypt $encrypt @_tls_mandatory_ciphers=bogus
  client exclude $may '@_tls_exclude_ciphers=!x'
  client exclude-mandatory $encrypt '@_tls_mandatory_exclude_ciphers=!x'
  client exclude-all $may @_tls_exclude_ciphers=ALL
  client curves $may tls_eecdh_auto_curves=bogus
  client loglevel $encrypt @_tls_loglevel=bogus
  client tlsmgr $may tlsmgr_service_name=nosuch
  client config $may tls_config_file=/nowhere
  client mx-policy $may smtp_tls_dane_insecure_mx_policy=bogus
  client mx-policy-disabled @_tls_security_level= smtp_tls_dane_insecure_mx_policy=secure
  client wrappermode $may @_tls_wrappermode=yes
  client wrappermode-off $may @_tls_wrappermode=yes @_tls_CAfile=/nowhere
  client dane @_tls_security_level=dane
  client dane-only @_tls_security_level=dane-only
  client verify @_tls_security_level=encrypt @_tls_enforce_peername=yes
  client fingerprint-off @_tls_security_level=fingerprint @_tls_CAfile=/nowhere
  client fingerprint @_tls_security_level=fingerprint
  client maps $may "@_tls_policy_maps=static:may" "@_tls_per_site=static:may"
  client servername $may '@_tls_servername=-x-'
  client servername-good $may @_tls_servername=mx.example
  client servername-address $may @_tls_servername=127.0.0.1
  client servername-one $may @_tls_servername=localhost
}

proxy() { (IFS='|' && echo "proxy-$*") >>proxies; }
check_proxies() {
  local chain=smtpd_tls_chain_files=$PWD/good.pem may=smtpd_tls_security_level=may
  local client=smtp_tls_security_level=may
  proxy good $may "$chain"
  proxy none smtpd_tls_security_level=
  proxy client smtpd_tls_security_level= $client
  proxy both $may "$chain" $client "smtp_tls_chain_files=$PWD/good.pem"
  proxy no-certificate $may
  proxy mismatch $may "smtpd_tls_chain_files=$PWD/mismatch.pem"
  proxy missing $may smtpd_tls_chain_files=/nowhere
  proxy level-unknown smtpd_tls_security_level=bogus
  proxy level-verify smtpd_tls_security_level=verify "$chain"
  proxy own-level-unknown $may "$chain" tlsproxy_tls_security_level=bogus
  proxy own-chain $may tlsproxy_tls_chain_files=/nowhere "$chain"
  proxy value-bad $may "$chain" smtpd_use_tls=maybe
  proxy own-value-bad $may "$chain" tlsproxy_tls_ask_ccert=maybe
  proxy library-bad $may "$chain" tls_high_cipherlist=
  proxy library-bad-client smtpd_tls_security_level= $client tls_high_cipherlist=
  proxy client-level-unknown $may "$chain" smtp_tls_security_level=bogus
  proxy client-ca $may "$chain" $client smtp_tls_CAfile=/nowhere
  proxy client-digest $may "$chain" $client tlsproxy_client_fingerprint_digest=bogus
  proxy client-loglevel $may "$chain" $client smtp_tls_loglevel=bogus
  proxy loglevel $may "$chain" smtpd_tls_loglevel=bogus
  proxy protocols $may "$chain" smtpd_tls_protocols=bogus
  proxy grade $may "$chain" smtpd_tls_ciphers=bogus
  proxy ca $may "$chain" smtpd_tls_CAfile=/nowhere
  proxy curves $may "$chain" $client tls_eecdh_auto_curves=bogus
  proxy tlsmgr $may "$chain" $client tlsmgr_service_name=nosuch
}
