// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <iterator>
#include <memory>

#include "commands/check_config.hpp"
#include "commands/check_fix.hpp"
#include "commands/check_formats.hpp"
#include "commands/check_parts.hpp"
#include "commands/check_report.hpp"
#include "commands/commands.hpp"
#include "commands/values.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/lint_settings.hpp"

namespace postseal {
namespace {

enum class Format { text, nagios, prometheus };

struct Options {
  int within = 30;  // days
  Severity fail_on = Severity::error;
  Format format = Format::text;
  bool fix = false;
};

// Enough to judge the settings of a machine that is elsewhere, and no Postfix that could run.
std::vector<CheckFinding> missing_master(Context& context, const CheckedConfig& config) {
  if (context.config_text("master.cf")) return {};
  return {{.finding = {.id = "config-missing",
                       .severity = Severity::warning,
                       .subject = config.master_cf.path,
                       .message = "is not there: nothing is known of the services",
                       .hint = "put it beside main.cf"},
           .urgency = Urgency::broken}};
}

CheckReport observe(const Options& options, Context& context) {
  const CheckedConfig config = checked_config(context);
  ServicesSeen services = check_services(context, config);
  MaterialSeen material = check_material(context, config, options.within);
  CheckReport report{.config_dir = config.dir,
                     .version = text_of(config.version),
                     .now = context.host().now(),
                     .services = std::move(services.services),
                     .files = std::move(material.files),
                     .findings = std::move(services.findings)};
  const auto add = [&](std::vector<CheckFinding> more) {
    std::move(more.begin(), more.end(), std::back_inserter(report.findings));
  };
  add(missing_master(context, config));
  add(std::move(material.findings));
  add(lint_settings(config));
  add(check_policy(context, config));
  sort_findings(report.findings);
  return report;
}

Answer answer_of(const CheckReport& report, const Options& options) {
  Answer answer{.result = shared(json_of(report))};
  for (const CheckFinding& one : report.findings) answer.findings.push_back(one.finding);
  answer.verdict = verdict_of(answer.findings, options.fail_on);
  switch (options.format) {
    case Format::text:
      answer.text = text_of(report);
      break;
    case Format::prometheus:
      answer.text = prometheus_of(report);
      break;
    case Format::nagios: {
      PluginAnswer plugin = nagios_of(report);
      answer.text = std::move(plugin.text);
      answer.exit_status = plugin.exit_status;
      break;
    }
  }
  return answer;
}

Planned look(const Options& options, Context& context) {
  return {.answer = [answer = answer_of(observe(options, context), options)](
                        const Applied&) { return answer; },
          .looks = true};
}

// A monitoring system takes any other status than these for a fault of the plug-in.
Planned look_for_nagios(const Options& options, Context& context) {
  try {
    return look(options, context);
  } catch (const Error& error) {
    const PluginAnswer plugin = nagios_unknown(error.what());
    return {.answer =
                [plugin](const Applied&) {
                  return Answer{.text = plugin.text, .exit_status = plugin.exit_status};
                },
            .looks = true};
  }
}

void require_sense(const Options& options, const Context& context) {
  if (options.format == Format::text) return;
  const auto refuse = [](std::string_view other) {
    throw Error(Fault::usage, {.id = "options-conflict",
                               .subject = "--format",
                               .message = fmt::format("cannot go with {}", other),
                               .hint = "leave one of them out"});
  };
  if (context.globals().json) refuse("--json");
  if (options.fix) refuse("--fix");
}

Planned plan(const Options& options, Context& context) {
  require_sense(options, context);
  if (options.format == Format::nagios) return look_for_nagios(options, context);
  if (!options.fix) return look(options, context);
  Planned planned{.plan = repair_plan(context), .others = legacy_conversions(context)};
  // What is left is seen when everything else is done.
  planned.others.emplace_back([options, &context] { return look(options, context); });
  return planned;
}

std::vector<Flag> flags(const std::shared_ptr<Options>& options) {
  return {{.name = "--within",
           .value = "DAYS",
           .help = "how long before it expires a certificate is reported (default 30)",
           .set =
               [=](const std::string& text) {
                 options->within = parse_number(text, "--within", {.most = 36500});
               }},
          {.name = "--fail-on",
           .value = "SEVERITY",
           .help = "exit with 3 for findings of this severity or above (default error)",
           .choices = {"error", "warning", "info"},
           .set = [=](const std::string& text) { options->fail_on = parse_severity(text); }},
          {.name = "--format",
           .value = "FORMAT",
           .help = "how to say it (default text)",
           .choices = {"text", "nagios", "prometheus"},
           .set =
               [=](const std::string& text) {
                 options->format = text == "nagios"       ? Format::nagios
                                   : text == "prometheus" ? Format::prometheus
                                                          : Format::text;
               }},
          {.name = "--fix",
           .help = "make the repairs that are safe, then look again",
           .set = [=](const std::string&) { options->fix = true; }}};
}

constexpr const char* description =
    "Reads main.cf and master.cf, loads what each service would load, and says what Postfix will "
    "do with it: whether TLS works, works with a warning, fails in every handshake, is refused, or "
    "ends the process. The lines are those that Postfix will write to its log. Then it looks at "
    "what Postfix does not: dates, names, chains, modes, places, DH parameters, protocols and "
    "ciphers, obsolete and misspelt parameters, policy tables and pins. Nothing is asked of the "
    "network, and no service is touched.\n\n"
    "--fix makes the repairs that cannot do harm: modes, indexes of tables, parameters that are "
    "obsolete, protocols in the range syntax, and one chain file in place of separate certificate "
    "and key files. See them first with -n and --diff.\n\n"
    "Exit status 3 if something was found at or above --fail-on. With --format nagios: 0, 1, 2 "
    "and 3 as monitoring plug-ins have it.";

}  // namespace

Command check_command() {
  const auto options = std::make_shared<Options>();
  return {.description = description,
          .flags = flags(options),
          .examples = {{.command = "postseal check", .help = "what Postfix will do, and why"},
                       {.command = "postseal check --fix -n --diff",
                        .help = "the repairs that are safe, without making them"},
                       {.command = "postseal check --format nagios --within 14",
                        .help = "as a monitoring plug-in"}},
          .locks = true,
          .idle = [=](Context&) { return !options->fix; },
          .plan = [=](Context& context) { return plan(*options, context); }};
}

}  // namespace postseal
