// SPDX-License-Identifier: MIT
#include "core/daemon_value_rules.hpp"

// Pure tables: the order is that of the source of Postfix, since the first bad value is the one
// that is logged.
namespace postseal {
namespace {

constexpr auto number = ValueRule::number;
constexpr auto time = ValueRule::time;
constexpr auto text = ValueRule::text;
constexpr auto boolean = ValueRule::boolean;

constexpr ValueRule smtpd_rules[] = {
    {"smtpd_client_new_tls_session_rate_limit", number},
    {"smtpd_tls_ccert_verifydepth", number},
    {"smtpd_tls_loglevel", number, 0, {}, {2, 9, 0}},
    {"smtpd_tls_ciphers", text, 1},
    {"smtpd_tls_mandatory_ciphers", text, 1},
    {"smtpd_tls_eecdh_grade", text, 1},
    {"smtpd_tls_fingerprint_digest", text, 1},
    {"smtpd_use_tls", boolean},
    {"smtpd_enforce_tls", boolean},
    {"smtpd_tls_wrappermode", boolean},
    {"smtpd_tls_auth_only", boolean},
    {"smtpd_tls_ask_ccert", boolean},
    {"smtpd_tls_req_ccert", boolean},
    {"smtpd_tls_received_header", boolean},
    {"smtpd_tls_always_issue_session_ids", boolean},
    {"smtpd_tls_enable_rpk", boolean},
    {"smtpd_starttls_timeout", time, 1},
};

constexpr ValueRule smtp_rules[] = {
    {"smtp_starttls_timeout", time, 1},
    {"smtp_tls_scert_verifydepth", number},
    {"smtp_tls_mandatory_ciphers", text, 1},
    {"smtp_tls_verify_cert_match", text, 1},
    {"smtp_tls_secure_cert_match", text, 1},
    {"smtp_tls_fingerprint_digest", text, 1},
    {"smtp_tls_ciphers", text, 1},
    {"smtp_use_tls", boolean},
    {"smtp_enforce_tls", boolean},
    {"smtp_tls_connection_reuse", boolean},
    {"smtp_tls_enforce_peername", boolean},
    {"smtp_tls_note_starttls_offer", boolean},
    {"smtp_tls_block_early_mail_reply", boolean},
    {"smtp_tls_force_insecure_host_tlsa_lookup", boolean},
    {"smtp_tls_wrappermode", boolean},
    {"smtp_tls_enable_rpk", boolean},
};

constexpr ValueRule lmtp_rules[] = {
    {"lmtp_starttls_timeout", time, 1},
    {"lmtp_tls_scert_verifydepth", number},
    {"lmtp_tls_mandatory_ciphers", text, 1},
    {"lmtp_tls_verify_cert_match", text, 1},
    {"lmtp_tls_secure_cert_match", text, 1},
    {"lmtp_tls_fingerprint_digest", text, 1},
    {"lmtp_tls_ciphers", text, 1},
    {"lmtp_use_tls", boolean},
    {"lmtp_enforce_tls", boolean},
    {"lmtp_tls_connection_reuse", boolean},
    {"lmtp_tls_enforce_peername", boolean},
    {"lmtp_tls_note_starttls_offer", boolean},
    {"lmtp_tls_block_early_mail_reply", boolean},
    {"lmtp_tls_force_insecure_host_tlsa_lookup", boolean},
    {"lmtp_tls_wrappermode", boolean},
    {"lmtp_tls_enable_rpk", boolean},
};

constexpr ValueRule tlsproxy_rules[] = {
    {"smtpd_tls_ccert_verifydepth", number},
    {"smtp_tls_scert_verifydepth", number, 0, {3, 4, 0}},
    {"tlsproxy_tls_ccert_verifydepth", number},
    {"tlsproxy_client_scert_verifydepth", number},
    {"smtpd_tls_ciphers", text, 1},
    {"smtpd_tls_mandatory_ciphers", text, 1},
    {"smtpd_tls_eecdh_grade", text, 1},
    {"smtpd_tls_fingerprint_digest", text, 1},
    {"smtp_tls_fingerprint_digest", text, 1, {3, 4, 0}},
    {"tlsproxy_tls_ciphers", text, 1},
    {"tlsproxy_tls_mandatory_ciphers", text, 1},
    {"tlsproxy_tls_eecdh_grade", text, 1},
    {"tlsproxy_tls_fingerprint_digest", text, 1},
    {"tlsproxy_client_fingerprint_digest", text, 1},
    {"smtpd_use_tls", boolean},
    {"smtpd_enforce_tls", boolean},
    {"smtpd_tls_ask_ccert", boolean},
    {"smtpd_tls_req_ccert", boolean},
    {"smtpd_tls_always_issue_session_ids", boolean},
    {"smtp_use_tls", boolean, 0, {3, 4, 0}},
    {"smtp_enforce_tls", boolean, 0, {3, 4, 0}},
    {"tlsproxy_use_tls", boolean},
    {"tlsproxy_enforce_tls", boolean},
    {"tlsproxy_tls_ask_ccert", boolean},
    {"tlsproxy_tls_req_ccert", boolean},
    {"tlsproxy_tls_always_issue_session_ids", boolean},
    {"tlsproxy_client_use_tls", boolean},
    {"tlsproxy_client_enforce_tls", boolean},
    {"tlsproxy_watchdog_timeout", time, 10},
};

constexpr ValueRule postscreen_rules[] = {
    {"smtpd_use_tls", boolean},
    {"smtpd_enforce_tls", boolean},
    {"postscreen_use_tls", boolean},
    {"postscreen_enforce_tls", boolean},
};

constexpr ValueRule library_rules[] = {
    {"tls_high_cipherlist", text, 1},
    {"tls_medium_cipherlist", text, 1},
    {"tls_low_cipherlist", text, 1, {}, {3, 8, 0}},
    {"tls_export_cipherlist", text, 1, {}, {3, 8, 0}},
    {"tls_null_cipherlist", text, 1},
    {"tls_eecdh_auto_curves", text, 1, {}, {3, 8, 0}},
    {"tls_eecdh_strong_curve", text, 1, {}, {3, 11, 0}},
    {"tls_eecdh_ultra_curve", text, 1, {}, {3, 11, 0}},
    {"tls_dane_digests", text, 1},
    {"tlsmgr_service_name", text, 1},
    {"openssl_path", text, 1},
    {"tls_daemon_random_bytes", number, 1},
    {"tls_append_default_CA", boolean},
    {"tls_legacy_public_key_fingerprints", boolean},
    {"tls_preempt_cipherlist", boolean},
    {"tls_wildcard_matches_multiple_labels", boolean},
    {"tls_fast_shutdown_enable", boolean},
};

}  // namespace

std::span<const ValueRule> value_rules_of(std::string_view daemon) {
  if (daemon == "smtpd") return smtpd_rules;
  if (daemon == "smtp") return smtp_rules;
  if (daemon == "lmtp") return lmtp_rules;
  if (daemon == "tlsproxy") return tlsproxy_rules;
  if (daemon == "postscreen") return postscreen_rules;
  return {};
}

std::span<const ValueRule> library_value_rules() { return library_rules; }

}  // namespace postseal
