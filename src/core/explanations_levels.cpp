// SPDX-License-Identifier: MIT
#include <array>

#include "core/explanations.hpp"

namespace postseal {
namespace {

constexpr std::array table{
    Explanation{"auth-before-tls",
                "Passwords are taken in clear text too, if a client does not ask for TLS.",
                "smtpd_sasl_auth_enable is on where TLS is a choice.",
                "Set smtpd_tls_auth_only = yes."},
    Explanation{"ccert-any-ca",
                "Whoever has a certificate of any public CA may relay mail through this server.",
                "permit_tls_all_clientcerts was meant for a CA of one's own, and OpenSSL's bundle "
                "was added to it.",
                "Set tls_append_default_CA = no, or list the certificates in relay_clientcerts."},
    Explanation{"ccert-unused",
                "Clients are asked for a certificate, and nothing is decided by it. Some clients "
                "ask their users, or give up.",
                "A guide that turned it on for good measure.", "Delete smtpd_tls_ask_ccert."},
    Explanation{"dh-export-grade",
                "A file of DH parameters of 512 bits is configured, for ciphers of export grade.",
                "The rules on export of the 1990s.", "Delete smtpd_tls_dh512_param_file."},
    Explanation{"dh-file-needless",
                "This Postfix, or OpenSSL for it, has good DH parameters of its own.",
                "It was needed before Postfix 3.1.",
                "Delete smtpd_tls_dh1024_param_file. postseal dh advise says why."},
    Explanation{"digest-implicit",
                "Fingerprints are compared by the digest that this version has by default, which "
                "is MD5. An update may change it, and then nothing matches.",
                "*_tls_fingerprint_digest is not set.",
                "Set it to sha256, and make the fingerprints anew with postseal fingerprint."},
    Explanation{"digest-weak",
                "Fingerprints are compared by a digest for which collisions can be made.",
                "MD5 was the default until Postfix 3.6.",
                "Set *_tls_fingerprint_digest = sha256, and make the fingerprints anew with "
                "postseal fingerprint."},
    Explanation{"dsa-parameters",
                "A DSA certificate is configured, or its key. No client takes one any more.",
                "A sample configuration of former times.",
                "Delete the *_dcert_file and *_dkey_file lines."},
    Explanation{"encrypt-on-mx",
                "The port that everybody delivers to takes no mail without TLS. RFC 3207 "
                "(section 4) forbids that to a public server: mail is lost to it.",
                "The level for users was set for the whole server.",
                "Set smtpd_tls_security_level = may in main.cf, and encrypt with -o for submission "
                "in master.cf. A server that only known peers reach may keep it."},
    Explanation{"submission-not-encrypted", "Users can hand in mail on port 587 without TLS.",
                "The service has the level of port 25.",
                "Add -o smtpd_tls_security_level=encrypt to submission in master.cf."},
    Explanation{"verify-without-ca",
                "Certificates of servers are to be verified, and there is no CA to trust. Every "
                "server is untrusted, and mail waits.",
                "smtp_tls_CAfile and smtp_tls_CApath are empty. Postfix has no default for them, "
                "and tls_append_default_CA only adds to one that is set.",
                "Set smtp_tls_CAfile to the bundle of CAs of this system."},
    Explanation{"wrappermode-misplaced",
                "TLS from the first byte is on for a port whose clients begin in clear text, so "
                "they wait for a greeting that never comes.",
                "smtpd_tls_wrappermode in main.cf, or with the wrong service.",
                "Set it with -o for the service on port 465 only."},
    Explanation{"wrappermode-missing",
                "Clients of port 465 begin with TLS at once, and this service greets them in clear "
                "text.",
                "The -o was left out or commented out in master.cf.",
                "Add -o smtpd_tls_wrappermode=yes to the service."},
};

}  // namespace

std::span<const Explanation> explanations_of_levels() { return table; }

}  // namespace postseal
