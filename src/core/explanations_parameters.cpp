// SPDX-License-Identifier: MIT
#include <array>

#include "core/explanations.hpp"

namespace postseal {
namespace {

constexpr std::array table{
    Explanation{"cache-in-master",
                "A cache of TLS sessions is set with -o in master.cf, where nobody reads it.",
                "tlsmgr opens the caches for all services, by main.cf.",
                "Delete the -o, and set the parameter in main.cf."},
    Explanation{"cache-needless",
                "A server cache of TLS sessions does what session tickets do without a file.",
                "A main.cf that is older than Postfix 2.11.",
                "Delete smtpd_tls_session_cache_database. The one of smtp is still of use."},
    Explanation{"cache-outside",
                "A cache of TLS sessions lies outside data_directory. tlsmgr runs without "
                "privileges and has a directory of its own for it.",
                "A path from before Postfix 2.5, such as /var/run or the queue directory.",
                "Use ${data_directory}/smtp_scache."},
    Explanation{"cache-shared",
                "Two caches of TLS sessions are one file, and tlsmgr stops when it sees that.",
                "A line was copied from smtpd to smtp without its file name.",
                "Give each parameter a file of its own."},
    Explanation{"cache-type-gone",
                "The table type of a session cache belongs to Berkeley DB, which many builds of "
                "Postfix no longer have.",
                "Distributions drop Berkeley DB; Postfix 3.11 can be built to use lmdb instead.",
                "postconf -m lists the types there are. Use lmdb, or ${default_cache_db_type} from "
                "Postfix 3.11 on."},
    Explanation{"level-and-legacy",
                "An old parameter stands beside the security level that took its place. Postfix "
                "looks at the level alone, even if the old one asks for more.",
                "The level was added later, and the old line stayed.",
                "Delete the old line; postseal check --fix does."},
    Explanation{"loglevel-high",
                "The log level is for debugging. From 3 on the log holds what is sent, and at 4 "
                "passwords and mail with it.",
                "It was raised to find a problem, and stayed.",
                "Set it to 1: a line per handshake, with protocol, cipher and trust."},
    Explanation{"parameter-deprecated",
                "A later Postfix will not have this parameter, and postconf warns wherever it is "
                "set.",
                "Something newer took its place.",
                "Set what the hint names, and delete the line; postseal check --fix does where "
                "nothing changes by it."},
    Explanation{"parameter-ignored", "The parameter is known to this Postfix and changes nothing.",
                "What it was for is gone: export ciphers, say, or grades of curves.",
                "Delete the line."},
    Explanation{"parameter-misspelt",
                "main.cf or master.cf sets a name that no Postfix knows. Postfix takes it for a "
                "parameter of your own and says nothing, and what was meant keeps its default.",
                "A typing error, or a name from a guide that was wrong.",
                "Use the name in the hint. postconf -n lists such lines as unused."},
    Explanation{"parameter-obsolete",
                "The parameter is of a time before security levels, or has no meaning any more.",
                "A main.cf that was carried over from one version to the next.",
                "Replace it as the hint says; postseal check --fix does where nothing changes by "
                "it."},
    Explanation{"parameter-unknown",
                "A line looks like a TLS parameter, and no Postfix knows its name.",
                "A guide for another program, or a name that was made up.",
                "Delete it. postconf -n lists such lines as unused."},
    Explanation{"parameter-unknown-here",
                "The parameter exists, but not in this version of Postfix, which passes over it.",
                "A guide or a template for a later version, or a downgrade.",
                "Upgrade, or do without it. postseal explain NAME says since when it exists."},
    Explanation{"parameter-value",
                "The value is none that the parameter can have. Most daemons stop on such a value, "
                "and the port hangs.",
                "A typing error, a wrong unit, or true and false in place of yes and no.",
                "Set what the hint says; postseal explain NAME shows type and values."},
    Explanation{"per-site-ignored",
                "Postfix looks at the policy table alone and warns about the old per-site table "
                "beside it.",
                "The policy table was added later.",
                "Move the entries over: MUST is verify, MUST_NOPEERMATCH encrypt, MAY may, NONE "
                "none."},
};

}  // namespace

std::span<const Explanation> explanations_of_parameters() { return table; }

}  // namespace postseal
