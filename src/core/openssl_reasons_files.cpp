// SPDX-License-Identifier: MIT
#include <array>

#include "core/openssl_reasons.hpp"

namespace postseal {
namespace {

constexpr int system_library = 2;
constexpr int dh = 5;
constexpr int evp = 6;
constexpr int pem = 9;
constexpr int x509 = 11;
constexpr int asn1 = 13;
constexpr int conf = 14;
constexpr int ec = 16;
constexpr int bio = 32;
constexpr int decoder = 60;

constexpr std::string_view damaged_cause =
    "The file is damaged, was copied in text mode or in part, or is DER or PKCS #12 under a name "
    "of "
    "PEM. An encrypted key of the old form (Proc-Type: 4,ENCRYPTED) looks like this too.";
constexpr std::string_view look_at_file =
    "postseal key show FILE or postseal cert show FILE says what is in it; take it anew from where "
    "it came.";
constexpr std::string_view encrypted_cause =
    "The key is protected by a passphrase, and a daemon has nobody to ask.";
constexpr std::string_view decrypt =
    "postseal key convert FILE --out FILE writes it without passphrase, mode 0600.";
constexpr std::string_view beside = "A line before or after it has the reason.";
constexpr std::string_view see_beside = "See that line (postseal explain).";
constexpr std::string_view fix_cnf =
    "Put the file right, or let Postfix use none: tls_config_file = none (3.9, and late patch "
    "levels of 3.5 to 3.8).";

constexpr std::array table{
    OpensslReason{
        x509, 116, "key values mismatch",
        "The private key does not belong to the certificate. TLS is disabled for the "
        "service.",
        "A new certificate was installed with the old key, or an issuer stands before the "
        "leaf.",
        "Compare: postseal key show KEY and postseal cert show CERT must name the same "
        "public key; postseal deploy --cert --key installs both at once.",
        "key-cert-mismatch"},
    OpensslReason{x509, 115, "key type mismatch",
                  "Key and certificate are of different kinds, RSA and ECDSA say.",
                  "A renewal changed the kind of key, and one of the two files is the old one.",
                  "Install key and certificate of the same renewal: postseal deploy --cert --key.",
                  "key-cert-mismatch"},
    OpensslReason{
        20, 288, "private key mismatch",
        "The private key does not belong to the certificate after it.",
        "A new certificate with the old key, or an issuer before the leaf.",
        "postseal key show FILE and postseal cert show FILE must name the same public key; "
        "the order in a chain file is key, leaf, issuers.",
        "key-cert-mismatch"},
    OpensslReason{x509, 101, "cert already in hash table",
                  "A CA is in the CAfile twice. OpenSSL before 1.1.1 told, and went on.",
                  "Bundles that were joined.", "Nothing, or drop the duplicate.", ""},
    OpensslReason{x509, 136, "no certificate or crl found", "A CAfile holds no certificate.",
                  "The wrong file, or an empty one.",
                  "postseal cert show FILE; on Debian the bundle is "
                  "/etc/ssl/certs/ca-certificates.crt.",
                  ""},
    OpensslReason{x509, 135, "no certificate found", "A file holds no certificate.",
                  "The wrong file, or an empty one.", look_at_file, ""},
    OpensslReason{pem, 108, "no start line", "No PEM block of the kind wanted is in the file.",
                  "The file is empty, DER or PKCS #12; or key and certificate files are swapped. "
                  "After \"Expecting:\" stands what was wanted.",
                  look_at_file, "pem-missing"},
    OpensslReason{pem, 102, "bad end line", "A PEM block has no END line, or another label there.",
                  "The file was cut off, or two were joined without a line break.",
                  "Take it anew; between files that are joined there must be a line break.", ""},
    OpensslReason{pem, 100, "bad base64 decode", "A PEM block holds what is no base64.",
                  damaged_cause, look_at_file, ""},
    OpensslReason{pem, 104, "bad password read", "The private key is encrypted.", encrypted_cause,
                  decrypt, "key-encrypted"},
    OpensslReason{pem, 109, "problems getting password", "The private key is encrypted.",
                  encrypted_cause, decrypt, "key-encrypted"},
    OpensslReason{pem, 101, "bad decrypt", "The private key is encrypted.", encrypted_cause,
                  decrypt, "key-encrypted"},
    OpensslReason{evp, 100, "bad decrypt", "The private key is encrypted.", encrypted_cause,
                  decrypt, "key-encrypted"},
    OpensslReason{pem, 114, "unsupported encryption",
                  "The private key is encrypted, with a cipher that this OpenSSL does not have.",
                  encrypted_cause, decrypt, "key-encrypted"},
    OpensslReason{evp, 118, "unsupported private key algorithm",
                  "The private key is of a kind that this OpenSSL does not know.",
                  "An exotic key, or a file that is no key.", "Use RSA or P-256: postseal key new.",
                  ""},
    OpensslReason{evp, 114, "decode error", "A key could not be read.", damaged_cause, look_at_file,
                  "key-invalid"},
    OpensslReason{evp, 121, "unknown pbe algorithm",
                  "The key is encrypted in a way that this OpenSSL does not know.", encrypted_cause,
                  decrypt, "key-encrypted"},
    OpensslReason{evp, 156, "unsupported algorithm",
                  "A digest or cipher that this OpenSSL does not offer.",
                  "MD5 or another old algorithm in FIPS mode, or a provider that is not loaded.",
                  "Use sha256; see openssl list -providers.", ""},
    OpensslReason{evp, 152, "invalid digest", "There is no digest of this name.", "A typing error.",
                  "*_tls_fingerprint_digest = sha256", "digest-unknown"},
    OpensslReason{asn1, 123, "header too long", "The bytes in a PEM block are no ASN.1.",
                  damaged_cause, look_at_file, "key-invalid"},
    OpensslReason{asn1, 168, "wrong tag", "A PEM block holds something other than its label says.",
                  damaged_cause, look_at_file, ""},
    OpensslReason{asn1, 142, "not enough data", "A PEM block ends too early.",
                  "The file was cut off: a full disk, or a copy that was interrupted.",
                  look_at_file, ""},
    OpensslReason{asn1, 155, "too long", "A PEM block holds wrong lengths.", damaged_cause,
                  look_at_file, ""},
    OpensslReason{asn1, 102, "bad object header", "The bytes in a PEM block are no ASN.1.",
                  damaged_cause, look_at_file, ""},
    OpensslReason{0, 266, "nested asn1 error",
                  "A part of a key or certificate could not be read; another line has the reason.",
                  damaged_cause, look_at_file, ""},
    OpensslReason{decoder, 268, "unsupported",
                  "OpenSSL found nothing in the file that it could read as what was wanted.",
                  "A key or DH file that is damaged, encrypted, DER, of another kind (X9.42 DH "
                  "PARAMETERS from openssl dhparam -dsaparam), or needs the legacy provider.",
                  look_at_file, ""},
    OpensslReason{decoder, 102, "decoder not found", "OpenSSL has no reader for this kind of key.",
                  "An exotic key, or a provider that is not loaded.",
                  "Use RSA or P-256; see openssl list -providers.", ""},
    OpensslReason{dh, 126, "modulus too small", "The DH group is too short.",
                  "A DH file of less than 512 bits, or of 1024 where more is wanted.",
                  "smtpd_tls_dh1024_param_file = auto (3.7 and later), or postseal dh new.",
                  "dh-too-small"},
    OpensslReason{dh, 103, "modulus too large", "The DH group is longer than OpenSSL allows.",
                  "A DH file of more than 10000 bits.",
                  "smtpd_tls_dh1024_param_file = auto (3.7 and later), or postseal dh new.", ""},
    OpensslReason{ec, 129, "unknown group", "OpenSSL does not know the curve.",
                  "A typing error in tls_eecdh_auto_curves, or a key with its own parameters.",
                  "Use P-256 (prime256v1), X25519 or secp384r1.", ""},
    OpensslReason{conf, 114, "no such file", "openssl.cnf, or a file it includes, is not there.",
                  "tls_config_file or OPENSSL_CONF names it.", fix_cnf, ""},
    OpensslReason{conf, 101, "missing equal sign", "A line of openssl.cnf has no \"=\".",
                  "A typing error.", fix_cnf, ""},
    OpensslReason{conf, 100, "missing close square bracket",
                  "A section of openssl.cnf begins without \"]\".", "A typing error.", fix_cnf, ""},
    OpensslReason{conf, 107, "no section", "openssl.cnf has no section of the name asked for.",
                  "A typing error in tls_config_name or in openssl.cnf.", fix_cnf, ""},
    OpensslReason{conf, 109, "module initialization error",
                  "A part of openssl.cnf could not be carried out.",
                  "An engine, provider or setting named there does not exist.", fix_cnf, ""},
    OpensslReason{conf, 113, "unknown module name", "openssl.cnf names a module that is not known.",
                  "A typing error, or a file for another version of OpenSSL.", fix_cnf, ""},
    OpensslReason{conf, 104, "variable has no value",
                  "openssl.cnf uses a variable that is not set.",
                  "A typing error, or an environment that Postfix does not pass on.", fix_cnf, ""},
    OpensslReason{bio, 128, "no such file", "A file is not there.",
                  "A typing error, a path inside the chroot, or a link to what was renewed.",
                  "Look at the path in the line; postseal check reads what Postfix would read.",
                  "file-missing"},
    OpensslReason{system_library, 2, "No such file or directory", "A file is not there.",
                  "A typing error, a path that is different inside the chroot, or a broken link.",
                  "Look at the path in the line; postseal check reads what Postfix would read.",
                  "file-missing"},
    OpensslReason{
        system_library, 13, "Permission denied", "A file may not be read.",
        "It was opened after the start, as $mail_owner: hashes of a CApath, trust anchors, "
        "or tlsproxy with settings of its own. Else AppArmor or SELinux.",
        "Files that are read at the start are read as root and need no more rights. Make "
        "trust anchors readable (0644); see the audit log for a denial.",
        ""},
    OpensslReason{system_library, 21, "Is a directory",
                  "A directory stands where a file is wanted.", "A path that ends too early.",
                  "Name the file itself.", ""},
    OpensslReason{system_library, 104, "Connection reset by peer", "The peer broke the connection.",
                  "A scanner, a client that gave up, or a firewall.",
                  "Nothing, unless mail does not arrive.", ""},
    OpensslReason{system_library, 32, "Broken pipe", "The peer was gone when an answer was sent.",
                  "A scanner, or a client that gave up.", "Nothing.", ""},
    OpensslReason{system_library, 110, "Connection timed out", "The peer stopped to answer.",
                  "A network fault, or a firewall that forgets connections.",
                  "Nothing, unless it happens often with one peer.", ""},
    OpensslReason{system_library, 0, "Success",
                  "The connection ended without a word (OpenSSL before 3.0).",
                  "A scanner, or a client that gave up.", "Nothing.", ""},
    OpensslReason{asn1, 119, "explicit length mismatch",
                  "A part of a key or certificate has another length than it says.", damaged_cause,
                  look_at_file, ""},
    OpensslReason{0, 2, "system lib", "A call of the system failed.",
                  "The line of the system library beside it says which and why.",
                  "See that line (postseal explain).", ""},
    OpensslReason{0, 6, "EVP lib", "A key could not be used.", beside, see_beside, ""},
    OpensslReason{0, 9, "PEM lib", "A PEM block could not be read.", beside, see_beside, ""},
    OpensslReason{0, 11, "X509 lib", "A certificate could not be read.", beside, see_beside, ""},
    OpensslReason{0, 13, "ASN1 lib", "The contents of a PEM block could not be read.", beside,
                  see_beside, ""},
    OpensslReason{0, 14, "CONF lib", "openssl.cnf could not be read.", beside, see_beside, ""},
    OpensslReason{0, 16, "EC lib", "A key of elliptic curves could not be used.", beside,
                  see_beside, ""},
    OpensslReason{0, 20, "SSL lib", "A step of TLS failed.", beside, see_beside, ""},
    OpensslReason{0, 32, "BIO lib", "A file or connection could not be read.", beside, see_beside,
                  ""},
    OpensslReason{0, 256, "malloc failure", "There was no memory.", "The machine is out of memory.",
                  "Look at free, and at the log of the kernel.", ""},
};

}  // namespace

std::span<const OpensslReason> openssl_reasons_of_files() { return table; }

}  // namespace postseal
