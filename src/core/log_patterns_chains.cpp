// SPDX-License-Identifier: MIT
#include <array>

#include "core/log_effects.hpp"
#include "core/log_patterns.hpp"

// Keys, certificates and CAs: tls_certkey.c.
namespace postseal {
namespace {

constexpr std::string_view list_closes =
    "The daemon goes on without TLS, as the line \"disabling TLS support\" after this one says: "
    "smtpd refuses STARTTLS with 454 and port 465 drops connections; smtp sends plain text at "
    "level "
    "may and defers above. For a chain of tls_server_sni_maps, only the handshake for this name "
    "fails.";

constexpr std::array table{
    LogMessage{
        .patterns = "error opening chain file: {file}: {why}",
        .severity = "warning",
        .meaning = "The file {file} of a chain could not be opened ({why}).",
        .effect =
            "For *_tls_chain_files the service goes on without a certificate: smtpd answers "
            "STARTTLS with 220, then nearly every handshake fails with \"no shared cipher\", and "
            "senders may not fall back to plain text. For *_tls_cert_file, TLS is disabled and "
            "STARTTLS gets 454. smtp only sends no client certificate, and delivers.",
        .cause =
            "A typing error; a relative path, which counts from queue_directory; a file that a "
            "renewal moved. Permission denied: a directory above it, SELinux or AppArmor, or "
            "tlsproxy asked to load files of other settings than its own.",
        .remedy =
            "ls -lL {file!}, then postseal check. Files are opened as root before the chroot: "
            "root and 0600 are right.",
        .since = "3.4",
        .see = "file-missing"},
    LogMessage{.patterns = "error loading chain from {file}: key not first",
               .severity = "warning",
               .meaning = "In the file {file} a certificate comes before any private key; in "
                          "*_tls_chain_files the key must be the first.",
               .effect = list_closes,
               .cause = "The file begins with the certificate, or has no key at all; or the key is "
                        "encrypted and was passed over.",
               .remedy = "Put key, leaf and issuers in this order: cat privkey.pem fullchain.pem. "
                         "postseal deploy --cert FILE --key FILE writes it so.",
               .since = "3.4",
               .see = "key-not-first"},
    LogMessage{.patterns = "error loading certificate (PEM object number {number#}) from {file}",
               .severity = "warning",
               .meaning = "A certificate in {file} could not be read; \"PEM object number\" counts "
                          "the blocks that were used, from 1.",
               .effect = list_closes,
               .cause = "The file is damaged or cut off.",
               .remedy = "postseal cert show {file!}, and take the certificate anew from the CA.",
               .since = "3.4"},
    LogMessage{
        .patterns =
            "error loading certificate (PEM object number {number#}) from {file}: excess data\n"
            "error loading private key (PEM object number {number#}) from {file}: excess data",
        .severity = "warning",
        .meaning = "A PEM block in {file} holds more bytes than the object in it has.",
        .effect = list_closes,
        .cause = "The block was put together by hand, or is damaged.",
        .remedy = "Write it anew: openssl x509 or openssl pkey with -in and -out, or postseal "
                  "key convert for keys.",
        .since = "3.4",
        .see = "der-excess-data"},
    LogMessage{.patterns = "error loading private key (PEM object number {number#}) from {file}",
               .severity = "warning",
               .meaning = "A private key in {file} could not be read.",
               .effect = list_closes,
               .cause =
                   "It is encrypted in the old way (Proc-Type: 4,ENCRYPTED), or damaged, or of "
                   "a kind that this OpenSSL does not know.",
               .remedy = "postseal key show {file!}; without passphrase: postseal key convert "
                         "{file!} --out NEW.",
               .since = "3.4",
               .see = "key-invalid"},
    LogMessage{
        .patterns = "error loading certificate chain: key at index {index#} in {file} does not "
                    "match the certificate",
        .severity = "warning",
        .meaning = "A key in {file} does not belong to the certificate that follows it.",
        .effect = list_closes,
        .cause = "A renewed certificate beside the old key, or an issuer before the leaf.",
        .remedy = "postseal key show {file!} and postseal cert show {file!} must name the same "
                  "public key. postseal deploy installs both at once.",
        .since = "3.4",
        .see = "key-cert-mismatch"},
    LogMessage{
        .patterns = "key at index {index#} in {file} does not match next certificate",
        .severity = "warning",
        .meaning = "A key in {file} was not accepted together with the certificate after it.",
        .effect = list_closes,
        .cause = "The key belongs to another certificate; or an issuer stands before the "
                 "leaf; or, if the next line says \"not replacing certificate\", this is a "
                 "second chain with the same kind of key.",
        .remedy = "postseal key show {file!} and postseal cert show {file!} must name the same "
                  "public key, key, leaf, issuers in this order, and one chain for each kind "
                  "of key.",
        .since = "3.4",
        .see = "key-cert-mismatch"},
    LogMessage{.patterns = "ignoring 2nd key at index {index#} in {file} after 1st at {first#}",
               .severity = "warning",
               .meaning = "The file {file} holds two keys, and only the first is used.",
               .effect = effect::none,
               .cause = "A renewal appended to the file in place of replacing it.",
               .remedy = "Keep the key that belongs to the certificate; for two chains use "
                         "*_tls_chain_files.",
               .since = "3.4",
               .see = "key-repeated"},
    LogMessage{
        .patterns = "error loading certificate chain: key at index {index#} in {file} not "
                    "followed by a certificate",
        .severity = "warning",
        .meaning = "In {file} a key is followed by another key.",
        .effect = list_closes,
        .cause = "Keys and certificates are grouped, where each key needs its chain after it.",
        .remedy = "The order is key 1, leaf 1, issuers 1, key 2, leaf 2 and so on.",
        .since = "3.4",
        .see = "key-repeated"},
    LogMessage{.patterns = "No certs for key at index {index#} in {file}",
               .severity = "warning",
               .meaning = "The last key, in {file}, has no certificate after it.",
               .effect = list_closes,
               .cause = "The file holds only the key, or the certificate's file stands before it.",
               .remedy = "Append the chain to the file, or name its file after it in the list.",
               .since = "3.4",
               .see = "key-without-certificate"},
    LogMessage{.patterns = "loading {file}: ignoring PEM type: ENCRYPTED PRIVATE KEY",
               .severity = "warning",
               .meaning = "The private key in {file} is encrypted, and is passed over.",
               .effect = list_closes,
               .cause = "It was made with a passphrase, and a daemon has nobody to ask.",
               .remedy = "postseal key convert {file!} --out NEW writes it without one, mode 0600.",
               .since = "3.4",
               .see = "key-encrypted"},
    LogMessage{
        .patterns = "loading {file}: ignoring PEM type: {type}",
        .severity = "warning",
        .meaning = "A PEM block {type} in {file} is none that Postfix loads, and is passed "
                   "over.",
        .effect = "None for EC PARAMETERS, DH PARAMETERS and the like; a certificate that is "
                  "missing now, or a key, disables TLS.",
        .cause = "A file made by openssl ecparam -genkey; DH parameters; a TRUSTED CERTIFICATE.",
        .remedy = "Nothing, or drop the block.",
        .since = "3.4",
        .see = "pem-type-ignored"},
    LogMessage{.patterns = "No PEM data in {file}",
               .severity = "warning",
               .meaning = "Nothing in {file} is PEM.",
               .effect = list_closes,
               .cause = "The file is empty (a full disk, a failed renewal), DER, or PKCS #12.",
               .remedy =
                   "postseal cert show {file!} says what it is; postseal deploy takes DER and "
                   "PKCS #12 and writes PEM.",
               .since = "3.4",
               .see = "pem-missing"},
    LogMessage{
        .patterns = "No private key found in {file}",
        .severity = "warning",
        .meaning = "There is no private key in {file}.",
        .effect = list_closes,
        .cause = "*_tls_key_file is not set, so the key is looked for in the *_tls_cert_file.",
        .remedy = "Set *_tls_key_file; or, better, *_tls_chain_files to one file with key and "
                  "chain.",
        .since = "3.4",
        .see = "key-missing"},
    LogMessage{
        .patterns =
            "error loading private keys and certificates from: {files}: disabling TLS support",
        .severity = "warning",
        .meaning = "The list {files} could not be loaded as a whole. The warning before this "
                   "one says which file and why.",
        .effect = effect::tls_off,
        .cause = "See the warning before: a key after its certificate, a key that does not "
                 "match, an empty file, an encrypted key.",
        .remedy = "postseal check loads the files as Postfix does and names what is wrong; "
                  "after a repair: postfix reload.",
        .since = "3.4"},
    LogMessage{
        .patterns = "error loading private keys and certificates from: {files}: aborting TLS "
                    "handshake",
        .severity = "warning",
        .meaning = "The chain for a name the client asked for (SNI), {files}, could not be "
                   "loaded.",
        .effect = "Handshakes for this name fail with an internal error; the default chain is "
                  "not used in its place. Other names work.",
        .cause = "The entry of tls_server_sni_maps names bad files, or postmap was run "
                 "without -F, or before the files were renewed.",
        .remedy = "Put the files right, then postmap -F on the table (the table holds copies "
                  "of the keys).",
        .since = "3.4"},
    LogMessage{.patterns = "error opening memory BIO for {origin}",
               .severity = "warning",
               .meaning = "The chain {origin} could not be held in memory.",
               .effect = effect::one_inbound,
               .cause = "The machine is out of memory.",
               .remedy = "Look at free, and at the log of the kernel.",
               .since = "3.4"},
    LogMessage{
        .patterns = "cannot get {kind} certificate from file \"{file}\": disabling TLS support\n"
                    "cannot get {kind} certificate from file {file}: disabling TLS support",
        .severity = "warning",
        .meaning = "The certificate could not be loaded from {file}. The word {kind} tells the "
                   "parameter (RSA: *_tls_cert_file, DSA: *_dcert_file, ECDSA: *_eccert_file), not "
                   "the kind of key in the file.",
        .effect = effect::tls_off,
        .cause = "The file is not there, cannot be read, or holds no certificate; the library line "
                 "after it says which.",
        .remedy = "postseal cert show {file!}; postseal check.",
        .since = "2.6"},
    LogMessage{
        .patterns = "cannot get {kind} private key from file \"{file}\": disabling TLS support\n"
                    "cannot get {kind} private key from file {file}: disabling TLS support",
        .severity = "warning",
        .meaning = "The private key could not be loaded from {file}, or is not that of the "
                   "certificate. The word {kind} tells the parameter, not the kind of key.",
        .effect = effect::tls_off,
        .cause = "The library line after it says which: \"key values mismatch\" (another key than "
                 "the certificate's), \"problems getting password\" (encrypted), \"no start line\" "
                 "(no key inside).",
        .remedy =
            "postseal key show {file!}; postseal deploy --cert --key installs a pair that fits.",
        .since = "2.6"},
    LogMessage{
        .patterns = "{kind} private key in {file} does not match public key in {cert}: disabling "
                    "TLS support",
        .severity = "warning",
        .meaning = "The key in {file} does not belong to the certificate in {cert}.",
        .effect = effect::tls_off,
        .cause = "Only one of the two files was renewed.",
        .remedy =
            "postseal key show {file!} and postseal cert show {cert!} must name the same public "
            "key.",
        .since = "2.6",
        .see = "key-cert-mismatch"},
    LogMessage{
        .patterns = "cannot load Certification Authority data, {places}: disabling TLS support\n"
                    "cannot load Certificate Authority data: disabling TLS support{places}",
        .meaning = "The file of a CAfile parameter could not be read, or holds no certificate. It "
                   "is logged as information and easily missed.",
        .effect = effect::tls_off,
        .cause = "A typing error in *_tls_CAfile, or an empty file; a CApath is never complained "
                 "about.",
        .remedy =
            "postconf -n | grep CAfile, then postseal cert show on the file. Debian's bundle is "
            "/etc/ssl/certs/ca-certificates.crt.",
        .since = "2.6"},
    LogMessage{
        .patterns =
            "cannot set default OpenSSL certificate verification paths: disabling TLS support\n"
            "cannot set certificate verification paths: disabling TLS support\n"
            "cannot set certificate verification paths",
        .meaning = "The trust store of the system, which tls_append_default_CA adds, could "
                   "not be set up.",
        .effect = effect::tls_off,
        .cause = "OpenSSL lacks its directories, or memory.",
        .remedy = "openssl version -d shows where they should be; or set "
                  "tls_append_default_CA = no."},
    LogMessage{.patterns = "error loading client CA names from: {file}",
               .severity = "warning",
               .meaning = "The list of CAs that clients are told could not be read from {file}.",
               .effect = effect::tls_off,
               .cause = "smtpd_tls_CAfile holds no certificate, with smtpd_tls_ask_ccert or "
                        "smtpd_tls_req_ccert set.",
               .remedy = "postseal cert show {file!}, or take the setting out.",
               .since = "3.4"},
    LogMessage{.patterns = "error duplicating client CA names for SNI",
               .severity = "warning",
               .meaning = "The list of client CAs could not be copied for use with SNI.",
               .effect = effect::tls_off,
               .cause = "The machine is out of memory.",
               .remedy = "Look at free, and at the log of the kernel.",
               .since = "3.4",
               .until = "3.11"},
    LogMessage{.patterns = "ECDSA not supported. Ignoring ECDSA certificate file \"{file}\"",
               .severity = "warning",
               .meaning = "OpenSSL was built without elliptic curves; {file} is passed over.",
               .effect = "The other certificates are used.",
               .cause = "An OpenSSL of a distribution that left them out.",
               .remedy = "Use an RSA certificate, or another OpenSSL.",
               .since = "2.6"},
};

}  // namespace

std::span<const LogMessage> log_messages_of_chains() { return table; }

}  // namespace postseal
