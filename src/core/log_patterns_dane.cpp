// SPDX-License-Identifier: MIT
#include <array>

#include "core/log_effects.hpp"
#include "core/log_patterns.hpp"

// DANE, trust anchors and fingerprints: tls_dane.c, tls_fprint.c, smtp_tls_policy.c.
namespace postseal {
namespace {

constexpr std::string_view as_may =
    "At level dane mail goes out as with may: with TLS but unverified, or as plain text. At "
    "dane-only it is deferred (4.7.5).";
constexpr std::string_view record_skipped =
    "This record is passed over. If no usable one is left: at dane, TLS without verification; at "
    "dane-only, deferral.";
constexpr std::string_view owner =
    "The owner of the domain published a TLSA record that cannot be used.";
constexpr std::string_view tell_owner =
    "Tell the owner of the domain; dig TLSA _25._tcp.HOST shows the records.";
constexpr std::string_view digests = "tls_dane_digests was changed.";
constexpr std::string_view digests_remedy = "postconf -X tls_dane_digests";

constexpr std::array table{
    LogMessage{.patterns = "{destination}: {level} configured with dnssec lookups disabled",
               .severity = "warning",
               .meaning = "The level {level} for {destination} needs DNSSEC, which is off here.",
               .effect = as_may,
               .cause = "smtp_dns_support_level is not dnssec, or smtp_host_lookup lacks dns.",
               .remedy =
                   "postconf -e smtp_dns_support_level=dnssec, with a resolver on this machine "
                   "that validates (unbound) as the only nameserver.",
               .since = "2.11"},
    LogMessage{.patterns = "{destination}: {level} configured with MX lookup errors ignored\n"
                           "{destination}: {level} configured, but no requisite library support\n"
                           "{destination}: dns resolver options incompatible with {level} TLS",
               .severity = "warning",
               .meaning = "The level {level} for {destination} cannot work with these settings.",
               .effect = as_may,
               .cause =
                   "ignore_mx_lookup_error = yes, smtp_dns_resolver_options with res_defnames or "
                   "res_dnsrch, or an OpenSSL or C library without what DANE needs.",
               .remedy = "postconf -X ignore_mx_lookup_error smtp_dns_resolver_options",
               .since = "2.11"},
    LogMessage{.patterns = "{destination}: the \"dane\" security level is invalid for delivery via "
                           "unix-domain sockets",
               .severity = "warning",
               .meaning = "{destination} is a socket of this machine; there are no TLSA records.",
               .effect = effect::deferred,
               .cause = "lmtp_tls_security_level = dane.",
               .remedy = "postconf -e lmtp_tls_security_level=none",
               .since = "2.11"},
    LogMessage{.patterns = "TLSA lookup error for {host}:{port}",
               .meaning = "The TLSA records of {host} could not be looked up, so it is not known "
                          "whether the server is pinned.",
               .effect = "Mail is deferred (4.7.5): an error must not turn verification off.",
               .cause = "The name servers of that domain answer wrongly to TLSA queries, or its "
                        "DNSSEC is broken; or the resolver here is at fault.",
               .remedy =
                   "dig +dnssec TLSA _25._tcp.HOST; if it is theirs, tell them. In between: a "
                   "policy entry with encrypt.",
               .since = "2.11"},
    LogMessage{.patterns = "non DNSSEC destination\n"
                           "no TLSA records found\n"
                           "TLSA records unusable\n"
                           "Verification not possible, MX RRset is insecure",
               .meaning = "The destination is not protected by DANE.",
               .effect = as_may,
               .cause = "The domain has no DNSSEC or no TLSA records that can be used.",
               .remedy = "Nothing at dane. dane-only is for domains known to have them.",
               .since = "2.11"},
    LogMessage{.patterns = "DANE TLSA lookup problem: {why}",
               .severity = "warning",
               .meaning = "A lookup of TLSA records failed: {why}.",
               .effect = "Mail to that host is deferred.",
               .cause = "The name servers of that domain, or the resolver of this machine.",
               .remedy = "dig +dnssec TLSA _25._tcp.HOST",
               .since = "2.11"},
    LogMessage{.patterns = "DNSSEC status lookup error for {host}: {why}",
               .severity = "warning",
               .meaning = "Whether {host} is protected by DNSSEC could not be found out: {why}.",
               .effect = "Mail to that host is deferred.",
               .cause = "The name servers of that domain, or the resolver of this machine.",
               .remedy = "dig +dnssec HOST",
               .since = "2.11"},
    LogMessage{.patterns = "{record}: truncated TLSA RR length == {length#}\n"
                           "truncated length {length#} RR: {record}\n"
                           "unsupported certificate usage {number#} in RR: {record}\n"
                           "unsupported selector {number#} in RR: {record}\n"
                           "unsupported matching type {number#} in RR: {record}\n"
                           "malformed {what} digest, length {length#}, in RR: {record}\n"
                           "malformed {what} in RR: {record}\n"
                           "trust-anchor digests disabled, ignoring RR: {record}\n"
                           "{record} unsupported TLSA certificate usage: {numbers}\n"
                           "{record} reserved private-use matching type: {numbers}",
               .severity = "warning",
               .meaning = "A TLSA record cannot be used: {record}.",
               .effect = record_skipped,
               .cause = owner,
               .remedy = tell_owner,
               .since = "2.11"},
    LogMessage{
        .patterns = "{peer}: unusable TLSA RR: {usage#} {selector#} {type#} {data}",
        .severity = "warning",
        .meaning = "A pin for {peer} cannot be used: {usage} {selector} {type} {data}. Type 255 is "
                   "a fingerprint of main.cf or a policy entry, another type a TLSA record.",
        .effect = "This pin is passed over; with none left, fingerprint, verify, secure and "
                  "dane-only defer.",
        .cause = "A fingerprint made with another digest than smtp_tls_fingerprint_digest (md5 "
                 "below compatibility_level 3.6) has the wrong length; or a bad TLSA record.",
        .remedy = "postconf -e smtp_tls_fingerprint_digest=sha256, and postseal fingerprint "
                  "--digest sha256 FILE.",
        .since = "3.6"},
    LogMessage{.patterns = "{peer}: error loading trust settings: {numbers}",
               .severity = "warning",
               .meaning = "OpenSSL did not take a pin for {peer}.",
               .effect = effect::deferred,
               .cause = "Memory, or a pin of an unusual kind.",
               .remedy = "See the library line after it.",
               .since = "3.6"},
    LogMessage{
        .patterns = "{peer}: all TLSA records unusable, fallback to unauthenticated TLS\n"
                    "{peer}: all TLSA records unusable",
        .severity = "warning",
        .meaning = "None of the TLSA records of {peer} can be used.",
        .effect = "At dane the mail goes out with unverified TLS; at dane-only it is deferred.",
        .cause = owner,
        .remedy = tell_owner,
        .since = "3.6"},
    LogMessage{.patterns = "{peer}: all fingerprints unusable",
               .severity = "warning",
               .meaning = "None of the fingerprints for {peer} can be used.",
               .effect = effect::deferred,
               .cause = "They are made with another digest than smtp_tls_fingerprint_digest, so "
                        "their length is wrong.",
               .remedy = "postconf -e smtp_tls_fingerprint_digest=sha256, and postseal fingerprint "
                         "--digest sha256 FILE.",
               .since = "3.6"},
    LogMessage{.patterns = "{peer}: all trust anchors unusable",
               .severity = "warning",
               .meaning = "None of the trust anchors for {peer} can be used.",
               .effect = effect::deferred,
               .cause = "tafile= or smtp_tls_trust_anchor_file holds keys of an unknown kind.",
               .remedy = "postseal cert show on the file.",
               .since = "3.6"},
    LogMessage{.patterns = "malformed fingerprint value: {value}...\n"
                           "malformed fingerprint value: {value}",
               .severity = "warning",
               .meaning = "The fingerprint {value} is not made of hexadecimal digits alone (colons "
                          "between bytes may be there).",
               .effect = "It is passed over; with none left, mail is deferred (4.7.5).",
               .cause =
                   "A prefix such as SHA256:, blanks or dashes inside, base64, or several values "
                   "without \"|\".",
               .remedy = "postseal fingerprint FILE writes it as Postfix wants it.",
               .since = "3.6"},
    LogMessage{.patterns = "error opening trust anchor file: {file}: {why}",
               .severity = "warning",
               .meaning = "The trust anchor file {file} could not be opened ({why}).",
               .effect = effect::deferred,
               .cause =
                   "It is opened at delivery, as $mail_owner, inside the chroot of smtp: a mode "
                   "of 0600, or a path outside the chroot, does not work.",
               .remedy = "chmod 644 {file!}; with chroot = y in master.cf, put it below "
                         "queue_directory, or set chroot to n for smtp.",
               .since = "2.11",
               .see = "file-missing"},
    LogMessage{.patterns = "error reading: {file}: malformed trust-anchor {what}",
               .severity = "warning",
               .meaning = "A block in the trust anchor file {file} could not be read.",
               .effect = effect::deferred,
               .cause = "The file is damaged, or holds other blocks than CERTIFICATE and PUBLIC "
                        "KEY.",
               .remedy = "postseal cert show {file!}",
               .since = "2.11"},
    LogMessage{.patterns = "Invalid matching type number in {parameter}: {value}\n"
                           "Reserved matching type number in {parameter}: {value}\n"
                           "Non-standard value in {parameter}: {value}\n"
                           "Non-standard algorithm in {parameter}: {value}\n"
                           "Unknown incompletely specified element in {parameter}: {value}\n"
                           "Duplicate element in {parameter}: {value}\n"
                           "Unimplemented digest algorithm in {parameter}: {value}",
               .severity = "warning",
               .meaning = "{value} in {parameter} cannot be used.",
               .effect = "DANE is off, or records with this digest are not used.",
               .cause = digests,
               .remedy = digests_remedy,
               .since = "2.11"},
    LogMessage{.patterns = "{parameter}: digest algorithm {digest} needs an explicit number\n"
                           "{parameter}: matching type 1 can only be {digest}\n"
                           "{parameter}: matching type 2 can only be {digest}\n"
                           "{parameter}: matching type {number#} specified more than once\n"
                           "{parameter}: digest algorithm \"{digest}\"({number#}) unknown\n"
                           "{parameter}: error configuring matching type {number#}",
               .severity = "warning",
               .meaning = "{parameter} names a digest in a way that cannot be used.",
               .effect = "DANE is off, or records with this digest are not used.",
               .cause = digests,
               .remedy = digests_remedy,
               .since = "3.6"},
    LogMessage{.patterns = "Invalid {parameter} syntax: {value}. DANE support disabled.\n"
                           "{parameter}: invalid value: {value}. DANE support disabled.",
               .severity = "warning",
               .meaning = "{value} is no value for {parameter}.",
               .effect = as_may,
               .cause = "A typing error.",
               .remedy = "postconf -X {parameter!}",
               .since = "2.11",
               .until = "3.1"},
    LogMessage{.patterns = "cannot designate intermediate TA certificates, no DANE support\n"
                           "cannot generate TA certificates, no trust-anchor or DANE support\n"
                           "digest algorithm initializaton failed, no DANE support\n"
                           "trust-anchor files not supported\n"
                           "Trust anchor files not supported\n"
                           "DANE TLSA support not available\n"
                           "The \"dane\" TLS security level is not available",
               .severity = "warning",
               .meaning = "This OpenSSL cannot do DANE or trust anchors.",
               .effect = as_may,
               .cause = "An OpenSSL before 1.0.0, or one that lacks SHA-2.",
               .remedy = "Update OpenSSL and Postfix.",
               .since = "2.11"},
    LogMessage{.patterns = "{peer}: error enabling DANE-based certificate validation\n"
                           "{peer}: error enabling fingerprint certificate validation\n"
                           "{peer}: error configuring local trust anchors\n"
                           "{peer}: could not configure peer name checks\n"
                           "{peer}: error loading match name: \"{name}\"",
               .severity = "warning",
               .meaning = "OpenSSL did not take the settings for the verification of {peer}.",
               .effect = effect::deferred,
               .cause = "match= holds no name that can be used; or memory.",
               .remedy = "See the library line after it, and match= in the policy entry.",
               .since = "3.6"},
    LogMessage{.patterns = "{peer}: ignoring invalid match name: \".\"",
               .severity = "warning",
               .meaning = "A lone dot in match= for {peer} means nothing.",
               .effect = "It is passed over; with no name left, mail is deferred.",
               .cause = "A typing error, or an empty nexthop with dot-nexthop.",
               .remedy = "Put match= of the policy entry right.",
               .since = "3.6"},
    LogMessage{.patterns = "using DANE RR: {record}\n"
                           "DNSSEC-signed TLSA record: {record}\n"
                           "fingerprint: digest as private-use TLSA record: {record}\n"
                           "TA cert as TLSA record: {record}\n"
                           "TA pkey as TLSA record: {record}",
               .meaning = "A pin that is going to be used: {record}.",
               .effect = effect::none,
               .cause = "Log level 2, or verbose logging.",
               .remedy = "Nothing.",
               .since = "2.11"},
    LogMessage{.patterns = "{peer}: Matched trust anchor at depth {depth#}\n"
                           "{peer}: Matched fingerprint: {data}\n"
                           "{peer}: Matched DANE raw public key: {data}\n"
                           "{peer}: Matched DANE {what} at depth {depth#}: {data}\n"
                           "{peer}: depth={depth#} matched {what}\n"
                           "{peer}: depth={depth#} chain is trust-anchor signed\n"
                           "{peer}: depth={depth#} trust-anchor certificate",
               .meaning = "The certificate of {peer} is one of those pinned.",
               .effect = effect::none,
               .cause = "Log level 2, or verbose logging.",
               .remedy = "Nothing.",
               .since = "2.11"},
};

}  // namespace

std::span<const LogMessage> log_messages_of_dane() { return table; }

}  // namespace postseal
