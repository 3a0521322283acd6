// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/lint_parts.hpp"
#include "core/old_levels.hpp"
#include "core/parameters.hpp"

namespace postseal {
namespace {

// How the names of Postfix's TLS parameters begin.
constexpr std::array tls_beginnings{
    std::string_view("lmtp_"),   std::string_view("postscreen_"), std::string_view("requiretls_"),
    std::string_view("smtp_"),   std::string_view("smtpd_"),      std::string_view("tls_"),
    std::string_view("tlsmgr_"), std::string_view("tlsproxy_")};

bool looks_like_tls(std::string_view name) {
  return name.find("tls") != std::string_view::npos &&
         std::any_of(tls_beginnings.begin(), tls_beginnings.end(),
                     [&](std::string_view beginning) { return name.starts_with(beginning); });
}

// What to do about a parameter that has had its day.
std::string way_out(const CheckedConfig& config, const SetLine& line) {
  if (const auto now = level_in_place_of(config, line.service, line.name()))
    return fmt::format("replace it by {} = {}", now->name, now->value);
  const auto other = replacement(line.name(), config.version);
  if (other) return fmt::format("set {} instead, and delete this line", *other);
  return "delete the line";
}

void judge_stranger(const CheckedConfig& config, const SetLine& line, LintFindings& found) {
  const auto meant = nearest_parameter(line.name(), config.version);
  if (meant)
    found.at(line,
             {.id = "parameter-misspelt",
              .severity = Severity::warning,
              .message = "is no parameter of Postfix, which passes over it",
              .hint = fmt::format("did you mean {}?", *meant)},
             Urgency::weak);
  else
    found.at(line,
             {.id = "parameter-unknown",
              .severity = Severity::warning,
              .message = "is no parameter of Postfix, which passes over it",
              .hint = "`postconf -d | grep tls` lists those there are"},
             Urgency::untidy);
}

// A name of another release.
void judge_absent(const CheckedConfig& config, const SetLine& line, const Parameter& parameter,
                  LintFindings& found) {
  const std::string version = text_of(config.version);
  const std::string_view removed = parameter.removed;
  const bool is_gone =
      !removed.empty() && read_mail_version(removed.substr(0, removed.find(','))) <= config.version;
  if (is_gone)
    found.at(line,
             {.id = "parameter-obsolete",
              .severity = Severity::warning,
              .message = fmt::format("has no meaning since Postfix {}; this is {}",
                                     parameter.removed, version),
              .hint = way_out(config, line)},
             Urgency::untidy);
  else
    found.at(line,
             {.id = "parameter-unknown-here",
              .severity = Severity::warning,
              .message = fmt::format("is not known to Postfix {}, which passes over it: it came "
                                     "with {}",
                                     version, parameter.since),
              .hint = "upgrade Postfix, or do without the parameter"},
             Urgency::weak);
}

void judge_known(const CheckedConfig& config, const SetLine& line, const Parameter& parameter,
                 LintFindings& found) {
  const std::string& name = line.name();
  if (deprecated(name, config.version)) {
    found.at(line,
             {.id = "parameter-deprecated",
              .severity = Severity::warning,
              .message = fmt::format("a later Postfix will not have it; postconf warns since {}",
                                     parameter.deprecated),
              .hint = way_out(config, line)},
             Urgency::untidy);
    return;
  }
  if (ignored(name, config.version)) {
    found.at(line,
             {.id = "parameter-ignored",
              .severity = Severity::info,
              .message = fmt::format("has no effect since Postfix {}", parameter.ignored),
              .hint = way_out(config, line)},
             Urgency::untidy);
    return;
  }
  const auto now = level_in_place_of(config, line.service, name);
  if (now && !is_overruled(config, line.service, name))
    found.at(
        line,
        {.id = "parameter-obsolete",
         .severity = Severity::info,
         .message = fmt::format("is the spelling of Postfix 2.2; {} took its place", now->name),
         .hint = way_out(config, line)},
        Urgency::untidy);
}

}  // namespace

void lint_parameters(const CheckedConfig& config, LintFindings& found) {
  constexpr int most_strangers = 100;
  const References references = references_in(config);
  int strangers = 0;
  for (const SetLine& line : set_lines(config)) {
    const auto parameter = find_parameter(line.name());
    const bool is_own = references.contains(line.name());  // a name of the site's
    if (parameter && known(line.name(), config.version))
      judge_known(config, line, *parameter, found);
    else if (parameter && !is_own)
      judge_absent(config, line, *parameter, found);
    else if (!parameter && !is_own && looks_like_tls(line.name()) && strangers++ < most_strangers)
      judge_stranger(config, line, found);
  }
}

}  // namespace postseal
