// SPDX-License-Identifier: MIT
#include <array>

#include "core/log_effects.hpp"
#include "core/log_patterns.hpp"

// What only a debugger wants to see, and faults of the program itself.
namespace postseal {
namespace {

constexpr std::string_view fault =
    "A fault of Postfix or OpenSSL, damaged memory, or daemons of two releases at work.";
constexpr std::string_view report =
    "postfix stop, then postfix start. If it comes again: update both, and report it to the "
    "authors "
    "of Postfix with the lines around it.";

constexpr std::array table{
    LogMessage{.patterns = "{who}: null client session cache type in session lookup\n"
                           "{who}: null TLScontext in new session callback\n"
                           "{who}: null TLScontext in session lookup callback\n"
                           "{who}: null session cache type in new session callback\n"
                           "{who}: cert valid despite trust init failure\n"
                           "{who}: raw public key valid despite trust init failure\n"
                           "{who}: stream has no active TLS context\n"
                           "{who}: no context\n"
                           "{who}: multiple calls\n"
                           "{who}: bad read length: {size#}\n"
                           "{who}: bad length {size#}\n"
                           "{who}: bad flags: 0x{flags}\n"
                           "Invalid DH parameters size {size#}, file {file}\n"
                           "Invalid eecdh grade code: {grade#}\n"
                           "{who}: nothing to do here\n"
                           "{who}: empty \"{grade}\" cipherlist\n"
                           "{who}: unexpected cipher grade: {grade}\n"
                           "invalid {context} cipher grade: {grade#}\n"
                           "{who}: invalid cipher grade: {grade#}\n"
                           "{who}: empty cipherlist\n"
                           "{who}: internal error: bad state: {state#}\n"
                           "digest algorithm \"{digest}\" not found\n"
                           "unexpectedly large {digest} digest size: {size#}\n"
                           "unexpectedly large message digest size: {size#}\n"
                           "{who}: digest algorithm \"{digest}\" not found\n"
                           "{who}: unexpectedly large {digest} digest size: {size#}",
               .severity = "panic",
               .meaning = "The TLS library of Postfix met something that cannot be.",
               .effect = effect::internal,
               .cause = fault,
               .remedy = report},
    LogMessage{
        .patterns = "error computing {digest} message digest\n"
                    "{who}: error computing {digest} message digest\n"
                    "{who}: error computing certificate {digest} digest (out of memory?)\n"
                    "i2d_X509 invalid result length\n"
                    "i2d_PUBKEY invalid result length\n"
                    "i2d_X509_PUBKEY invalid result length\n"
                    "{who}: error extracting legacy public-key fingerprint: {why}\n"
                    "i2d_X509 failed to encode certificate\n"
                    "i2d_PUBKEY failed to encode public key\n"
                    "i2d_X509 failed to encode TA certificate\n"
                    "d2i_X509 failed to decode TA certificate\n"
                    "error generating DANE wrapper certificate\n"
                    "{who}: Non DNS input argument",
        .severity = "fatal",
        .meaning = "A certificate of a peer could not be digested or copied.",
        .effect = effect::internal,
        .cause = "Memory, FIPS mode with MD5 fingerprints, or a fault of the program.",
        .remedy =
            "Set smtp_tls_fingerprint_digest and smtpd_tls_fingerprint_digest to sha256; else "
            "report it.",
        .since = "2.5"},
    LogMessage{.patterns =
                   "Unsupported DANE certificate usage: {number#}\n"
                   "Unsupported DANE selector: {number#}\n"
                   "unsupported certificate usage {number#}\n"
                   "unsupported selector {number#}\n"
                   "unsupported matching type {number#}\n"
                   "unexpected non-TLSA RR type {number#} for {record}\n"
                   "{record}: unexpected non-TLSA RR type: {number#}\n"
                   "trust-anchor certificate has null pkey\n"
                   "unexpected tls_dane_match result: {number#}\n"
                   "{who}: OpenSSL ABI change\n"
                   "empty DANE match list\n"
                   "DANE activated with no TLSA records to match\n"
                   "wrong state for insecure MX host DANE policy\n"
                   "unexpected TLS security level: {number#}\n"
                   "unexpected mandatory TLS security level: {number#}\n"
                   "{who}: invalid TLS security level: \"{level}\"\n"
                   "Plain-text retry wrong for mandatory TLS\n"
                   "{who}: unexpected plain-text cached session to {label}\n"
                   "Can't happen: must enforce REQUIRETLS, but host {host} did not announce "
                   "REQUIRETLS support\n"
                   "tlsp_client_init: too many pre-jail calls\n"
                   "tlsp_server_init: too many pre-jail calls\n"
                   "tls_mgr_open: multiple initialization\n"
                   "tls_log_verify_error: unexpected failure_reason: {why}\n"
                   "smtp_tlsrpt_set_ext_policy: no policy type\n"
                   "unexpected policy type: \"{type}\"",
               .severity = "panic",
               .meaning = "Postfix met something in TLS that cannot be.",
               .effect = effect::internal,
               .cause = fault,
               .remedy = report},
    LogMessage{.patterns = "smtp_session_passivate: cannot save TLS context: {why}\n"
                           "{who}: can't serialize properties: {why}\n"
                           "{who}: can't deserialize properties: {why}",
               .severity = "fatal",
               .meaning = "TLS settings could not be handed to another daemon.",
               .effect = effect::internal,
               .cause = "Memory.",
               .remedy = report,
               .since = "3.4"},
    LogMessage{.patterns = "{who}: unexpected SSL_ERROR code {code#}",
               .severity = "warning",
               .meaning = "OpenSSL gave a result that Postfix does not know.",
               .effect = effect::one_either,
               .cause = fault,
               .remedy = report,
               .since = "2.9"},
    LogMessage{.patterns = "Read {count#} chars: {data}\n"
                           "Write {count#} chars: {data}\n"
                           "read from {bio} ({bytes#} bytes => {result})\n"
                           "write to {bio} ({bytes#} bytes => {result})\n"
                           "{offset} - <SPACES/NULLS>",
               .meaning = "The bytes of a TLS session, as a dump.",
               .effect = "None on mail; but contents of mail, and passwords, may stand in the log.",
               .cause = "Log level 3 or 4.",
               .remedy = "Set smtp_tls_loglevel and smtpd_tls_loglevel to 1."},
    LogMessage{.patterns = "begin tls_proxy_{function}\n"
                           "tls_proxy_{function} ret={count#}\n"
                           "tls_proxy_{function} count={count#}\n"
                           "tls_proxy_{function} dane={count#}\n"
                           "tls_proxy_{function} have_dane={count#}\n"
                           "tls_proxy_{function} have_trw={count#}\n"
                           "tls_proxy_{function} have_tlsrpt={count#}",
               .meaning = "TLS settings on their way between two daemons.",
               .effect = effect::none,
               .cause = "A daemon runs with -v.",
               .remedy = "Nothing.",
               .since = "3.4"},
    LogMessage{.patterns = "initializing the client-side TLS engine\n"
                           "initializing the server-side TLS engine",
               .meaning = "A daemon sets up TLS.",
               .effect = effect::none,
               .cause = "Log level 2.",
               .remedy = "Nothing."},
    LogMessage{.patterns = "TLS trace: cannot open {file}: {why}\n"
                           "TLS trace: fdopen({file}) failed: {why}\n"
                           "TLS trace: BIO_new_fp() failed for {file}",
               .severity = "warning",
               .meaning = "The trace of a handshake could not be written to {file}.",
               .effect = effect::none,
               .cause = "The directory does not exist, or is not writable for $mail_owner.",
               .remedy = "See the owner of the directory, or turn the trace off.",
               .since = "3.12"},
    LogMessage{.patterns = "TLS protocol trace for {peer} saved to {file}\n"
                           "TLS protocol trace saved to {file}",
               .meaning = "The trace of a handshake is in {file}.",
               .effect = effect::none,
               .cause = "The log level trace.",
               .remedy = "Read the file; turn the trace off afterwards.",
               .since = "3.12"},
    LogMessage{.patterns =
                   "skipping TLS trace output - rate limit ({limit#}) exceeded\n"
                   "{parameter}: ignoring \"trace\" log level: SSL_trace() is not available in "
                   "this build",
               .meaning = "No trace of this handshake is written.",
               .effect = effect::none,
               .cause = "There were more than the limit allows, or OpenSSL cannot trace.",
               .remedy = "Nothing.",
               .since = "3.12"},
};

}  // namespace

std::span<const LogMessage> log_messages_of_internals() { return table; }

}  // namespace postseal
