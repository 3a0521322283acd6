// SPDX-License-Identifier: MIT
#include <array>

#include "core/log_effects.hpp"
#include "core/log_patterns.hpp"

// Certificates of peers that were not verified: tls_verify.c, tls_client.c.
namespace postseal {
namespace {

constexpr std::string_view may_go_on =
    "At the levels may and encrypt mail goes on, and the session is logged as Untrusted. At "
    "verify, "
    "secure, fingerprint and dane it is deferred (4.7.5). On a server it matters only with "
    "smtpd_tls_req_ccert.";

constexpr std::array table{
    LogMessage{
        .patterns = "certificate verification failed for {peer}: untrusted issuer {issuer}",
        .meaning = "The chain of {peer} ends at {issuer}, which is not trusted here.",
        .effect = may_go_on,
        .cause =
            "smtp_tls_CAfile is not set (there is no default trust store), or lacks this root; "
            "or the server does not send its intermediates; or it is a private CA.",
        .remedy = "postconf -e smtp_tls_CAfile=/etc/ssl/certs/ca-certificates.crt; postseal policy "
                  "explain NEXTHOP --connect HOST looks at the chain. A private CA: tafile=FILE in "
                  "the policy entry. With a CApath "
                  "and chroot = y the hashes must lie inside the chroot.",
        .since = "2.5",
        .see = "chain-incomplete"},
    LogMessage{.patterns = "certificate verification failed for {peer}: self-signed certificate",
               .meaning = "The certificate of {peer} is signed by itself.",
               .effect = may_go_on,
               .cause =
                   "The server was set up with a certificate of its own, which most are content "
                   "with at level may.",
               .remedy = "To verify it all the same: level fingerprint with its digest (postseal "
                         "probe HOST), tafile=FILE, or DANE.",
               .since = "2.5"},
    LogMessage{
        .patterns = "certificate verification failed for {peer}: not trusted by local or TLSA "
                    "policy",
        .meaning = "The certificate of {peer} is none of those pinned.",
        .effect = may_go_on,
        .cause = "The server changed its certificate and not its TLSA records; or the pin here "
                 "is old.",
        .remedy = "postseal fingerprint HOST shows what is served, dig TLSA _25._tcp.HOST what is "
                  "published. Tell the owner.",
        .since = "2.11"},
    LogMessage{
        .patterns =
            "{purpose} certificate verification failed for {peer}: certificate not yet valid",
        .meaning = "A certificate ({purpose}) of {peer} is valid from a later time on.",
        .effect = may_go_on,
        .cause = "The clock of this machine is slow, or the certificate was made in advance.",
        .remedy = "date; timedatectl. postseal probe HOST shows the dates.",
        .since = "2.5",
        .see = "certificate-not-yet-valid"},
    LogMessage{
        .patterns = "{purpose} certificate verification failed for {peer}: certificate has expired",
        .meaning = "A certificate of {peer} is past its last day ({purpose}: CA means an "
                   "issuer, server or client the one of the peer).",
        .effect = may_go_on,
        .cause = "It was not renewed, or the server was not reloaded after the renewal; or "
                 "the clock here is fast.",
        .remedy = "postseal probe HOST shows the dates. On one's own "
                  "server: postseal status, "
                  "then postfix reload.",
        .since = "2.5",
        .see = "certificate-expired"},
    LogMessage{.patterns =
                   "certificate verification failed for {peer}: not designated for use as a "
                   "{purpose} certificate",
               .meaning = "The certificate of {peer} may not be used as a {purpose} certificate.",
               .effect = may_go_on,
               .cause = "Its extended key usage names another use only. Public CAs no longer issue "
                        "certificates for clients.",
               .remedy = "The peer needs a certificate for this use; or match it by fingerprint.",
               .since = "2.5",
               .see = "leaf-purpose"},
    LogMessage{
        .patterns = "certificate verification failed for {peer}: certificate chain longer than "
                    "limit({limit#})",
        .meaning = "The chain of {peer} has more than {limit} certificates.",
        .effect = may_go_on,
        .cause = "smtp_tls_scert_verifydepth or smtpd_tls_ccert_verifydepth was lowered; the "
                 "default is 9.",
        .remedy = "postconf -X smtp_tls_scert_verifydepth smtpd_tls_ccert_verifydepth",
        .since = "2.5"},
    LogMessage{
        .patterns = "{purpose} certificate verification failed for {peer}: num={num#}:{error}\n"
                    "certificate verification failed for {peer}: num={num#}:{error}",
        .meaning = "The certificate of {peer} was not verified: {error} (OpenSSL's number {num}).",
        .effect = may_go_on,
        .cause = "A name that is not in the certificate, a key that is too short, or a certificate "
                 "that is not made for this.",
        .remedy = "postseal probe HOST shows chain, names and dates."},
    LogMessage{
        .patterns = "certificate verification failed for {peer}: external policy failure "
                    "({failure})",
        .meaning = "The MTA-STS policy of the domain of {peer} could not be used: {failure}.",
        .effect = "The session is logged as Untrusted; mail goes on or not as the level says.",
        .cause = "The web server of that domain does not show a valid policy; the resolver "
                 "behind smtp_tls_policy_maps says so.",
        .remedy = "Look at https://mta-sts.DOMAIN/.well-known/mta-sts.txt; tell the owner.",
        .since = "3.10"},
    LogMessage{.patterns = "error {num#} at {depth#} depth lookup: {error}\n"
                           "error {num#} at {depth#} depth lookup:{error}\n"
                           "verify error:num={num#}:{error}",
               .meaning =
                   "A certificate was not verified: {error} (OpenSSL's number {num}). This is "
                   "how the openssl command says it.",
               .effect = may_go_on,
               .cause = "A chain that is not complete, a date or a name.",
               .remedy = "postseal chain check FILE, or postseal probe HOST."},
    LogMessage{
        .patterns = "{peer}: re-using session with untrusted certificate, look for details earlier "
                    "in the log\n"
                    "{peer}: re-using session with untrusted peer credential, look for details "
                    "earlier in the log",
        .meaning =
            "A session with {peer} was resumed, and when it was made its certificate was not "
            "verified.",
        .effect = may_go_on,
        .cause = "An earlier line of the log has the reason.",
        .remedy = "Look for \"certificate verification failed\" before it.",
        .since = "2.5"},
    LogMessage{.patterns = "{peer}: certificate verification depth={depth#} verify={ok#} "
                           "subject={subject}\n"
                           "{peer}: depth={depth#} verify={ok#} subject={subject}\n"
                           "{peer}: depth={depth#} verify={ok#}\n"
                           "{peer}: verify={ok#} raw public key",
               .meaning = "How far the chain of {peer} is verified; {ok} is 1 for yes.",
               .effect = effect::none,
               .cause = "Log level 2.",
               .remedy = "Nothing.",
               .since = "2.5"},
    LogMessage{.patterns = "{who}: {peer}: peer certificate has no {label}\n"
                           "{who}: {peer}: multiple {label}s in peer certificate\n"
                           "{who}: {peer}: error reading peer certificate {label} entry\n"
                           "{who}: {peer}: error reading peer certificate {label} data\n"
                           "{who}: {peer}: error decoding peer {label} of ASN.1 type={type#}\n"
                           "{who}: {peer}: peer {label} too long: {size#}\n"
                           "{who}: {peer}: NULL character in peer {label}\n"
                           "{who}: {peer}: internal NUL in peer {label}\n"
                           "{who}: {peer}: non-printable content in peer {label}\n"
                           "{who}: {peer}: non-printable characters in peer {label}",
               .severity = "warning",
               .meaning = "The certificate of {peer} has no {label} that could be used, or an odd "
                          "one.",
               .effect = "None, unless the level wants a name that only stands there.",
               .cause = "Certificates of public CAs often have no common name any more; others may "
                        "be made to deceive.",
               .remedy = "Nothing; names in subjectAltName count.",
               .since = "2.5"},
    LogMessage{.patterns = "{who}: {peer}: invalid ASN1 value type in subjectAltName\n"
                           "{who}: {peer}: internal NUL in subjectAltName\n"
                           "{who}: {peer}: non-printable characters in subjectAltName: {name}",
               .severity = "warning",
               .meaning = "A name in the certificate of {peer} is malformed.",
               .effect = "The name is passed over.",
               .cause = "A faulty CA, or a certificate made to deceive.",
               .remedy = "Nothing on this side.",
               .since = "2.5",
               .until = "3.5"},
    LogMessage{.patterns = "{peer}: matched peername: {name}\n"
                           "{peer}: Matched subjectAltName: {name}\n"
                           "{peer}: subjectAltName: {name}\n"
                           "{host}[{address}]:{port#} Matched CommonName {name}\n"
                           "{host}[{address}]:{port#} CommonName {name}",
               .meaning = "A name in the certificate of the peer, {name}, and whether it was "
                          "wanted.",
               .effect = effect::none,
               .cause = "Log level 2.",
               .remedy = "Nothing.",
               .since = "2.9"},
    LogMessage{.patterns = "subject={subject}",
               .meaning = "The subject of the client's certificate: {subject}.",
               .effect = effect::none,
               .cause = "Log level 2.",
               .remedy = "Nothing."},
    LogMessage{.patterns = "issuer={issuer}",
               .meaning = "The issuer of the client's certificate: {issuer}.",
               .effect = effect::none,
               .cause = "Log level 2.",
               .remedy = "Nothing."},
};

}  // namespace

std::span<const LogMessage> log_messages_of_verification() { return table; }

}  // namespace postseal
