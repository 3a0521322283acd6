// SPDX-License-Identifier: MIT
#include <array>

#include "core/openssl_reasons.hpp"

namespace postseal {
namespace {

constexpr int ssl = 20;

constexpr std::string_view strange =
    "A faulty TLS implementation, or a device in between (an \"SMTP fixup\" of a firewall, an "
    "antivirus proxy) that changes the handshake.";
constexpr std::string_view try_without =
    "From one peer only: look at that peer and what stands in between. From all: compare with "
    "postseal probe HOST on the machine itself.";

constexpr std::array table{
    OpensslReason{ssl, 258, "unsupported protocol",
                  "The peer offers only versions of TLS that are not enabled here.",
                  "A scanner or an old device with SSL 3.0, TLS 1.0 or TLS 1.1, which "
                  "smtpd_tls_protocols (smtpd_tls_mandatory_protocols at level encrypt) or "
                  "MinProtocol in openssl.cnf rules out.",
                  "Nothing for scanners. For an old client that must get through: "
                  "smtpd_tls_protocols = >=TLSv1 (before Postfix 3.6: !SSLv2, !SSLv3), for "
                  "submission the mandatory one. Better: update the client.",
                  ""},
    OpensslReason{
        ssl, 267, "wrong version number",
        "What came was not TLS: the first bytes are those of something else, usually of "
        "plain SMTP.",
        "One side begins with TLS and the other does not: a client with SSL/TLS on port 587 "
        "or 25, or with STARTTLS on port 465; smtpd_tls_wrappermode = yes in main.cf, or "
        "missing for port 465; in the client smtp_tls_wrappermode with a port that is not "
        "465. Else a scanner.",
        "Ports 25 and 587: STARTTLS, smtpd_tls_wrappermode = no. Port 465: -o "
        "smtpd_tls_wrappermode=yes in master.cf only. Clients: SSL/TLS for 465, STARTTLS "
        "for 587.",
        ""},
    OpensslReason{
        ssl, 193, "no shared cipher",
        "Client and server have no cipher in common, or the server has no certificate "
        "that would go with one.",
        "Most likely the server loaded no certificate: a file of smtpd_tls_chain_files "
        "could not be opened, or smtpd_tls_cert_file = none; the log has a warning when "
        "the process started. Else the client cannot use the only kind of key (ECDSA), or "
        "ciphers are limited too far, or it is a scanner.",
        "postseal check says what smtpd loads. Serve an RSA chain beside ECDSA, and leave "
        "smtpd_tls_ciphers and smtpd_tls_exclude_ciphers at their defaults.",
        ""},
    OpensslReason{
        ssl, 134, "certificate verify failed",
        "The certificate of the peer was not verified, and this side insists.",
        "The issuer is not trusted, a date is past, or the name is another: the line "
        "\"certificate verification failed\" says which.",
        "See that line. postseal policy explain NEXTHOP --connect HOST says what is wanted.", ""},
    OpensslReason{ssl, 156, "http request", "A web browser or a scanner spoke HTTP to this port.",
                  "A scanner, or a wrong port in a web client.", "Nothing.", ""},
    OpensslReason{ssl, 155, "https proxy request", "Somebody asked this port for a proxy of HTTPS.",
                  "A scanner.", "Nothing.", ""},
    OpensslReason{
        ssl, 252, "unknown protocol",
        "What came was not TLS, or a version that this OpenSSL never heard of.",
        "Plain SMTP where TLS was expected (or the other way round), SSL 2.0, or a "
        "scanner.",
        "Ports 25 and 587 begin in plain text and use STARTTLS; only port 465 begins with "
        "TLS (smtpd_tls_wrappermode in master.cf).",
        ""},
    OpensslReason{ssl, 185, "no cipher match", "A list of ciphers names none that exists here.",
                  "A mistyped tls_high_cipherlist (or medium), or exclusions that leave nothing.",
                  "postconf -X tls_high_cipherlist tls_medium_cipherlist restores the defaults; "
                  "openssl ciphers -v 'LIST' shows what a list means.",
                  ""},
    OpensslReason{
        ssl, 181, "no ciphers available", "After all exclusions no cipher is left.",
        "*_exclude_ciphers or a grade goes too far, or the protocols left have no cipher.",
        "Leave the cipher settings at their defaults: postconf -n | grep -i ciph", ""},
    OpensslReason{ssl, 161, "library has no ciphers", "OpenSSL started without any cipher.",
                  "openssl.cnf turns off what is needed (FIPS, or a provider that is missing).",
                  "openssl ciphers -v must list something; look at openssl.cnf, or set "
                  "tls_config_file = none.",
                  ""},
    OpensslReason{ssl, 399, "ee key too small",
                  "The key of the certificate is too short for the security level of OpenSSL.",
                  "An RSA key of less than 1024 bits (level 1) or 2048 (level 2, the default of "
                  "Debian). Postfix begins at 0, and goes to 1 above level encrypt.",
                  "Make a new key and certificate: postseal key new, postseal cert csr.",
                  "key-weak"},
    OpensslReason{ssl, 397, "ca key too small",
                  "The key of a CA in the chain is too short for the security level of OpenSSL.",
                  "A chain of an old CA.", "Use a chain whose keys have 2048 bits or more.",
                  "key-weak"},
    OpensslReason{ssl, 398, "ca md too weak",
                  "A certificate of the chain is signed with a digest that is too weak.",
                  "SHA-1 or MD5, at security level 1 or above.",
                  "Have it issued anew with SHA-256. A self-signed root need not be in the file.",
                  ""},
    OpensslReason{
        ssl, 394, "dh key too small",
        "The DH group of the server is shorter than the client's OpenSSL allows.",
        "A DH file of 512 or 1024 bits on the server.",
        "On the server: smtpd_tls_dh1024_param_file = auto (3.7 and later), or a group of "
        "2048 bits: postseal dh new.",
        "dh-too-small"},
    OpensslReason{ssl, 191, "no protocols available", "Not one version of TLS is left to offer.",
                  "The list of protocols excludes all that OpenSSL has enabled, or minimum and "
                  "maximum exclude each other.",
                  "Set smtp_tls_protocols or smtpd_tls_protocols to >=TLSv1.2, without a blank "
                  "inside.",
                  ""},
    OpensslReason{ssl, 396, "version too low", "The version agreed upon is older than is allowed.",
                  "TLS 1.0 or 1.1 with OpenSSL 3, which has them at security level 0 only. Postfix "
                  "begins at 0, and goes to 1 above level encrypt and with smtpd_tls_req_ccert.",
                  "Update the older side; for one destination, level encrypt.", ""},
    OpensslReason{ssl, 166, "version too high", "The version asked for is newer than is allowed.",
                  "A maximum in the list of protocols or in openssl.cnf.",
                  "Drop the maximum: >=TLSv1.2 alone.", ""},
    OpensslReason{ssl, 294, "unexpected eof while reading",
                  "The peer closed the connection without ending the TLS session. OpenSSL 3 tells, "
                  "earlier ones did not.",
                  "A scanner, a client that gave up, or one that always hangs up like that.",
                  "Nothing, unless mail does not arrive: then see the log of the peer.", ""},
    OpensslReason{ssl, 198, "packet length too long", "A record of TLS is longer than TLS allows.",
                  "Plain text in place of TLS, from a scanner or a client with the wrong port.",
                  "Port 465 begins with TLS, 25 and 587 in plain text.", ""},
    OpensslReason{ssl, 281, "decryption failed or bad record mac",
                  "What came could not be decrypted.", strange, try_without, ""},
    OpensslReason{ssl, 443, "bad record type", "A record of TLS of a kind that does not exist.",
                  strange, try_without, ""},
    OpensslReason{ssl, 244, "unexpected message", "A message of the handshake at the wrong moment.",
                  strange, try_without, ""},
    OpensslReason{ssl, 245, "unexpected record", "A record of TLS at the wrong moment.", strange,
                  try_without, ""},
    OpensslReason{ssl, 199, "peer did not return a certificate",
                  "The client has no certificate, and this service insists on one.",
                  "smtpd_tls_req_ccert = yes on a service that takes mail from everywhere.",
                  "Only a service for known clients should have it: -o smtpd_tls_req_ccert=yes in "
                  "master.cf. Else smtpd_tls_ask_ccert = yes.",
                  ""},
    OpensslReason{ssl, 176, "no certificates returned", "The peer sent no certificate.",
                  "A server without a certificate (anonymous ciphers), or a client without one.",
                  "A certificate on the peer.", ""},
    OpensslReason{ssl, 177, "no certificate assigned", "A key was given, but no certificate.",
                  "A chain file that holds only the key.",
                  "Key, leaf and intermediates belong together: postseal key show FILE.",
                  "key-without-certificate"},
    OpensslReason{ssl, 190, "no private key assigned", "A certificate was given, but no key.",
                  "A *_cert_file without key, and no *_key_file.",
                  "Set the *_key_file, or use smtpd_tls_chain_files with the key first.",
                  "key-missing"},
    OpensslReason{ssl, 118, "no suitable signature algorithm",
                  "This side has no key that can sign in a way the peer accepts.",
                  "Only one kind of key here (ECDSA or Ed25519, say), and a peer without it; or an "
                  "RSA key that is too short.",
                  "Serve an RSA chain beside the ECDSA one.", ""},
    OpensslReason{ssl, 376, "no shared signature algorithms",
                  "Both sides have no signature algorithm in common.",
                  "A peer with SHA-1 only, or SignatureAlgorithms in openssl.cnf.",
                  "Update the peer, or see openssl.cnf. Serve an RSA chain beside ECDSA.", ""},
    OpensslReason{ssl, 410, "no shared groups", "Both sides have no group for the key exchange.",
                  "tls_eecdh_auto_curves is too short, or Groups in openssl.cnf.",
                  "postconf -X tls_eecdh_auto_curves restores the default.", ""},
    OpensslReason{ssl, 101, "no suitable key share",
                  "In TLS 1.3 no group for the key exchange is shared.",
                  "tls_eecdh_auto_curves is too short on one side, or it is a scanner.",
                  "postconf -X tls_eecdh_auto_curves restores the default.", ""},
    OpensslReason{ssl, 295, "no suitable groups",
                  "No group for the key exchange fits the versions of TLS that are enabled.",
                  "tls_eecdh_auto_curves names only groups that are unknown or too weak.",
                  "postconf -X tls_eecdh_auto_curves restores the default.", ""},
    OpensslReason{ssl, 370, "wrong signature type", "The peer signed in a way not offered to it.",
                  "A peer with SHA-1 only, or an old one.", "Update the peer.", ""},
    OpensslReason{ssl, 373, "inappropriate fallback",
                  "The client tried again with an older version, which both need not.",
                  "Its first try failed for another reason, or somebody stands in between.",
                  "Look for the first failure in the log.", ""},
    OpensslReason{
        ssl, 289, "not replacing certificate",
        "A second chain has the same kind of key as an earlier one. Postfix keeps one for "
        "each kind, and disables TLS.",
        "Two RSA chains, or two ECDSA chains, in smtpd_tls_chain_files; the line \"does "
        "not match next certificate\" beside it misleads.",
        "Keep one chain for each kind of key; more belong into tls_server_sni_maps.",
        "key-algorithm-repeated"},
    OpensslReason{ssl, 247, "unknown certificate type",
                  "The key of the certificate is of a kind TLS cannot use.", "An exotic key.",
                  "Use RSA or P-256.", ""},
    OpensslReason{ssl, 333, "legacy sigalg disallowed or unsupported",
                  "The signature is SHA-1, which the security level does not allow.",
                  "An old peer, with TLS 1.0 or 1.1.", "Update the peer.", ""},
    OpensslReason{ssl, 338, "unsafe legacy renegotiation disabled",
                  "The peer does not know secure renegotiation (RFC 5746), which OpenSSL 3 wants.",
                  "A server or proxy that was not updated since 2010.",
                  "Update that side; in between, Options = UnsafeLegacyServerConnect in a section "
                  "of openssl.cnf for Postfix alone (tls_config_name).",
                  ""},
    OpensslReason{ssl, 159, "length mismatch", "A message of TLS has a wrong length.", strange,
                  try_without, ""},
    OpensslReason{ssl, 160, "length too short", "A message of TLS is too short.", strange,
                  try_without, ""},
    OpensslReason{ssl, 234, "callback failed",
                  "Postfix broke the handshake off when the client named a host (SNI).",
                  "The chain for this name in tls_server_sni_maps could not be loaded: a warning "
                  "before says why.",
                  "Put the entry right, then postmap -F on the table.", ""},
    OpensslReason{ssl, 226, "clienthello tlsext",
                  "An extension of the client's first message was refused.",
                  "The chain for the name asked for (SNI) could not be loaded, or a faulty client.",
                  "See the warning before it.", ""},
    OpensslReason{ssl, 229, "ssl handshake failure",
                  "The handshake failed; the reason stands in a line before.", "See there.",
                  "See there.", ""},
    OpensslReason{
        ssl, 192, "dane tlsa bad digest length", "A pin has the wrong length for its digest.",
        "The fingerprint is made with another digest than smtp_tls_fingerprint_digest "
        "(md5 at a compatibility_level below 3.6), or the TLSA record is damaged.",
        "Set smtp_tls_fingerprint_digest = sha256 and give SHA-256 fingerprints: postseal "
        "fingerprint FILE.",
        ""},
    OpensslReason{ssl, 180, "dane tlsa bad certificate", "A TLSA record holds no certificate.",
                  "A record of selector 0 and matching type 0 that is damaged.",
                  "The owner of the domain has to publish it anew.", ""},
    OpensslReason{ssl, 201, "dane tlsa bad public key", "A TLSA record holds no public key.",
                  "A record of selector 1 and matching type 0 that is damaged.",
                  "The owner of the domain has to publish it anew.", ""},
    OpensslReason{ssl, 277, "session id context uninitialized",
                  "A client wants to resume a session that this server cannot resume.",
                  "Client certificates are asked for and the session is of another service.",
                  "Nothing; the client connects anew.", ""},
    OpensslReason{ssl, 123, "bad signature", "A signature of the handshake does not fit.",
                  "The key of the peer does not belong to its certificate, or a faulty device.",
                  try_without, ""},
    OpensslReason{ssl, 149, "digest check failed", "The end of the handshake does not fit.",
                  strange, try_without, ""},
    OpensslReason{ssl, 110, "bad extension", "An extension of the handshake is malformed.", strange,
                  try_without, ""},
    OpensslReason{ssl, 261, "wrong cipher returned", "The server chose a cipher nobody offered.",
                  strange, try_without, ""},
    OpensslReason{ssl, 207, "protocol is shutdown",
                  "Something was written after the session had ended.",
                  "The peer hung up while an answer was on its way.", "Nothing.", ""},
    OpensslReason{ssl, 113, "invalid configuration name",
                  "openssl.cnf has no section of the name in tls_config_name.", "A typing error.",
                  "Name a section of openssl.cnf, or postconf -X tls_config_name.", ""},
    OpensslReason{ssl, 384, "bad value", "openssl.cnf has a setting with a value that is wrong.",
                  "A typing error in MinProtocol, CipherString or the like.",
                  "Put openssl.cnf right, or set tls_config_file = none.", ""},
};

}  // namespace

std::span<const OpensslReason> openssl_reasons_of_handshakes() { return table; }

}  // namespace postseal
