// SPDX-License-Identifier: MIT
#include <array>

#include "core/log_effects.hpp"
#include "core/log_patterns.hpp"

// Wordings that only Postfix 2.3 to 2.5 had.
namespace postseal {
namespace {

constexpr std::array table{
    LogMessage{.patterns = "cannot load Certificate Authority data\n"
                           "cannot load RSA certificate and key data\n"
                           "cannot load DSA certificate and key data\n"
                           "need an RSA or DSA certificate/key pair",
               .meaning = "Certificates or keys could not be loaded; a warning before says which.",
               .effect = effect::tls_off,
               .cause = "*_tls_cert_file, *_tls_key_file or *_tls_CAfile is missing or unreadable.",
               .remedy = "postseal check.",
               .until = "2.5"},
    LogMessage{.patterns = "cannot get certificate from file {file}\n"
                           "cannot get private key from file {file}",
               .severity = "warning",
               .meaning = "What should be in {file} could not be loaded.",
               .effect = effect::tls_off,
               .cause = "The file is missing, unreadable, damaged, or its key is encrypted.",
               .remedy = "postseal cert show {file!} or postseal key show {file!}.",
               .until = "2.5"},
    LogMessage{.patterns = "private key in {file} does not match public key certificate in {cert}",
               .severity = "warning",
               .meaning = "The key in {file} does not belong to the certificate in {cert}.",
               .effect = effect::tls_off,
               .cause = "Only one of the two files was renewed.",
               .remedy = "postseal key show {file!} and postseal cert show {cert!}.",
               .until = "2.5",
               .see = "key-cert-mismatch"},
    LogMessage{
        .patterns = "certificate peer name verification failed for {host}: {names#} dNSNames in "
                    "certificate found, but none match\n"
                    "certificate peer name verification failed for nexthop={nexthop}, host={host}: "
                    "CommonName mis-match: {name}\n"
                    "Server certificate could not be verified for {host}: hostname mismatch",
        .meaning = "The certificate of {host} has none of the names that were wanted.",
        .effect = effect::one_outbound,
        .cause = "The server is known by another name than its certificate has.",
        .remedy =
            "postseal policy explain NEXTHOP --connect HOST shows the names, and what to set.",
        .until = "2.4"},
    LogMessage{
        .patterns = "certificate verification failed for {peer}:issuer {issuer} certificate "
                    "unavailable\n"
                    "certificate verification failed for {peer}:certificate not yet valid\n"
                    "certificate verification failed for {peer}:certificate has expired\n"
                    "certificate verification depth={depth#} subject={subject}\n"
                    "verify return: {ok#}",
        .meaning = "The certificate of a peer was looked at, or not verified.",
        .effect = "At the levels may and encrypt none; at verify and secure mail is deferred.",
        .cause = "The issuer is not trusted, or a date does not fit.",
        .remedy = "postseal policy explain NEXTHOP --connect HOST looks at the chain.",
        .until = "2.4"},
    LogMessage{.patterns =
                   "TLS connection established to {peer}: {protocol} with cipher {cipher}\n"
                   "TLS connection established from {peer}: {protocol} with cipher {cipher}",
               .meaning = "A TLS session with {peer} is set up: {protocol}, {cipher}.",
               .effect = "The mail of this session is encrypted on its way.",
               .cause = "Log level 1.",
               .remedy = "Nothing.",
               .until = "2.4"},
    LogMessage{.patterns = "Verified: subject_CN={subject}, issuer={issuer}\n"
                           "Unverified: subject_CN={subject}, issuer={issuer}",
               .meaning = "The certificate of the peer: {subject}, issued by {issuer}.",
               .effect = effect::none,
               .cause = "Log level 1.",
               .remedy = "Nothing.",
               .until = "2.4"},
    LogMessage{.patterns = "fingerprint={fingerprint}",
               .meaning = "The fingerprint of the client's certificate is {fingerprint}.",
               .effect = effect::none,
               .cause = "Log level 1.",
               .remedy = "Nothing.",
               .until = "2.4"},
    LogMessage{.patterns = "{peer}: {matched} subject_CN={subject}, issuer_CN={issuer}\n"
                           "{peer}: {matched}: subject_CN={subject}, issuer={issuer}, "
                           "fingerprint={fingerprint}",
               .meaning = "The certificate of the peer: {subject}, issued by {issuer}.",
               .effect = effect::none,
               .cause = "Log level 1.",
               .remedy = "Nothing.",
               .since = "2.5",
               .until = "2.8"},
    LogMessage{.patterns = "{host}[{address}]:{port#} {digest} fingerprint {fingerprint}",
               .meaning = "The certificate of {host} has the fingerprint {fingerprint} ({digest}).",
               .effect = effect::none,
               .cause = "Log level 1, at level fingerprint.",
               .remedy = "Nothing.",
               .since = "2.5",
               .until = "2.8"},
    LogMessage{.patterns = "peer certificate has no {label}\n"
                           "multiple {label}s in peer certificate\n"
                           "error reading peer certificate {label} entry\n"
                           "error reading peer certificate {label} data\n"
                           "error decoding peer certificate {label} data\n"
                           "peer {label} too long: {size#}\n"
                           "internal NUL in peer {label}",
               .severity = "warning",
               .meaning = "The name {label} in the certificate of the peer cannot be used.",
               .effect = "None at the levels may and encrypt; names are not matched.",
               .cause = "An odd certificate of the peer.",
               .remedy = "Nothing on this side.",
               .until = "2.4"},
    LogMessage{.patterns = "OpenSSL <= 0.9.5a workaround called: certificate errors ignored\n"
                           "Re-used session without peer certificate removed\n"
                           "write() returns EAGAIN on a writable file descriptor!\n"
                           "read() returns EAGAIN on a readable file descriptor!\n"
                           "pausing to avoid going into a tight select/write loop!\n"
                           "{who}: error writing {bytes#} bytes to the network: {why}\n"
                           "{who}: error reading {bytes#} bytes from the network: {why}\n"
                           "{who}: BIO_write error: to_bio != num_read\n"
                           "tls_server_start: peer was not verified",
               .severity = "warning",
               .meaning = "A trouble of the network or of an old OpenSSL within a TLS session.",
               .effect = effect::one_either,
               .cause = "The peer hung up, or a bug of that time.",
               .remedy = "Nothing now and then; else use a supported release of Postfix.",
               .until = "2.10"},
};

}  // namespace

std::span<const LogMessage> log_messages_of_legacy() { return table; }

}  // namespace postseal
