// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <iterator>
#include <memory>

#include "commands/chain_inputs.hpp"
#include "commands/check_config.hpp"
#include "commands/commands.hpp"
#include "commands/context.hpp"
#include "commands/policy_explain_seen.hpp"
#include "commands/policy_explain_text.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/names.hpp"
#include "core/policy_keys.hpp"
#include "core/policy_rules.hpp"
#include "core/policy_values.hpp"
#include "core/report.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

struct Options {
  std::string next_hop{};
  std::optional<std::string> cert{};
  std::optional<HostPort> connect{};
  TlsStart start = TlsStart::by_port;
  std::string mx{};
};

struct Seen {
  EffectivePolicy policy{};
  std::optional<OfferedChain> offered{};
  std::vector<OtherChain> others{};
  std::vector<Finding> findings{};
};

void check(const Options& options) {
  if (options.cert && options.connect)
    throw Error(Fault::usage, {.id = "options-conflict",
                               .subject = "--connect",
                               .message = "cannot go with --cert",
                               .hint = "the certificate is the file's, or the server's"});
  if (options.start == TlsStart::at_once && !options.connect)
    throw Error(Fault::usage, {.id = "option-unused",
                               .subject = "--implicit",
                               .message = "means something with --connect only",
                               .hint = "leave it out, or add --connect HOST"});
}

// Brackets: no MX record is asked for. Else the server that is asked is the one of the record.
std::string mx_of(const Options& options) {
  if (options.next_hop.starts_with('[')) return "";
  if (!options.mx.empty() || !options.connect || is_address(options.connect->host))
    return options.mx;
  // A domain that is its own host keeps its spelling, in the log too.
  if (lower(options.connect->host) == host_in_next_hop(options.next_hop))
    return options.next_hop.substr(0, options.next_hop.find(':'));
  return options.connect->host;
}

void take_server(Seen& seen, const Options& options, Context& context,
                 const CheckedConfig& config) {
  if (options.cert) {
    const std::vector<Certificate> sent = read_certificates(context, *options.cert);
    seen.offered = offered_chain(context, config, client_trust(context, config, seen.policy), sent);
  }
  if (!options.connect) return;
  const ClientTrust trust = client_trust(context, config, seen.policy);
  AskedServer asked =
      asked_server(context, config, trust, {*options.connect, options.start}, seen.policy);
  seen.offered = std::move(asked.offered);
  seen.others = std::move(asked.others);
}

Seen observe(const Options& options, Context& context) {
  check(options);
  const CheckedConfig config = checked_config(context);
  if (const KeyProblem problem = problem_of_key(options.next_hop, config.version);
      !problem.why.empty())
    context.note(fmt::format("{} {}: {}", escaped(options.next_hop), problem.why, problem.hint));
  const bool is_host = options.next_hop.starts_with('[');
  if (is_host && !options.mx.empty() && lower(options.mx) != host_in_next_hop(options.next_hop))
    context.note("--mx is not looked at: the next hop in brackets is the host itself");
  const KeysOfInterest keys(options.next_hop, config.version, key_case(config, nullptr));
  Seen seen;
  const std::vector<TableSeen> tables = tables_seen(context, config, keys, seen.findings);
  if (tables.empty() && !value_in(config, nullptr, "smtp_tls_per_site").empty())
    context.note("smtp_tls_per_site is set, and not looked into here");
  seen.policy = effective_policy(config, options.next_hop, mx_of(options), look_up(tables, keys));
  take_server(seen, options, context, config);
  std::copy(seen.policy.findings.begin(), seen.policy.findings.end(),
            std::back_inserter(seen.findings));
  for (const NearMiss& near : seen.policy.lookup.near)
    seen.findings.push_back(near_miss_finding(options.next_hop, near));
  return seen;
}

Answer answer(const Seen& seen) {
  const OfferedChain* offered = seen.offered ? &*seen.offered : nullptr;
  const PolicyVerdict verdict = policy_verdict(seen.policy, offered);
  std::string text = explained_text(seen.policy, offered, verdict);
  std::vector<Finding> findings = chain_findings(seen.policy, verdict, seen.others);
  findings.insert(findings.begin(), seen.findings.begin(), seen.findings.end());
  for (const Finding& finding : findings) text += as_text(finding) + "\n";
  return {.result = shared(explained_json(seen.policy, offered, verdict)),
          .text = std::move(text),
          .findings = std::move(findings),
          .verdict = verdict.delivers == false ? Verdict::bad : Verdict::good};
}

std::string parse_next_hop(const std::string& text) {
  if (!text.empty() && escaped(text) == text && text.find_first_of(" ,") == std::string::npos)
    return text;
  throw Error(Fault::usage,
              {.id = "next-hop-invalid",
               .subject = "NEXTHOP",
               .message = fmt::format("\"{}\" is no next hop", escaped(text)),
               .hint = "a domain, a host name or an address in brackets, perhaps with a port"});
}

HostPort parse_connect(const std::string& text) {
  if (auto host = parse_host_port(text)) return *host;
  // A name alone cannot be taken for a file here.
  if (auto host = parse_host_port("[" + text + "]")) return *host;
  throw Error(Fault::usage, {.id = "value-invalid",
                             .subject = "--connect",
                             .message = fmt::format("\"{}\" is no HOST[:PORT]", escaped(text)),
                             .hint = "as in mx.example.org:25, [192.0.2.1]:587, [localhost]"});
}

std::string parse_mx(std::string text) {
  if (text.ends_with('.')) text.pop_back();
  if (is_postfix_hostname(text)) return text;
  return parse_host_name(text, "--mx").text;
}

}  // namespace

Command policy_explain_command() {
  const auto options = std::make_shared<Options>();
  return {
      .description =
          "Looks NEXTHOP up in smtp_tls_policy_maps as Postfix does, and says which entry holds, "
          "which level that is, and which names or fingerprints Postfix wants. NEXTHOP is written "
          "as it is routed: the domain of the recipient, or what relayhost or the transport table "
          "have, with its brackets and port.\n\n"
          "With the certificate of a server: whether Postfix takes it, what it writes to its log, "
          "whether the mail goes out, and the smallest change that makes it. Rules and words are "
          "those of the version of Postfix. Only main.cf is looked at.\n\n"
          "--connect asks the server itself, by STARTTLS or, on port 465 and with --implicit, by "
          "TLS at once: as smtp(8) does it, with a server name (SNI) only where a setting says "
          "so, and then for its RSA and its ECDSA certificate alone, since another client may be "
          "shown the other one. Its name stands for --mx. Nothing is sent to it.",
      .flags = {{.name = "--cert",
                 .value = "FILE",
                 .help = "what the server shows: its certificate, then the intermediates",
                 .completes = Completes::file,
                 .set = [=](const std::string& text) { options->cert = text; }},
                {.name = "--connect",
                 .value = "HOST[:PORT]",
                 .help = "the server itself (port: that of NEXTHOP, else 25)",
                 .set = [=](const std::string& text) { options->connect = parse_connect(text); }},
                {.name = "--implicit",
                 .help = "with --connect: TLS at once, as on port 465",
                 .set = [=](const std::string&) { options->start = TlsStart::at_once; }},
                {.name = "--mx",
                 .value = "HOST",
                 .help = "the name of the server, as the MX record has it",
                 .set = [=](const std::string& text) { options->mx = parse_mx(text); }}},
      .arguments =
          {{.name = "NEXTHOP",
            .help = "example.com, [mail.example.com]:587",
            .least = 1,
            .most = 1,
            .set = [=](const std::string& text) { options->next_hop = parse_next_hop(text); }}},
      .examples = {{.command = "postseal policy explain '[smtp.example.com]:587'",
                    .help = "which entry holds for a relayhost"},
                   {.command = "postseal policy explain example.com --mx mx.example.net --cert "
                               "mx.pem",
                    .help = "whether mail would go out to this server"},
                   {.command = "postseal policy explain example.com --connect mx.example.net",
                    .help = "the same, by asking it"}},
      .looks = true,
      .plan = [=](Context& context) {
        const auto seen = std::make_shared<const Seen>(observe(*options, context));
        return Planned{.answer = [=](const Applied&) { return answer(*seen); }};
      }};
}

}  // namespace postseal
