// SPDX-License-Identifier: MIT
#include "core/parameter_advice.hpp"

// A pure table: the parameters of lmtp, postscreen and tlsproxy that are no plain twins.
namespace postseal {
namespace {

constexpr std::string_view is_default = "Leave it at the default.";
constexpr std::string_view remove_it =
    "Remove it. Unset, these parameters have the values that smtp or smtpd have.";
constexpr std::string_view same_as_smtp =
    "Leave it unset: tlsproxy has to agree with smtp, and by default it does.";

constexpr AdviceRow rows[] = {
    {"lmtp_requiretls_policy",
     "What to do with mail whose sender demands TLS on the whole way (RFC 8689) where it is "
     "handed over by LMTP.",
     is_default},
    {"lmtp_tls_secure_cert_match",
     "The names of which one has to be in an LMTP server's certificate at level secure.",
     is_default},
    {"lmtp_tls_security_level",
     "As smtp_tls_security_level, for delivery by LMTP: none, may, encrypt, fingerprint, verify, "
     "secure, dane, dane-only.",
     "Leave it empty for a socket on this machine; encrypt or secure where the mail store is on "
     "another."},
    {"postscreen_enforce_tls", "The oldest way to demand TLS in postscreen(8).", remove_it},
    {"postscreen_starttls_timeout", "How long a handshake with postscreen(8) may take.",
     "Leave it unset: it then is what smtpd_starttls_timeout is."},
    {"postscreen_tls_security_level", "Whether postscreen(8) offers or demands TLS.",
     "Leave it unset: it then is what smtpd_tls_security_level is. tlsproxy has to be in "
     "master.cf."},
    {"postscreen_use_tls", "The oldest way to offer TLS in postscreen(8).", remove_it},
    {"tlsproxy_client_enforce_tls", "The oldest way to demand TLS, for tlsproxy(8).", remove_it},
    {"tlsproxy_client_level", "The level of tlsproxy(8), by its name in Postfix 3.4 to 3.6.",
     same_as_smtp},
    {"tlsproxy_client_loglevel_parameter",
     "The parameter whose log level tlsproxy(8) names in its messages.", remove_it},
    {"tlsproxy_client_per_site", "The first kind of policy table, for tlsproxy(8).", remove_it},
    {"tlsproxy_client_policy",
     "The policy tables of tlsproxy(8), by their name in Postfix 3.4 to 3.6.", same_as_smtp},
    {"tlsproxy_client_policy_maps",
     "Whether tlsproxy(8) prepares for TLS because smtp(8) has policy tables.", same_as_smtp},
    {"tlsproxy_client_security_level", "Whether tlsproxy(8) prepares for TLS on behalf of smtp(8).",
     same_as_smtp},
    {"tlsproxy_client_use_tls", "The oldest way to use TLS, for tlsproxy(8).", remove_it},
    {"tlsproxy_enforce_tls", "The oldest way to demand TLS, for tlsproxy(8).", remove_it},
    {"tlsproxy_service_name", "The name of tlsproxy in master.cf.", is_default},
    {"tlsproxy_tls_received_header", "A name in Postfix's source that nothing reads.", remove_it},
    {"tlsproxy_tls_session_cache_database",
     "Where tlsproxy(8) kept TLS sessions until Postfix 2.10.", remove_it},
    {"tlsproxy_tls_session_cache_timeout",
     "How long a session of tlsproxy(8) could be resumed until Postfix 2.10.", remove_it},
    {"tlsproxy_use_tls", "The oldest way to offer TLS, for tlsproxy(8).", remove_it},
    {"tlsproxy_watchdog_timeout", "After how long tlsproxy(8) ends itself when it hangs.",
     is_default},
};

}  // namespace

std::span<const AdviceRow> advice_for_relatives() { return rows; }

}  // namespace postseal
