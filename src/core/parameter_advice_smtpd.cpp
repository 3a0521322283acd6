// SPDX-License-Identifier: MIT
#include "core/parameter_advice.hpp"

// A pure table: what smtpd(8) reads.
namespace postseal {
namespace {

constexpr std::string_view use_chain_files =
    "From Postfix 3.4 on use smtpd_tls_chain_files; before, RSA goes into smtpd_tls_cert_file and "
    "ECDSA into smtpd_tls_eccert_file.";
constexpr std::string_view no_dsa = "Remove it: no client accepts DSA any more.";
constexpr std::string_view use_level =
    "Remove it, and set smtpd_tls_security_level = may or encrypt.";

constexpr AdviceRow rows[] = {
    {"smtpd_client_new_tls_session_rate_limit",
     "How many new TLS sessions one client may begin in anvil_rate_time_unit; resumed ones do not "
     "count.",
     "Leave it at 0, no limit, unless clients wear the machine down with handshakes."},
    {"smtpd_enforce_tls", "The oldest way to demand TLS of every client.", use_level},
    {"smtpd_sasl_tls_security_options",
     "Which SASL mechanisms are offered within TLS, by what they must not do.",
     "smtpd_sasl_tls_security_options = noanonymous lets passwords be sent in the clear inside "
     "TLS; have noplaintext in smtpd_sasl_security_options."},
    {"smtpd_starttls_timeout", "How long a handshake may take before smtpd hangs up.",
     "Leave it at the default."},
    {"smtpd_tls_CAfile",
     "The CAs that client certificates are checked against, in one PEM file. smtpd opens it as "
     "root when it starts. It is not for the server's own chain.",
     "Leave it empty unless smtpd_tls_ask_ccert is on and client certificates are told apart by "
     "their CA. Fingerprints in relay_clientcerts need none."},
    {"smtpd_tls_CApath",
     "As smtpd_tls_CAfile, a directory with hashed names (openssl rehash). It is looked into "
     "during the handshake, inside the chroot.",
     "Leave it empty, or prefer smtpd_tls_CAfile."},
    {"smtpd_tls_always_issue_session_ids",
     "Whether a session gets an id although no cache would know it; some clients fail without "
     "one.",
     "Leave it on."},
    {"smtpd_tls_ask_ccert",
     "Asks each client for a certificate, and goes on without one. Needed for "
     "permit_tls_clientcerts and check_ccert_access.",
     "Set it for the service that uses client certificates, in master.cf; elsewhere leave it off."},
    {"smtpd_tls_auth_only", "Offers AUTH only once a session is encrypted.",
     "smtpd_tls_auth_only = yes wherever AUTH is offered: passwords then never go over the net in "
     "the clear."},
    {"smtpd_tls_ccert_verifydepth",
     "How many CAs may stand between a client's certificate and a root.",
     "Leave it at the default."},
    {"smtpd_tls_cert_file",
     "The file of the server's certificate, followed by its issuers; by default the private key "
     "is looked for in it too.",
     use_chain_files},
    {"smtpd_tls_chain_files",
     "The files with the server's keys and certificates: each key, then its certificate, then "
     "the issuers. One chain for each kind of key. Beside it the older parameters of certificates "
     "and keys are not looked at.",
     "Name one file per kind of key, such as /etc/postfix/tls/mail.pem, mode 0600; postseal init "
     "and postseal deploy write both file and parameter."},
    {"smtpd_tls_cipherlist", "The OpenSSL list of ciphers, in Postfix 2.2.",
     "Remove it; smtpd_tls_mandatory_ciphers = medium or high has taken its place."},
    {"smtpd_tls_ciphers", "The weakest grade of ciphers that is accepted where TLS is optional.",
     "Leave it at medium. At level may a stricter grade makes clients fall back to no encryption "
     "at all."},
    {"smtpd_tls_dcert_file", "A DSA certificate.", no_dsa},
    {"smtpd_tls_dh1024_param_file",
     "A file of Diffie-Hellman parameters, of any size in spite of its name.",
     "Leave it unset: Postfix 3.1 and later have 2048 bits built in, 3.7 and later with OpenSSL 3 "
     "let OpenSSL choose. Before 3.1 name a file of 2048 bits (postseal dh new)."},
    {"smtpd_tls_dh512_param_file", "Diffie-Hellman parameters for export ciphers.",
     "Remove it; nothing uses it."},
    {"smtpd_tls_dkey_file", "The key of a DSA certificate.", no_dsa},
    {"smtpd_tls_eccert_file",
     "The file of the server's ECDSA certificate, followed by its issuers.", use_chain_files},
    {"smtpd_tls_eckey_file", "The private key of smtpd_tls_eccert_file.", use_chain_files},
    {"smtpd_tls_eecdh_grade", "How strong the curve of an ECDHE key exchange is.",
     "Remove it: the default is right, and from Postfix 3.6 on it does nothing."},
    {"smtpd_tls_enable_rpk",
     "Lets clients that ask for it see a bare public key in place of a certificate (RFC 7250).",
     "Leave it off, unless peers that pin public keys are known to want it."},
    {"smtpd_tls_exclude_ciphers", "Ciphers and kinds of ciphers that are never used, at any level.",
     "Leave it empty: the grades leave out what is broken. If something must go, write its name "
     "without \"!\", as in aNULL or RC4."},
    {"smtpd_tls_fingerprint_digest",
     "The digest with which fingerprints of client certificates are made, for relay_clientcerts, "
     "check_ccert_access and the log.",
     "smtpd_tls_fingerprint_digest = sha256, and every fingerprint in the tables made anew with "
     "it: postseal fingerprint --format access."},
    {"smtpd_tls_key_file",
     "The private key of smtpd_tls_cert_file, not encrypted. smtpd opens it as root.",
     "From Postfix 3.4 on use smtpd_tls_chain_files. Otherwise mode 0600, owner root."},
    {"smtpd_tls_loglevel", "How much is logged of each TLS session.",
     "smtpd_tls_loglevel = 1: one line per handshake. 2 and more are for looking for a fault, and "
     "never for long."},
    {"smtpd_tls_loglevel_maps", "Another log level for some clients, by name or address.",
     "For looking for a fault with one client; else leave it empty."},
    {"smtpd_tls_mandatory_ciphers", "The weakest grade of ciphers where TLS is required.",
     "medium, the default, is right; high where every client is known to be recent."},
    {"smtpd_tls_mandatory_exclude_ciphers",
     "Ciphers that are not used where TLS is required, besides those of "
     "smtpd_tls_exclude_ciphers.",
     "Leave it empty."},
    {"smtpd_tls_mandatory_protocols",
     "The versions of TLS where TLS is required: level encrypt, and wrappermode.",
     "smtpd_tls_mandatory_protocols = >=TLSv1.2; before Postfix 3.6 "
     "!SSLv2, !SSLv3, !TLSv1, !TLSv1.1."},
    {"smtpd_tls_protocols", "The versions of TLS where TLS is optional, as on port 25.",
     "Leave it at the default from Postfix 3.6 on. Who is refused an old version here sends "
     "without any encryption. Before 2.9.14 and its like set !SSLv2, !SSLv3."},
    {"smtpd_tls_received_header",
     "Writes protocol, cipher and the client's certificate into the Received header.",
     "smtpd_tls_received_header = yes tells how a mail came; others can write such lines too."},
    {"smtpd_tls_req_ccert", "Refuses clients without a certificate from a CA of smtpd_tls_CAfile.",
     "Only for a service of one's own in master.cf, with level encrypt; never on port 25."},
    {"smtpd_tls_security_level",
     "Whether smtpd offers TLS (may), demands it (encrypt) or has none (none, empty).",
     "smtpd_tls_security_level = may for port 25; encrypt for submission, in master.cf. A "
     "certificate has to be configured too."},
    {"smtpd_tls_session_cache_database",
     "Where TLS sessions are kept so that clients can resume them.",
     "Leave it empty from Postfix 2.11 on: session tickets do it without a file. Else "
     "btree:$data_directory/smtpd_scache."},
    {"smtpd_tls_session_cache_timeout",
     "How long a session can be resumed, and how often the key of tickets changes.",
     "Leave it at the default."},
    {"smtpd_tls_trace_size_limit", "How much of a traced session is logged.",
     "Leave it at the default."},
    {"smtpd_tls_wrappermode", "TLS from the first byte instead of STARTTLS, as port 465 wants.",
     "smtpd_tls_wrappermode = yes with -o in the entry of port 465 in master.cf; never in main.cf, "
     "where it would break port 25."},
    {"smtpd_use_tls", "The oldest way to offer TLS.", use_level},
};

}  // namespace

std::span<const AdviceRow> advice_for_smtpd() { return rows; }

}  // namespace postseal
