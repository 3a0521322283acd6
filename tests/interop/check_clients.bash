# SPDX-License-Identifier: MIT
# Configurations of smtp and lmtp for check.test: check_clients adds them to the file "clients" of
# the corpus, "NAME|SETTING|SETTING...". Names begin with "smtp-" or "lmtp-".

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
