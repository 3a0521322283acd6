// SPDX-License-Identifier: MIT
#include <array>
#include <memory>

#include "commands/commands.hpp"
#include "commands/probe_round.hpp"
#include "commands/values.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/names.hpp"

namespace postseal {
namespace {

constexpr Range jobs_range{.least = 1, .most = 1000};
constexpr Range seconds_range{.least = 1, .most = 3600};
constexpr Range days_range{.least = 0, .most = 36500};
constexpr Range port_range{.least = 1, .most = 65535};

void check(const ProbeOptions& options, const Globals& globals) {
  if (options.format == ProbeFormat::jsonl && globals.json)
    throw Error(Fault::usage, {.id = "options-conflict",
                               .subject = "--format jsonl",
                               .message = "cannot go with --json, which is one document",
                               .hint = "leave one of them out"});
}

std::vector<Flag> flags_of_targets(const std::shared_ptr<ProbeOptions>& options) {
  return {
      {.name = "--hosts",
       .value = "FILE",
       .help = "hosts from a file, one per line; - is standard input",
       .completes = Completes::file,
       .set = [=](const std::string& text) { options->wish.hosts_file = text; }},
      {.name = "--mx-of",
       .value = "DOMAIN",
       .help = "the hosts that take mail for a domain, on port 25",
       .repeatable = true,
       .set = [=](const std::string& text) { options->wish.mx_of.push_back(text); }},
      {.name = "--port",
       .value = "N",
       .help = "of hosts that are given without one (default 25)",
       .set =
           [=](const std::string& text) {
             options->wish.port = parse_number(text, "--port", port_range);
           }},
      {.name = "--implicit",
       .help = "TLS at once, as on port 465, instead of STARTTLS",
       .set = [=](const std::string&) { options->wish.implicit = true; }},
      {.name = "--name",
       .value = "NAME",
       .help = "the name to ask for and to find in the certificate (default: the host)",
       .set =
           [=](const std::string& text) {
             options->wish.name = parse_host_name(text, "--name").text;
           }},
      {.name = "--jobs",
       .brief = "-j",
       .value = "N",
       .help = "hosts to look at at once, up to 1000 (default 20)",
       .set =
           [=](const std::string& text) {
             options->jobs = parse_number(text, "--jobs", jobs_range);
           }},
      {.name = "--timeout",
       .value = "SECONDS",
       .help = "what one look may take (default 10)",
       .set =
           [=](const std::string& text) {
             options->wish.timeout = parse_number(text, "--timeout", seconds_range);
           }},
  };
}

std::vector<Flag> flags(const std::shared_ptr<ProbeOptions>& options) {
  std::vector<Flag> all = flags_of_targets(options);
  const std::vector<Flag> more{
      {.name = "--ca",
       .value = "FILE|DIR|system",
       .help = "the CAs that count (default: those of smtp in main.cf, else of this machine)",
       .completes = Completes::file,
       .set = [=](const std::string& text) { options->ca = text; }},
      {.name = "--compare",
       .value = "PATH",
       .help = "certificates on disk, file or directory: what is shown must be among them",
       .repeatable = true,
       .completes = Completes::file,
       .set = [=](const std::string& text) { options->compare.push_back(text); }},
      {.name = "--within",
       .value = "DAYS",
       .help = "warn of certificates that expire within so many days (default 30)",
       .set =
           [=](const std::string& text) {
             options->within_days = parse_number(text, "--within", days_range);
           }},
      {.name = "--fail-on",
       .value = "SEVERITY",
       .help = "exit with 3 for findings of this severity or above (default error)",
       .choices = {"error", "warning", "info"},
       .set = [=](const std::string& text) { options->fail_on = parse_severity(text); }},
      {.name = "--format",
       .value = "FORMAT",
       .help = "for people, or a line of JSON for each host as soon as it is done",
       .choices = {"text", "jsonl"},
       .set =
           [=](const std::string& text) {
             options->format = text == "jsonl" ? ProbeFormat::jsonl : ProbeFormat::text;
           }},
  };
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace

Command probe_command() {
  const auto options = std::make_shared<ProbeOptions>();
  return {
      .description =
          "Connects to mail servers and says what TLS they show: by STARTTLS, on port 465 at once. "
          "Each is asked for its RSA and for its ECDSA certificate. Shown are the chain as it is "
          "sent, names, dates, fingerprints, protocol, cipher and group of the key exchange; "
          "judged is whether the chain verifies by the CAs that count, whether it is for the name "
          "(by the rules of Postfix), and what is weak or about to expire. Nothing is delivered. "
          "The name of a host is sent along (SNI), and looked for in its certificate; of an "
          "address only with --name.\n\n"
          "Any number of hosts are looked at, --jobs of them at once. One that does not answer "
          "within --timeout seconds, or is no mail server at all, is one line and keeps nobody "
          "waiting. A file of --hosts has one host per line, and comments after #.\n\n"
          "JSON result: hosts: a list of host, port, implicit, name, domain (--mx-of), address, "
          "outcome (shown, refused, no-certificate, no-tls, injected, no-answer), said, algorithms "
          "(the outcome for rsa and for ec), chains (algorithm, protocol, cipher, group, trusted, "
          "trust_error, complete, name_matches, on_disk, not_after, certificate, public_key, "
          "certificates as in cert show), findings. With --format jsonl each of them is a line of "
          "its own, in the order they are done.",
      .flags = flags(options),
      .arguments = {{.name = "HOST",
                     .help = "HOST[:PORT]: a name or an address",
                     .most = -1,
                     .set = [=](const std::string& text) { options->wish.hosts.push_back(text); }}},
      .examples = {{.command = "postseal probe mx.example.net:587", .help = "one server"},
                   {.command = "postseal probe --mx-of example.net --fail-on warning",
                    .help = "every host that takes mail for a domain"},
                   {.command = "postseal probe mail.example.com --compare "
                               "/etc/postfix/tls/mail.pem",
                    .help = "does it show what is on disk?"},
                   {.command = "postseal probe --hosts fleet.txt -j 200 --format jsonl",
                    .help = "a fleet, a line of JSON for each"}},
      .looks = true,
      .plan = [=](Context& context) -> Planned {
        check(*options, context.globals());
        return {
            .answer = [answer = probe_round(*options, context)](const Applied&) { return answer; }};
      }};
}

}  // namespace postseal
