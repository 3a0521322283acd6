// SPDX-License-Identifier: MIT
#include <array>

#include "core/explanations.hpp"

namespace postseal {
namespace {

constexpr std::array table{
    Explanation{"cannot-write", "An output could not be written, and nothing was changed.",
                "The disk is full or mounted read-only, the directory is closed to you, or the "
                "program that reads the output ended.",
                "The message has the words of the system: make room, or run it as root."},
    Explanation{"changed-meanwhile",
                "A file is not what it was when the run began, so nothing was changed.",
                "An administrator or another program edited it in the meantime.",
                "Run the command again: it starts from what is there now."},
    Explanation{"crypto-failed", "OpenSSL refused an operation that should have worked.",
                "No entropy, no memory, or a build of OpenSSL without the algorithm.",
                "Run it again with -v for OpenSSL's own words."},
    Explanation{
        "directory-missing", "The directory of the output does not exist.", "A misspelt path.",
        "Make the directory first, owned by root and closed to others: install -d -m 0755 DIR."},
    Explanation{
        "exists", "The output is there with other content, and is not replaced by accident.",
        "The command was run before with other options, or the path belongs to something else.",
        "Look at what is there; --force replaces it, another --out spares it."},
    Explanation{"host-no-answer", "A host showed no certificate.",
                "Nobody listens there, a firewall is between, it offers no STARTTLS, or it speaks "
                "TLS at once and was asked by STARTTLS.",
                "Give the port (HOST:587), --implicit for TLS at once, and see whether the host "
                "can be reached from here: port 25 is closed to many networks."},
    Explanation{"internal", "postseal ran into something it was not written for.",
                "A fault of postseal.", "Please report it with the command line."},
    Explanation{"interrupted", "The run was stopped before anything was changed.",
                "Ctrl-C, or a signal from the system.", "Run it again when it suits."},
    Explanation{"locked", "Another run of postseal holds the lock on the configuration directory.",
                "A hook or a colleague is at work at the same moment.",
                "Wait for it, or give it longer: --lock-timeout SECONDS."},
    Explanation{"note", "Something was assumed or left alone, and nothing is wrong.",
                "The message says what.", "Nothing has to be done."},
    Explanation{"openssl-failed", "OpenSSL refused an operation that should have worked.",
                "No memory, or a build of OpenSSL without the algorithm.",
                "Run it again with -v for OpenSSL's own words."},
    Explanation{"output-not-a-file",
                "A symbolic link, a directory or a device stands where the output would be "
                "written; an output never follows a link.",
                "A path that is managed by another program, or the wrong path.",
                "Name the target itself, or remove what is there."},
    Explanation{
        "postfix-missing", "Postfix's own tools are needed and not installed.",
        "main.cf is only edited with postconf, so that nothing in it is lost.",
        "Install Postfix, or print the lines with `postseal snippet` and add them yourself."},
    Explanation{"program-failed", "A program of Postfix ended with an error.",
                "Its own words are in the message.",
                "Run it by hand to see more; `postfix check` finds most causes."},
    Explanation{"program-missing", "A program that is needed cannot be started.",
                "It is not installed, or may not be run by you.",
                "Install it, or run postseal as root."},
    Explanation{
        "program-timeout", "A program took too long and was ended.",
        "It waited for a network or a lock; a large master.cf with many look-ups can do so.",
        "Run it by hand to see where it waits."},
    Explanation{
        "unsafe-directory",
        "Others can write to the directory of the output, and so put another file in its place.",
        "A directory for a group, or of another user.",
        "Use a directory of root or of your own, or say --allow-unsafe-dir if you trust them."},
};

}  // namespace

std::span<const Explanation> explanations_of_runs() { return table; }

}  // namespace postseal
