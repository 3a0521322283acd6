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
};

}  // namespace

std::span<const Explanation> explanations_of_peers() { return table; }

}  // namespace postseal
