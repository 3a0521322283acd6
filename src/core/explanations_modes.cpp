// SPDX-License-Identifier: MIT
#include <array>

#include "core/explanations.hpp"

namespace postseal {
namespace {

constexpr std::array table{
    Explanation{"cert-not-readable",
                "A certificate or DH file cannot be read by everyone. It holds no secret, so "
                "nothing is wrong with that.",
                "It was written with a strict umask.",
                "postseal modes fix makes it 0644, if programs other than Postfix need it."},
    Explanation{"cert-writable",
                "Others than its owner can change the file, and so decide what the mail server "
                "shows to its clients.",
                "A loose umask, or chmod 666 or 777 in search of an error.", "postseal modes fix"},
    Explanation{"key-foreign-owner",
                "The private key belongs to a user that is neither root nor you, who can read and "
                "change it.",
                "It was copied by that user, or unpacked with its old owner.",
                "postseal modes fix --owner root. Postfix opens keys as root."},
    Explanation{"key-group-readable", "A group can read the private key.",
                "A mode such as 0640 with a group other than root and ssl-cert.",
                "postseal modes fix, or --group NAME where the group is meant to read it. Postfix "
                "itself needs no group: it opens keys as root."},
    Explanation{"key-group-writable", "A group can change the private key.", "A mode such as 0660.",
                "postseal modes fix"},
    Explanation{"key-world-readable",
                "Every user of this machine can read or change the private key.",
                "It was written with the usual umask, as openssl does with a redirected output.",
                "postseal modes fix. If others had access to the machine, the key is no secret any "
                "more: make a new one with postseal key rotate."},
    Explanation{
        "parent-writable",
        "Others can write to a directory above the file, and so put another file in its place.",
        "A directory for a group, or chmod 777 in search of an error.",
        "chmod go-w DIRECTORY. modes fix changes files only."},
    Explanation{"selinux-type",
                "The SELinux type of the file is not the one that the policy has for its path, so "
                "Postfix may not be allowed to read it.",
                "The file was moved from another directory: mv keeps the type.",
                "postseal modes fix, or restorecon FILE."},
    Explanation{"sni-map-readable",
                "The map of certificates by server name is open to others, and what postmap -F "
                "writes holds the private keys themselves.",
                "postmap gives the index the mode of its source, which is usually 0644.",
                "postseal modes fix closes both."},
};

}  // namespace

std::span<const Explanation> explanations_of_modes() { return table; }

}  // namespace postseal
