// SPDX-License-Identifier: MIT
#include <array>

#include "core/log_effects.hpp"
#include "core/log_patterns.hpp"

// Session caches and tickets: tls_scache.c, tls_session.c, tlsmgr.c, data_redirect.c.
namespace postseal {
namespace {

constexpr std::string_view no_resume =
    "Sessions are not resumed: a little more work in each handshake.";
constexpr std::string_view cache_path =
    "postconf -e smtpd_tls_session_cache_database=btree:$data_directory/smtpd_scache (and smtp_ "
    "with "
    "smtp_scache), each a file of its own.";

constexpr std::array table{
    LogMessage{
        .patterns = "do not use the same TLS cache file {file} for {first} and {second}",
        .severity = "fatal",
        .meaning = "Two session caches ({first} and {second}) name the same file {file}.",
        .effect =
            "tlsmgr ends, and without it there is no TLS at all: smtpd answers 454, smtp sends "
            "plain text at may and defers above.",
        .cause = "smtp_tls_session_cache_database was copied from the smtpd_ one.",
        .remedy = cache_path,
        .since = "2.5"},
    LogMessage{.patterns = "request to update {kind} {file} in non-{owner} directory {directory}\n"
                           "request to update file {file} in non-{owner} directory {directory}\n"
                           "redirecting the request to {owner}-owned {parameter} {directory}",
               .severity = "warning",
               .meaning = "A session cache or the seed file is configured in {directory}, and is "
                          "kept in data_directory in its place.",
               .effect = effect::none,
               .cause = "Paths of Postfix 2.4 or before (queue_directory, /etc/postfix).",
               .remedy = cache_path,
               .since = "2.5"},
    LogMessage{.patterns = "dictionary {table} is not a regular file\n"
                           "cannot lock dictionary {table} for exclusive use: {why}\n"
                           "dictionary {table} does not support update operations\n"
                           "dictionary {table} does not support delete operations\n"
                           "dictionary {table} does not support sequence operations",
               .severity = "fatal",
               .meaning = "{table} cannot be a session cache.",
               .effect = "tlsmgr ends, and without it there is no TLS at all.",
               .cause =
                   "A type of table that cannot be written (hash works, texthash does not), or a "
                   "file in use by another.",
               .remedy = cache_path},
    LogMessage{
        .patterns = "{label} TLS cache: truncated entry for {session}: {data}\n"
                    "{label} TLS cache: malformed entry for {session}: {data}",
        .severity = "warning",
        .meaning = "An entry of the {label} session cache is damaged.",
        .effect = no_resume,
        .cause = "A crash or a full disk while it was written.",
        .remedy = "postfix stop, remove the *_scache files of data_directory, postfix start."},
    LogMessage{.patterns = "{who}: i2d_SSL_SESSION failed: unable to cache session",
               .severity = "warning",
               .meaning = "A session could not be kept for later.",
               .effect = no_resume,
               .cause = "OpenSSL refused, mostly for lack of memory.",
               .remedy = "Nothing, unless it happens often."},
    LogMessage{.patterns = "{parameter}: invalid value: {value}; session tickets disabled",
               .severity = "warning",
               .meaning = "{value} is no cipher for {parameter}.",
               .effect = no_resume,
               .cause = "A typing error in tls_session_ticket_cipher.",
               .remedy = "postconf -X {parameter!}",
               .since = "3.0"},
    LogMessage{.patterns = "invalid session ticket key name length: {length#}",
               .severity = "warning",
               .meaning = "A daemon asked tlsmgr for a ticket key in a way it does not know.",
               .effect = no_resume,
               .cause = "Daemons of two releases of Postfix at work.",
               .remedy = "postfix stop, then postfix start.",
               .since = "2.11"},
    LogMessage{.patterns = "bogus cache type \"{type}\" in \"{request}\" request\n"
                           "bogus seed length \"{length#}\" in \"{request}\" request",
               .severity = "warning",
               .meaning = "A daemon asked tlsmgr for something it does not know ({request}).",
               .effect = no_resume,
               .cause = "Daemons of two releases of Postfix at work after an update.",
               .remedy = "postfix stop, then postfix start."},
    LogMessage{.patterns = "timeout while waiting for data from {stream}\n"
                           "cannot examine read buffer of {stream}: {why}\n"
                           "end-of-input while reading request from {stream}: {why}",
               .daemons = "tlsmgr",
               .severity = "warning",
               .meaning = "A daemon began a request to tlsmgr and did not end it.",
               .effect = no_resume,
               .cause = "A machine under heavy load, or a daemon that was killed.",
               .remedy = "Nothing now and then."},
    LogMessage{.patterns =
                   "write {label} TLS cache entry {entry}: time={time#} [data {bytes#} bytes]\n"
                   "read {label} TLS cache entry {entry}: time={time#} [data {bytes#} bytes]\n"
                   "lookup {label} session id={entry}\n"
                   "put {label} session id={entry} [data {bytes#} bytes]\n"
                   "delete {label} session id={entry}\n"
                   "open {label} TLS cache {entry}\n"
                   "close {label} TLS cache {entry}\n"
                   "{who}: start TLS {label} session cache cleanup",
               .meaning = "tlsmgr at work on the session cache {label}.",
               .effect = effect::none,
               .cause = "Verbose logging: *_tls_loglevel 2 and more, or tlsmgr -v.",
               .remedy = "Nothing."},
    LogMessage{.patterns = "looking for session {session} in {cache} cache\n"
                           "looking up session {session} in {cache} cache\n"
                           "{peer}: looking up session {session} in {cache} cache\n"
                           "reloaded session {session} from {cache} cache\n"
                           "{peer}: reloaded session {session} from {cache} cache\n"
                           "save session {session} to {cache} cache\n"
                           "{peer}: save session {session} to {cache} cache\n"
                           "remove session {session} from {cache} cache\n"
                           "{peer}: remove session {session} from {cache} cache",
               .meaning = "A TLS session was looked for, found, kept or removed in the cache "
                          "{cache}.",
               .effect = effect::none,
               .cause = "Log level 2.",
               .remedy = "Nothing."},
    LogMessage{.patterns = "{peer}: Reusing old session{rest}\n"
                           "Reusing old session\n"
                           "{peer}: Issuing session ticket, key expiration: {time#}\n"
                           "{peer}: Decrypting session ticket, key expiration: {time#}",
               .meaning = "A TLS session is resumed without a full handshake, or prepared for it.",
               .effect = effect::none,
               .cause = "Log level 2.",
               .remedy = "Nothing."},
};

}  // namespace

std::span<const LogMessage> log_messages_of_sessions() { return table; }

}  // namespace postseal
