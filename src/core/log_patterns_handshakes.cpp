// SPDX-License-Identifier: MIT
#include <array>

#include "core/log_effects.hpp"
#include "core/log_patterns.hpp"

// Handshakes, and what a session looks like afterwards: tls_client.c, tls_server.c, tls_misc.c.
namespace postseal {
namespace {

constexpr std::string_view accept_cause =
    "A \"TLS library problem\" after it has the reason. Without one the client just left: a "
    "scanner, "
    "a client that does not like the certificate, or a timeout. \"lost connection\" and \"-1\" say "
    "no "
    "more than that.";
constexpr std::string_view connect_cause =
    "A \"TLS library problem\" after it has the reason: protocols or ciphers without overlap, a "
    "wrong "
    "name for SNI, a server without certificate. Without one the server hung up: an overloaded "
    "server, a firewall, or port 465 without smtp_tls_wrappermode.";

constexpr std::array table{
    LogMessage{.patterns = "SSL_accept error from {client}: {code#}\n"
                           "SSL_accept error from {client}: lost connection\n"
                           "SSL_accept error from {client}: {why}",
               .meaning = "The TLS handshake with the client {client} failed.",
               .effect = effect::one_inbound,
               .cause = accept_cause,
               .remedy = "Strangers: nothing. One's own client: give the library line to postseal "
                         "explain; postseal check tells whether smtpd has a certificate at all."},
    LogMessage{
        .patterns = "SSL_connect error to {server}: {code#}\n"
                    "SSL_connect error to {server}: lost connection\n"
                    "SSL_connect error to {server}: {why}",
        .meaning = "The TLS handshake with the server {server} failed.",
        .effect = effect::one_outbound,
        .cause = connect_cause,
        .remedy = "Give the library line to postseal explain; postseal probe HOST tries it."},
    LogMessage{
        .patterns = "lost connection after STARTTLS from {client}\n"
                    "timeout after STARTTLS from {client}",
        .daemons = "smtpd",
        .meaning = "{client} asked for TLS and then left, or fell silent.",
        .effect = effect::one_inbound,
        .cause =
            "The handshake failed (SSL_accept error before it), or the client did not like the "
            "certificate: not trusted, expired, another name; or a scanner.",
        .remedy = "For one's own clients: postseal probe HOST:587 shows what they see. See the "
                  "lines before it."},
    LogMessage{.patterns =
                   "disconnect from {client} {commands}starttls=0/{tries#} commands={rest}\n"
                   "disconnect from {client} {commands}starttls=0/{tries#} {rest}",
               .daemons = "smtpd",
               .meaning = "{client} tried STARTTLS, and it did not succeed.",
               .effect = effect::one_inbound,
               .cause = "STARTTLS was refused (454: TLS is not set up), or the handshake failed.",
               .remedy = "See the lines before it with the same process number.",
               .since = "3.0"},
    LogMessage{.patterns = "improper command pipelining after STARTTLS from {client}: {data}\n"
                           "improper command pipelining after STARTTLS from {client}",
               .daemons = "smtpd",
               .meaning =
                   "{client} sent more before the answer to STARTTLS. What came too early is "
                   "thrown away (CVE-2011-0411).",
               .effect = effect::one_inbound,
               .cause = "A client that begins with TLS at once (set to SSL/TLS on port 587), a "
                        "scanner, or an attack.",
               .remedy = "Set the client to STARTTLS for 587, or to SSL/TLS with port 465.",
               .since = "2.6"},
    LogMessage{
        .patterns = "improper command pipelining after CONNECT from {client}: \\026\\003{data}\n"
                    "non-SMTP command from {client}: \\026\\003{data}",
        .daemons = "smtpd",
        .meaning = "{client} began with TLS (bytes 26 and 3, in octal) on a port that begins "
                   "in plain text.",
        .effect = effect::one_inbound,
        .cause = "A mail program set to SSL/TLS in place of STARTTLS for port 587 or 25; a "
                 "port 465 without smtpd_tls_wrappermode = yes; or a scanner.",
        .remedy = "Set the client to STARTTLS, or let it use port 465, with -o "
                  "smtpd_tls_wrappermode=yes in master.cf.",
        .since = "2.9"},
    LogMessage{.patterns = "setting up TLS connection from {peer}\n"
                           "setting up TLS connection to {peer}",
               .meaning = "A TLS handshake with {peer} begins.",
               .effect = effect::none,
               .cause = "Log level 2 (1 before 2.9).",
               .remedy = "Nothing."},
    LogMessage{.patterns = "{peer}: TLS cipher list \"{list}\"",
               .meaning = "The ciphers of TLS 1.2 and before for the session with {peer}: {list}.",
               .effect = effect::none,
               .cause = "Log level 2.",
               .remedy = "openssl ciphers -v 'LIST' shows them one by one.",
               .since = "2.5"},
    LogMessage{.patterns = "{peer}: SNI hostname: {name}",
               .meaning = "The name {name} is asked for (SNI).",
               .effect = effect::none,
               .cause = "Log level 2; smtp_tls_servername, servername= or DANE.",
               .remedy = "Nothing.",
               .since = "2.11"},
    LogMessage{.patterns = "{peer}: ignoring too long SNI hostname: {name}\n"
                           "{peer}: error setting SNI hostname to: {name}",
               .severity = "warning",
               .meaning = "The name {name} cannot be sent to {peer} (SNI).",
               .effect = effect::one_outbound,
               .cause = "A name of more than 255 bytes in smtp_tls_servername or servername=.",
               .remedy = "Put the name right.",
               .since = "2.11"},
    LogMessage{.patterns = "{name} asciified to {ascii}",
               .meaning = "The international name {name} is used as {ascii}.",
               .effect = effect::none,
               .cause = "Verbose logging.",
               .remedy = "Nothing.",
               .since = "3.0"},
    LogMessage{
        .patterns = "TLS SNI {name} from {client} not matched, using default chain",
        .meaning = "{client} asked for {name} (SNI), for which there is no chain of its own.",
        .effect = "It gets the default certificate, which may not have that name.",
        .cause = "tls_server_sni_maps has no entry for it. Clients often name the host they "
                 "connect to.",
        .remedy = "If the name is one's own and not in the default certificate: add an entry, "
                  "then postmap -F.",
        .since = "3.4"},
    LogMessage{.patterns =
                   "TLS SNI from {client} is invalid: {name}\n"
                   "TLS SNI changed from {client} initially {name}, {other} after hello retry",
               .severity = "warning",
               .meaning = "{client} asked for a name (SNI) that is none: {name}.",
               .effect = effect::one_inbound,
               .cause = "A scanner, or a faulty client.",
               .remedy = "Nothing.",
               .since = "3.4"},
    LogMessage{.patterns = "{table}: {name} map lookup problem",
               .severity = "warning",
               .meaning = "The chain for {name} could not be looked up in {table}.",
               .effect = effect::one_inbound,
               .cause = "The table was made without postmap -F, or its database is not readable.",
               .remedy = "postmap -F on the source of tls_server_sni_maps, as root.",
               .since = "3.4"},
    LogMessage{
        .patterns = "Anonymous TLS connection {state} {direction} {peer}: {protocol} with cipher "
                    "{cipher}",
        .meaning = "A TLS session with {peer}: {protocol}, cipher {cipher}. Anonymous: no "
                   "certificate of the peer was asked for or shown.",
        .effect =
            "The mail of this session is encrypted on its way. Inbound this is the usual case.",
        .cause = "Log level 1. Outbound it means that the server has no certificate (aNULL).",
        .remedy = "Nothing.",
        .since = "2.5"},
    LogMessage{
        .patterns = "Untrusted TLS connection {state} {direction} {peer}: {protocol} with cipher "
                    "{cipher}",
        .meaning = "A TLS session with {peer}: {protocol}, cipher {cipher}. Untrusted: its "
                   "certificate was not verified.",
        .effect = "The mail is encrypted on its way. At level may or encrypt that is all that is "
                  "wanted; above, it is deferred.",
        .cause =
            "No smtp_tls_CAfile (there is no default), a self-signed certificate, or, in 3.6 to "
            "3.10.3, a name that does not fit.",
        .remedy = "Nothing; or smtp_tls_CAfile=/etc/ssl/certs/ca-certificates.crt to see Trusted.",
        .since = "2.5"},
    LogMessage{
        .patterns = "Trusted TLS connection {state} {direction} {peer}: {protocol} with cipher "
                    "{cipher}",
        .meaning = "A TLS session with {peer}: {protocol}, cipher {cipher}. Trusted: a CA that "
                   "is trusted here issued its certificate; the name was not asked for.",
        .effect = "The mail of this session is encrypted on its way.",
        .cause = "Log level 1.",
        .remedy = "Nothing.",
        .since = "2.5"},
    LogMessage{
        .patterns = "Verified TLS connection {state} {direction} {peer}: {protocol} with cipher "
                    "{cipher}",
        .meaning = "A TLS session with {peer}: {protocol}, cipher {cipher}. Verified: issuer and "
                   "name, or the pin, are those the policy wants.",
        .effect = "The mail of this session is encrypted and goes to the right server.",
        .cause = "Log level 1.",
        .remedy = "Nothing.",
        .since = "2.5"},
    LogMessage{.patterns =
                   "{peer}: subject_CN={subject}, issuer_CN={issuer}, "
                   "fingerprint={fingerprint}\n"
                   "{peer}: subject_CN={subject}, issuer={issuer}, fingerprint={fingerprint}\n"
                   "{peer}: subject_CN={subject}, issuer={issuer}",
               .meaning = "The certificate of {peer}: {subject}, issued by {issuer}.",
               .effect = effect::none,
               .cause = "Log level 1 or 2. pkey_fingerprint is the digest of the public key.",
               .remedy = "The fingerprints can be used in match= of a policy entry, or in "
                         "relay_clientcerts.",
               .since = "2.9"},
    LogMessage{.patterns = "{peer}: raw public key fingerprint={fingerprint}\n"
                           "{peer}: pkey_fingerprint={fingerprint}",
               .meaning = "The public key of {peer} has the fingerprint {fingerprint}.",
               .effect = effect::none,
               .cause = "Log level 1 or 2.",
               .remedy = "Nothing.",
               .since = "3.9"},
    LogMessage{.patterns = "SSL3 alert read:{kind}:{alert}",
               .meaning = "The peer sent an alert of TLS, {alert} ({kind}).",
               .effect = "A fatal one ends this connection.",
               .cause = "Log level 2.",
               .remedy = "Nothing."},
    LogMessage{.patterns = "SSL3 alert write:{kind}:{words}",
               .meaning = "This side sent the peer an alert of TLS, {words} ({kind}).",
               .effect = "A fatal one ends this connection.",
               .cause = "What this side did not like stands in the lines before and after: a "
                        "certificate that was not verified, no shared cipher or protocol.",
               .remedy =
                   "Give the library line after it to postseal explain; \"close notify\" is the "
                   "regular end."},
    LogMessage{
        .patterns = "{function}:failed in {state}\n"
                    "{function}:error in {state}\n"
                    "SSL_accept:{state}\n"
                    "SSL_connect:{state}\n"
                    "unknown:{state}",
        .meaning =
            "The handshake has come to this point: {state}. \"failed in\" and \"error in\" at "
            "log level 2 are normal while it waits for the peer.",
        .effect = effect::none,
        .cause = "Log level 2.",
        .remedy = "Nothing, unless it is the last line: then the peer stopped there."},
};

}  // namespace

std::span<const LogMessage> log_messages_of_handshakes() { return table; }

}  // namespace postseal
