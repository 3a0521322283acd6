// SPDX-License-Identifier: MIT
#include <array>

#include "core/log_effects.hpp"
#include "core/log_patterns.hpp"

// Random numbers: tls_prng_*.c, tlsmgr.c; and tlsmgr itself, when daemons do not reach it.
namespace postseal {
namespace {

constexpr std::string_view no_tlsmgr =
    "Without tlsmgr daemons have no random seed: TLS is disabled. smtpd answers 454, smtp sends "
    "plain "
    "text at may and defers above.";
constexpr std::string_view source =
    "postconf -X tls_random_source restores the usual one, dev:/dev/urandom. In a container or "
    "chroot "
    "the device must be there.";
constexpr std::string_view exchange =
    "ls -ld $(postconf -h data_directory): it must belong to $mail_owner and have room; postfix "
    "set-permissions puts owners right.";

constexpr std::array table{
    LogMessage{.patterns = "cannot open entropy device {source}: {why}\n"
                           "{who}: cannot open entropy device {source}: {why}\n"
                           "{who}: cannot read {bytes#} bytes from entropy device {source}: {why}\n"
                           "cannot read from entropy device {source}: {why} -- exiting to reopen\n"
                           "cannot read from entropy file {source}: {why}\n"
                           "{who}: cannot open entropy file {source}: {why}\n"
                           "cannot seek entropy file {source}: {why}\n"
                           "cannot read entropy file {source}: {why}",
               .severity = "warning",
               .meaning = "Random bytes could not be read from {source} ({why}).",
               .effect =
                   "TLS goes on with what OpenSSL gathers itself; without a seed from tlsmgr it "
                   "is disabled.",
               .cause = "tls_random_source names what is not there or may not be read.",
               .remedy = source},
    LogMessage{.patterns = "cannot connect to EGD server {source}: {why}\n"
                           "{who}: cannot connect to EGD server {source}: {why}\n"
                           "cannot write to EGD server {source}: {why}\n"
                           "cannot read from EGD server {source}: {why}\n"
                           "cannot read {bytes#} bytes from EGD server {source}: {why}\n"
                           "EGD server {source} reports zero bytes available\n"
                           "lost connection to EGD server {source} -- exiting to reconnect",
               .severity = "warning",
               .meaning = "The entropy daemon {source} gave no random bytes.",
               .effect = "TLS goes on with what OpenSSL gathers itself.",
               .cause = "tls_random_source = egd:... of a time before /dev/urandom.",
               .remedy = source},
    LogMessage{.patterns = "no entropy source specified with parameter {parameter}\n"
                           "encryption keys etc. may be predictable",
               .severity = "warning",
               .meaning = "No source of random bytes is set, so keys could be guessed.",
               .effect = "TLS works, but may not be safe.",
               .cause = "tls_random_source is empty.",
               .remedy = source},
    LogMessage{.patterns = "exiting to reopen external entropy source {source}\n"
                           "PRNG exchange file was removed -- exiting to reopen",
               .meaning = "tlsmgr starts anew to open its files again.",
               .effect = effect::none,
               .cause = "It does so now and then; or somebody removed the seed file.",
               .remedy = "Nothing."},
    LogMessage{.patterns = "cannot open PRNG exchange file {file}: {why}\n"
                           "{who}: cannot open PRNG exchange file {file}: {why}\n"
                           "cannot lock PRNG exchange file {file}: {why}\n"
                           "cannot seek PRNG exchange file {file}: {why}\n"
                           "cannot read PRNG exchange file {file}: {why}\n"
                           "cannot write PRNG exchange file {file}: {why}\n"
                           "cannot unlock PRNG exchange file {file}: {why}\n"
                           "close PRNG exchange file {file}: {why}",
               .severity = "fatal",
               .meaning = "The seed file {file} cannot be used ({why}), and tlsmgr ends.",
               .effect = no_tlsmgr,
               .cause = "data_directory belongs to somebody else, is full or read-only.",
               .remedy = exchange},
    LogMessage{.patterns = "cannot fstat() the PRNG exchange file: {why}",
               .severity = "fatal",
               .meaning = "The seed file cannot be looked at, and tlsmgr ends.",
               .effect = no_tlsmgr,
               .cause = "A fault of the file system.",
               .remedy = exchange},
    LogMessage{
        .patterns = "connect #{count#} to subsystem {socket}tlsmgr: {why}\n"
                    "connect to {socket}tlsmgr: {why}\n"
                    "problem talking to server {socket}tlsmgr: {why}",
        .severity = "warning",
        .meaning = "A daemon does not reach tlsmgr ({why}).",
        .effect = no_tlsmgr,
        .cause = "master.cf has no tlsmgr line, or tlsmgr ends at once: its own fatal message "
                 "says why.",
        .remedy = "postconf -M tlsmgr/unix shows the line (tlsmgr unix - - y 1000? 1 tlsmgr); "
                  "grep tlsmgr in the log."},
    LogMessage{.patterns = "{who}: opened entropy device {source}\n"
                           "{who}: read {bytes#} bytes from entropy device {source}\n"
                           "{who}: close entropy device {source}\n"
                           "{who}: connect to EGD server {source}\n"
                           "{who}: connected to EGD server {source}\n"
                           "{who}: got {bytes#} bytes from EGD server {source}\n"
                           "{who}: close EGD server {source}\n"
                           "{who}: opened PRNG exchange file {source}\n"
                           "{who}: closed PRNG exchange file {source}\n"
                           "{who}: opened entropy file {source}\n"
                           "{who}: seed internal pool from file {source}\n"
                           "read {bytes#} bytes from entropy file {source}\n"
                           "{who}: close entropy file {source}",
               .meaning = "Random bytes are read from {source}.",
               .effect = effect::none,
               .cause = "tlsmgr runs with -v.",
               .remedy = "Nothing."},
    LogMessage{.patterns = "{who}: update PRNG exchange file\n"
                           "received master trigger",
               .daemons = "tlsmgr",
               .meaning = "tlsmgr at work.",
               .effect = effect::none,
               .cause = "tlsmgr runs with -v.",
               .remedy = "Nothing."},
};

}  // namespace

std::span<const LogMessage> log_messages_of_seeds() { return table; }

}  // namespace postseal
