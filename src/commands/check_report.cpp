// SPDX-License-Identifier: MIT
#include "commands/check_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "core/json.hpp"
#include "core/report.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

struct Heading {
  Urgency urgency{};
  std::string_view name{};   // in JSON
  std::string_view title{};  // in text
};
constexpr std::array headings{Heading{Urgency::broken, "broken", "Broken now"},
                              Heading{Urgency::dated, "dated", "Will break on a date"},
                              Heading{Urgency::weak, "weak", "Weak"},
                              Heading{Urgency::untidy, "untidy", "Untidy"}};

// More trees than a screen holds help nobody.
constexpr std::size_t most_trees = 12;

std::string_view words_for(std::string_view tls) {
  if (tls == "works") return "TLS works";
  if (tls == "warns") return "TLS works, with a warning in the log";
  if (tls == "fails") return "STARTTLS is answered, then every handshake fails";
  if (tls == "off") return "TLS is refused: the settings or files cannot be loaded";
  if (tls == "dies") return "the process ends at once, and the port hangs";
  if (tls == "unknown") return "a file that decides cannot be read by this user";
  return "TLS is not configured";
}

std::string services_text(const std::vector<CheckedService>& services) {
  std::size_t width = 0;
  for (const CheckedService& one : services)
    width = std::max(width, escaped(one.service).size() + one.daemon.size());
  std::string text;
  for (const CheckedService& one : services) {
    const std::string name = fmt::format("{} {}", escaped(one.service), escaped(one.daemon));
    text += fmt::format("  {:<{}}  {}\n", name, width + 1, words_for(one.tls));
    for (const std::string& line : one.log) text += fmt::format("      {}\n", escaped(line));
  }
  return text;
}

// With its hint on a line of its own.
std::string finding_text(const Finding& finding) {
  std::string text = "  ";
  for (const char c : as_text(finding)) {
    text += c;
    if (c == '\n') text += "      ";
  }
  return text + "\n";
}

std::string findings_text(const std::vector<CheckFinding>& findings, const Heading& heading) {
  std::string text;
  for (const CheckFinding& one : findings)
    if (one.urgency == heading.urgency) text += finding_text(one.finding);
  return text.empty() ? "" : fmt::format("\n{}:\n{}", heading.title, text);
}

std::string trees_text(const std::vector<CheckedFile>& files) {
  std::string text;
  std::size_t shown = 0;
  std::size_t left = 0;
  for (const CheckedFile& file : files) {
    if (file.tree.empty()) continue;
    if (shown == most_trees) {
      ++left;
      continue;
    }
    ++shown;
    text += fmt::format("  {}\n", escaped(file.path));
    for (const std::string& line : file.tree) text += fmt::format("    {}\n", escaped(line));
  }
  if (left > 0) text += fmt::format("  and {} more: --json has them all\n", left);
  return text.empty() ? "" : "\nChains:\n" + text;
}

std::string counts_text(const std::vector<CheckFinding>& findings) {
  const auto count = [&](Severity severity) {
    return std::count_if(findings.begin(), findings.end(),
                         [&](const CheckFinding& one) { return one.finding.severity == severity; });
  };
  const auto words = [](auto number, std::string_view what) {
    return fmt::format("{} {}{}", number, what, number == 1 ? "" : "s");
  };
  if (findings.empty()) return "nothing to report\n";
  return fmt::format(
      "{}, {}, {}: postseal explain ID says more\n", words(count(Severity::error), "error"),
      words(count(Severity::warning), "warning"), words(count(Severity::info), "remark"));
}

Json files_json(const std::vector<CheckedFile>& files) {
  Json all = Json::array();
  const auto text_or_null = [](const std::string& text) {
    return text.empty() ? Json() : Json(utf8_of(text));
  };
  for (const CheckedFile& file : files)
    all.push_back({{"path", utf8_of(file.path)},
                   {"from", file.from},
                   {"kind", file.kind},
                   {"mode", text_or_null(file.mode)},
                   {"owner", text_or_null(file.owner)},
                   {"not_after", file.not_after ? Json(rfc3339(*file.not_after)) : Json()}});
  return all;
}

}  // namespace

void sort_findings(std::vector<CheckFinding>& findings) {
  std::set<std::tuple<std::string, std::string, int, std::string>> seen;
  std::erase_if(findings, [&](const CheckFinding& one) {
    const Finding& finding = one.finding;
    // What is wrong with an expression is one thing, whoever stumbles over it.
    const bool expression = finding.id.starts_with("expression-");
    return !seen.emplace(expression ? "expression" : finding.id, finding.subject,
                         finding.line.value_or(0), expression ? "" : finding.message)
                .second;
  });
  std::stable_sort(findings.begin(), findings.end(),
                   [](const CheckFinding& a, const CheckFinding& b) {
                     if (a.urgency != b.urgency) return a.urgency < b.urgency;
                     return a.finding.severity > b.finding.severity;
                   });
}

std::string text_of(const CheckReport& report) {
  std::string text =
      fmt::format("{}, Postfix {}\n", escaped(report.config_dir), escaped(report.version));
  text += report.services.empty() ? "  no service of master.cf speaks TLS\n"
                                  : services_text(report.services);
  for (const Heading& heading : headings) text += findings_text(report.findings, heading);
  text += trees_text(report.files);
  return text + "\n" + counts_text(report.findings);
}

std::string text_of(const std::vector<CheckFinding>& findings) {
  std::string text;
  for (const Heading& heading : headings) text += findings_text(findings, heading);
  return text + (text.empty() ? "" : "\n") + counts_text(findings);
}

Json json_of(const CheckReport& report) {
  Json services = Json::array();
  for (const CheckedService& one : report.services) {
    Json log = Json::array();
    for (const std::string& line : one.log) log.push_back(utf8_of(line));
    services.push_back({{"service", utf8_of(one.service)},
                        {"daemon", utf8_of(one.daemon)},
                        {"tls", one.tls},
                        {"log", std::move(log)}});
  }
  Json counts = Json::object();
  for (const Heading& heading : headings)
    counts[std::string(heading.name)] =
        std::count_if(report.findings.begin(), report.findings.end(),
                      [&](const CheckFinding& one) { return one.urgency == heading.urgency; });
  return {{"services", std::move(services)},
          {"files", files_json(report.files)},
          {"counts", std::move(counts)}};
}

}  // namespace postseal
