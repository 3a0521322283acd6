// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <memory>

#include "commands/check_config.hpp"
#include "commands/check_parts.hpp"
#include "commands/commands.hpp"
#include "core/json.hpp"
#include "core/lint_settings.hpp"
#include "core/report.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

struct Options {
  int within = 30;  // days
};

struct Seen {
  ServicesSeen services{};
  MaterialSeen material{};
  std::vector<CheckFinding> findings{};
};

Seen observe(const Options& options, Context& context) {
  const CheckedConfig config = checked_config(context);
  Seen seen{.services = check_services(context, config),
            .material = check_material(context, config, options.within)};
  const auto add = [&](const std::vector<CheckFinding>& more) {
    seen.findings.insert(seen.findings.end(), more.begin(), more.end());
  };
  add(seen.services.findings);
  add(seen.material.findings);
  add(lint_settings(config));
  add(check_policy(context, config));
  return seen;
}

Answer answer_of(const Seen& seen) {
  Answer answer;
  Json services = Json::array();
  for (const CheckedService& one : seen.services.services) {
    services.push_back(
        {{"service", one.service}, {"daemon", one.daemon}, {"tls", one.tls}, {"log", one.log}});
    answer.text += fmt::format("{}: {}\n", escaped(one.service), one.tls);
  }
  for (const CheckFinding& one : seen.findings) {
    answer.findings.push_back(one.finding);
    answer.text += as_text(one.finding) + "\n";
  }
  answer.result = shared({{"services", std::move(services)}});
  answer.verdict = verdict_of(answer.findings, Severity::error);
  return answer;
}

Planned plan(const Options& options, Context& context) {
  return {
      .answer = [answer = answer_of(observe(options, context))](const Applied&) { return answer; }};
}

}  // namespace

Command check_command() {
  const auto options = std::make_shared<Options>();
  return {.description = "Says what Postfix will do with its TLS settings and files.",
          .looks = true,
          .plan = [=](Context& context) { return plan(*options, context); }};
}

}  // namespace postseal
