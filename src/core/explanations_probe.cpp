// SPDX-License-Identifier: MIT
#include <array>

#include "core/explanations.hpp"

namespace postseal {
namespace {

constexpr std::array table{
    Explanation{"host-invalid", "A word that should name a host names none.",
                "A misspelling, a URL, a port that is none, or a wildcard.",
                "Give a name or an address, and perhaps a port: mx.example.net:587, "
                "[2001:db8::1]:25. In a file of --hosts, one per line; comments begin with #."},
    Explanation{"mx-none", "The domain says that it takes no mail (null MX, RFC 7505).",
                "Its MX record has an empty name.", "There is nothing to look at."},
    Explanation{"mx-unknown", "It is not known which hosts take the mail of the domain.",
                "The domain does not exist, its name servers do not answer, or its MX record "
                "names something that is no host.",
                "See what the name servers say: dig +short DOMAIN MX."},
    Explanation{"served-cipher-weak",
                "The server takes an obsolete cipher although better ones are offered.",
                "A list of ciphers from an old recipe, or a very old TLS library.",
                "Leave smtpd_tls_ciphers and smtpd_tls_exclude_ciphers at their defaults."},
    Explanation{"served-differs",
                "The server shows a certificate that is none of those on disk. Clients see the "
                "one it shows.",
                "It was renewed on disk and the server not reloaded; the server loads other files; "
                "or another host answers.",
                "postfix reload, then look again; postseal check says which files it loads."},
    Explanation{"served-group-weak",
                "The server exchanges keys by a DH group that is short enough to be broken.",
                "DH parameters of 1024 bits or less, and no ECDHE.",
                "Let it use ECDHE, which every current library does, and see postseal dh advise."},
    Explanation{"served-missing",
                "On disk is a certificate for the same names and another kind of key, and the "
                "server does not show it.",
                "The file is not among those that the server loads.",
                "Add it to smtpd_tls_chain_files; postseal snippet server writes the line."},
    Explanation{"served-name-differs",
                "The certificate is not for the name of the host. A client with the level verify "
                "or secure sends it no mail; others do not look.",
                "The host has several names, or the certificate of another host.",
                "Have the name added to the certificate, or give --name with the one that counts."},
    Explanation{"served-none",
                "The server begins TLS and has no certificate that a client could take.",
                "Its certificate or key does not load, and only anonymous ciphers are left; or the "
                "key is of a kind that nobody offers.",
                "Run postseal check there: it says which file is not loaded, and why."},
    Explanation{"served-protocol-old",
                "The server speaks no TLS later than 1.1, which current clients refuse.",
                "A TLS library from before 2012, or a setting that switches newer ones off.",
                "Update it; smtpd_tls_protocols = >=TLSv1.2 is what it should say."},
    Explanation{"starttls-injected",
                "Plaintext came between the server's answer to STARTTLS and the handshake. A "
                "client that takes it for part of the session can be fed words that TLS does not "
                "protect (CVE-2011-0411).",
                "Somebody in between, a server that is open to that attack, or one that is broken.",
                "Ask from another network. If it is the server: update it."},
    Explanation{"starttls-not-offered",
                "The server does not offer STARTTLS: mail goes in the clear.",
                "TLS is off, or a firewall takes the word out of the answer to EHLO.",
                "Set smtpd_tls_security_level = may and a certificate; on the way, switch off the "
                "SMTP inspection of the firewall."},
    Explanation{"starttls-refused",
                "The server offers STARTTLS and then refuses it. A client that insists on TLS "
                "defers the mail.",
                "Postfix answers so when it cannot load its certificate or key.",
                "Its log has the reason; postseal check finds it as well."},
};

}  // namespace

std::span<const Explanation> explanations_of_probes() { return table; }

}  // namespace postseal
