// SPDX-License-Identifier: MIT
#include <array>

#include "core/openssl_reasons.hpp"

namespace postseal {
namespace {

constexpr std::string_view whole_chain =
    "The owner of the certificate has to install the whole chain: leaf, then each intermediate "
    "(postseal chain build). On this side, the root belongs into the CAfile.";
constexpr std::string_view reissue = "The owner of the certificate needs a new one.";
constexpr std::string_view no_crl =
    "Postfix itself asks for no CRL: look for what sets this in openssl.cnf.";
constexpr std::string_view stronger =
    "The owner needs a key of at least 2048 bits RSA or P-256, and a SHA-256 signature. In "
    "between: "
    "level encrypt, or a fingerprint.";

constexpr std::array table{
    VerifyError{
        1, "unspecified certificate verification error",
        "The verification could not even begin: a name, pin or trust anchor to go by is not "
        "usable.",
        "See the warning before it; postseal check names the line.", ""},
    VerifyError{2, "unable to get issuer certificate",
                "The issuer of an intermediate certificate is not known here.", whole_chain,
                "chain-incomplete"},
    VerifyError{3, "unable to get certificate CRL", "No revocation list of the CA is at hand.",
                no_crl, ""},
    VerifyError{7, "certificate signature failure",
                "The signature of a certificate is not that of the issuer named in it.", reissue,
                ""},
    VerifyError{9, "certificate is not yet valid",
                "The certificate is valid from a later time on, by the clock of this machine.",
                "Set the clock right (timedatectl), or wait.", "certificate-not-yet-valid"},
    VerifyError{10, "certificate has expired", "The certificate is past its last day.",
                "Renew it, and run postfix reload on the server that shows it.",
                "certificate-expired"},
    VerifyError{
        18, "self-signed certificate",
        "The certificate is its own issuer, so no CA vouches for it.",
        "Match it by fingerprint (level fingerprint) or DANE, or take it as a trust anchor: "
        "tafile=FILE in the policy entry, or smtp_tls_CAfile.",
        ""},
    VerifyError{19, "self-signed certificate in certificate chain",
                "The chain ends at a root that is not trusted here.",
                "Add this root to smtp_tls_CAfile, or install the CA bundle of the system there.",
                ""},
    VerifyError{20, "unable to get local issuer certificate",
                "The issuer of a certificate is neither in the chain nor known here.", whole_chain,
                "chain-incomplete"},
    VerifyError{21, "unable to verify the first certificate",
                "Only the leaf was sent, and its issuer is not known here.", whole_chain,
                "chain-incomplete"},
    VerifyError{22, "certificate chain too long",
                "The chain has more certificates than is allowed here.",
                "Raise smtp_tls_scert_verifydepth (or smtpd_tls_ccert_verifydepth); 9 is the "
                "default.",
                ""},
    VerifyError{23, "certificate revoked", "The CA revoked the certificate.", reissue, ""},
    VerifyError{24, "issuer certificate doesn't have a public key",
                "A certificate that is no CA, or may not sign, has issued another.", reissue, ""},
    VerifyError{25, "path length constraint exceeded",
                "There are more intermediates below a CA than it allows.", reissue, ""},
    VerifyError{
        26, "unsuitable certificate purpose",
        "The certificate may not be used in this role: its extended key usage says another.",
        "Use a certificate with serverAuth for servers, with clientAuth for clients.",
        "leaf-purpose"},
    VerifyError{27, "certificate not trusted",
                "The chain leads to nothing that local settings or TLSA records trust.",
                "Compare the TLSA records with the certificate: postseal fingerprint FILE; or add "
                "the trust anchor.",
                ""},
    VerifyError{28, "certificate rejected", "A trust setting forbids the certificate.",
                "Look for a TRUSTED CERTIFICATE with a rejected use in the CAfile.", ""},
    VerifyError{34, "unhandled critical extension",
                "The certificate has an extension that must be understood and is not.", reissue,
                ""},
    VerifyError{47, "permitted subtree violation",
                "A CA above is limited to other names than those in the certificate.", reissue, ""},
    VerifyError{48, "excluded subtree violation",
                "A CA above may not issue for a name in the certificate.", reissue, ""},
    VerifyError{
        62, "hostname mismatch",
        "The chain is good, but the certificate has none of the names wanted.",
        "postseal policy explain NEXTHOP --connect HOST shows its names, and the match= that fits; "
        "or have a certificate issued with the name of the server.",
        ""},
    VerifyError{64, "IP address mismatch",
                "The destination is an address, and the certificate does not name it. At level "
                "secure the default list of names can never match an address.",
                "Route to the name of the host, or set match=ADDRESS in the policy entry.", ""},
    VerifyError{
        65, "no matching DANE TLSA records",
        "The certificate is none of those pinned, by TLSA records or by fingerprint.",
        "The server changed its certificate. postseal policy check --live compares the pins "
        "with what is served; then bring the TLSA record or match= up to date.",
        ""},
    VerifyError{66, "EE certificate key too weak",
                "The key of the leaf is shorter than the security level of OpenSSL allows. Levels "
                "above encrypt raise it to 1 at least.",
                stronger, "key-weak"},
    VerifyError{67, "CA certificate key too weak",
                "The key of an issuer is shorter than the security level of OpenSSL allows.",
                stronger, "key-weak"},
    VerifyError{68, "CA signature digest algorithm too weak",
                "A certificate is signed with SHA-1 or MD5, which the security level of OpenSSL "
                "does not allow.",
                stronger, ""},
    VerifyError{79, "invalid CA certificate",
                "A certificate that is no CA (CA:FALSE) has issued another.", reissue, ""},
};

}  // namespace

std::span<const VerifyError> verify_errors() { return table; }

}  // namespace postseal
