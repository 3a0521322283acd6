// SPDX-License-Identifier: MIT
#include <array>

#include "core/log_effects.hpp"
#include "core/log_patterns.hpp"

// Why a delivery with TLS failed: smtp_proto.c, smtp_connect.c. Most stand after status=deferred.
namespace postseal {
namespace {

constexpr std::string_view clients = "smtp lmtp posttls-finger";
constexpr std::string_view wrapper_remedy =
    "postconf -e smtp_tls_wrappermode=yes smtp_tls_security_level=encrypt, for this transport "
    "only; "
    "or send to port 587, which uses STARTTLS.";
constexpr std::string_view not_asked =
    "The sender asked for TLS all the way (REQUIRETLS, RFC 8689): the message is returned to it "
    "when "
    "no server can.";

constexpr std::array table{
    LogMessage{
        .patterns = "TLS is required, but was not offered by host {host}",
        .daemons = clients,
        .meaning = "The level here requires TLS, and {host} does not announce STARTTLS.",
        .effect = effect::held,
        .cause = "The server has no TLS; a firewall takes STARTTLS out of its answer; the port is "
                 "465, where TLS begins without STARTTLS; or another host than meant is asked.",
        .remedy = "postseal policy explain NEXTHOP --connect HOST asks it. For that destination "
                  "alone, a policy entry with may sends plain text."},
    LogMessage{.patterns = "TLS is required, but our TLS engine is unavailable",
               .daemons = clients,
               .meaning = "The level requires TLS, and this Postfix could not set it up. At level "
                          "may the same fault sends plain text without a further word.",
               .effect = effect::held,
               .cause = "A warning when this smtp process started has the reason: keys, CAfile, "
                        "protocols, digest or openssl.cnf.",
               .remedy = "postseal check names it; then postfix reload."},
    LogMessage{.patterns = "TLS is required, but unavailable\n"
                           "{who}: TLS is required but unavailable, don't know why",
               .daemons = clients,
               .meaning = "The level requires TLS, and there is none.",
               .effect = effect::held,
               .cause = "Postfix without TLS, or a fault of its own.",
               .remedy = "Look at the lines before it."},
    LogMessage{.patterns = "TLS is required, but host {host} refused to start TLS: {answer}",
               .daemons = clients,
               .meaning = "{host} announces STARTTLS and then refuses it: {answer}.",
               .effect = effect::held,
               .cause =
                   "The server could not load its certificate (454 is what Postfix says then), "
                   "or limits new TLS sessions.",
               .remedy = "Tell the owner of that server. postseal check, if it is one's own."},
    LogMessage{
        .patterns = "Cannot start TLS: handshake failure",
        .daemons = clients,
        .meaning = "The TLS handshake with the server failed.",
        .effect = effect::one_outbound,
        .cause = "The lines before it say: SSL_connect error, and a TLS library problem. Mostly "
                 "protocols or ciphers without overlap, a wrong name for SNI, a bad protocols= or "
                 "ciphers= of a policy entry, or a server without certificate.",
        .remedy = "Give the library line to postseal explain; postseal probe HOST tries it."},
    LogMessage{
        .patterns = "Server certificate not verified",
        .daemons = clients,
        .meaning = "The level wants a verified server, and its certificate was not.",
        .effect = effect::held,
        .cause =
            "The line \"certificate verification failed for\" before it says why: issuer, date "
            "or name. At level fingerprint or dane: none of the pins fits.",
        .remedy = "postseal policy explain NEXTHOP --connect HOST says what does not fit, and the "
                  "smallest change that makes it.",
        .since = "2.5"},
    LogMessage{.patterns = "server unavailable or unable to receive mail",
               .daemons = clients,
               .meaning = "No server of the destination could be used.",
               .effect = effect::held,
               .cause = "A warning before it says why; with TLS it is smtp_tls_wrappermode without "
                        "the level encrypt.",
               .remedy = "Give that warning to postseal explain."},
    LogMessage{.patterns = "Server certificate not trusted",
               .daemons = clients,
               .meaning = "The level wants a trusted issuer, and that of the server is not.",
               .effect = effect::held,
               .cause = "smtp_tls_CAfile is not set or lacks the root, or the server sends no "
                        "intermediates.",
               .remedy = "postconf -e smtp_tls_CAfile=/etc/ssl/certs/ca-certificates.crt; postseal "
                         "probe HOST.",
               .since = "2.5",
               .until = "3.5"},
    LogMessage{
        .patterns = "client TLS configuration problem\n"
                    "TLS policy lookup error for {where}: client TLS configuration problem\n"
                    "TLS policy lookup for {where}: client TLS configuration problem",
        .daemons = clients,
        .severity = "warning",
        .meaning = "The TLS policy for this destination is not valid.",
        .effect = effect::deferred,
        .cause = "A bad entry of smtp_tls_policy_maps, or a trust anchor file or fingerprint that "
                 "cannot be used; a warning just before names it.",
        .remedy = "postseal check; the warning before it (postseal explain).",
        .since = "2.5"},
    LogMessage{.patterns = "TLS policy lookup error for {where}: {why}\n"
                           "TLS policy lookup for {where}: {why}",
               .daemons = clients,
               .severity = "warning",
               .meaning = "The TLS policy for {where} could not be worked out: {why}.",
               .effect = effect::deferred,
               .cause = "A table that cannot be read, a bad entry, or a TLSA lookup that failed.",
               .remedy = "postseal check; for TLSA: a resolver on this machine "
                         "that validates.",
               .since = "2.11"},
    LogMessage{.patterns = "{parameter} requires \"{level} = encrypt\" (or stronger)",
               .daemons = clients,
               .severity = "warning",
               .meaning = "{parameter} is on, and the level is weaker than encrypt.",
               .effect = "Mail through this transport is deferred (4.3.0).",
               .cause = "smtp_tls_wrappermode = yes without smtp_tls_security_level, or a policy "
                        "entry with may.",
               .remedy = wrapper_remedy,
               .since = "3.0"},
    LogMessage{
        .patterns = "SMTPS wrappermode (TCP port 465) requires setting \"{parameter} = yes\", and "
                    "\"{level} = encrypt\" (or stronger)",
        .daemons = clients,
        .meaning = "The destination is port 465, where TLS begins at once, and {parameter} is off.",
        .effect = "The server waits for TLS and Postfix for a greeting: mail is deferred.",
        .cause = "relayhost or a transport with :465.",
        .remedy = wrapper_remedy,
        .since = "3.0"},
    LogMessage{.patterns = "CLIENT wrappermode (port smtps/465) is unimplemented\n"
                           "instead, send to (port submission/587) with STARTTLS",
               .daemons = clients,
               .meaning = "This Postfix cannot send to port 465.",
               .effect = "Mail to this destination is deferred.",
               .cause = "relayhost with :465 and a Postfix before 3.0.",
               .remedy = "Send to port 587, or use stunnel.",
               .since = "2.7",
               .until = "2.11"},
    LogMessage{.patterns = "Must issue a STARTTLS command first",
               .meaning = "The server takes mail only after STARTTLS.",
               .effect = "Commands of a client without TLS are refused (530).",
               .cause = "smtpd_tls_security_level = encrypt on the server, which is right for "
                        "submission and wrong for port 25 of a public server.",
               .remedy =
                   "Let the client use TLS: smtp_tls_security_level = may in Postfix, STARTTLS "
                   "in a mail program."},
    LogMessage{.patterns =
                   "host {host} said: {code#} {text}Must issue a STARTTLS command first{rest}\n"
                   "host {host} refused to talk to me: {code#} {text}Must issue a STARTTLS "
                   "command first{rest}",
               .daemons = clients,
               .meaning = "{host} takes mail only after STARTTLS, and this side did not use it.",
               .effect = "The message comes back to its sender (530 is permanent).",
               .cause = "smtp_tls_security_level is empty or none.",
               .remedy = "postconf -e smtp_tls_security_level=may"},
    LogMessage{
        .patterns = "host {host} said: {code#} {text}TLS not available due to local problem{rest}\n"
                    "TLS not available due to local problem",
        .meaning = "The server cannot use TLS: its keys or certificates could not be loaded.",
        .effect = "At level may mail goes out as plain text; else it is deferred.",
        .cause = "The server's log has a warning when smtpd started.",
        .remedy = "postseal check on the server."},
    LogMessage{
        .patterns = "Host offered STARTTLS: [{host}]",
        .daemons = clients,
        .meaning = "{host} offers STARTTLS, and the policy here does not use it.",
        .effect = "The mail goes out as plain text.",
        .cause = "smtp_tls_note_starttls_offer = yes with level none.",
        .remedy = "postconf -e smtp_tls_security_level=may uses TLS wherever it is offered."},
    LogMessage{.patterns = "{who}: opportunistic TLS encryption is not appropriate for unix-domain "
                           "destinations.",
               .daemons = clients,
               .severity = "warning",
               .meaning = "The destination is a socket of this machine, where TLS is pointless.",
               .effect = effect::none,
               .cause = "lmtp_tls_security_level = may with lmtp:unix:.",
               .remedy = "postconf -e lmtp_tls_security_level=none"},
    LogMessage{.patterns = "server {host} violates {parameter} policy",
               .daemons = clients,
               .severity = "warning",
               .meaning = "{host} answered before it was asked, after STARTTLS: somebody may have "
                          "put commands in before the handshake (CVE-2011-0411).",
               .effect = effect::one_outbound,
               .cause = "A faulty server, or somebody in between.",
               .remedy = "Tell the owner of the server.",
               .since = "2.7"},
    LogMessage{.patterns = "not compiled with TLS support -- ignoring the {parameter} setting",
               .daemons = clients,
               .severity = "warning",
               .meaning = "{parameter} needs a Postfix with TLS.",
               .effect = effect::none,
               .cause = "A Postfix that was built without TLS.",
               .remedy = "postconf -X {parameter!}, or another package.",
               .since = "2.5"},
    LogMessage{.patterns = "invalid {parameter}_tls_dane_insecure_mx_policy: \"{value}\"",
               .daemons = clients,
               .severity = "fatal",
               .meaning = "{value} is no level for smtp_tls_dane_insecure_mx_policy.",
               .effect = effect::dies,
               .cause = "A typing error.",
               .remedy = "Use may, encrypt or dane.",
               .since = "3.1"},
    LogMessage{
        .patterns = "Sender requested REQUIRETLS, but {why}\n"
                    "Sender requires verified TLS,  but {why}\n"
                    "Sender requires verified TLS, but {why}",
        .daemons = clients,
        .meaning = "A message that must travel by verified TLS only cannot go on: {why}.",
        .effect = not_asked,
        .cause =
            "The next server lacks TLS, REQUIRETLS or a certificate that matches; or the level "
            "here does not match certificates.",
        .remedy =
            "Use level verify, secure, dane or an MTA-STS policy for the destination, or relax "
            "smtp_requiretls_policy.",
        .since = "3.10"},
    LogMessage{.patterns = "origin={origin} name={name} - no match\n"
                           "origin={origin} name={name} item={item}\n"
                           "{who}: tls_level={level#}",
               .daemons = clients,
               .meaning = "What level or REQUIRETLS policy holds for a destination.",
               .effect = effect::none,
               .cause = "smtp runs with -v.",
               .remedy = "Nothing.",
               .since = "3.4"},
    LogMessage{.patterns = "REQUIRETLS policy configuration error. The last attempted server was "
                           "{host}",
               .daemons = clients,
               .meaning = "smtp_requiretls_policy is not valid.",
               .effect = "The message is deferred (4.7.10).",
               .cause = "A typing error, or a table that cannot be read; a warning before says "
                        "which.",
               .remedy = "postconf smtp_requiretls_policy",
               .since = "3.11"},
    LogMessage{.patterns =
                   "{parameter}: malformed next-hop destination: '{destination}' -- using default "
                   "policy '{policy}'",
               .daemons = clients,
               .severity = "warning",
               .meaning = "{destination} is no valid destination, so the policy {policy} holds.",
               .effect = "REQUIRETLS follows the default for this destination.",
               .cause = "A transport with a typing error.",
               .remedy = "Put the transport right.",
               .since = "3.11"},
    LogMessage{
        .patterns =
            "{origin}: unknown policy action: '{item}' -- ignoring the remainder of this policy\n"
            "table {item}: nested lookup result \"{value}\" is not allowed -- ignoring "
            "remainder of policy\n"
            "table {item}: composite lookup result \"{value}\" is not allowed -- ignoring "
            "remainder of policy\n"
            "{origin}: {item}: table lookup error -- ignoring the remainder of this policy",
        .daemons = clients,
        .severity = "warning",
        .meaning = "A part of smtp_requiretls_policy, {item}, cannot be used.",
        .effect = "The rest of the policy is ignored.",
        .cause = "A typing error, or a table that gives more than one word.",
        .remedy = "postconf smtp_requiretls_policy",
        .since = "3.11"},
};

}  // namespace

std::span<const LogMessage> log_messages_of_client() { return table; }

}  // namespace postseal
