// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <climits>
#include <set>
#include <tuple>

#include "core/daemon_value_rules.hpp"
#include "core/daemon_values.hpp"
#include "core/lint_parts.hpp"
#include "core/logical_lines.hpp"
#include "core/parameters.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

constexpr PostfixVersion with_cache_limit{2, 11, 0};

// ---- numbers, times, words ----

// What strtol(3) reads of the front, and what follows.
struct LeadingNumber {
  long long value = 0;
  std::string_view rest{};
};

std::optional<LeadingNumber> leading_number(std::string_view text) {
  LeadingNumber number;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number.value);
  if (error != std::errc() || number.value > INT_MAX || number.value < INT_MIN) return std::nullopt;
  number.rest = text.substr(static_cast<std::size_t>(stop - text.data()));
  return number;
}

// Only the first letter of a unit counts (conv_time()). nullopt: no time.
std::optional<long long> seconds_of(std::string_view text) {
  constexpr std::array units{std::pair{'s', 1}, std::pair{'m', 60}, std::pair{'h', 3600},
                             std::pair{'d', 86400}, std::pair{'w', 604800}};
  const auto number = leading_number(text);
  if (!number || number->value < 0) return std::nullopt;
  if (number->rest.empty()) return number->value;
  for (const auto& [unit, seconds] : units)
    if (number->rest.front() == unit) return number->value * seconds;
  return std::nullopt;
}

bool is_one_of(std::string_view value, std::string_view values) {
  const auto words = list_elements(values);
  return std::find(words.begin(), words.end(), lower(value)) != words.end();
}

// The closed sets of words that nothing else looks at. Levels and cipher grades are looked at by
// the service that would use them.
std::string_view closed_set(std::string_view name, const PostfixVersion& version) {
  if (name.ends_with("_tls_dane_insecure_mx_policy")) return "may, encrypt, dane";
  if (name.ends_with("_tls_eecdh_grade"))
    return version < PostfixVersion{3, 2, 0} ? "none, strong, ultra" : "none, auto, strong, ultra";
  if (name == "tls_dane_digest_agility") return "on, off, maybe";
  return {};
}

// What the value should be; "": it is fine.
std::string wanted_instead(const Parameter& parameter, std::string_view value,
                           const PostfixVersion& version) {
  constexpr long long longest_cache = 100 * 86400;
  if (parameter.type == ValueType::boolean)
    return is_one_of(value, "yes, no") ? "" : "set yes or no";
  if (parameter.type == ValueType::integer) {
    const auto number = leading_number(value);
    return number && number->rest.empty() ? "" : "set a number";
  }
  if (parameter.type == ValueType::time) {
    const auto seconds = seconds_of(value);
    if (!seconds) return "set a number with one of the units s, m, h, d, w";
    const bool is_cache = parameter.name.ends_with("_session_cache_timeout");
    const bool is_long = is_cache && version >= with_cache_limit && *seconds > longest_cache;
    return is_long ? "set at most 100d" : "";
  }
  const std::string_view words = closed_set(parameter.name, version);
  if (words.empty() || is_one_of(value, words)) return "";
  return fmt::format("set one of {}", words);
}

// What the services themselves stop on, so that it is said with what they log.
using Lines = std::set<std::tuple<std::string, int, std::string>>;

Lines lines_that_stop(const CheckedConfig& config) {
  constexpr std::size_t most_services = 200;
  Lines lines;
  if (config.master_cf.services.size() > most_services) return lines;
  for (const Service& service : config.master_cf.services)
    if (!value_rules_of(daemon_of(service)).empty()) {
      auto bad = bad_daemon_value(config, service, daemon_of(service));
      if (!bad) bad = bad_library_value(config, service);
      if (bad) lines.emplace(bad->setting.path, bad->setting.line, bad->name);
    }
  return lines;
}

// What to set instead; "": the value is fine.
std::string wanted_at(const CheckedConfig& config, const SetLine& line) {
  const auto parameter = find_parameter(line.name());
  if (!parameter || !known(line.name(), config.version)) return "";
  if (ignored(line.name(), config.version) && parameter->type == ValueType::choice) return "";
  const auto setting = setting_of(config, line.service, line.name());
  if (!setting || setting->problem) return "";
  return wanted_instead(*parameter, setting->value, config.version);
}

void judge_value(const CheckedConfig& config, const SetLine& line, LintFindings& found) {
  const std::string wanted = wanted_at(config, line);
  if (wanted.empty()) return;
  const std::string value = escaped(value_in(config, line.service, line.name()));
  const bool is_fatal = find_parameter(line.name())->type != ValueType::choice;
  found.at(line,
           {.id = "parameter-value",
            .severity = is_fatal ? Severity::error : Severity::warning,
            .message = is_fatal ? fmt::format("has no use for \"{:.60}\", and daemons that read it "
                                              "stop",
                                              value)
                                : fmt::format("knows no \"{:.60}\"", value),
            .hint = wanted},
           Urgency::broken);
}

// ---- log levels ----

constexpr std::array log_words{"none",
                               "routine",
                               "debug",
                               "ssl-expert",
                               "ssl-developer",
                               "summary",
                               "untrusted",
                               "peercert",
                               "certmatch",
                               "verbose",
                               "cache",
                               "dane",
                               "ssl-debug",
                               "ssl-handshake-packet-dump",
                               "ssl-session-packet-dump",
                               "trace"};

// How much a log word logs: 1 a line per handshake, 2 a debugger's share, 3 and 4 hexadecimal
// dumps of the handshake and of everything.
std::optional<int> amount_of(std::string_view word) {
  const std::string name = lower(word);
  if (name.size() == 1 && name[0] >= '0' && name[0] <= '9') return std::min(name[0] - '0', 4);
  if (std::find(log_words.begin(), log_words.end(), name) == log_words.end()) return std::nullopt;
  if (name == "ssl-developer" || name == "ssl-session-packet-dump") return 4;
  if (name == "ssl-expert" || name == "ssl-handshake-packet-dump") return 3;
  return name == "debug" || name == "ssl-debug" ? 2 : 1;
}

void judge_amount(const SetLine& line, std::string_view value, int amount, LintFindings& found) {
  if (amount < 2) return;
  constexpr std::array what{"the steps of each handshake", "each handshake as a dump",
                            "all that is sent, passwords and mail included"};
  found.at(line,
           {.id = "loglevel-high",
            .severity = amount == 2 ? Severity::info : Severity::warning,
            .message = fmt::format("is \"{}\": logs {}", escaped(value),
                                   what[static_cast<std::size_t>(amount - 2)]),
            .hint = "set 1 once the problem is found: one line per handshake"},
           amount == 4 ? Urgency::weak : Urgency::untidy);
}

// A word that is none is looked at by the service that would use it.
void judge_log_level(const CheckedConfig& config, const SetLine& line, LintFindings& found) {
  const std::string value = value_in(config, line.service, line.name());
  int most = 0;
  for (const std::string& word : list_elements(value))
    most = std::max(most, amount_of(word).value_or(0));
  judge_amount(line, value, most, found);
}

}  // namespace

std::size_t bad_values_in(const CheckedConfig& config) {
  const auto lines = set_lines(config);
  return static_cast<std::size_t>(
      std::count_if(lines.begin(), lines.end(),
                    [&](const SetLine& line) { return !wanted_at(config, line).empty(); }));
}

void lint_values(const CheckedConfig& config, LintFindings& found) {
  const Lines stopping = lines_that_stop(config);
  for (const SetLine& line : set_lines(config)) {
    const std::string& path = line.service == nullptr ? config.main_cf.path : config.master_cf.path;
    if (!stopping.contains({path, line.line->line, line.name()})) judge_value(config, line, found);
    if (line.name().ends_with("_loglevel") && known(line.name(), config.version))
      judge_log_level(config, line, found);
  }
}

}  // namespace postseal
