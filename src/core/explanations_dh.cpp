// SPDX-License-Identifier: MIT
#include <array>

#include "core/explanations.hpp"

namespace postseal {
namespace {

constexpr std::array table{
    Explanation{"dh-bits-out-of-range", "DH parameters of this size are not made.",
                "Below 512 bits anyone breaks them, and above 8192 every handshake takes seconds.",
                "2048 is right for mail; --group ffdhe2048 takes no time at all."},
    Explanation{
        "dh-composite",
        "The modulus is no prime: what two parties agree on with it can be computed by a listener.",
        "A damaged file, or parameters made to be broken.",
        "Replace it: postseal dh new --out FILE --force."},
    Explanation{"dh-damaged",
                "The DH parameters in the file cannot be read. Postfix warns and uses its own.",
                "The file was damaged or cut short.",
                "Replace it: postseal dh new --out FILE --force."},
    Explanation{"dh-generator",
                "The generator does not do what it should: with 0, 1 or p-1 there is no secret, "
                "with a wrong order there is a smaller one.",
                "A damaged file, or a program with a fault. A generator of the full group is only "
                "remarked: it shows one bit of each exponent, which does no harm in TLS.",
                "Replace the file if it is an error: postseal dh new --out FILE --force."},
    Explanation{
        "dh-group-unknown", "There is no DH group of this name.", "A misspelt --group.",
        "Use ffdhe2048, 3072, 4096, 6144 or 8192 (RFC 7919), or modp2048 and up (RFC 3526)."},
    Explanation{"dh-kernel",
                "The search for a prime cannot compute in the way that the environment asks for.",
                "POSTSEAL_DH_KERNEL, which is there for tests, names a way that is unknown, or "
                "that this processor does not have.",
                "Unset it: the fastest way that the processor has is then taken."},
    Explanation{
        "dh-label",
        "The label of the PEM block and what is inside it disagree, so OpenSSL reads neither.",
        "The label was edited by hand.", "Replace it: postseal dh new --out FILE --force."},
    Explanation{"dh-missing", "The file holds no DH parameters.",
                "A certificate or key was given in their place, or the file was never filled.",
                "postseal dh new makes such a file; `postseal dh advise` says whether this Postfix "
                "needs one at all."},
    Explanation{"dh-not-first",
                "Another PEM block stands before the DH parameters. Postfix 3.7 and later reads "
                "the first block only and uses its own parameters.",
                "DH parameters were added to a file with a certificate or key.",
                "Put them in a file of their own."},
    Explanation{"dh-not-pem", "The parameters are in DER. Postfix reads PEM only and uses its own.",
                "They were written with -outform DER.",
                "openssl dhparam -inform DER -in FILE -out FILE.pem"},
    Explanation{
        "dh-not-safe-prime",
        "Half of the prime, less one, is not prime. With the wrong generator that gives secrets "
        "away, and the file does not show which it is.",
        "certtool and `openssl dhparam -dsaparam` make such parameters, since they take less time.",
        "Use a named group: postseal dh new --group ffdhe2048 --out FILE."},
    Explanation{"dh-short-exponent",
                "The file asks for secret exponents so short that they can be searched for.",
                "The length in the file was set by a program with other needs.",
                "Replace it: postseal dh new --out FILE --force."},
    Explanation{"dh-too-large",
                "OpenSSL does not compute with a modulus of this size, so every handshake that "
                "chooses DHE fails.",
                "More was thought to be better.",
                "2048 to 4096 bits are of use: postseal dh new --out FILE --force."},
    Explanation{"dh-too-small",
                "The prime is too small. At 1024 bits and below current clients break the "
                "handshake off, and others can be listened to.",
                "A file from the years of smtpd_tls_dh1024_param_file, whose name no longer says "
                "anything about the size.",
                "Replace it with 2048 bits, or leave the parameter out: Postfix has its own."},
    Explanation{
        "dh-untested",
        "The prime is so large that testing it would take very long; so will every handshake.",
        "More was thought to be better.",
        "2048 to 4096 bits are of use: postseal dh new --out FILE --force."},
    Explanation{"dh-weak-prime",
                "A prime that is known to be weak, or whose origin nobody knows, and that many "
                "servers use.",
                "It came with a program or a guide. Whoever has broken it once can read them all "
                "(the Logjam attack).",
                "Use a named group of 2048 bits or more: postseal dh new --group ffdhe2048."},
    Explanation{"dh-x942",
                "The parameters are in the form of X9.42. Postfix 3.7 and later with OpenSSL 3 "
                "cannot decode them, warns and uses its own.",
                "`openssl dhparam -dsaparam` writes this form.",
                "Replace it: postseal dh new --out FILE --force."},
};

}  // namespace

std::span<const Explanation> explanations_of_dh() { return table; }

}  // namespace postseal
