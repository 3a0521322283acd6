// SPDX-License-Identifier: MIT
#include <array>

#include "core/explanations.hpp"

namespace postseal {
namespace {

constexpr std::array table{
    Explanation{"argument-missing", "The command needs a word that was not given.",
                "It was forgotten, or the shell expanded a variable or a pattern to nothing.",
                "`postseal COMMAND --help` shows what the command takes."},
    Explanation{
        "argument-unexpected", "There are more words than the command takes.",
        "Often a name with a blank in it that was not quoted, or an option without its dashes.",
        "Quote names with blanks; `postseal COMMAND --help` shows what the command takes."},
    Explanation{
        "command-incomplete",
        "The first word opens a family of commands, such as `key`, and the second one is missing.",
        "Only half of the command was typed.",
        "Take one of the verbs that the message lists: `postseal key new`."},
    Explanation{"command-missing", "No command was given.",
                "postseal was called with options only.",
                "`postseal --help` lists the commands; `postseal init` is where to begin."},
    Explanation{"command-unknown", "There is no command of this name.",
                "A misspelling, or a command of a later version of postseal.",
                "Take the command that the hint suggests, or one that `postseal --help` lists."},
    Explanation{
        "digest-unavailable", "OpenSSL on this machine refuses to compute the digest.",
        "OpenSSL runs in FIPS mode, where md5 does not exist, or was built without it.",
        "Use sha256: --digest sha256, and smtp_tls_fingerprint_digest = sha256 in main.cf."},
    Explanation{"digest-unknown", "main.cf names a digest that postseal does not compute.",
                "smtp_tls_fingerprint_digest or smtpd_tls_fingerprint_digest is misspelt or "
                "unusual; Postfix turns TLS off for a digest that OpenSSL does not know.",
                "Set it to sha256 and make the pins anew, or say --digest to ignore main.cf."},
    Explanation{"format-unknown", "The snippet cannot be printed in this format.",
                "A misspelt value of --format.", "Use main.cf, postconf or ansible."},
    Explanation{"group-unknown", "No group of this name is known to the machine.",
                "A misspelt --group, or a group that only exists on another machine.",
                "`getent group` lists the groups; a number works as well."},
    Explanation{"hostname-missing", "There is no host name to make a certificate for.",
                "None was given, and myhostname is a single word, localhost or an address.",
                "Name the host as clients connect to it: postseal init mail.example.com. postconf "
                "myhostname shows what Postfix calls itself."},
    Explanation{
        "layout-unknown",
        "Material is laid out as one file per identity or as separate files; this is neither word.",
        "A misspelt --layout.", "Use --layout single (Postfix 3.4 and later) or split."},
    Explanation{"name-invalid", "A certificate cannot be made for this name.",
                "A label is longer than 63 characters or has characters that host names do not "
                "have, a wildcard is not the whole first label, or the name is a single word, "
                "localhost or an address where a full host name is needed.",
                "Give the name that clients connect to, such as mail.example.com."},
    Explanation{"name-not-permitted",
                "The CA was made for certain domains, and the name is in none of them. Clients "
                "would refuse the certificate.",
                "The CA was made with --permit.",
                "Leave the name out, or issue it with a CA that was made for it."},
    Explanation{"names-too-many", "More host names than one certificate reasonably holds.",
                "A list or a pattern that grew by accident: clients refuse handshakes as large as "
                "these would be.",
                "Use a wildcard such as *.example.com, or several certificates."},
    Explanation{"option-conflict", "Two options ask for different things.",
                "Both were given where each one alone decides.", "Leave one of them out."},
    Explanation{"next-hop-invalid", "The word is nothing that mail can be sent to.",
                "It is empty, or has blanks, commas or control characters in it.",
                "Write the domain of the recipient, or what relayhost or the transport table have: "
                "example.com, [mail.example.com]:587."},
    Explanation{"option-missing", "The command cannot work without this option.",
                "It was forgotten.", "The hint shows how the option is written."},
    Explanation{"option-repeated", "The option was given twice, and only one value can count.",
                "Often an alias or a script that sets it already.", "Give it once."},
    Explanation{"option-unknown", "The command has no option of this name.",
                "A misspelling, or an option of another command.",
                "Take the one that the hint suggests; `postseal COMMAND --help` lists them."},
    Explanation{"option-unused", "The option would have no effect together with the others.",
                "Two options that exclude each other: tlsa and pin are always SHA-256 of the "
                "public key, and only --format policy has a next hop.",
                "Leave out the option that the message names."},
    Explanation{"options-conflict", "Two options ask for different things.",
                "Both were given where each one alone decides.", "Leave one of them out."},
    Explanation{"os-unknown", "The layout of this operating system is not known.",
                "A misspelt name: postseal knows where Debian, RHEL and FreeBSD keep their files.",
                "Use debian, rhel, freebsd or other."},
    Explanation{"owner-unknown", "No user of this name is known to the machine.",
                "A misspelt --owner, or a user that only exists on another machine.",
                "`getent passwd` lists the users; a number works as well."},
    Explanation{"path-unusable", "main.cf cannot hold this path.",
                "Postfix splits lists of files at blanks and commas and replaces $name, and it "
                "reads relative paths from its queue directory, where they do not exist.",
                "Use an absolute path without blanks, commas and dollar signs."},
    Explanation{"pin-missing", "Nothing that was given has a fingerprint of the kind asked for.",
                "Keys and requests have no certificate, so --of certificate leaves nothing.",
                "Leave --of out: a fingerprint of the public key pins as well, and survives a "
                "renewal with the same key."},
    Explanation{"postfix-version-unknown", "This is no release of Postfix that postseal knows.",
                "A typing error in --postfix-version, or a mail_version older than 2.3.",
                "Give 2.3 to 3.12, with or without a patch level: --postfix-version 3.7."},
    Explanation{"profile-unknown", "There is no TLS profile of this name.", "A misspelt --profile.",
                "Use old, intermediate (the default) or modern."},
    Explanation{"role-unknown", "A snippet has no part of this name.", "A misspelt word.",
                "Use server, client, master or all."},
    Explanation{"stdin-taken", "Standard input would be read for two purposes.",
                "Both an input and --passphrase-file are -.", "Put one of the two in a file."},
    Explanation{"stdout-taken", "Standard output would hold two things at once.",
                "--json prints its document there, and an output was sent to - as well.",
                "Write the output to a file, or leave --json out."},
    Explanation{"term-unknown", "postseal has nothing to say on this term.",
                "It is neither an id of an error or finding nor a TLS parameter of Postfix, or it "
                "is misspelt.",
                "Ids stand in the JSON output of a command; parameters are written as in main.cf."},
    Explanation{"usage", "The command line cannot be understood.", "See the message.",
                "`postseal --help` shows the options."},
    Explanation{"value-invalid", "An option was given a value that it does not take.",
                "A misspelling, or a number out of range.", "The hint says what it takes."},
    Explanation{"value-missing", "An option needs a value, and the command line ends before it.",
                "The value was forgotten, or the shell expanded a variable to nothing.",
                "Give the value after the option, quoted if it may be empty."},
};

}  // namespace

std::span<const Explanation> explanations_of_command_lines() { return table; }

}  // namespace postseal
