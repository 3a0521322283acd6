// SPDX-License-Identifier: MIT
#include <array>

#include "core/explanations.hpp"

namespace postseal {
namespace {

constexpr std::array table{
    Explanation{"compatibility-level-malformed",
                "compatibility_level is no version, and every daemon of Postfix stops on it.",
                "A value with other characters than digits and dots.",
                "Give it a number such as 2 or 3.6; `postconf compatibility_level` shows it."},
    Explanation{"config-malformed",
                "A line of main.cf or master.cf cannot be read, and every program of Postfix "
                "refuses the file.",
                "A main.cf line that is neither NAME = VALUE nor a comment nor a continuation, or "
                "a master.cf entry with less than eight fields.",
                "Correct the line that the message names; `postfix check` confirms it."},
    Explanation{"config-missing",
                "There is no main.cf, or no master.cf, in the configuration directory.",
                "Postfix is not installed, or keeps its configuration elsewhere.",
                "Name the directory: -c DIR. `postconf -dh config_directory` prints it."},
    Explanation{"config-nul", "A line holds a NUL byte, and Postfix ignores what follows it.",
                "The file was damaged, or written by a program that pads lines.",
                "Delete the byte with an editor."},
    Explanation{"config-overridden",
                "A parameter is set twice; Postfix takes the last one and says nothing.",
                "Lines were added at the end of main.cf while the old ones stayed.",
                "Delete the earlier line if the later one is meant."},
    Explanation{"config-stray-line",
                "A line that begins with a blank continues nothing, so Postfix skips it.",
                "An indented line at the top of the file.",
                "Start it in the first column, or make it a comment."},
    Explanation{"dh-needless",
                "This Postfix chooses its own DH parameters and warns about the parameter that "
                "would name a file of them.",
                "Guides from former times, when they had to be made by hand.",
                "Leave --dh out, or say --dh auto: postseal then decides by version."},
    Explanation{"expression-malformed", "A value has a $name or ${...} that Postfix cannot read.",
                "A brace or an operator is missing.",
                "Compare it with \"main.cf\" in postconf(5); $$ is a plain dollar sign."},
    Explanation{"expression-nesting", "A parameter refers to itself, directly or through others.",
                "A value that contains its own name after a dollar sign.",
                "Write the value out in place of the reference."},
    Explanation{
        "main-cf-differs",
        "main.cf sets a parameter otherwise than the lines to be printed, so a second line would "
        "contradict the first.",
        "TLS was set up before, or by Debian with its snakeoil certificate.",
        "postseal init --configure changes main.cf in place and removes what is superseded."},
    Explanation{"template-invalid", "A template has a mistake in its mustache syntax.",
                "A template of your own in --template-dir.",
                "Compare it with the built-in one of the same name."},
    Explanation{"template-unknown", "There is no template of this name.",
                "postseal asked for a template that was not compiled in.",
                "This is a fault of postseal: please report it."},
    Explanation{
        "value-unprintable",
        "A value has a newline or another control character, which no configuration file can hold.",
        "A host name or path from a file or script that was not checked.",
        "Give the value without it."},
};

}  // namespace

std::span<const Explanation> explanations_of_configuration() { return table; }

}  // namespace postseal
