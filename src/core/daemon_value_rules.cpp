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
  return {};
}

std::span<const ValueRule> library_value_rules() { return library_rules; }

}  // namespace postseal
