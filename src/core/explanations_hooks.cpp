// SPDX-License-Identifier: MIT
#include <array>

#include "core/explanations.hpp"

namespace postseal {
namespace {

constexpr std::array table{
    Explanation{"hook-arguments", "A hook was called with other words than its ACME client passes.",
                "A script that forgets some of its arguments or does not quote them, or a call by "
                "hand.",
                "Let `postseal hook install CLIENT` write the script; by hand it is `postseal "
                "deploy --cert FILE --key FILE`."},
    Explanation{"hook-changed",
                "The hook is not as postseal wrote it, and is neither replaced nor removed by "
                "accident.",
                "Somebody edited it.", "Look at what was changed; --force gives it up."},
    Explanation{"hook-client-missing",
                "The directory where the ACME client keeps its configuration does not exist.",
                "The client is not installed, has never run, or keeps its files elsewhere.",
                "Name its directory: --client-dir DIR."},
    Explanation{"hook-client-unknown",
                "It cannot be told which ACME client called the hook, so nothing was done.",
                "The name is misspelt, the environment has nothing that only one client sets, or "
                "it has variables of two clients.",
                "Name the client: postseal hook run certbot. It can be certbot, lego, acme.sh, "
                "dehydrated, getssl or uacme."},
    Explanation{"hook-environment-invalid",
                "A variable that the ACME client sets for its hooks is no path it would have set.",
                "It was set by hand or by another program.",
                "Unset it, or name the client that calls: its own variables count then."},
    Explanation{"hook-environment-missing",
                "A variable that the ACME client sets for its hooks is not set.",
                "The hook was called by hand, from another kind of hook, or through sudo, which "
                "drops the environment.",
                "Call it as the client does, or use `postseal deploy --cert FILE --key FILE`."},
    Explanation{"hook-foreign", "The file is no hook that postseal wrote, and is never removed.",
                "It has no line with postseal's mark: it was there before, or was written anew.",
                "Remove it by hand if it is not needed."},
    Explanation{"hook-path-unusable", "A script or a configuration cannot hold this path safely.",
                "It has a single quote or a control character, such as a line break.",
                "Use a directory with a plainer name."},
    Explanation{"hook-taken", "dehydrated runs one hook, and its configuration names another one.",
                "A hook for DNS challenges or for a web server is set up already.",
                "Call postseal from that hook, with the line that the hint has."},
};

}  // namespace

std::span<const Explanation> explanations_of_hooks() { return table; }

}  // namespace postseal
