// SPDX-License-Identifier: MIT
#include "core/parameter_advice.hpp"

// A pure table: what every program with TLS reads.
namespace postseal {
namespace {

constexpr std::string_view is_default = "Leave it at the default.";
constexpr std::string_view no_list =
    "Leave it at the default: choose a grade with smtpd_tls_mandatory_ciphers instead of changing "
    "what a grade means.";
constexpr std::string_view gone = "Remove it: it does nothing any more.";

constexpr AdviceRow rows[] = {
    {"openssl_path", "The openssl program that \"postfix tls\" runs.", is_default},
    {"requiretls_enable", "Whether REQUIRETLS (RFC 8689) is offered and kept.", is_default},
    {"requiretls_esmtp_header",
     "Whether the demand for REQUIRETLS is kept in a header, so that it outlives programs that "
     "know nothing of it.",
     is_default},
    {"requiretls_redact_dsn",
     "Whether a bounce of a mail with REQUIRETLS leaves out what was in the mail.", is_default},
    {"tls_append_default_CA",
     "Adds the CAs that OpenSSL has by itself to those of CAfile and CApath; where both are empty "
     "it adds nothing.",
     "Leave it off, and name the CAs of the system in smtp_tls_CAfile. On for smtpd, every public "
     "CA could vouch for clients."},
    {"tls_config_file", "The configuration file that OpenSSL reads.",
     "Leave it at default. none makes Postfix independent of what the system prescribes."},
    {"tls_config_name", "The section of OpenSSL's configuration for Postfix.",
     "Leave it empty unless that file has a section of that name."},
    {"tls_daemon_random_bytes", "How many bytes of randomness a daemon asks tlsmgr for.",
     is_default},
    {"tls_dane_digest_agility", "Whether only the strongest digest of TLSA records counts.", gone},
    {"tls_dane_digests", "The digests of TLSA records that are accepted, the strongest first.",
     is_default},
    {"tls_dane_trust_anchor_digest_enable",
     "Whether TLSA records with the digest of a CA's certificate are accepted.", gone},
    {"tls_disable_workarounds",
     "Switches off workarounds for faulty peers that OpenSSL has by default.",
     "Leave it empty unless an advisory names one."},
    {"tls_eecdh_auto_curves", "The groups for ECDHE, in order of preference.",
     "Leave it at the default; OpenSSL chooses well."},
    {"tls_eecdh_strong_curve", "The curve of smtpd_tls_eecdh_grade = strong.", gone},
    {"tls_eecdh_ultra_curve", "The curve of smtpd_tls_eecdh_grade = ultra.", gone},
    {"tls_export_cipherlist", "What the grade export means.", no_list},
    {"tls_fast_shutdown_enable", "Does not wait for the other side when a TLS session ends.",
     "Leave it on."},
    {"tls_ffdhe_auto_groups", "The finite-field groups for TLS 1.3, in order of preference.",
     is_default},
    {"tls_high_cipherlist", "What the grade high means, as an OpenSSL list.", no_list},
    {"tls_legacy_public_key_fingerprints",
     "Accepts fingerprints of public keys as Postfix 2.9.0 to 2.9.5 made them, which was wrong.",
     "Remove it, and make those fingerprints anew: postseal fingerprint."},
    {"tls_low_cipherlist", "What the grade low means.", no_list},
    {"tls_medium_cipherlist", "What the grade medium means, as an OpenSSL list.", no_list},
    {"tls_null_cipherlist", "What the grade null means: signed, and not encrypted.", no_list},
    {"tls_preempt_cipherlist", "Has the server's order of ciphers count instead of the client's.",
     "Leave it off: among the ciphers that are left, the client knows what is fast for it."},
    {"tls_random_bytes", "How many bytes tlsmgr reads from its source at a time.", is_default},
    {"tls_random_exchange_name", "The file in which tlsmgr keeps randomness over a restart.",
     is_default},
    {"tls_random_prng_update_period", "How often tlsmgr saves its randomness.", is_default},
    {"tls_random_reseed_period", "The longest time until tlsmgr asks its source for more.",
     is_default},
    {"tls_random_source", "Where tlsmgr has its randomness from.",
     "Leave it at the default, dev:/dev/urandom."},
    {"tls_required_enable", "Whether the header TLS-Required: no (RFC 8689) is obeyed.",
     "Leave it on: it lets reports of TLS trouble through where TLS is the trouble."},
    {"tls_server_sni_maps",
     "Tables of the chains to show to clients that ask for a certain name (SNI). Who asks for no "
     "name, or another, sees the usual chain.",
     "Leave it empty: clients that send mail seldom mind the name. Where it is used, run "
     "postmap -F after each renewal, and keep source and index at mode 0600."},
    {"tls_session_ticket_cipher", "The cipher that session tickets are encrypted with.",
     is_default},
    {"tls_ssl_options", "Switches on options of OpenSSL by name.",
     "tls_ssl_options = NO_RENEGOTIATION before Postfix 3.8, which never renegotiates; else "
     "empty."},
    {"tls_trace_rate_limit", "How many sessions are traced in a while.", is_default},
    {"tls_trust_server_ccerts",
     "Accepts client certificates whose purpose is server only, as public CAs issue them now.",
     "Leave it off unless peers show their server's certificate as clients and are known by "
     "their CA."},
    {"tls_wildcard_matches_multiple_labels",
     "Whether *.example.com in a certificate stood for a.b.example.com as well.",
     "Remove it: from Postfix 3.6 on a wildcard is one label."},
    {"tlsmgr_service_name", "The name of tlsmgr in master.cf.", is_default},
};

}  // namespace

std::span<const AdviceRow> advice_for_library() { return rows; }

}  // namespace postseal
