// SPDX-License-Identifier: MIT
#include <array>

#include "core/log_effects.hpp"
#include "core/log_patterns.hpp"

// Levels, client certificates and what a service decides when it starts: smtpd.c, smtpd_check.c,
// tlsproxy_server.c, postscreen_tls_conf.c; and what master says of those that ended.
namespace postseal {
namespace {

constexpr std::string_view servers = "smtpd tlsproxy postscreen";

constexpr std::array table{
    LogMessage{
        .patterns = "Invalid TLS level \"{level}\"",
        .daemons = servers,
        .severity = "fatal",
        .meaning = "There is no level {level} for a server.",
        .effect = effect::dies,
        .cause =
            "A typing error in smtpd_tls_security_level (or the postscreen_ or tlsproxy_ one), "
            "in main.cf or after -o in master.cf; or dane, which is for clients.",
        .remedy = "Use none, may or encrypt: postconf -e smtpd_tls_security_level=may, and look "
                  "through postconf -P.",
        .since = "2.5"},
    LogMessage{
        .patterns = "Invalid TLS level \"{level}\"\n"
                    "invalid tls security level: \"{level}\"",
        .daemons = "smtp lmtp posttls-finger",
        .severity = "fatal",
        .meaning = "There is no level {level} for a client.",
        .effect = effect::dies,
        .cause = "A typing error in smtp_tls_security_level, or dane with a Postfix before 2.11.",
        .remedy = "Use none, may, encrypt, dane, dane-only, fingerprint, verify or secure.",
        .since = "2.5"},
    LogMessage{.patterns = "{parameter}: unknown TLS security level '{level}'",
               .severity = "fatal",
               .meaning = "There is no level {level} for {parameter}.",
               .effect = effect::dies,
               .cause = "A typing error.",
               .remedy = "Use none, may, encrypt, verify or secure.",
               .until = "2.4"},
    LogMessage{.patterns = "{parameter}: ignoring unknown TLS level \"{level}\"",
               .severity = "warning",
               .meaning = "There is no level {level} for {parameter}; it counts as not set.",
               .effect = "smtpd_use_tls and smtpd_enforce_tls decide.",
               .cause = "A typing error.",
               .remedy = "Use none, may or encrypt.",
               .until = "2.4"},
    LogMessage{
        .patterns = "{parameter}: unsupported TLS level \"{level}\", using \"encrypt\"",
        .severity = "warning",
        .meaning = "A server cannot do {level}; it does encrypt.",
        .effect = "Clients without TLS are refused (530). On port 25 of a public mail server that "
                  "loses mail.",
        .cause = "A level of the client in {parameter}.",
        .remedy = "postconf -e smtpd_tls_security_level=may, or encrypt for submission only. To "
                  "demand client certificates: smtpd_tls_req_ccert."},
    LogMessage{.patterns = "No server certs available. TLS won't be enabled\n"
                           "No server certs available. TLS can't be enabled",
               .severity = "warning",
               .meaning = "TLS is on, but no certificate is configured.",
               .effect = effect::tls_off,
               .cause =
                   "smtpd_tls_security_level is set, but none of smtpd_tls_chain_files, "
                   "smtpd_tls_cert_file and smtpd_tls_eccert_file (a key alone does not count); "
                   "or one of them is overridden by -o in master.cf.",
               .remedy = "postseal init makes and sets what is needed; or postconf -e "
                         "smtpd_tls_chain_files=FILE."},
    LogMessage{
        .patterns = "Need a server cert to request client certs",
        .severity = "warning",
        .meaning = "Client certificates are asked for, and the server has none of its own.",
        .effect = effect::tls_off,
        .cause = "smtpd_tls_ask_ccert or smtpd_tls_req_ccert with smtpd_tls_cert_file = none.",
        .remedy = "Set smtpd_tls_chain_files, or take the other setting out."},
    LogMessage{.patterns = "Can't require client certs unless TLS is required",
               .severity = "warning",
               .meaning = "smtpd_tls_req_ccert works only where TLS is required; here it is "
                          "optional.",
               .effect = "Clients without certificate, and without TLS, are let in.",
               .cause = "smtpd_tls_req_ccert = yes with the level may.",
               .remedy = "For that service in master.cf: -o smtpd_tls_security_level=encrypt; else "
                         "smtpd_tls_ask_ccert = yes."},
    LogMessage{.patterns = "Both {chain} and one or more of the legacy  {cert}, {eccert} or "
                           "{dcert} are non-empty; the legacy  parameters will be ignored\n"
                           "Both {chain} and one or more of the legacy {cert}, {eccert} or {dcert} "
                           "are non-empty; the legacy parameters will be ignored",
               .severity = "warning",
               .meaning = "{chain} is set, so {cert} and its kin are ignored.",
               .effect = effect::none,
               .cause = "An update of the settings that left the old ones in main.cf.",
               .remedy = "postconf -X on the old ones.",
               .since = "3.4"},
    LogMessage{.patterns = "unknown {parameter} value \"{value}\" in \"{list}\"",
               .severity = "warning",
               .meaning = "{value} is no value for {parameter}.",
               .effect = "None; that part of the setting counts as not there.",
               .cause = "A typing error; for a *_tls_loglevel: neither 0 to 4 nor a name.",
               .remedy = "For log levels 1 is right; postconf -d shows the default of others."},
    LogMessage{
        .patterns = "NOQUEUE: abort: TLS from {client}: {reason}\n"
                    "abort: TLS from {client}: {reason}",
        .daemons = "smtpd",
        .meaning = "The client {client} was sent away after the handshake: {reason}.",
        .effect = "The client gets 421 and tries again later; its mail does not come in here.",
        .cause = "smtpd_tls_req_ccert = yes, and the client has no certificate or one of a CA that "
                 "is not in smtpd_tls_CAfile.",
        .remedy = "Only a service for known clients should require certificates. Add their CA to "
                  "smtpd_tls_CAfile, or use smtpd_tls_ask_ccert and fingerprints "
                  "(permit_tls_clientcerts).",
        .since = "2.5"},
    LogMessage{.patterns =
                   "Wrapper-mode request dropped from {client} for service {service}. TLS "
                   "context initialization failed. For details see earlier warnings in your "
                   "logs.",
               .severity = "warning",
               .meaning = "The service {service} (TLS from the first byte) hung up on {client}, "
                          "since TLS could not be set up.",
               .effect = "Nobody can submit through this port until it is repaired.",
               .cause = "Keys or certificates could not be loaded; a warning when this process "
                        "started says why.",
               .remedy = "postseal check names it; then postfix reload."},
    LogMessage{.patterns = "too many new TLS sessions from {client}",
               .meaning = "The server tells {client} that it made too many new TLS sessions in a "
                          "minute.",
               .effect = "The client tries again later.",
               .cause = "smtpd_client_new_tls_session_rate_limit on the server.",
               .remedy = "Raise the limit there, or let the client resume sessions: "
                         "smtp_tls_session_cache_database."},
    LogMessage{.patterns = "Client certificate not trusted\n"
                           "No client certificate presented",
               .meaning = "The server wants a certificate of the client that it trusts.",
               .effect = "The client is sent away with 421; its mail waits.",
               .cause = "smtpd_tls_req_ccert = yes on the server.",
               .remedy = "The client needs smtp_tls_chain_files with a certificate of a CA that "
                         "smtpd_tls_CAfile of the server has; or a server without the demand."},
    LogMessage{.patterns = "TLS already active",
               .meaning = "The client asked for STARTTLS within a TLS session.",
               .effect = "None: the session goes on.",
               .cause = "A faulty client, or STARTTLS on port 465.",
               .remedy = "Nothing; on port 465 TLS is there from the start."},
    LogMessage{.patterns = "New TLS session rate limit exceeded: {rate#} from {client} for service "
                           "{service}\n"
                           "Refusing STARTTLS request from {client} for service {service}\n"
                           "Refusing TLS service request from {client} for service {service}",
               .severity = "warning",
               .meaning = "The client {client} makes more new TLS sessions in a minute than "
                          "smtpd_client_new_tls_session_rate_limit allows.",
               .effect = "It gets 454 or 421 and tries again later.",
               .cause = "A busy client that does not resume sessions, or an attack.",
               .remedy = "Raise the limit, or add the client to "
                         "smtpd_client_event_limit_exceptions."},
    LogMessage{.patterns = "{restriction} is requested, but \"{parameter} = no\"",
               .daemons = "smtpd",
               .severity = "warning",
               .meaning = "The restriction {restriction} can never match, since {parameter} is no.",
               .effect = "Clients that should be let in by their certificate are not.",
               .cause = "smtpd_tls_ask_ccert was forgotten.",
               .remedy = "postconf -e smtpd_tls_ask_ccert=yes, for the service in question.",
               .since = "3.5"},
    LogMessage{
        .patterns = "relay_clientcerts: No match for fingerprint '{cert}', pkey fingerprint {key}\n"
                    "relay_clientcerts: No match for fingerprint '{cert}'",
        .daemons = "smtpd",
        .meaning = "The certificate of the client ({cert}) is not in relay_clientcerts.",
        .effect = "The client may not relay by its certificate.",
        .cause = "Another certificate than the one listed; another digest "
                 "(smtpd_tls_fingerprint_digest); an entry without colons.",
        .remedy = "postseal fingerprint FILE gives the entry; keys are upper case with colons."},
    LogMessage{.patterns = "relay_clientcerts: lookup error for fingerprint '{cert}', pkey "
                           "fingerprint {key}",
               .daemons = "smtpd",
               .severity = "warning",
               .meaning = "The table relay_clientcerts could not be read.",
               .effect = "The client gets a temporary error.",
               .cause = "A database that is down, or a file without postmap.",
               .remedy = "postmap -q KEY on the table of relay_clientcerts shows the error.",
               .since = "2.9"},
    LogMessage{.patterns = "Relaying allowed for certified client: {found}\n"
                           "Relaying allowed for all verified client certificates\n"
                           "{who}: no client certificate",
               .daemons = "smtpd",
               .meaning = "Verbose logging of what the certificate of a client allows.",
               .effect = effect::none,
               .cause = "smtpd runs with -v.",
               .remedy = "Nothing."},
    LogMessage{
        .patterns = "{who}: {client}: {table}: Fragile access policy: {parameter}=yes, but {what}",
        .daemons = "smtpd",
        .severity = "warning",
        .meaning = "The table {table} treats the certificate of {client} and its public key in "
                   "different ways, and {parameter} lets the client show only the key.",
        .effect = "The same client may get other rights if it uses a raw public key.",
        .cause = "Entries by certificate fingerprint beside smtpd_tls_enable_rpk.",
        .remedy = "List the fingerprint of the public key: postseal fingerprint FILE.",
        .since = "3.9"},
    LogMessage{
        .patterns =
            "using backwards-compatible default setting {setting} to compute certificate "
            "fingerprints\n"
            "using backwards-compatible default setting {setting} to compute public key "
            "fingerprints\n"
            "using backwards-compatible default setting {setting} to compute certificate and "
            "public key fingerprints",
        .meaning = "Fingerprints are made with MD5, since {setting} is the default below "
                   "compatibility_level 3.6.",
        .effect = "None; but fingerprints with SHA-256 never match.",
        .cause = "compatibility_level is older than the fingerprints in use, or MD5 ones are.",
        .remedy = "Make the fingerprints anew with postseal fingerprint --digest sha256 and set "
                  "smtp_tls_fingerprint_digest and smtpd_tls_fingerprint_digest to sha256.",
        .since = "3.6"},
    LogMessage{
        .patterns = "using backwards-compatible default setting {parameter}=(empty)",
        .meaning = "{parameter} is empty as before, since compatibility_level is older than 3.11.",
        .effect = "Mail goes out as plain text.",
        .cause = "compatibility_level below 3.11, and no {parameter} in main.cf.",
        .remedy = "postconf -e smtp_tls_security_level=may",
        .since = "3.11"},
    LogMessage{.patterns = "bad string length {length#} < {least#}: {parameter} = {value}",
               .severity = "fatal",
               .meaning = "{parameter} must not be empty.",
               .effect = effect::dies,
               .cause = "A setting was emptied in place of being taken out.",
               .remedy = "postconf -X {parameter!}"},
    LogMessage{.patterns = "process {program} pid {pid#} exit status {status#}\n"
                           "{program}: bad command startup -- throttling",
               .daemons = "master",
               .severity = "warning",
               .meaning = "The daemon {program} ended with an error soon after it began; master "
                          "waits before it starts another.",
               .effect = effect::dies,
               .cause = "A fatal message of that daemon stands just before, often a bad level or a "
                        "setting that must not be empty.",
               .remedy =
                   "Look for fatal: in the lines before; postseal check predicts daemons that "
                   "die of TLS settings."},
    LogMessage{.patterns = "process {program} pid {pid#} killed by signal {signal#}",
               .daemons = "master",
               .severity = "warning",
               .meaning = "The daemon {program} was ended by signal {signal}: 11 is a crash, 9 the "
                          "kernel or an administrator.",
               .effect = effect::internal,
               .cause = "A fault of Postfix, OpenSSL or a library, or a machine out of memory.",
               .remedy = "Look at the log of the kernel; update Postfix and OpenSSL, and report a "
                         "crash that comes again."},
    LogMessage{.patterns = "unused parameter: {parameter}={value}\n"
                           "{file}: unused parameter: {parameter}={value}",
               .severity = "warning",
               .meaning = "No program of this Postfix reads {parameter}.",
               .effect = "The setting does nothing.",
               .cause = "A typing error in the name, or a parameter of a later release or one that "
                        "was removed.",
               .remedy = "postseal explain {parameter!} --postfix-version says which release knows "
                         "it; postconf -X takes it out.",
               .since = "2.9"},
};

}  // namespace

std::span<const LogMessage> log_messages_of_levels() { return table; }

}  // namespace postseal
