// SPDX-License-Identifier: MIT
#include <array>

#include "core/explanations.hpp"

namespace postseal {
namespace {

constexpr std::array table{
    Explanation{"ca-broken", "The files of the CA do not belong together.",
                "Some were replaced or copied from another directory.",
                "Put the files of one postseal ca new back together."},
    Explanation{"ca-missing", "There is no CA in the directory.",
                "The wrong directory, or none was made yet.",
                "Make one: postseal ca new NAME --dir DIR."},
    Explanation{"key-ambiguous", "One private key is needed, and the file holds several.",
                "A file in the single-file form of Postfix, with an RSA and an ECDSA chain.",
                "Give a file with one key."},
    Explanation{"key-encrypted",
                "The private key is encrypted. Postfix cannot ask for a passphrase: with such a "
                "key it does not offer TLS.",
                "The key was made or exported with a passphrase.",
                "postseal key convert IN --out OUT --passphrase-file FILE writes it unencrypted, "
                "readable by its owner alone."},
    Explanation{"key-invalid", "The bytes are no private key that OpenSSL can read.",
                "The file was damaged, or holds something else under the label PRIVATE KEY.",
                "Put it back from a copy; if there is none, make a new key and a new certificate."},
    Explanation{
        "key-missing", "A private key is needed, and the file holds none.",
        "The certificate was given in its place.",
        "Give the file that the key was written to; a certificate has only the public key."},
    Explanation{"key-no-traditional", "Keys of this type exist in PKCS#8 form only.",
                "--traditional was asked for with an Ed25519, Ed448 or RSA-PSS key.",
                "Leave --traditional out: Postfix reads PKCS#8."},
    Explanation{"key-openssh",
                "The file is a private key of OpenSSH, which mail servers do not read.",
                "A key made with ssh-keygen.",
                "Make one for the mail server: postseal key new --out FILE."},
    Explanation{
        "key-rounds",
        "The file wants its passphrase hashed millions of times before it can be read.",
        "The number is part of the file (PBKDF2, scrypt, the MAC of PKCS#12), and a damaged "
        "or malicious file can have any. Two million in all is what postseal computes.",
        "Encrypt it anew where it was made: openssl pkcs8 -topk8 -iter 600000."},
    Explanation{"key-type-twice", "Two keys of one algorithm were asked for.",
                "Postfix holds one chain per algorithm: of two RSA keys, or of EC keys on two "
                "curves, it refuses the second and turns TLS off.",
                "Ask for one RSA and one EC key: --type rsa:3072 --type ec:p256."},
    Explanation{"key-type-unknown", "There is no key type of this name.", "A misspelt --type.",
                "Use rsa:2048, rsa:3072, rsa:4096, ec:p256, ec:p384, ec:p521, ed25519 or ed448."},
    Explanation{"material-ca-issued",
                "The file holds a certificate that a CA issued, and a self-signed one would take "
                "its place.",
                "init was run where a CA's certificate is already in use.",
                "Give another --name or --dir."},
    Explanation{"material-differs", "The file holds a key of a type that was not asked for.",
                "init was run before with other --type options.",
                "Ask for the same types, give another --name, or replace the key with postseal key "
                "rotate."},
    Explanation{"material-unfit",
                "This version of Postfix cannot use the files as they are laid out.",
                "Before 3.4 there is no smtpd_tls_chain_files: each algorithm has a certificate "
                "file and a key file, and a file with several keys is of no use.",
                "Make one file per key: --layout split."},
    Explanation{"not-self-signed",
                "The certificate was issued by somebody else, and only the issuer can renew it.",
                "cert renew and key rotate are for self-signed certificates.",
                "Renew it where it came from: an ACME client, a CA that gets a request from "
                "postseal cert csr, or postseal ca issue."},
    Explanation{"nothing-to-hash", "The digest of nothing was asked for, and not given.",
                "An input that was empty after all; a pin made of it would match no server.",
                "Look at the input; please report it if there is something in it."},
    Explanation{
        "would-lose-key", "The output holds a private key, and this command does not replace keys.",
        "The path of a key was given as --out.",
        "Give another path. `postseal key rotate` replaces a key together with its certificate."},
};

}  // namespace

std::span<const Explanation> explanations_of_keys() { return table; }

}  // namespace postseal
