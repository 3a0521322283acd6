// SPDX-License-Identifier: MIT
#include <array>

#include "core/log_effects.hpp"
#include "core/log_patterns.hpp"

// posttls-finger(1), which is a trial: no mail is touched.
namespace postseal {
namespace {

constexpr std::string_view only = "posttls-finger";
constexpr std::string_view trial = "None: this is a trial.";

constexpr std::array table{
    LogMessage{.patterns = "STARTTLS rejected: {code#} {text}",
               .daemons = only,
               .meaning = "The server announced STARTTLS and refused it: {text}.",
               .effect = trial,
               .cause = "The server could not load its certificate (454), or limits new sessions.",
               .remedy = "Look into the log of the server.",
               .since = "2.11"},
    LogMessage{.patterns = "{problem} while sending STARTTLS",
               .daemons = only,
               .severity = "fatal",
               .meaning = "The connection broke at STARTTLS: {problem}.",
               .effect = trial,
               .cause = "A firewall, or a server that gave up.",
               .remedy = "Try openssl s_client -starttls smtp -connect HOST:25.",
               .since = "2.11"},
    LogMessage{.patterns = "Server is anonymous",
               .daemons = only,
               .meaning = "The server has shown no certificate.",
               .effect = trial,
               .cause = "It offers aNULL ciphers and has no certificate.",
               .remedy = "Nothing.",
               .since = "2.11"},
    LogMessage{.patterns = "no {usable}TLSA records found, resorting to \"secure\"\n"
                           "DANE TLS support is not available, resorting to \"secure\"",
               .daemons = only,
               .meaning = "There is no TLSA record to go by, so the trial is made at level secure.",
               .effect = trial,
               .cause = "The domain has none, or no DNSSEC; or the resolver does not validate.",
               .remedy = "posttls-finger -c -l may HOST to see the rest.",
               .since = "2.11"},
    LogMessage{.patterns = "TLSA RRs found, MX RRset insecure: just encrypt\n"
                           "MX RRset insecure: log verified as trusted\n"
                           "MX RRset is insecure: try to encrypt",
               .daemons = only,
               .meaning = "The server has TLSA records, but the MX records that lead to it are not "
                          "signed.",
               .effect = trial,
               .cause = "The domain of the recipient has no DNSSEC.",
               .remedy = "smtp_tls_dane_insecure_mx_policy says what smtp does then.",
               .since = "3.1"},
    LogMessage{.patterns = "SSL wrapper mode requires that TLS not be disabled",
               .daemons = only,
               .severity = "fatal",
               .meaning = "-w and -l none exclude each other.",
               .effect = trial,
               .cause = "The command line.",
               .remedy = "Drop one of the two.",
               .since = "3.0"},
    LogMessage{.patterns = "TLS level '{level}' does not implement certificate matching",
               .daemons = only,
               .severity = "warning",
               .meaning = "Names to match mean nothing at level {level}.",
               .effect = trial,
               .cause = "The command line.",
               .remedy = "-l verify, secure or fingerprint.",
               .since = "3.5"},
    LogMessage{.patterns = "Failed to load trust anchor file: {file}",
               .daemons = only,
               .severity = "fatal",
               .meaning = "The trust anchor file {file} could not be loaded.",
               .effect = trial,
               .cause = "It is not there, may not be read, or holds no certificate.",
               .remedy = "postseal cert show {file!}",
               .since = "2.11"},
    LogMessage{.patterns = "Failed to establish session to {host}: {why}\n"
                           "Failed to establish session to {destination} via {host}: {why}",
               .daemons = only,
               .meaning = "No session with {host} came about: {why}.",
               .effect = trial,
               .cause = "The network, a firewall on port 25, or the server.",
               .remedy = "Try another machine; many networks block port 25.",
               .since = "2.11"},
    LogMessage{.patterns = "SMTP service not available: {code#} {text}\n"
                           "{command} rejected: {code#} {text}\n"
                           "Destination address lookup failed: {text}\n"
                           "no MX host for {text} has a valid address record\n"
                           "no SRV host for {text} has a valid address record\n"
                           "{command} while reading server greeting\n"
                           "{command} while sending {text}",
               .daemons = only,
               .meaning = "The conversation with the server ended before TLS began.",
               .effect = trial,
               .cause = "The server refuses this client, is busy or not there; a firewall; or the "
                        "domain has no mail server.",
               .remedy =
                   "Try openssl s_client -starttls smtp -connect HOST:25, from another machine "
                   "too.",
               .since = "2.11"},
    LogMessage{.patterns =
                   "bad '{option}' option value: {value}\n"
                   "The -X and -r options are mutually exclusive\n"
                   "When the '-H' option is used, neither the '-k', nor the '-K' options may "
                   "be used\n"
                   "bad network port: {service} for destination: {host}\n"
                   "bad network port in destination: {host}\n"
                   "{problem} in server description: {host}\n"
                   "unknown service: {service}/{protocol}",
               .daemons = only,
               .severity = "fatal",
               .meaning = "The command line of posttls-finger cannot be carried out.",
               .effect = trial,
               .cause = "A typing error.",
               .remedy = "man posttls-finger; a destination is HOST, [HOST] or [HOST]:PORT.",
               .since = "2.11"},
    LogMessage{.patterns = "Connected to {host}\n"
                           "{who}: trying: {host}...\n"
                           "{who}: host {host}\n"
                           "parse_destination: {host}",
               .daemons = only,
               .meaning = "posttls-finger connects to {host}.",
               .effect = trial,
               .cause = "Verbose logging.",
               .remedy = "Nothing.",
               .since = "2.11"},
    LogMessage{.patterns = "Server declined session caching. Done reconnecting.\n"
                           "Found a previously used server.  Done reconnecting.\n"
                           "Found a previously used server. Done reconnecting.\n"
                           "Maximum reconnect count reached.\n"
                           "Reconnecting after {seconds#} seconds",
               .daemons = only,
               .meaning = "The trial of session resumption (-r) goes on, or is over.",
               .effect = trial,
               .cause = "The option -r.",
               .remedy = "Nothing.",
               .since = "2.11"},
    LogMessage{.patterns = "cannot load CAfile: {file}\n"
                           "error opening {file}: {why}\n"
                           "error loading certificate from {file}: {why}",
               .daemons = only,
               .severity = "fatal",
               .meaning = "The file {file} could not be loaded.",
               .effect = trial,
               .cause = "It is not there, may not be read, or holds no certificate.",
               .remedy = "postseal cert show {file!}"},
};

}  // namespace

std::span<const LogMessage> log_messages_of_posttls() { return table; }

}  // namespace postseal
