// SPDX-License-Identifier: MIT
#include <array>

#include "core/log_effects.hpp"
#include "core/log_patterns.hpp"

// tlsproxy, and those that hand TLS to it: postscreen (STARTTLS after its tests) and smtp (reuse of
// connections). tlsproxy*.c, tls_proxy_clnt.c, postscreen_starttls.c.
namespace postseal {
namespace {

constexpr std::string_view proxied =
    "A connection through tlsproxy fails: postscreen answers STARTTLS with 454, smtp with "
    "smtp_tls_connection_reuse defers.";
constexpr std::string_view service_line =
    "master.cf needs tlsproxy unix - - y - 0 tlsproxy, with 0 in the maxproc column: postconf -M "
    "tlsproxy/unix.";
constexpr std::string_view same_settings =
    "Set the parameter in main.cf for all, or run a second tlsproxy with the same -o lines and "
    "name "
    "it with tlsproxy_service_name.";

constexpr std::array table{
    LogMessage{
        .patterns = "{service} service role \"{role}\" is not available",
        .severity = "warning",
        .meaning = "The service {service} does not do TLS in the role {role}.",
        .effect = proxied,
        .cause = "tlsproxy has no TLS for this role: for server, no level or no certificate "
                 "(smtpd_tls_* in main.cf, since tlsproxy_tls_* follow them); for client, no "
                 "smtp_tls_security_level in main.cf, only after -o in master.cf.",
        .remedy =
            "postconf -e smtp_tls_security_level=may, or smtpd_tls_security_level and a chain; "
            "see the log of tlsproxy.",
        .since = "2.8"},
    LogMessage{
        .patterns = "TLS client role is disabled by configuration\n"
                    "TLS server role is disabled by configuration\n"
                    "TLS server role is disabled with {level} or {use}\n"
                    "TLS service is requested, but disabled with {level} or {use}",
        .severity = "warning",
        .meaning = "tlsproxy was asked for TLS in a role that it was not set up for.",
        .effect = proxied,
        .cause = "The level is set with -o for smtp or smtpd only, and tlsproxy reads main.cf.",
        .remedy = "Set the level in main.cf, or -o tlsproxy_tls_security_level and "
                  "tlsproxy_client_security_level on the tlsproxy line.",
        .since = "2.8"},
    LogMessage{.patterns = "TLS client initialization failed\n"
                           "TLS server initialization failed",
               .daemons = "tlsproxy",
               .severity = "warning",
               .meaning = "tlsproxy could not set up TLS; a warning before says why.",
               .effect = proxied,
               .cause = "Keys or certificates that could not be loaded.",
               .remedy = "postseal check.",
               .since = "3.4"},
    LogMessage{
        .patterns = "request from tlsproxy client with unexpected settings\n"
                    "request from tlsproxy server with unexpected settings\n"
                    "to avoid this warning, 1) identify the tlsproxy {role} that is making this "
                    "request{rest}",
        .severity = "warning",
        .meaning = "smtp or postscreen asked tlsproxy for other TLS settings than it started with; "
                   "the line with \"!=\" names them.",
        .effect =
            "tlsproxy tries to load the files now, as $mail_owner and perhaps in a chroot, and "
            "may not be allowed to: then there is no client certificate.",
        .cause = "-o smtp_tls_... of one transport in master.cf, with smtp_tls_connection_reuse.",
        .remedy = same_settings,
        .since = "3.4"},
    LogMessage{.patterns = "(server) '{server}' != (client) '{client}'\n"
                           "(server) '{server}' != (client) '{client}'; {rest}",
               .severity = "warning",
               .meaning = "tlsproxy has {server}, and the daemon that uses it wants {client}.",
               .effect = "See the line before it.",
               .cause = "-o smtp_tls_... of one transport in master.cf.",
               .remedy = same_settings,
               .since = "3.4"},
    LogMessage{.patterns = "connect to {service} service: {why}",
               .severity = "warning",
               .meaning = "The service {service} is not reached ({why}).",
               .effect = proxied,
               .cause = "No tlsproxy line in master.cf, or its process ends at once.",
               .remedy = service_line,
               .since = "2.8"},
    LogMessage{.patterns = "error receiving {service} service initial response\n"
                           "error sending request to {service} service: {why}\n"
                           "sending file handle to {service} service: {why}\n"
                           "problem sending file handle to {service} service\n"
                           "timeout sending file handle to {service} service\n"
                           "problem receiving status from {service} service\n"
                           "timeout receiving status from {service} service\n"
                           "problem receiving {what} attribute from {service} service: {why}\n"
                           "timeout receiving {what} attribute from {service} service: {why}",
               .severity = "warning",
               .meaning = "The talk with the service {service} broke off.",
               .effect = proxied,
               .cause = "tlsproxy ended or was restarted (its own message says why), the maxproc "
                        "column is not 0, or daemons of two releases are at work.",
               .remedy = service_line,
               .since = "2.8"},
    LogMessage{.patterns = "error receiving TLS proxy context\n"
                           "tlsproxy handshake failed\n"
                           "TLS handshake failed for service={service} peer={peer}",
               .severity = "warning",
               .meaning = "A handshake that tlsproxy made for another daemon failed.",
               .effect = effect::one_either,
               .cause = "The lines of tlsproxy before it say why: SSL_accept error, SSL_connect "
                        "error, TLS library problem.",
               .remedy = "Give the library line to postseal explain.",
               .since = "3.4"},
    LogMessage{.patterns = "cannot send TLS context: {why}\n"
                           "{who}: receive remote SMTP peer file descriptor: {why}\n"
                           "{who}: receive SMTP client file descriptor: {why}\n"
                           "{who}: receive request attributes: {why}\n"
                           "{who}: receive client TLS settings: {why}\n"
                           "{who}: receive server TLS settings: {why}\n"
                           "write {attribute} attribute: {why}\n"
                           "{who}: bad request flags: 0x{flags}\n"
                           "{who}: want 14 attributes, got {count#}\n"
                           "{who}: want 19 attributes, got {count#}\n"
                           "malformed certificate in TLS_CERTS\n"
                           "malformed public key in TLS_PKEYS",
               .severity = "warning",
               .meaning = "tlsproxy did not understand the daemon that uses it, or lost it.",
               .effect = proxied,
               .cause = "Daemons of two releases at work after an update; or the other one ended.",
               .remedy = "postfix stop, then postfix start.",
               .since = "2.8"},
    LogMessage{.patterns = "deadlock on ciphertext stream for {peer}\n"
                           "deadlock on plaintext stream for {peer}\n"
                           "ciphertext read/write timeout for {peer}\n"
                           "ciphertext read/write error for {peer}",
               .daemons = "tlsproxy",
               .severity = "warning",
               .meaning = "The connection with {peer} came to a halt in tlsproxy.",
               .effect = effect::one_either,
               .cause = "The peer fell silent or went away.",
               .remedy = "Nothing now and then.",
               .since = "2.8"},
    LogMessage{.patterns = "{peer}: DANE or local trust anchor based chain verification requested, "
                           "but not available",
               .daemons = "tlsproxy",
               .severity = "warning",
               .meaning = "tlsproxy cannot do DANE or trust anchors with this OpenSSL.",
               .effect = effect::one_outbound,
               .cause = "An OpenSSL that is too old.",
               .remedy = "smtp_tls_connection_reuse = no.",
               .since = "3.4",
               .until = "3.5"},
    LogMessage{.patterns = "CONNECT from {peer}\n"
                           "CONNECT to {peer}\n"
                           "DISCONNECT {peer}",
               .daemons = "tlsproxy",
               .meaning = "tlsproxy begins or ends TLS with {peer} for another daemon.",
               .effect = effect::none,
               .cause = "It always says so.",
               .remedy = "Nothing.",
               .since = "2.8"},
    LogMessage{.patterns = "{who}: send client handle on proxy socket {rest}\n"
                           "{who}: send client name/address on proxy socket {rest}\n"
                           "{who}: receive server protocol on proxy socket {rest}\n"
                           "{who}: connecting to proxy socket {rest}",
               .meaning = "postscreen hands a client to tlsproxy.",
               .effect = effect::none,
               .cause = "postscreen runs with -v.",
               .remedy = "Nothing.",
               .since = "2.8"},
};

}  // namespace

std::span<const LogMessage> log_messages_of_tlsproxy() { return table; }

}  // namespace postseal
