// SPDX-License-Identifier: MIT
#include "commands/check_formats.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "core/report.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

long count_of(const CheckReport& report, Severity severity) {
  return std::count_if(report.findings.begin(), report.findings.end(),
                       [&](const CheckFinding& one) { return one.finding.severity == severity; });
}

// CAs of others come and go in a bundle, and some of them have always expired.
bool is_own(const CheckedFile& file) { return file.not_after && file.kind == "chain"; }

std::optional<Time> earliest(const std::vector<CheckedFile>& files) {
  std::optional<Time> found;
  for (const CheckedFile& file : files)
    if (is_own(file) && (!found || *file.not_after < *found)) found = file.not_after;
  return found;
}

// A plug-in's line: the bar begins the performance data, wherever it stands; hints are not for it.
std::string one_line(std::string text) {
  text.resize(std::min(text.find('\n'), text.size()));
  std::replace(text.begin(), text.end(), '|', '/');
  return text;
}

// A label of Prometheus: backslash, quote and newline are escaped; the rest is UTF-8.
std::string label_text(std::string_view value) {
  std::string text;
  for (const char c : escaped(value)) {
    if (c == '\\' || c == '"') text += '\\';
    text += c;
  }
  return text;
}

constexpr std::array states{"works", "warns", "fails", "off", "disabled", "dies", "unknown"};

std::string services_metrics(const std::vector<CheckedService>& services) {
  std::string text =
      "# HELP postseal_service_tls What a service does with TLS: 1 for the state it is in.\n"
      "# TYPE postseal_service_tls gauge\n";
  for (const CheckedService& one : services)
    for (const char* state : states)
      text += fmt::format("postseal_service_tls{{service=\"{}\",daemon=\"{}\",state=\"{}\"}} {}\n",
                          label_text(one.service), label_text(one.daemon), state,
                          one.tls == state ? 1 : 0);
  return text;
}

std::string certificates_metrics(const std::vector<CheckedFile>& files) {
  std::string text =
      "# HELP postseal_certificate_not_after_seconds When the first certificate of a file "
      "expires.\n"
      "# TYPE postseal_certificate_not_after_seconds gauge\n";
  for (const CheckedFile& file : files)
    if (is_own(file))
      text += fmt::format("postseal_certificate_not_after_seconds{{path=\"{}\"}} {}\n",
                          label_text(file.path), file.not_after->time_since_epoch().count());
  return text;
}

}  // namespace

PluginAnswer nagios_of(const CheckReport& report) {
  const long errors = count_of(report, Severity::error);
  const long warnings = count_of(report, Severity::warning);
  PluginAnswer answer{.exit_status = errors > 0 ? 2 : warnings > 0 ? 1 : 0};
  constexpr std::array words{"OK", "WARNING", "CRITICAL"};
  answer.text =
      fmt::format("POSTSEAL {} - ", words.at(static_cast<std::size_t>(answer.exit_status)));
  const auto worst =
      std::find_if(report.findings.begin(), report.findings.end(), [&](const CheckFinding& one) {
        return one.finding.severity == (errors > 0 ? Severity::error : Severity::warning);
      });
  if (answer.exit_status == 0)
    answer.text += fmt::format("{} services, nothing to worry about", report.services.size());
  else
    answer.text += one_line(as_text(worst->finding));
  if (errors + warnings > 1) answer.text += fmt::format(" (and {} more)", errors + warnings - 1);
  answer.text += fmt::format(" | errors={} warnings={}", errors, warnings);
  if (const auto first = earliest(report.files))
    answer.text += fmt::format(
        " days={}",
        std::chrono::duration_cast<std::chrono::hours>(*first - report.now).count() / 24);
  answer.text += "\n";
  return answer;
}

PluginAnswer nagios_unknown(const std::string& why) {
  return {.text = fmt::format("POSTSEAL UNKNOWN - {}\n", one_line(escaped(why))), .exit_status = 3};
}

std::string prometheus_of(const CheckReport& report) {
  std::string text = services_metrics(report.services) + certificates_metrics(report.files);
  text +=
      "# HELP postseal_findings What was found, by severity.\n"
      "# TYPE postseal_findings gauge\n";
  for (const Severity severity : {Severity::error, Severity::warning, Severity::info})
    text += fmt::format("postseal_findings{{severity=\"{}\"}} {}\n", name_of(severity),
                        count_of(report, severity));
  text += fmt::format(
      "# HELP postseal_check_time_seconds When this was looked at.\n"
      "# TYPE postseal_check_time_seconds gauge\n"
      "postseal_check_time_seconds {}\n",
      report.now.time_since_epoch().count());
  return text;
}

}  // namespace postseal
