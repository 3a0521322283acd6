// SPDX-License-Identifier: MIT
#include <array>

#include "core/explanations.hpp"

namespace postseal {
namespace {

constexpr std::array table{
    Explanation{"policy-entry-invalid", "A policy table cannot hold this entry.",
                "The next hop has blanks or begins with \"#\", or a value has control characters.",
                "Write the next hop as Postfix routes to it: example.net, [mx.example.net] or "
                "[mx.example.net]:587."},
    Explanation{"settings-bad-value", "A setting of postseal.toml has a value that it cannot have.",
                "A word that is not one of the choices, a number out of range, or a value that "
                "does not fit another setting of the same table.",
                "The hint says what the setting takes; the message has line and column."},
    Explanation{"settings-duplicate", "Two parts of postseal.toml are about the same thing.",
                "Two identities would be kept in one file, two keys of an identity have one "
                "algorithm, or two policies one next hop. Often a table that was copied.",
                "Give each identity a name of its own; leave out the other repetitions."},
    Explanation{"settings-missing-key", "A table of postseal.toml lacks a key that it needs.",
                "It was forgotten, or stands below the head of the next table.",
                "Add the key: an identity needs hostnames, a policy nexthop and level, and a "
                "source of files cert and key."},
    Explanation{"settings-syntax", "The text is not TOML, so nothing in it was read.",
                "Text without quotes, a bracket or a quote that is not closed, or a key or a "
                "table that stands there twice.",
                "Look at the line and column of the message: KEY = \"TEXT\", KEY = NUMBER, KEY = "
                "true, or KEY = [\"ONE\", \"TWO\"]."},
    Explanation{"settings-unknown-key", "postseal.toml has a key or a table that nothing reads.",
                "A misspelling, or a key that stands below the head of another table.",
                "Take the key that the hint suggests, or move it to its own table."},
    Explanation{"settings-wrong-type",
                "A value of postseal.toml is of another kind than it has to "
                "be.",
                "Numbers and true or false stand without quotes, text and modes with them, and "
                "lists in brackets. [[identity]] and [[policy]] have two brackets.",
                "Write the value as the message wants it."},
};

}  // namespace

std::span<const Explanation> explanations_of_settings() { return table; }

}  // namespace postseal
