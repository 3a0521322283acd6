// SPDX-License-Identifier: MIT
#include <array>

#include "core/log_effects.hpp"
#include "core/log_patterns.hpp"

// DH parameters and groups of the key exchange: tls_dh.c, tls_rsa.c.
namespace postseal {
namespace {

constexpr std::string_view dh_remedy =
    "postconf -X smtpd_tls_dh1024_param_file takes the built-in group, which is good (from 3.7 on "
    "auto does the same); or postseal dh new makes a file.";
constexpr std::string_view built_in = "None: the built-in group of Postfix is used.";
constexpr std::string_view groups_default =
    "postconf -X tls_eecdh_auto_curves tls_ffdhe_auto_groups restores the defaults.";

constexpr std::array table{
    LogMessage{.patterns = "error opening DH parameter file \"{file}\": {why} -- using compiled-in "
                           "defaults\n"
                           "cannot load DH parameters from file {file}: {why} -- using compiled-in "
                           "defaults\n"
                           "cannot load {bits#}-bit DH parameters from file {file}: {why} -- using "
                           "compiled-in defaults",
               .severity = "warning",
               .meaning = "The DH file {file} could not be opened ({why}).",
               .effect = built_in,
               .cause = "A typing error; or smtpd_tls_dh1024_param_file = auto before Postfix 3.7, "
                        "where this is the name of a file.",
               .remedy = dh_remedy,
               .see = "file-missing"},
    LogMessage{
        .patterns = "error decoding DH parameters from file \"{file}\" -- using compiled-in "
                    "defaults\n"
                    "cannot load DH parameters from file {file} -- using compiled-in defaults\n"
                    "cannot load {bits#}-bit DH parameters from file {file} -- using "
                    "compiled-in defaults",
        .severity = "warning",
        .meaning = "The file {file} holds no DH parameters that OpenSSL can read.",
        .effect = built_in,
        .cause = "Another file, a damaged one, or X9.42 DH PARAMETERS, which openssl dhparam "
                 "-dsaparam writes with OpenSSL 3.",
        .remedy = dh_remedy,
        .see = "dh-damaged"},
    LogMessage{.patterns = "error loading compiled-in DH parameters\n"
                           "cannot load compiled-in DH parameters\n"
                           "cannot create DH parameter set: {why}\n"
                           "error configuring explicit DH parameters\n"
                           "error configuring auto DH parameters",
               .severity = "warning",
               .meaning = "No DH group could be set up.",
               .effect = "Key exchange by elliptic curves goes on; clients with DHE only fail.",
               .cause = "A DH file that OpenSSL refuses (too short or too long), memory, or FIPS "
                        "mode.",
               .remedy = dh_remedy},
    LogMessage{.patterns = "ignoring unknown ECDHE curve \"{group}\"\n"
                           "ignoring unknown \"auto\" ECDHE curve \"{group}\"\n"
                           "ignoring unknown key exchange group \"{group}\"",
               .severity = "warning",
               .meaning = "OpenSSL does not know the group {group} and it is left out.",
               .effect = "None as long as another one is left.",
               .cause =
                   "A typing error in tls_eecdh_auto_curves, or a curve that this OpenSSL does "
                   "not have. From 3.10 on unknown names are passed over in silence.",
               .remedy = groups_default,
               .since = "3.2",
               .until = "3.9"},
    LogMessage{
        .patterns = "none of the configured ECDHE curves are supported\n"
                    "none of the \"auto\" ECDHE curves are supported\n"
                    "failed to configure ECDHE curves\n"
                    "failed to configure \"auto\" ECDHE curves\n"
                    "failed to enable automatic ECDHE curve selection\n"
                    "cannot allocate temp SSL_CTX, using default ECDHE curves\n"
                    "cannot allocate temp SSL_CTX\n"
                    "no {origin} key exchange group - OpenSSL requires at least one\n"
                    "none of the {origin} key exchange groups are supported\n"
                    "failed to set up the {origin} key exchange groups\n"
                    "using Postfix default key exchange groups instead\n"
                    "using OpenSSL default key exchange groups instead",
        .severity = "warning",
        .meaning = "The list of groups for the key exchange cannot be used as it is.",
        .effect = "Mostly none: default groups are used. Before 3.8 clients with elliptic curves "
                  "only may fail.",
        .cause = "tls_eecdh_auto_curves (or tls_ffdhe_auto_groups) is empty or names nothing that "
                 "OpenSSL has.",
        .remedy = groups_default,
        .since = "3.2"},
    LogMessage{.patterns = "Invalid TLS eecdh grade \"{grade}\": EECDH disabled",
               .severity = "warning",
               .meaning = "There is no grade {grade} for smtpd_tls_eecdh_grade.",
               .effect = "No key exchange by elliptic curves; clients without DHE fail.",
               .cause = "A typing error.",
               .remedy = "postconf -X smtpd_tls_eecdh_grade",
               .since = "2.6",
               .until = "3.5"},
    LogMessage{
        .patterns = "The \"none\" eecdh grade is no longer supported, using \"auto\" instead",
        .severity = "warning",
        .meaning = "smtpd_tls_eecdh_grade = none has no effect any more.",
        .effect = effect::none,
        .cause = "A setting of an old main.cf.",
        .remedy = "postconf -X smtpd_tls_eecdh_grade",
        .since = "3.4",
        .until = "3.5"},
    LogMessage{.patterns = "unknown curve \"{curve}\": disabling EECDH support\n"
                           "unable to use curve \"{curve}\": disabling EECDH support",
               .severity = "warning",
               .meaning = "OpenSSL cannot use the curve {curve} of tls_eecdh_strong_curve or "
                          "tls_eecdh_ultra_curve.",
               .effect = "No key exchange by elliptic curves; clients without DHE fail.",
               .cause = "A typing error, or an OpenSSL that leaves curves out.",
               .remedy = "postconf -X tls_eecdh_strong_curve tls_eecdh_ultra_curve",
               .since = "2.6",
               .until = "3.3"},
    LogMessage{.patterns = "{export}export {bits#}-bit ephemeral RSA key requested",
               .severity = "warning",
               .meaning = "A peer asked for a weak key exchange of the nineties.",
               .effect = effect::one_either,
               .cause = "A scanner, or a very old peer.",
               .remedy = "Nothing.",
               .since = "2.11",
               .until = "3.5"},
};

}  // namespace

std::span<const LogMessage> log_messages_of_dh() { return table; }

}  // namespace postseal
