// SPDX-License-Identifier: MIT
#include "core/parameter_advice.hpp"

// A pure table: the certificates, keys, CAs and fingerprints that smtp(8) reads.
namespace postseal {
namespace {

constexpr std::string_view client_certificate =
    "Leave it empty unless a relay asks for a client certificate; then, from Postfix 3.4 on, use "
    "smtp_tls_chain_files.";
constexpr std::string_view no_dsa = "Remove it: no server accepts DSA any more.";

constexpr AdviceRow rows[] = {
    {"smtp_tls_CAfile",
     "The CAs that servers' certificates are checked against, in one PEM file. Without it and "
     "smtp_tls_CApath nobody is trusted, so that levels verify and secure send nothing.",
     "smtp_tls_CAfile = /etc/ssl/certs/ca-certificates.crt, or where the system has its bundle. "
     "It makes the log say Trusted at level may, too."},
    {"smtp_tls_CApath",
     "As smtp_tls_CAfile, a directory with hashed names (openssl rehash). It is looked into "
     "during the handshake, inside the chroot.",
     "Prefer smtp_tls_CAfile, which works in a chroot as well."},
    {"smtp_tls_cert_file",
     "The file of the client certificate, followed by its issuers. It is sent to servers that ask "
     "for one.",
     client_certificate},
    {"smtp_tls_chain_files",
     "The files with the client's keys and certificates: each key, then its certificate, then the "
     "issuers. They are sent to servers that ask for a certificate.",
     "Leave it empty unless a relay knows us by a certificate; then name its file, mode 0600 "
     "(postseal ca issue --client)."},
    {"smtp_tls_dcert_file", "A DSA client certificate.", no_dsa},
    {"smtp_tls_dkey_file", "The key of a DSA client certificate.", no_dsa},
    {"smtp_tls_eccert_file", "The file of an ECDSA client certificate, followed by its issuers.",
     client_certificate},
    {"smtp_tls_eckey_file", "The private key of smtp_tls_eccert_file.", client_certificate},
    {"smtp_tls_fingerprint_cert_match",
     "The fingerprints that count at level fingerprint where a policy entry has no match. One of "
     "certificate and public key has to be in the list.",
     "Leave it empty and write match= into the entries: a list here is good for every server "
     "alike."},
    {"smtp_tls_fingerprint_digest",
     "The digest with which fingerprints of servers are made. One for all: an entry cannot choose.",
     "smtp_tls_fingerprint_digest = sha256, in so many words, and every pin made anew with it: "
     "postseal fingerprint --format policy."},
    {"smtp_tls_key_file", "The private key of smtp_tls_cert_file, not encrypted.",
     client_certificate},
    {"smtp_tls_scert_verifydepth",
     "How many CAs may stand between a server's certificate and a root.",
     "Leave it at the default."},
    {"smtp_tls_trust_anchor_file",
     "Certificates or public keys that are trusted in place of the CAs of smtp_tls_CAfile. They "
     "are read for each delivery, as $mail_owner and inside the chroot.",
     "Leave it empty; for one peer with a CA of its own use tafile= in a policy table, with a file "
     "of mode 0644."},
};

}  // namespace

std::span<const AdviceRow> advice_for_smtp_files() { return rows; }

}  // namespace postseal
