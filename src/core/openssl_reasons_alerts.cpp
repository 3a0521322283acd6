// SPDX-License-Identifier: MIT
#include <array>

#include "core/openssl_reasons.hpp"

namespace postseal {
namespace {

constexpr std::string_view look_at_peer =
    "Look into the log of the other side. postseal probe HOST shows what this server offers.";
constexpr std::string_view network =
    "Now and then it means nothing. If it is always the same peer: look for a device in between, "
    "and "
    "update the TLS library of the older side.";
constexpr std::string_view not_ours =
    "Nothing on this side, as long as it is not one's own client.";

constexpr std::array table{
    TlsAlert{0, "close notify", "The peer ends the TLS session in the regular way.",
             "The conversation is over, or the peer changed its mind after the handshake.",
             "Nothing."},
    TlsAlert{10, "unexpected message",
             "The peer got a message of TLS that it did not expect there.",
             "Two implementations of TLS that do not agree, or a device in between.", network},
    TlsAlert{20, "bad record mac", "The peer could not authenticate what it received.",
             "Damage on the way (a faulty network device, MTU), or a faulty TLS implementation.",
             network},
    TlsAlert{21, "decryption failed", "The peer could not decrypt what it received.",
             "Damage on the way, or a faulty TLS implementation.", network},
    TlsAlert{22, "record overflow", "The peer got a record that is too long.",
             "Plain text in the middle of TLS, or a faulty implementation.", network},
    TlsAlert{30, "decompression failure", "The peer could not decompress a record.",
             "A faulty implementation; compression is not used any more.", network},
    TlsAlert{
        40, "handshake failure",
        "The peer found nothing in common with this side: no cipher, no group, no signature "
        "algorithm, or no certificate it can use.",
        "Ciphers or protocols are limited too far on one side; the server has only an ECDSA or "
        "only an RSA key and the client cannot use it; DH parameters are too short for the "
        "peer.",
        "postseal probe HOST shows what is offered to others. Leave smtpd_tls_ciphers and "
        "smtpd_tls_exclude_ciphers at their defaults, and "
        "give the server an RSA and an ECDSA chain."},
    TlsAlert{41, "no certificate", "The peer has no certificate (SSL 3.0 only).",
             "A very old client.", not_ours},
    TlsAlert{
        42, "bad certificate",
        "The peer rejects the certificate that this side sent: it is damaged, or its signature "
        "does not fit.",
        "The chain is not in order or not complete, or the peer trusts only certain "
        "certificates or fingerprints.",
        "postseal chain check FILE, and postseal chain build to put the chain in order."},
    TlsAlert{
        43, "unsupported certificate",
        "The peer cannot use the kind of certificate that this side sent.",
        "The extended key usage does not allow this role, or the kind of key is unknown there "
        "(Ed25519, say).",
        "postseal cert show FILE; use a certificate for server (or client) authentication with "
        "an RSA or P-256 key."},
    TlsAlert{44, "certificate revoked", "The peer holds the certificate of this side for revoked.",
             "The CA revoked it.",
             "Have a new certificate issued and install it: postseal deploy."},
    TlsAlert{
        45, "certificate expired", "The peer rejects the certificate of this side: expired.",
        "It was not renewed; or it was and the daemons still have the old one; or the clock of "
        "the peer is wrong.",
        "postseal cert show FILE for the date, postseal status for what is served; renew it, or "
        "run postfix reload."},
    TlsAlert{
        46, "certificate unknown",
        "The peer rejects the certificate of this side for a reason it does not tell.",
        "It trusts no CA of the chain, or the name is not the one it wants. Mail programs send "
        "this when the user does not accept a self-signed certificate.",
        "postseal chain check FILE; use a certificate of a public CA for mail programs, with "
        "the name they connect to."},
    TlsAlert{
        47, "illegal parameter", "The peer found a value in the handshake that is not allowed.",
        "Two implementations that do not agree, or a device that changes the handshake.", network},
    TlsAlert{
        48, "unknown CA",
        "The peer does not trust the issuer of the certificate that this side sent.",
        "Only the leaf is installed and an intermediate certificate is missing; or the "
        "certificate is self-signed or of a private CA, and the peer verifies.",
        "Install the whole chain (fullchain.pem, not cert.pem): postseal chain build LEAF --out "
        "FILE. Clients of a private CA need its root."},
    TlsAlert{49, "access denied",
             "The peer understood the certificate and does not let this side in.",
             "Its policy for client certificates.", look_at_peer},
    TlsAlert{50, "decode error", "The peer could not read a message of the handshake.",
             "A faulty implementation, or a device in between.", network},
    TlsAlert{
        51, "decrypt error",
        "The peer could not verify a signature, or the finish of the handshake.",
        "The private key does not belong to the certificate, a TLSA record fits neither, or an "
        "implementation is faulty.",
        "postseal key show FILE and postseal cert show FILE must name the same public key."},
    TlsAlert{60, "export restriction", "The peer refuses for export rules of the nineties.",
             "A very old peer.", not_ours},
    TlsAlert{70, "protocol version",
             "The peer does not speak any version of TLS that this side offers.",
             "One side has only TLS 1.0 or 1.1, and the other wants 1.2 or later; or a list of "
             "protocols is mistyped.",
             "Look at smtpd_tls_protocols (or smtp_tls_protocols, or their mandatory forms) and "
             "at MinProtocol in openssl.cnf; \">=TLSv1.2\" is usual, \">=TLSv1\" lets old peers "
             "in."},
    TlsAlert{71, "insufficient security", "The peer wants stronger ciphers than this side offers.",
             "Ciphers here are limited to old ones, or keys are too short.",
             "Leave the cipher grades at their defaults; use RSA keys of 2048 bits or more."},
    TlsAlert{
        80, "internal error", "The peer failed for a reason of its own.",
        "A server without a usable certificate for the name asked for (SNI), or a fault there.",
        "If the peer is this Postfix: its log has a warning just before. "
        "Else look into the log of the other side."},
    TlsAlert{86, "inappropriate fallback",
             "The peer saw a second try with an older version than both can speak.",
             "The client fell back after a first failure that had another cause.",
             "Look for the first failure."},
    TlsAlert{90, "user canceled", "The peer stopped the handshake of its own accord.",
             "The user of a mail program cancelled.", not_ours},
    TlsAlert{100, "no renegotiation", "The peer does not renegotiate.", "That is usual.",
             "Nothing."},
    TlsAlert{109, "missing extension", "The peer misses an extension of the handshake.",
             "Two implementations of TLS 1.3 that do not agree, or one that offers too little.",
             network},
    TlsAlert{110, "unsupported extension", "The peer got an extension that it had not offered.",
             "A faulty implementation.", network},
    TlsAlert{111, "certificate unobtainable", "The peer could not fetch a certificate by URL.",
             "A feature that nobody uses.", look_at_peer},
    TlsAlert{112, "unrecognized name", "The peer has no certificate for the name asked for (SNI).",
             "smtp_tls_servername, or servername in a policy entry, is not a name of that server.",
             "Ask for a name that the server's certificate has."},
    TlsAlert{113, "bad certificate status response", "The peer rejects the stapled OCSP answer.",
             "A faulty answer.", look_at_peer},
    TlsAlert{114, "bad certificate hash value", "The digest of a certificate by URL does not fit.",
             "A feature that nobody uses.", look_at_peer},
    TlsAlert{115, "unknown PSK identity", "The peer does not know the session key asked for.",
             "A session ticket of another server behind the same address.",
             "Share smtpd_tls_session_cache_database or turn tickets off: tls_ssl_options = "
             "NO_TICKET."},
    TlsAlert{116, "certificate required", "The peer wants a client certificate and got none.",
             "The server has smtpd_tls_req_ccert = yes, or a like setting; this side has no "
             "smtp_tls_chain_files.",
             "Set smtp_tls_chain_files to the client's key and certificate."},
    TlsAlert{120, "no application protocol", "The peer speaks none of the protocols named (ALPN).",
             "Something other than mail was asked for, or a proxy for HTTPS answers.",
             "See what stands between the two; a mail server needs no ALPN."},
};

}  // namespace

std::span<const TlsAlert> tls_alerts() { return table; }

}  // namespace postseal
