// SPDX-License-Identifier: MIT
#include <array>

#include "core/explanations.hpp"

namespace postseal {
namespace {

constexpr std::array table{
    Explanation{"cipher-grade-weak",
                "The cipher grade lets in ciphers that are long broken. From Postfix 3.8 on low "
                "and export mean medium.",
                "It was the default until 2015.", "Set medium, or delete the line."},
    Explanation{"cipher-name-gone",
                "A cipher list names what OpenSSL no longer has. To exclude it does no harm.",
                "A list from the years of Logjam and SWEET32.", "Nothing needs to be done."},
    Explanation{"cipher-name-tls13",
                "The ciphers of TLS 1.3 are not governed by these lists, so naming one here has no "
                "effect.",
                "A list that was made for a web server.", "Delete the name."},
    Explanation{"cipher-name-unknown",
                "A cipher list has a word that OpenSSL does not know. It passes over it in "
                "silence, so what was to be excluded is not.",
                "A typing error that was copied from guide to guide, or a name of GnuTLS or IANA.",
                "Use the name in the hint, or delete the word."},
    Explanation{"cipher-null", "Ciphers that encrypt nothing are allowed.",
                "The grade null, or a list of one's own with eNULL or NULL in it.",
                "Set medium or high, and leave the lists at their defaults."},
    Explanation{"cipher-order",
                "The server's order of ciphers counts. All those it allows are good, and a client "
                "without AES in hardware is slower for it.",
                "Advice from the time when some of them were bad.",
                "Delete tls_preempt_cipherlist."},
    Explanation{
        "cipherlist-overridden",
        "A list behind a cipher grade is replaced by one of its own. Postfix's own list "
        "changes with what is known about ciphers; this one does not.",
        "A generator of configurations for web servers.",
        "Delete it. Choose grades with smtpd_tls_mandatory_ciphers, or exclude ciphers with "
        "smtpd_tls_exclude_ciphers."},
    Explanation{"protocols-blank",
                "Behind >= or <= stands a blank, so it is no bound, and the name after it is the "
                "only protocol that is allowed. Postfix does not complain.",
                "It reads better with a blank.", "Write it as one word: >=TLSv1.2."},
    Explanation{"protocols-empty-set", "The list leaves no version of TLS at all.",
                "Every version is excluded, or a range begins above where it ends.",
                "Set >=TLSv1.2."},
    Explanation{"protocols-names-exclude",
                "A list of names without ! excludes every version that it does not name, the newer "
                "ones too.",
                "The list was made before those versions existed.",
                "Set >=TLSv1.2, or only exclude: !SSLv2, !SSLv3, !TLSv1, !TLSv1.1."},
    Explanation{"protocols-old-syntax",
                "The list excludes names one by one. From Postfix 3.6 on a range says the same.",
                "It was made for an older version.",
                "Set the range in the hint; postseal check --fix does."},
    Explanation{"protocols-one-sided",
                "Postfix has two lists: one for level may, the other for where TLS is required. "
                "Only one of them is set.",
                "The names differ by \"mandatory\" alone.",
                "Set smtpd_tls_mandatory_protocols and smtp_tls_mandatory_protocols; the others "
                "are best left at their defaults, since at level may the alternative is no TLS at "
                "all."},
    Explanation{"protocols-only-look-strict",
                "The list allows a version that the default of this Postfix does not.",
                "It was strict once, and the defaults have moved on.", "Delete the line."},
    Explanation{"protocols-weak",
                "Where TLS is required, versions are allowed that are given up by the IETF "
                "(RFC 8996).",
                "Postfix's default, or a list that was made for old clients.",
                "Set smtpd_tls_mandatory_protocols = >=TLSv1.2, unless a client needs the old "
                "ones."},
};

}  // namespace

std::span<const Explanation> explanations_of_lists() { return table; }

}  // namespace postseal
