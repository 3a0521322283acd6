// SPDX-License-Identifier: MIT
#include <array>

#include "core/explanations.hpp"

namespace postseal {
namespace {

constexpr std::array table{
    Explanation{"policy-chains-differ",
                "A server has an RSA and an ECDSA certificate, and mail that goes out with one of "
                "them stays here with the other.",
                "Only one of the two was renewed, has the names, or is pinned. Which one a client "
                "gets depends on what it offers: another version, or smtp_tls_exclude_ciphers, "
                "turns it round.",
                "Pin both (postseal policy pin NEXTHOP HOST), or have the server's certificates "
                "issued alike."},
    Explanation{"policy-pin-mismatch",
                "A server shows a certificate that has none of the pins of its entry. Postfix "
                "defers the mail: Server certificate not verified.",
                "The server changed its key, and the new one was not pinned before; or this is "
                "another server than the one that is meant.",
                "Ask its operator for the fingerprint, then postseal policy pin NEXTHOP HOST "
                "--expect FINGERPRINT."},
    Explanation{
        "policy-pin-no-keys",
        "This Postfix does not compare fingerprints of public keys as everybody makes them.",
        "They are new in Postfix 2.9.6; tls_legacy_public_key_fingerprints = yes keeps the "
        "wrong ones of before.",
        "Pin the certificate (--of certificate), and anew with each renewal."},
    Explanation{"policy-pin-stale",
                "No host of a next hop serves a pin of its entry. Mail goes out by the others.",
                "The server changed its key and the old pin is still there; or it is the pin of a "
                "key that is not yet in use.",
                "postseal policy prune, when the new key is in use everywhere."},
    Explanation{"policy-pin-unasked",
                "The pins of an entry could not be compared with what is served.",
                "The entry is for all domains below one (.example.net), or the MX hosts of its "
                "domain could not be looked up.",
                "Ask a host by hand: postseal fingerprint HOST. For DNS trouble: dig MX DOMAIN."},
    Explanation{"policy-pin-unexpected",
                "A host does not show what --expect says, and nothing was written.",
                "Its key was changed since the fingerprint was told, it is another host, or "
                "somebody is in between.",
                "Ask the operator of the server again, by another way than mail to it."},
    Explanation{"policy-pin-unproven",
                "A host shows a certificate, and nothing says that it is the right one. Nothing "
                "was written.",
                "Its chain ends at no CA of smtp_tls_CAfile or smtp_tls_CApath, a date is past, or "
                "its names are others than the next hop's.",
                "Compare the fingerprint with what its operator tells and give --expect "
                "FINGERPRINT. --tofu takes it without a question: whoever is in between now is "
                "pinned then."},
};

}  // namespace

std::span<const Explanation> explanations_of_peers() { return table; }

}  // namespace postseal
