// SPDX-License-Identifier: MIT
#include <array>

#include "core/log_effects.hpp"
#include "core/log_patterns.hpp"

// Entries of smtp_tls_policy_maps: smtp_tls_policy.c (2.11 and later), smtp_session.c (before).
namespace postseal {
namespace {

constexpr std::string_view clients = "smtp lmtp";
constexpr std::string_view check_entry =
    "postseal check reads every line of the tables; afterwards postmap, if the table is an indexed "
    "file.";

constexpr std::array table{
    LogMessage{.patterns = "{table}, {class} \"{key}\": policy table lookup error",
               .daemons = clients,
               .severity = "warning",
               .meaning = "The policy for {key} could not be looked up in {table}.",
               .effect = effect::deferred,
               .cause = "A database or socketmap (an MTA-STS resolver) that does not answer, or a "
                        "file without postmap.",
               .remedy = "postmap -q KEY on each table of smtp_tls_policy_maps shows the error.",
               .since = "2.11"},
    LogMessage{.patterns = "{table}, {class} \"{key}\": invalid empty policy\n"
                           "ignoring empty tls policy for {key}",
               .daemons = clients,
               .severity = "warning",
               .meaning = "The policy entry for {key} is empty.",
               .effect = effect::deferred,
               .cause = "A key without a level after it.",
               .remedy = check_entry},
    LogMessage{.patterns = "{table}, {class} \"{key}\": invalid security level \"{level}\"\n"
                           "{table}, {class} '{key}': unknown security level '{level}' ignored",
               .daemons = clients,
               .severity = "warning",
               .meaning = "The policy entry for {key} begins with {level}, which is no level.",
               .effect = effect::deferred,
               .cause = "A typing error; or a level of a later release (dane: 2.11).",
               .remedy = "Use none, may, encrypt, dane, dane-only, fingerprint, verify or secure. "
                         "postseal check names the line."},
    LogMessage{
        .patterns =
            "{table}, {class} \"{key}\": ignoring attribute \"{attribute}\" with TLS disabled",
        .daemons = clients,
        .severity = "warning",
        .meaning = "The policy entry for {key} is none, so {attribute} means nothing.",
        .effect = "Mail to it goes out as plain text, as the entry says.",
        .cause = "A level that was changed to none for a trial.",
        .remedy = "Set the level that is meant, or drop the attribute.",
        .since = "2.5"},
    LogMessage{
        .patterns =
            "{table}, {class} \"{key}\": malformed attribute/value pair \"{pair}\": {why}\n"
            "{table}, {class} '{key}': malformed attribute/value pair '{pair}' ignored: {why}",
        .daemons = clients,
        .severity = "warning",
        .meaning = "In the policy entry for {key}, {pair} is not of the form name=value.",
        .effect = effect::deferred,
        .cause = "A blank around \"=\" or after a comma or colon in a value; braces before 3.10.",
        .remedy = "No blanks: match=a.example:b.example, exclude=RC4:aNULL. "
                  "postseal check names the line."},
    LogMessage{.patterns = "{table}, {class} \"{key}\": attribute \"{attribute}\" has empty value\n"
                           "{table}, {class} '{key}': empty {attribute} value ignored",
               .daemons = clients,
               .severity = "warning",
               .meaning = "In the policy entry for {key}, {attribute} has no value.",
               .effect = effect::deferred,
               .cause = "A value that was left out, or a blank after \"=\".",
               .remedy = check_entry},
    LogMessage{.patterns = "{table}, {class} \"{key}\": attribute \"{attribute}\" is specified "
                           "multiple times",
               .daemons = clients,
               .severity = "warning",
               .meaning = "In the policy entry for {key}, {attribute} occurs twice; only match, "
                          "tafile and a few more may.",
               .effect = effect::deferred,
               .cause = "Two entries were joined.",
               .remedy = check_entry,
               .since = "2.5"},
    LogMessage{.patterns =
                   "{table}, {class} \"{key}\": \"{attribute}={value}\" specifies an invalid "
                   "hostname",
               .daemons = clients,
               .severity = "warning",
               .meaning = "In the policy entry for {key}, {value} is no host name.",
               .effect = effect::deferred,
               .cause = "A typing error in servername= or policy_domain=, or an address.",
               .remedy = "Use a DNS name; for servername also hostname or nexthop.",
               .since = "3.4"},
    LogMessage{.patterns = "\"{parameter} = {value}\" specifies an invalid hostname",
               .daemons = clients,
               .severity = "warning",
               .meaning = "{parameter} must be hostname, nexthop or a DNS name; {value} is none.",
               .effect = effect::deferred,
               .cause = "A typing error, or an address.",
               .remedy = "postconf -X {parameter!}, unless a server needs it.",
               .since = "3.4"},
    LogMessage{
        .patterns =
            "{table}, {class} \"{key}\": attribute \"{attribute}\" invalid at security level "
            "\"{level}\"\n"
            "{table}, {class} '{key}': attribute '{attribute}' ignored at security level "
            "'{level}'",
        .daemons = clients,
        .severity = "warning",
        .meaning = "In the policy entry for {key}, {attribute} does not go with level {level}.",
        .effect = effect::deferred,
        .cause =
            "match= works at fingerprint, verify and secure only; tafile= at verify and secure.",
        .remedy = "Set a level that goes with it, or drop it. postseal check names the line."},
    LogMessage{
        .patterns =
            "{table}, {class} \"{key}\": attribute \"{attribute}\" has bad value: \"{value}\"\n"
            "{table}, {class} \"{key}\": attribute \"{attribute}\" has a malformed value: "
            "\"{value}\"\n"
            "{table}, {class} \"{key}\": attribute \"{attribute}\" has an unexpected value: "
            "\"{value}\"\n"
            "{table}, {class} '{key}': invalid {attribute} value '{value}' ignored",
        .daemons = clients,
        .severity = "warning",
        .meaning = "In the policy entry for {key}, {attribute} cannot be {value}.",
        .effect = effect::deferred,
        .cause = "A typing error; connection_reuse and enable_rpk take yes or no.",
        .remedy = check_entry},
    LogMessage{.patterns = "{table}, {class} \"{key}\": invalid attribute name: \"{attribute}\"\n"
                           "{table}, {class} '{key}': unknown attribute '{attribute}' ignored",
               .daemons = clients,
               .severity = "warning",
               .meaning = "In the policy entry for {key}, there is no attribute {attribute}.",
               .effect = effect::deferred,
               .cause = "A typing error, or an attribute of a later release: servername and "
                        "connection_reuse since 3.4, enable_rpk since 3.9, policy_* since 3.10.",
               .remedy = "postseal check names the line, and what this release knows."},
    LogMessage{.patterns = "{table}, {class} \"{key}\": built-in policy has unexpected attribute "
                           "{attributes}",
               .daemons = clients,
               .severity = "warning",
               .meaning = "The policy entry for {key} has attributes of MTA-STS ({attributes}) "
                          "without policy_type=sts.",
               .effect = effect::deferred,
               .cause = "policy_type was left out.",
               .remedy = "Add policy_type=sts, or drop the others.",
               .since = "3.10"},
    LogMessage{.patterns = "protocol in TLS policy table, {class} '{key}':{rest}",
               .daemons = clients,
               .severity = "warning",
               .meaning = "The policy entry for {key} has a protocol that is not known.",
               .effect = effect::none,
               .cause = "A typing error in protocols=.",
               .remedy = check_entry,
               .until = "2.4"},
    LogMessage{
        .patterns = "{parameter} ignored when {other} is not empty.",
        .daemons = clients,
        .severity = "warning",
        .meaning = "{other} is set, so {parameter} is not read.",
        .effect = "Its entries do nothing.",
        .cause = "An old smtp_tls_per_site beside the newer table.",
        .remedy = "Move its entries over (MUST is verify, MUST_NOPEERMATCH is encrypt, MAY is may, "
                  "NONE is none), then postconf -X {parameter!}."},
    LogMessage{.patterns =
                   "{table}: unknown TLS policy '{policy}' for {class} {key}\n"
                   "Table {table}: ignoring unknown TLS policy '{policy}' for {class} {key}",
               .daemons = clients,
               .severity = "warning",
               .meaning = "The entry {policy} for {key} in smtp_tls_per_site is not known.",
               .effect = effect::deferred,
               .cause = "A level of smtp_tls_policy_maps in the older table.",
               .remedy = "Use smtp_tls_policy_maps."},
    LogMessage{.patterns = "{table}: {class} \"{key}\": per-site table lookup error\n"
                           "{table} lookup error for {key}",
               .daemons = clients,
               .severity = "warning",
               .meaning = "The policy for {key} could not be looked up in {table}.",
               .effect = effect::deferred,
               .cause = "A database that does not answer, or a file without postmap.",
               .remedy = "postmap -q KEY on the table shows the error."},
    LogMessage{
        .patterns = "nexthop domain {key}: configured at fingerprint security level, but with no "
                    "fingerprints to match.",
        .daemons = clients,
        .severity = "warning",
        .meaning = "The policy for {key} is fingerprint, and not one usable fingerprint is given.",
        .effect = effect::deferred,
        .cause = "match= is missing, or all values are malformed (blanks, a SHA256: prefix), or "
                 "smtp_tls_fingerprint_cert_match is empty.",
        .remedy = "postseal policy pin NEXTHOP HOST-OR-FILE writes it; set "
                  "smtp_tls_fingerprint_digest = sha256.",
        .since = "2.11"},
    LogMessage{.patterns = "MX name '{host}' does not match STS MX pattern for '{domain}'",
               .daemons = clients,
               .severity = "warning",
               .meaning = "The host {host} is not among those that the MTA-STS policy of {domain} "
                          "allows.",
               .effect = "This host is passed over; if none is left, mail is deferred.",
               .cause = "The owner of the domain changed the MX records and not the policy.",
               .remedy = "Tell the owner. smtp_tls_enforce_sts_mx_patterns = no goes without.",
               .since = "3.10"},
    LogMessage{.patterns = "MX name '{host}' matches STS MX pattern for '{domain}'",
               .daemons = clients,
               .meaning = "The host {host} is one that the MTA-STS policy of {domain} allows.",
               .effect = effect::none,
               .cause = "Verbose logging.",
               .remedy = "Nothing.",
               .since = "3.10"},
    LogMessage{.patterns = "global TLS level: {level}\n"
                           "site TLS level: {level}\n"
                           "effective TLS level: {level}",
               .daemons = clients,
               .meaning = "The level that smtp_tls_security_level, the policy table, or both "
                          "together give is {level}.",
               .effect = effect::none,
               .cause = "smtp runs with -v.",
               .remedy = "Nothing."},
};

}  // namespace

std::span<const LogMessage> log_messages_of_policies() { return table; }

}  // namespace postseal
