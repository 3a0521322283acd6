// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <iterator>
#include <memory>

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
  std::string mx{};
};

struct Seen {
  EffectivePolicy policy{};
  std::optional<OfferedChain> offered{};
  std::vector<Finding> findings{};
};

Seen observe(const Options& options, Context& context) {
  const CheckedConfig config = checked_config(context);
  if (const KeyProblem problem = problem_of_key(options.next_hop, config.version);
      !problem.why.empty())
    context.note(fmt::format("{} {}: {}", escaped(options.next_hop), problem.why, problem.hint));
  // Brackets: no MX record is asked for.
  const bool is_host = options.next_hop.starts_with('[');
  if (is_host && !options.mx.empty() && lower(options.mx) != host_in_next_hop(options.next_hop))
    context.note("--mx is not looked at: the next hop in brackets is the host itself");
  const std::string mx = is_host ? "" : options.mx;
  const KeysOfInterest keys(options.next_hop, config.version, key_case(config, nullptr));
  Seen seen;
  const std::vector<TableSeen> tables = tables_seen(context, config, keys, seen.findings);
  if (tables.empty() && !value_in(config, nullptr, "smtp_tls_per_site").empty())
    context.note("smtp_tls_per_site is set, and not looked into here");
  seen.policy = effective_policy(config, options.next_hop, mx, look_up(tables, keys));
  seen.offered = offered_chain(context, config, seen.policy, options.cert);
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
  for (const Finding& finding : seen.findings) text += as_text(finding) + "\n";
  return {.result = shared(explained_json(seen.policy, offered, verdict)),
          .text = std::move(text),
          .findings = seen.findings,
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
          "those of the version of Postfix. Only main.cf is looked at.",
      .flags = {{.name = "--cert",
                 .value = "FILE",
                 .help = "what the server shows: its certificate, then the intermediates",
                 .completes = Completes::file,
                 .set = [=](const std::string& text) { options->cert = text; }},
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
                    .help = "whether mail would go out to this server"}},
      .looks = true,
      .plan = [=](Context& context) {
        const auto seen = std::make_shared<const Seen>(observe(*options, context));
        return Planned{.answer = [=](const Applied&) { return answer(*seen); }};
      }};
}

}  // namespace postseal
