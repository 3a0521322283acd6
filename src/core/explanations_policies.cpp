// SPDX-License-Identifier: MIT
#include <array>

#include "core/explanations.hpp"

namespace postseal {
namespace {

constexpr std::array table{
    Explanation{"access-digest-length",
                "A fingerprint in relay_clientcerts or in a check_ccert_access table is longer or "
                "shorter than those that smtpd makes, so no client ever has it.",
                "It was made with another digest than smtpd_tls_fingerprint_digest names. Where "
                "compatibility_level is below 3.6 that is md5 by default.",
                "Make it with postseal fingerprint --format access, or set "
                "smtpd_tls_fingerprint_digest to the digest that all of them have."},
    Explanation{"access-digest-malformed",
                "A key in a table of client certificates is no fingerprint as smtpd writes it: "
                "pairs of hexadecimal digits with a colon after each but the last.",
                "It was written without colons, or is a name: these tables are looked into by "
                "fingerprint only.",
                "Write AA:BB:CC..., as postseal fingerprint --format access does."},
    Explanation{"findings-cut",
                "A table has more findings than are told one by one. This one counts the others, "
                "and is as severe as the worst of them.",
                "Often one mistake that was repeated on every line.",
                "Put right what was told, then look again."},
    Explanation{"pin-of-nothing",
                "A fingerprint is the digest of no bytes at all. It is well formed, and nothing "
                "has it.",
                "A pipeline of openssl commands failed in the middle, and the digest at its end "
                "read an empty input.",
                "Make the fingerprint anew, with postseal fingerprint, which says so when there is "
                "nothing to read."},
    Explanation{"policy-attribute-malformed",
                "A word of a policy entry is no name=value. Postfix takes the whole entry for "
                "invalid and defers the mail.",
                "Usually a blank or a comma within a value: exclude=RC4, aNULL is two words. "
                "{ name = value } is understood from Postfix 3.10 on.",
                "Write name=value without blanks, and separate the elements of a list by colons."},
    Explanation{"policy-attribute-misplaced",
                "An attribute of a policy entry does not go with its level. Except at level none, "
                "Postfix takes the entry for invalid and defers the mail.",
                "match goes with fingerprint, verify and secure; tafile with verify and secure; "
                "policy_domain and its kin with policy_type.",
                "Choose the level that has the attribute, or remove it."},
    Explanation{"policy-attribute-repeated",
                "An attribute that an entry may have once is there twice; Postfix defers the mail.",
                "Two lists were written as two attributes. Only match and tafile add up.",
                "Write one attribute, with its elements separated by colons."},
    Explanation{"policy-attribute-unknown",
                "This version of Postfix does not know an attribute of a policy entry. It defers "
                "the mail.",
                "A typing error, or an attribute of a later version: tafile is of 2.11, servername "
                "and connection_reuse are of 3.4, enable_rpk is of 3.9.",
                "Put the name right, or remove the attribute."},
    Explanation{"policy-attribute-value",
                "An attribute of a policy entry has a value that Postfix does not take; it defers "
                "the mail.",
                "connection_reuse and enable_rpk are yes or no; servername is a host name.",
                "Put the value right."},
    Explanation{"policy-ciphers",
                "A cipher grade or an exclusion of a policy entry is not understood. The handshake "
                "fails before it begins, and the mail is deferred, at level may too.",
                "A grade is a word such as high, not a list of ciphers; exclusions have no \"!\" "
                "before them.",
                "ciphers=high, exclude=RC4:3DES"},
    Explanation{"policy-dane-without-dnssec",
                "An entry wants DANE, but this Postfix looks names up without DNSSEC. Level dane "
                "then is no better than may; dane-only sends nothing.",
                "smtp_dns_support_level is not dnssec.",
                "Set smtp_dns_support_level = dnssec and have a resolver on this machine that "
                "validates."},
    Explanation{"policy-digest-colons",
                "A fingerprint has no colons. Postfix before 3.6 compares text, and its own "
                "fingerprints have them, so this one never matches.",
                "It was written by openssl dgst, or for a later Postfix.",
                "Write AA:BB:CC..., as postseal fingerprint does."},
    Explanation{"policy-digest-length",
                "A fingerprint is longer or shorter than those that Postfix makes of the server's "
                "certificate. It never matches, and where no other one does the mail is deferred.",
                "It was made with another digest than smtp_tls_fingerprint_digest names: the "
                "default was md5 until compatibility_level 3.6, and is sha256 since.",
                "Make the fingerprints anew with postseal fingerprint --format policy, or name the "
                "digest that they were made with in main.cf."},
    Explanation{"policy-digest-malformed",
                "A fingerprint of a policy entry has other characters than hexadecimal digits and "
                "colons. Postfix passes over it, and defers the mail where no other is left.",
                "A prefix such as SHA256:, base64 instead of hexadecimal, or a digit too few.",
                "Make it anew with postseal fingerprint."},
    Explanation{
        "policy-duplicate",
        "A key is in a table twice. Of an indexed table the first entry counts, and postmap "
        "warns; a texthash table is not opened at all, and all mail that would be looked "
        "up in it is deferred. Of an inline: table the last entry counts, without a warning.",
        "An entry was added where one was to be changed. Case makes no difference.",
        "Remove one of them."},
    Explanation{"policy-entry-bytes",
                "A line of a table is not UTF-8. With smtputf8_enable, Postfix warns and passes "
                "over it.",
                "The file was saved in an encoding of one byte for each letter.",
                "Save it as UTF-8, or write the name as xn--... ."},
    Explanation{"policy-entry-empty",
                "A line of a table is a key without a value. postmap warns and passes over it.",
                "A value on the next line has to begin with a blank.",
                "Write the level after the key, or remove the line."},
    Explanation{"policy-fingerprint-missing",
                "At level fingerprint a server is known by its fingerprint, and none is given: "
                "Postfix defers the mail.",
                "The entry has no match, and smtp_tls_fingerprint_cert_match is empty.",
                "postseal fingerprint --format policy --nexthop NEXTHOP SOURCE makes the line."},
    Explanation{"policy-index-differs",
                "The index of a table, which is what Postfix reads, does not say what its source "
                "says of this next hop.",
                "The source was edited and postmap was not run, or another file was put in its "
                "place.",
                "Run postmap, then look again."},
    Explanation{"policy-index-missing",
                "The source of a table is there, and the index that Postfix reads is not. Every "
                "lookup fails, and mail is deferred.",
                "postmap was not run, or made another type of index.",
                "Run postmap with the type and path of the parameter, or use texthash, which needs "
                "no index."},
    Explanation{"policy-index-stale",
                "A table was changed after its index was made. Postfix still does what the older "
                "text said.",
                "postmap was not run after the change.",
                "Run postmap with the type and path of the parameter."},
    Explanation{"policy-key-near-miss",
                "The table has an entry for the host of relayhost or of a transport, under another "
                "spelling. Brackets and port are part of the key, so that entry is never found, "
                "and the level of main.cf holds.",
                "[h], [h]:587, [h]:submission, h and h:587 are five different keys.",
                "Write the key exactly as the parameter has it."},
    Explanation{"policy-key-unreachable",
                "Nothing that smtp looks for is equal to this key, so the entry has no effect.",
                "Keys are next hops: not mail addresses, URLs or patterns, and without the name of "
                "a transport. Parents of a domain begin with a dot.",
                "Write the key as relayhost or the transport table has the next hop, or the "
                "recipient's domain."},
    Explanation{"policy-level-unknown",
                "This version of Postfix does not know the level of a policy entry. It defers the "
                "mail.",
                "A typing error, or a level of a later version: fingerprint is of 2.5, dane and "
                "dane-only are of 2.11.",
                "none, may, encrypt, fingerprint, dane, dane-only, verify or secure"},
    Explanation{"policy-match-empty",
                "An entry says that something has to match, and names nothing. No certificate "
                "passes, and the mail is deferred.",
                "match= without a value, or with separators only.",
                "Name what the certificate has to have, or remove the attribute: then the default "
                "of the level holds."},
    Explanation{
        "policy-protocols",
        "The protocols of a policy entry are not understood, or leave nothing. The "
        "handshake fails before it begins, and the mail is deferred, at level may too.",
        "A name that this version does not know; >= before Postfix 3.6; or every version "
        "of TLS is excluded.",
        "protocols=>=TLSv1.2, or before Postfix 3.6 protocols=!SSLv2:!SSLv3:!TLSv1:!TLSv1.1"},
    Explanation{"policy-query-failed",
                "postmap -q gave no answer for a table that only Postfix can look into. What "
                "postmap cannot look into, smtp cannot either, and then mail is deferred.",
                "Its file is not there or has a mistake, the server behind it is down, or postmap "
                "is not installed.",
                "Run the same postmap -q by hand, and read Postfix's log."},
    Explanation{"policy-secure-address",
                "The next hop is an address, and by default a certificate at this level has to "
                "have it together with a name made of it, which none has. The mail is deferred.",
                "Level secure matches nexthop and dot-nexthop unless the entry says otherwise.",
                "Add match=NAME, with the host name that is in the server's certificate."},
    Explanation{"policy-shadowed",
                "A key is in an earlier table of the same parameter too, and that entry counts.",
                "Tables are asked in the order of the parameter; the first that has the key wins.",
                "Remove one of the entries, or change the order."},
    Explanation{"policy-stray-line",
                "The first line of a table begins with a blank, and so continues a line that is "
                "not there. It is passed over.",
                "Lines that begin with a blank belong to the one before.", "Remove the blank."},
    Explanation{"policy-table-key",
                "A file that is named as a lookup table holds a private key. Its lines are neither "
                "shown nor edited.",
                "The path of a key stands where the path of a table was meant.",
                "Name the source of the table, such as texthash:/etc/postfix/tls_policy."},
    Explanation{
        "policy-table-malformed",
        "A parameter that names tables has an element that is none. Without a type the program "
        "that "
        "reads it ends at once, over and over; a malformed inline table fails every lookup.",
        "A table is named by its type and its name, as in texthash:/etc/postfix/tls_policy; "
        "the entries of an inline table are key=value or { key = value }.",
        "Write the type before the path."},
    Explanation{"policy-table-missing",
                "The file of a table is not there. Without an index either, every lookup fails and "
                "mail is deferred.",
                "The path is misspelt, or the file was moved.",
                "Make the file, or take the table out of the parameter."},
    Explanation{"policy-table-unread",
                "A table is of a type that only Postfix can look into, so nothing is said about "
                "its entries.",
                "Tables such as regexp, pcre, socketmap and ldap make their answers when asked.",
                "postmap -q NEXTHOP TYPE:NAME shows the answer to one key."},
    Explanation{
        "policy-table-written",
        "The entry that is to be changed belongs in an inline: table of "
        "smtp_tls_policy_maps which postseal cannot edit safely.",
        "The table has a \"$\" in it, comes from another parameter, or would read the entry "
        "as something else, because of a brace or a \"=\" in the key.",
        "Change smtp_tls_policy_maps in main.cf, or move its entries to a texthash: table "
        "and name that instead."},
    Explanation{"policy-tafile",
                "A file of trusted certificates that an entry names cannot be used: the entry is "
                "invalid, and the mail is deferred.",
                "Postfix opens it when it sends, as $mail_owner and within the chroot of the "
                "service; a file of mode 0600, or outside the chroot, is out of its reach.",
                "Put it where the service sees it, as PEM, mode 0644, in directories that everyone "
                "may pass."},
    Explanation{"policy-type-gone",
                "The installed Postfix does not have this type of table. Every lookup fails, and "
                "mail is deferred.",
                "Systems that dropped Berkeley DB have no hash and btree; other types come in "
                "packages of their own.",
                "Use a type that postconf -m shows, such as texthash or lmdb, and run postmap."},
    Explanation{"policy-without-ca",
                "An entry wants a certificate that a known CA issued, and no CA is known. Postfix "
                "trusts none by itself: no server passes, and the mail is deferred.",
                "smtp_tls_CAfile and smtp_tls_CApath are empty, and the entry has no tafile. "
                "tls_append_default_CA alone adds nothing.",
                "Set smtp_tls_CAfile to the CAs of the system."},
};

}  // namespace

std::span<const Explanation> explanations_of_policies() { return table; }

}  // namespace postseal
