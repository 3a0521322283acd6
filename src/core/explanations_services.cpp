// SPDX-License-Identifier: MIT
#include <array>

#include "core/explanations.hpp"

namespace postseal {
namespace {

constexpr std::array table{
    Explanation{"ca-file-damaged",
                "The CAfile of a service cannot be loaded, and Postfix then does without TLS "
                "altogether: a server answers STARTTLS with 454, a client sends in the clear or "
                "defers. The log has an info line only.",
                "The file is missing, empty, DER, or damaged at one place.",
                "Name a PEM file of CA certificates, or leave the parameter out: it is needed "
                "only where certificates of peers are verified."},
    Explanation{"ca-names-missing",
                "Clients are asked for a certificate without being told from which CAs.",
                "The CAfile holds revocation lists or trusted certificates only.",
                "Name a PEM file of CA certificates."},
    Explanation{"ccert-needs-certificate",
                "A server without a certificate of its own cannot ask clients for theirs.",
                "smtpd_tls_ask_ccert or smtpd_tls_req_ccert is set, and no certificate is.",
                "Set smtpd_tls_chain_files."},
    Explanation{"ccert-needs-encrypt",
                "smtpd_tls_req_ccert has no effect where TLS itself is optional: a client that "
                "does without STARTTLS is served.",
                "It is set in main.cf and meant for a service with the level encrypt.",
                "Set both for that service in master.cf; elsewhere smtpd_tls_ask_ccert asks."},
    Explanation{"certificate-none",
                "smtpd_tls_cert_file = none lets anonymous ciphers through, which hardly any "
                "client still offers. All others fail after STARTTLS, and may not fall back.",
                "A setting from the time before certificates were free.",
                "Make a certificate: postseal init --configure."},
    Explanation{"chain-files-and-legacy",
                "smtpd_tls_chain_files is set, so the older certificate and key parameters are "
                "ignored; each start of the daemon warns.",
                "The new parameter was added and the old ones stayed.",
                "Remove smtpd_tls_cert_file, _key_file, _eccert_file, _eckey_file and their like."},
    Explanation{"cipher-exclusion-malformed",
                "A list of ciphers to exclude has a name with a sign before it. Postfix breaks "
                "off every handshake.",
                "OpenSSL's own syntax (!RC4) was used.",
                "Write the names alone: smtpd_tls_exclude_ciphers = RC4."},
    Explanation{"cipher-grade-unknown",
                "The cipher grade is none that Postfix knows. It breaks off every handshake, "
                "after it has answered STARTTLS with 220.",
                "A misspelling, or a list of ciphers where a grade belongs.",
                "Use medium or high."},
    Explanation{"ciphers-none",
                "What the lists of ciphers leave goes with none of the certificates, or nothing is "
                "left at all. Every handshake fails.",
                "Exclusions from an old recipe, or a misspelt tls_*_cipherlist.",
                "Leave these parameters at their defaults."},
    Explanation{
        "client-tls-disabled",
        "Mail to other servers goes out in the clear, although nearly all of them offer TLS.",
        "smtp_tls_security_level is empty or none, as it is until somebody sets it.",
        "postconf -e smtp_tls_security_level=may; nothing is lost where a server has no TLS."},
    Explanation{"curves-unknown",
                "OpenSSL does not know a name of tls_eecdh_auto_curves. Postfix passes over it.",
                "A misspelling, or a group of a later OpenSSL.",
                "Leave the parameter at its default, or correct the name (letters count: X25519)."},
    Explanation{"dane-without-dnssec",
                "The level dane asks for TLSA records, which count only when DNSSEC protects them. "
                "Without DNSSEC in use dane is taken for may, and dane-only defers all mail.",
                "smtp_dns_support_level was left at its default.",
                "Set smtp_dns_support_level = dnssec, and run a validating resolver locally."},
    Explanation{"file-unjudged",
                "A file that a service loads cannot be read by who runs postseal, so what the "
                "service makes of it is not known. The daemons open it as root.",
                "check runs without root, or the file is a FIFO or device.", "Run it as root."},
    Explanation{"fingerprints-missing",
                "The level fingerprint is set for all destinations, and no fingerprint is. All "
                "mail is deferred.",
                "The level was meant for one destination.",
                "Set it in a policy table, with match= (postseal fingerprint --format policy)."},
    Explanation{"level-unknown",
                "The security level is not one that this daemon has. The daemon ends as it starts, "
                "master(8) tries again a minute later, and clients get no greeting.",
                "A misspelling; or dane, which is for clients, on a server.",
                "A server takes none, may and encrypt; a client also fingerprint, dane, "
                "dane-only, verify and secure."},
    Explanation{"level-unsupported",
                "A server cannot verify clients by its level: Postfix takes encrypt instead and "
                "warns.",
                "A level of smtp_tls_security_level was given to smtpd_tls_security_level.",
                "Set encrypt on a submission service, may on port 25."},
    Explanation{"loglevel-unknown",
                "A word of a log level is unknown; Postfix warns, and logs nothing of TLS.",
                "A number above 9, or a misspelt word.", "Set the log level to 1."},
    Explanation{"map-unusable",
                "A lookup table cannot be opened. Postfix goes on, and every lookup in it fails; a "
                "table without a type ends the daemon.",
                "The indexed file was never made, or the type is not built in.",
                "Run postmap for the table; postconf -m lists the types there are."},
    Explanation{"no-certificate",
                "TLS is switched on and no certificate is named. The server still announces "
                "STARTTLS, and answers 454 to it.",
                "smtpd_tls_security_level was set before the certificate was there.",
                "postseal init --configure makes a certificate and names it."},
    Explanation{"openssl-config-unusable",
                "tls_config_file is not a file that OpenSSL can be set up from. Postfix does "
                "without TLS.",
                "A relative path, a missing file, or one that is something else.",
                "tls_config_file = default."},
    Explanation{"openssl-option-unknown",
                "Postfix does not know a word of tls_ssl_options or tls_disable_workarounds, and "
                "warns at each start.",
                "A misspelling, or an option of another version.", "Remove the word."},
    Explanation{"protocols-none",
                "The list of protocols excludes every version of TLS. Every handshake fails.",
                "Versions were both included and excluded.",
                "Leave the parameter out; the default is what peers expect."},
    Explanation{"protocols-unknown",
                "The list of protocols has a word that Postfix does not know. A server then has no "
                "TLS and answers 454; a client breaks off each handshake.",
                "A misspelling, or the >=TLSv1.2 of Postfix 3.6 in an older one.",
                "From 3.6 on write >=TLSv1.2, before !SSLv2, !SSLv3, !TLSv1, !TLSv1.1."},
    Explanation{"servername-malformed",
                "The name to be sent with SNI is no host name. All mail with TLS is deferred.",
                "A misspelling, or hostname where nexthop was meant in a policy table.",
                "Leave smtp_tls_servername out unless the peer asks for it."},
    Explanation{"starttls-hidden",
                "STARTTLS is among the keywords that the server does not announce: nobody uses "
                "the TLS that it has.",
                "A workaround for one client was put into main.cf.",
                "Remove it, or use smtpd_discard_ehlo_keyword_address_maps for that client."},
    Explanation{"ticket-cipher-unknown",
                "tls_session_ticket_cipher is not usable, so sessions are not resumed with "
                "tickets.",
                "A misspelling, or a cipher with another mode than CBC.",
                "Leave it at its default."},
    Explanation{"tlsmgr-missing",
                "No service tlsmgr runs, from which each daemon takes its seed. Postfix does "
                "without TLS.",
                "The line was removed from master.cf, or tlsmgr_service_name is misspelt.",
                "Add to master.cf: tlsmgr unix - - n 1000? 1 tlsmgr."},
    Explanation{"tlsproxy-missing",
                "postscreen leaves TLS to tlsproxy, and master.cf has no such service: it answers "
                "STARTTLS with 454.",
                "postscreen was switched on without the lines that belong to it.",
                "Add to master.cf: tlsproxy unix - - n - 0 tlsproxy."},
    Explanation{"value-bad",
                "A parameter has a value that it cannot have. The daemon ends as it starts, "
                "master(8) tries again a minute later, and clients get no greeting.",
                "A boolean that is neither yes nor no, a number with text behind it, an empty "
                "value.",
                "Correct the value, or remove the line."},
    Explanation{"wrappermode-needs-encrypt",
                "TLS from the first byte on is only done at the level encrypt or above. Mail is "
                "deferred.",
                "smtp_tls_wrappermode = yes was set, and the level left at may.",
                "Set smtp_tls_security_level = encrypt for this transport."},
};

}  // namespace

std::span<const Explanation> explanations_of_services() { return table; }

}  // namespace postseal
