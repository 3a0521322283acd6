// SPDX-License-Identifier: MIT
#include <array>

#include "core/explanations.hpp"

namespace postseal {
namespace {

constexpr std::array table{
    Explanation{"certificate-expired",
                "The certificate is past its last day. Postfix loads it and says nothing; peers "
                "that verify break off.",
                "The renewal did not run, or its result was not installed.",
                "Renew it: with the ACME client or CA it came from, or postseal cert renew if it "
                "is self-signed."},
    Explanation{"certificate-expires-soon",
                "The certificate ends within the time asked for (--within, 30 days).",
                "The renewal is due.",
                "Renew it, and see why nothing did so by itself if something should have."},
    Explanation{"certificate-not-yet-valid", "The certificate is valid from a later time on.",
                "The clock of this machine or of the CA is wrong, or it was made in advance.",
                "Set the clock right, or wait."},
    Explanation{"chain-duplicate",
                "A certificate is in the file more than once. That costs a little in every "
                "handshake and does no harm.",
                "Two bundles were joined.", "postseal chain build writes each one once."},
    Explanation{"chain-incomplete",
                "An issuer is missing between the certificate and its root. Postfix accepts that "
                "in silence; peers that do not know the issuer cannot verify the server.",
                "Only the leaf was installed, cert.pem in place of fullchain.pem.",
                "Add the intermediates: postseal chain build LEAF --from FILE --out FILE."},
    Explanation{"chain-misordered",
                "The certificates are not in the order of issue. Postfix sends them as they stand; "
                "some clients cannot put them right.",
                "The parts were joined in another order.",
                "postseal chain build writes them leaf first, each followed by its issuer."},
    Explanation{"chain-other-path",
                "The certificate is part of another way from the same leaf to another root.",
                "A cross-signed CA: the file holds both ways.",
                "Keep it for clients with old roots, or leave it out to send less."},
    Explanation{
        "chain-root",
        "The file holds the root itself. Peers trust the copy they have and ignore this one.",
        "A bundle of the CA that has everything in it.",
        "It may stay; postseal chain build leaves it out."},
    Explanation{
        "chain-stranger", "A certificate in the file issued nothing in the chain.",
        "An intermediate of an earlier certificate was left behind, or two bundles were joined.",
        "postseal chain build leaves it out."},
    Explanation{"chain-too-large", "Clients give up on a chain of this size.",
                "A whole CA bundle was put behind the leaf.",
                "postseal chain build keeps what is needed."},
    Explanation{"chain-untrusted",
                "The certificates belong together, and the chain does not verify all the same.",
                "A CA without the right to sign, a broken name constraint, an expired issuer: the "
                "message has the words of OpenSSL.",
                "Have the certificate issued again, or use another of the CA's intermediates."},
    Explanation{"issuer-expired",
                "The CA is past its last day: whatever it signs is invalid from the start.",
                "A private CA that nobody renewed.",
                "Make a new one in another directory: postseal ca new."},
    Explanation{
        "issuer-missing", "The certificate of the issuer is not among what was given.",
        "The CA's intermediate was not downloaded, or lies in a directory that was not named.",
        "Name it with --from; CAs publish their intermediates on their web sites. "
        "--allow-incomplete goes on without it."},
    Explanation{"issuer-not-yet-valid", "The CA is valid from a later time on.",
                "The clock of this machine is wrong, or was when the CA was made.",
                "Set the clock right."},
    Explanation{"key-algorithm-repeated",
                "The files hold a second chain with a key of the same algorithm. Postfix refuses "
                "it and turns TLS off.",
                "A renewed chain was added after the old one, or an EC key on another curve.",
                "Keep one chain for RSA and one for ECDSA."},
    Explanation{"key-cert-mismatch",
                "The private key does not belong to the certificate. Postfix refuses the pair and "
                "turns TLS off.",
                "The key was made anew and the certificate was not, the two were swapped, or an "
                "issuer stands before the leaf.",
                "Find the key with postseal fingerprint: both have the same public key digest. Or "
                "make a new pair."},
    Explanation{"key-curve-explicit",
                "The EC key spells out the numbers of its curve in place of its name, and clients "
                "refuse that.",
                "It was made with -param_enc explicit, or by an old Java program.",
                "Make a new key and certificate: postseal key new --type ec:p256."},
    Explanation{"key-not-first",
                "A certificate stands before its private key. Postfix wants the key first and "
                "turns TLS off.",
                "The file was joined as certificate and key; that is what other servers take.",
                "postseal chain build LEAF --key KEY --out FILE writes it in the right order."},
    Explanation{"key-repeated",
                "Two private keys follow one another, with no certificate between them. Postfix "
                "turns TLS off.",
                "The old key was left in the file.", "Remove the one that no certificate follows."},
    Explanation{"key-unsupported", "TLS has no use for a key of this kind.",
                "An X25519 or DH key, or one for encryption only.",
                "Make one that signs: postseal key new."},
    Explanation{"key-unusual", "Few clients take a key of this kind.",
                "A DSA key, or an EC key on a curve that is not P-256 or P-384.",
                "Make a new key: postseal key new --type ec:p256."},
    Explanation{"key-weak", "The key is so short that many peers refuse it.",
                "An RSA key of less than 2048 bits from former times.",
                "Make a new key: postseal key rotate, or postseal key new and a new certificate."},
    Explanation{"key-without-certificate",
                "No certificate follows the private key. Postfix turns TLS off.",
                "The chain is missing from the file, or stands before the key.",
                "postseal chain build LEAF --key KEY --out FILE writes both."},
    Explanation{"leaf-is-ca", "The certificate at the head of the chain is that of a CA.",
                "The chain begins with an issuer, or a self-signed certificate was made as a CA.",
                "Put the certificate of the server right after its key."},
    Explanation{
        "leaf-key-usage",
        "The certificate does not allow its key to sign, which every current key exchange needs.",
        "It was issued for encryption only.",
        "Have it issued with digitalSignature among its key usages."},
    Explanation{"leaf-no-names",
                "The certificate has no subjectAltName. Most clients look at no other name.",
                "It was made with the common name only, as older guides do.",
                "Have it issued with the host names as subjectAltName; postseal cert always does."},
    Explanation{"leaf-purpose",
                "The extended key usage lacks serverAuth, so peers that verify refuse the server.",
                "A client certificate, or one for signing mail.",
                "Have it issued for TLS servers."},
    Explanation{"root-unknown", "The chain ends at a CA that is not among the roots known here.",
                "Your own CA, or an intermediate is missing after all.",
                "Name your root with --roots; otherwise add the missing intermediate."},
    Explanation{
        "signature-invalid",
        "The signature on a certificate is not by the key of its issuer, although the names fit.",
        "A damaged file, or two CAs of one name.", "Get the chain again from the CA."},
    Explanation{"signature-weak",
                "The certificate is signed with a digest that peers refuse, such as SHA-1 or MD5.",
                "An old certificate, or a CA with old settings.", "Have it issued again."},
};

}  // namespace

std::span<const Explanation> explanations_of_chains() { return table; }

}  // namespace postseal
