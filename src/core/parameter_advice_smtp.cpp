// SPDX-License-Identifier: MIT
#include "core/parameter_advice.hpp"

// A pure table: what smtp(8) reads, but for files and what they are trusted for.
namespace postseal {
namespace {

constexpr std::string_view use_level =
    "Remove it, and set smtp_tls_security_level = may, or dane where names are looked up with "
    "DNSSEC.";
constexpr std::string_view is_default = "Leave it at the default.";
constexpr std::string_view for_tlsrpt =
    "Leave it unset unless a collector for TLS reports (RFC 8460) runs on this machine.";

constexpr AdviceRow rows[] = {
    {"smtp_enforce_tls", "The oldest way to demand TLS of every server.", use_level},
    {"smtp_log_tls_feature_status", "Adds to the line of each delivery how TLS was used.",
     is_default},
    {"smtp_requiretls_policy",
     "What to do with mail whose sender demands TLS on the whole way (RFC 8689) where the next "
     "server does not promise to keep it.",
     is_default},
    {"smtp_sasl_tls_security_options",
     "Which SASL mechanisms are used within TLS, by what they must not do.",
     "smtp_sasl_tls_security_options = noanonymous lets a relay have the password inside TLS."},
    {"smtp_sasl_tls_verified_security_options",
     "The same where the server's certificate was verified.", is_default},
    {"smtp_starttls_timeout", "How long a handshake may take before smtp gives up.", is_default},
    {"smtp_tls_block_early_mail_reply",
     "Defers mail to servers that send an answer before it was asked for, as one might who "
     "injects commands before the handshake.",
     is_default},
    {"smtp_tls_cipherlist", "The OpenSSL list of ciphers, in Postfix 2.2.",
     "Remove it; smtp_tls_mandatory_ciphers has taken its place."},
    {"smtp_tls_ciphers", "The weakest grade of ciphers at level may.",
     "Leave it at medium: a stricter grade makes mail go out without encryption, where it would "
     "have had some."},
    {"smtp_tls_connection_reuse",
     "Sends several mails over one TLS connection, which tlsproxy holds.",
     "Leave it off; it pays where much mail goes to few servers. tlsproxy has to be in master.cf "
     "without a process limit, and reads only main.cf."},
    {"smtp_tls_dane_insecure_mx_policy",
     "The level for servers with TLSA records whose domain has MX records without DNSSEC.",
     is_default},
    {"smtp_tls_enable_rpk",
     "Asks servers for a bare public key in place of a certificate (RFC 7250).",
     "Leave it off; where it is on, pins in policy tables have to be of public keys."},
    {"smtp_tls_enforce_peername",
     "Whether smtp_enforce_tls wants the right name in a server's certificate.", use_level},
    {"smtp_tls_enforce_sts_mx_patterns",
     "Whether servers that a domain's MTA-STS policy does not name are passed over.",
     "Leave it on."},
    {"smtp_tls_exclude_ciphers", "Ciphers and kinds of ciphers that are never used.",
     "Leave it empty: the grades leave out what is broken. Names have no \"!\" before them."},
    {"smtp_tls_force_insecure_host_tlsa_lookup",
     "Looks TLSA records up for servers whose address was not found with DNSSEC.", "Leave it off."},
    {"smtp_tls_loglevel", "How much is logged of each TLS session.",
     "smtp_tls_loglevel = 1: one line per handshake, which says whether a server is Verified, "
     "Trusted or Untrusted."},
    {"smtp_tls_loglevel_maps", "Another log level for some servers.",
     "For looking for a fault with one server; else leave it empty."},
    {"smtp_tls_mandatory_ciphers", "The weakest grade of ciphers at every level above may.",
     "medium, the default, is right; high where the servers are known to be recent."},
    {"smtp_tls_mandatory_exclude_ciphers",
     "Ciphers that are not used at levels above may, besides those of smtp_tls_exclude_ciphers.",
     "Leave it empty."},
    {"smtp_tls_mandatory_protocols", "The versions of TLS at every level above may.",
     "smtp_tls_mandatory_protocols = >=TLSv1.2; before Postfix 3.6 "
     "!SSLv2, !SSLv3, !TLSv1, !TLSv1.1."},
    {"smtp_tls_note_starttls_offer", "Logs each server that offers TLS while none is used.",
     "Of use before smtp_tls_security_level = may is set; then leave it off."},
    {"smtp_tls_per_site", "The first kind of table with a level for each host or domain.",
     "Move its entries to smtp_tls_policy_maps: NONE is none, MAY is may, MUST_NOPEERMATCH is "
     "encrypt, MUST is verify."},
    {"smtp_tls_policy_maps",
     "Tables with a level and attributes for each next hop. The key is the next hop as it was "
     "routed, with its brackets and port; the parents of a domain begin with a dot.",
     "Name one table, texthash:/etc/postfix/tls_policy say, for the peers that deserve more than "
     "the level of main.cf. postseal check looks at every line."},
    {"smtp_tls_protocols", "The versions of TLS at level may.",
     "Leave it at the default from Postfix 3.6 on: a server without a common version gets the "
     "mail without encryption. Before 2.9.14 and its like set !SSLv2, !SSLv3."},
    {"smtp_tls_secure_cert_match",
     "The names of which one has to be in a server's certificate at level secure.",
     "Leave it at the default, and give entries of a policy table a match of their own, above all "
     "where the next hop is an address."},
    {"smtp_tls_security_level",
     "The level for every server that no policy table speaks of: none, may (encrypt if the server "
     "can), encrypt, fingerprint, verify, secure, dane, dane-only.",
     "smtp_tls_security_level = may, or dane with smtp_dns_support_level = dnssec and a resolver "
     "that validates. Anything stricter belongs in a policy table."},
    {"smtp_tls_servername", "The name that is sent to servers as SNI.",
     "Leave it empty; smtp_tls_servername = hostname where a server shows a wrong certificate "
     "without it."},
    {"smtp_tls_session_cache_database",
     "Where TLS sessions are kept so that later deliveries can resume them.",
     "btree:$data_directory/smtp_scache, or lmdb: where Postfix has no Berkeley DB; in main.cf, "
     "each cache in a file of its own."},
    {"smtp_tls_session_cache_timeout", "How long a session can be resumed.", is_default},
    {"smtp_tls_trace_size_limit", "How much of a traced session is logged.", is_default},
    {"smtp_tls_verify_cert_match",
     "The names of which one has to be in a server's certificate at level verify.",
     "Leave it at the default. Level secure is the better one: the default here is a name that "
     "came from DNS."},
    {"smtp_tls_wrappermode", "TLS from the first byte instead of STARTTLS, as port 465 wants.",
     "For a relay on port 465: smtp_tls_wrappermode = yes with smtp_tls_security_level = encrypt "
     "or more, with -o in an entry of master.cf of its own where other mail uses STARTTLS."},
    {"smtp_tlsrpt_enable", "Tells a collector of TLS reports about each session.", for_tlsrpt},
    {"smtp_tlsrpt_skip_reused_handshakes",
     "Leaves sessions that were resumed or reused out of the TLS reports.", is_default},
    {"smtp_tlsrpt_socket_name", "The socket of the collector of TLS reports.", for_tlsrpt},
    {"smtp_use_tls", "The oldest way to use TLS where a server offers it.", use_level},
};

}  // namespace

std::span<const AdviceRow> advice_for_smtp() { return rows; }

}  // namespace postseal
