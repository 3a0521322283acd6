// SPDX-License-Identifier: MIT
#include <array>

#include "core/log_effects.hpp"
#include "core/log_patterns.hpp"

// The library, its configuration, protocols, ciphers and digests: tls_client.c, tls_server.c,
// tls_misc.c.
namespace postseal {
namespace {

constexpr std::string_view memory =
    "The machine is out of memory, or OpenSSL is not usable; a library line after it has the "
    "reason.";
constexpr std::string_view see_library = "See that line (postseal explain); then postfix reload.";

constexpr std::array table{
    LogMessage{
        .patterns = "Invalid TLS protocol list \"{list}\": disabling TLS support",
        .severity = "warning",
        .meaning = "The list of protocols {list} names something that this Postfix does not know.",
        .effect = effect::tls_off,
        .cause = "A typing error in smtpd_tls_protocols or smtpd_tls_mandatory_protocols; or "
                 "\">=TLSv1.2\" with Postfix 3.5 or before, which does not know \">=\".",
        .remedy = "From 3.6 on: >=TLSv1.2, without a blank inside. Before: !SSLv2, !SSLv3, !TLSv1, "
                  "!TLSv1.1.",
        .since = "2.5"},
    LogMessage{
        .patterns = "{peer}: Invalid TLS protocol list \"{list}\": aborting TLS session\n"
                    "Invalid TLS protocol list \"{list}\": aborting TLS session",
        .severity = "warning",
        .meaning = "The list of protocols {list} for this destination names something that this "
                   "Postfix does not know.",
        .effect = effect::deferred,
        .cause =
            "A typing error in smtp_tls_protocols, smtp_tls_mandatory_protocols or protocols= of "
            "a policy entry; or \">=TLSv1.2\" with Postfix 3.5 or before.",
        .remedy = "From 3.6 on: >=TLSv1.2. Before: !SSLv2, !SSLv3. In a policy entry the list is "
                  "separated by colons.",
        .since = "2.5"},
    LogMessage{
        .patterns = "{peer}: invalid cipher grade: \"{grade}\"\n"
                    "{peer}: invalid {context} cipher grade: \"{grade}\": aborting TLS session",
        .severity = "warning",
        .meaning = "There is no cipher grade {grade}. This is found at each handshake, not at "
                   "the start.",
        .effect = effect::one_either,
        .cause = "A typing error in smtpd_tls_ciphers, smtp_tls_ciphers, their mandatory "
                 "forms, or ciphers= of a policy entry.",
        .remedy = "Use medium or high (older releases: low, export too); the default is right "
                  "for nearly everybody.",
        .since = "2.5"},
    LogMessage{
        .patterns =
            "{peer}: invalid unary '!+-@' in cipher exclusion: {word}\n"
            "{peer}: invalid unary '!+-@' in {context} cipher exclusion: \"{word}\": aborting "
            "TLS session\n"
            "{who}: can't exclude '!+-@' modifiers, '{word}' ignored",
        .severity = "warning",
        .meaning =
            "The word {word} in a list of excluded ciphers begins with an operator; the list "
            "holds names only.",
        .effect = effect::one_either,
        .cause = "*_exclude_ciphers was written like an OpenSSL cipher string.",
        .remedy = "Write the names alone: smtpd_tls_exclude_ciphers = aNULL, RC4."},
    LogMessage{
        .patterns = "{peer}: error setting cipher grade: \"{grade}\"\n"
                    "{peer}: invalid {context} cipher list: \"{grade}\": aborting TLS session\n"
                    "Invalid cipherlist \"{grade}\": aborting TLS session\n"
                    "Invalid cipherlist \"{grade}\": disabling TLS support",
        .severity = "warning",
        .meaning = "No cipher is left of {grade} and the exclusions.",
        .effect = effect::one_either,
        .cause = "tls_high_cipherlist or tls_medium_cipherlist was changed, or the exclusions "
                 "take everything away.",
        .remedy = "postconf -n | grep -i ciph; take the changes out: postconf -X "
                  "tls_medium_cipherlist tls_high_cipherlist."},
    LogMessage{.patterns = "unknown '{parameter}' value '{value}' ignored, using '{used}'",
               .severity = "warning",
               .meaning = "The grade {value} of {parameter} is not known; {used} is used.",
               .effect = effect::none,
               .cause = "A typing error, or a grade of a later release.",
               .remedy = "Use high, medium or what postconf -d shows.",
               .until = "2.4"},
    LogMessage{
        .patterns = "Digest algorithm \"{digest}\" not found: disabling TLS support\n"
                    "Digest algorithm \"{digest}\" not found; disabling TLS support\n"
                    "Digest algorithm \"{digest}\" not found",
        .severity = "warning",
        .meaning = "OpenSSL has no digest {digest}, so fingerprints cannot be made.",
        .effect = effect::tls_off,
        .cause = "A typing error in *_tls_fingerprint_digest, or md5 on a machine in FIPS mode.",
        .remedy = "Set smtpd_tls_fingerprint_digest and smtp_tls_fingerprint_digest to sha256.",
        .since = "2.5",
        .see = "digest-unknown"},
    LogMessage{.patterns = "Digest algorithm \"{digest}\" output size {size#} too large: disabling "
                           "TLS support\n"
                           "Digest algorithm \"{digest}\" output size {size#} too large",
               .severity = "warning",
               .meaning = "The digest {digest} is longer than Postfix has room for.",
               .effect = effect::tls_off,
               .cause = "An unusual digest in *_tls_fingerprint_digest.",
               .remedy = "Use sha256.",
               .since = "2.5",
               .until = "3.3"},
    LogMessage{
        .patterns = "disabling TLS support",
        .severity = "warning",
        .meaning = "The TLS engine was not set up. The warning before this one says why.",
        .effect = effect::tls_off,
        .cause = "Usually an unknown digest, or keys and certificates that could not be loaded.",
        .remedy = "See the warning before; postseal check predicts it.",
        .since = "2.11"},
    LogMessage{
        .patterns = "no entropy for TLS key generation: disabling TLS support",
        .severity = "warning",
        .meaning = "No random bytes could be had from tlsmgr.",
        .effect = effect::tls_off,
        .cause = "The tlsmgr service is missing from master.cf or cannot start, or its socket "
                 "private/tlsmgr is not reachable.",
        .remedy = "master.cf needs the tlsmgr line: postconf -M tlsmgr/unix; then look for "
                  "messages of tlsmgr. postconf -d tls_random_source shows the usual source."},
    LogMessage{.patterns = "Cannot allocate SSL application data index: disabling TLS support\n"
                           "Cannot allocate SSL application data index\n"
                           "cannot allocate client SSL_CTX: disabling TLS support\n"
                           "cannot allocate client SSL_CTX\n"
                           "cannot allocate server SSL_CTX: disabling TLS support\n"
                           "cannot allocate server SNI SSL_CTX: disabling TLS support\n"
                           "error allocating OpenSSL init settings, disabling TLS support\n"
                           "error initializing the OpenSSL library, disabling TLS support\n"
                           "OpenSSL DANE initialization failed: disabling TLS support\n"
                           "OpenSSL DANE initialization failed",
               .severity = "warning",
               .meaning = "OpenSSL could not be started as a whole.",
               .effect = effect::tls_off,
               .cause = memory,
               .remedy = see_library,
               .since = "2.5"},
    LogMessage{.patterns = "Could not allocate 'TLScontext->con' with SSL_new()\n"
                           "Could not set application data for 'TLScontext->con'\n"
                           "Could not set TLS session ID context\n"
                           "Could not obtain BIO_pair\n"
                           "SSL_set_fd error to {peer}\n"
                           "{who}: error allocating SSL object",
               .severity = "warning",
               .meaning = "A TLS session could not be set up.",
               .effect = effect::one_either,
               .cause = memory,
               .remedy = see_library},
    LogMessage{.patterns =
                   "non-default {parameter} = {value} is not an absolute pathname, disabling "
                   "TLS support",
               .severity = "warning",
               .meaning = "The value {value} of {parameter} must be default, none or a path that "
                          "begins with \"/\".",
               .effect = effect::tls_off,
               .cause = "A relative path, or a typing error.",
               .remedy = "postconf -e tls_config_file=default, or the whole path.",
               .since = "3.5"},
    LogMessage{.patterns = "non-default {parameter} = {value} requires OpenSSL 1.1.1b or later, "
                           "disabling TLS support",
               .severity = "warning",
               .meaning = "The OpenSSL in use is too old for {parameter} = {value}.",
               .effect = effect::tls_off,
               .cause = "OpenSSL before 1.1.1b.",
               .remedy = "postconf -X {parameter!}",
               .since = "3.5"},
    LogMessage{
        .patterns = "error loading the '{section}' settings from the {file} OpenSSL configuration "
                    "file, disabling TLS support",
        .severity = "warning",
        .meaning = "The section {section} of the OpenSSL configuration ({file}) could not be "
                   "loaded.",
        .effect = effect::tls_off,
        .cause = "A typing error in openssl.cnf, an engine or provider that is not there, or "
                 "tls_config_name with the name of no section.",
        .remedy = "The library lines after it say where; openssl version -d shows the directory of "
                  "openssl.cnf. To do without: postconf -e tls_config_file=none.",
        .since = "3.5"},
    LogMessage{.patterns = "run-time library vs. compile-time header version mismatch: {versions}",
               .severity = "warning",
               .meaning = "Postfix runs with another version of a library than it was built for: "
                          "{versions}.",
               .effect = "Mostly none; behaviour that changed between the two may surprise.",
               .cause = "A library that was updated without Postfix, or a second one in the path.",
               .remedy = "Update both from the same source, then restart Postfix: ldd shows which "
                         "library is taken."},
    LogMessage{.patterns = "tls_library_init: using backwards-compatible defaults",
               .meaning = "OpenSSL is set up as it was before Postfix 3.5.",
               .effect = effect::none,
               .cause = "A higher tls_loglevel shows it.",
               .remedy = "Nothing.",
               .since = "3.5"},
    LogMessage{.patterns = "Failed to enable client to server raw public key support\n"
                           "Failed to enable server to client raw public key support",
               .severity = "warning",
               .meaning = "Raw public keys (RFC 7250) could not be turned on.",
               .effect = "Certificates are used in their place.",
               .cause = "OpenSSL before 3.2.",
               .remedy = "Take out smtp_tls_enable_rpk, smtpd_tls_enable_rpk or enable_rpk of the "
                         "policy entry.",
               .since = "3.9"},
    LogMessage{.patterns = "{peer}: error setting {bound}imum TLS version to: 0x{version}\n"
                           "{peer}: error clearing {bound}imum TLS version",
               .severity = "warning",
               .meaning = "OpenSSL did not accept the {bound}imum version of TLS that is set.",
               .effect = effect::one_either,
               .cause = "A number in a list of protocols (>=0304, say) that OpenSSL does not know.",
               .remedy = "Use names: >=TLSv1.2.",
               .since = "3.6"},
    LogMessage{
        .patterns = "TLS has been selected, but TLS support is not compiled in\n"
                    "TLS support is not compiled in -- exiting",
        .severity = "warning",
        .meaning = "This Postfix was built without TLS.",
        .effect = "Mail goes in and out as plain text; where TLS is required it is deferred.",
        .cause = "A package without TLS.",
        .remedy = "Install a Postfix with TLS; postconf -T compile-version "
                  "shows the OpenSSL it was built with."},
    LogMessage{.patterns = "Session cache off: error saving cache type in SSL context.",
               .severity = "warning",
               .meaning = "The session cache could not be set up.",
               .effect = "Every connection makes a full handshake.",
               .cause = memory,
               .remedy = see_library,
               .until = "2.4"},
    LogMessage{.patterns = "TLS library problem: {text}",
               .severity = "warning",
               .meaning = "An error of OpenSSL: {text}. It belongs to the message before it.",
               .effect =
                   "See the message before it: after SSL_accept or SSL_connect one connection "
                   "failed; at the start of a daemon, TLS is disabled.",
               .cause = "The words after \"routines\" name it.",
               .remedy = "See the message before it."},
};

}  // namespace

std::span<const LogMessage> log_messages_of_engine() { return table; }

}  // namespace postseal
