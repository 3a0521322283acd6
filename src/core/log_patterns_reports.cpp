// SPDX-License-Identifier: MIT
#include <array>

#include "core/log_effects.hpp"
#include "core/log_patterns.hpp"

// Reports about TLS (TLSRPT, RFC 8460), since 3.10: smtp_tlsrpt.c, tlsrpt_wrapper.c.
namespace postseal {
namespace {

constexpr std::string_view only_reports = "None on mail; this delivery is missing in a report.";

constexpr std::array table{
    LogMessage{.patterns = "TLSRPT: status=failure, domain={domain}, receiving_mx={host}, "
                           "failure_type={type}",
               .meaning =
                   "A handshake with {host} for {domain} failed ({type}), and the report says "
                   "so.",
               .effect = effect::one_outbound,
               .cause = "The lines of this delivery before it have the reason.",
               .remedy = "See those lines.",
               .since = "3.10"},
    LogMessage{.patterns = "TLSRPT: status=success, domain={domain}, receiving_mx={host}",
               .meaning = "A handshake with {host} for {domain} succeeded, and the report counts "
                          "it.",
               .effect = effect::none,
               .cause = "smtp_tlsrpt_enable = yes.",
               .remedy = "Nothing.",
               .since = "3.10"},
    LogMessage{.patterns = "Could not report TLS handshake result to tlsrpt library: {why}\n"
                           "Error location in tlsrpt library: {why}",
               .severity = "warning",
               .meaning = "The outcome of a handshake could not be passed to the reporter: {why}.",
               .effect = only_reports,
               .cause = "The collector is not running, or its socket (smtp_tlsrpt_socket_name) is "
                        "elsewhere or may not be written by $mail_owner.",
               .remedy =
                   "systemctl status tlsrpt-collectd; ls -l on the socket; inside a chroot it "
                   "must lie below queue_directory.",
               .since = "3.10"},
    LogMessage{.patterns = "TLSRPT is selected, but TLSRPT is not compiled in\n"
                           "TLSRPT support is not implemented for LMTP\n"
                           "Cannot enable {what}: DNS is disabled\n"
                           "{what}: parameter {parameter} has empty value -- {feature} will be "
                           "disabled",
               .severity = "warning",
               .meaning = "Reports about TLS are wanted and cannot be made.",
               .effect = "None on mail; there are no reports.",
               .cause = "Postfix without libtlsrpt, LMTP, DNS turned off, or no "
                        "smtp_tlsrpt_socket_name.",
               .remedy = "postconf -X smtp_tlsrpt_enable, or set what is missing.",
               .since = "3.10"},
    LogMessage{.patterns = "{what}: policy lookup failed for {domain}: {why}\n"
                           "{what}: ignoring malformed policy for {domain}:, \"{text}\"\n"
                           "{what}: Too many TLSRPT policies for {domain}",
               .severity = "warning",
               .meaning = "The record _smtp._tls of {domain} cannot be used.",
               .effect = only_reports,
               .cause = "A fault in the DNS of that domain.",
               .remedy = "dig TXT _smtp._tls.DOMAIN; tell the owner.",
               .since = "3.10"},
    LogMessage{.patterns = "{what}: no policy for domain {domain}\n"
                           "{what}: domain {domain} has policy {text}\n"
                           "{what}: internationalized domain {domain} asciified to {ascii}",
               .meaning = "Whether {domain} wants reports about TLS.",
               .effect = effect::none,
               .cause = "Verbose logging.",
               .remedy = "Nothing.",
               .since = "3.10"},
    LogMessage{.patterns =
                   "{what}: getsockname() failed ({why}) skipping the ignoring client-side IP "
                   "address\n"
                   "{what}: cannot convert IP address to string ({why}) -- skipping the "
                   "client-side IP address\n"
                   "unknown tlsrpt_failure_t value {number#}\n"
                   "{who}: missing trw_set_tls_policy call\n"
                   "{who}: success or failure was already reported\n"
                   "{who}: success or failure already reported",
               .severity = "warning",
               .meaning = "A report about TLS lacks something.",
               .effect = only_reports,
               .cause = "A fault of the network, or of the program.",
               .remedy = "Nothing now and then.",
               .since = "3.10"},
    LogMessage{.patterns = "trw_free: rpt_socket_name={rest}\n"
                           "trw_report_success\n"
                           "{who}(rpt_socket_name={rest})\n"
                           "{who}(tlsrpt_policy_type_t={rest})\n"
                           "{who}(snd_mta_addr={rest})\n"
                           "{who}(rcv_mta_ehlo={rest})\n"
                           "{who}(failure_type={rest})\n"
                           "{who}: no tls policy lookup",
               .meaning = "Reports about TLS at work.",
               .effect = effect::none,
               .cause = "smtp runs with -v.",
               .remedy = "Nothing.",
               .since = "3.10"},
    LogMessage{.patterns = "using using backwards-compatible default setting {setting}\n"
                           "using backwards-compatible default setting {setting}",
               .meaning = "A default is that of an older release: {setting}.",
               .effect = effect::none,
               .cause = "compatibility_level is older than the default.",
               .remedy = "Set it in main.cf as it is meant, or raise compatibility_level.",
               .since = "3.0"},
};

}  // namespace

std::span<const LogMessage> log_messages_of_reports() { return table; }

}  // namespace postseal
