// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <climits>

#include "core/lint_parts.hpp"
#include "core/logical_lines.hpp"
#include "core/parameters.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

constexpr PostfixVersion with_cache_limit{2, 11, 0};

// ---- numbers, times, words ----

std::optional<long long> number_of(std::string_view text) {
  long long number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end || number > INT_MAX) return std::nullopt;
  return number;
}

std::optional<long long> seconds_of(std::string_view text) {
  constexpr std::array units{std::pair{'s', 1}, std::pair{'m', 60}, std::pair{'h', 3600},
                             std::pair{'d', 86400}, std::pair{'w', 604800}};
  long long factor = 1;
  for (const auto& [unit, seconds] : units)
    if (text.ends_with(unit)) {
      factor = seconds;
      text.remove_suffix(1);
      break;
    }
  const auto number = number_of(text);
  if (!number) return std::nullopt;
  return *number * factor;
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
    const auto number = number_of(value);
    return number && *number >= 0 ? "" : "set a number, not below 0";
  }
  if (parameter.type == ValueType::time) {
    const auto seconds = seconds_of(value);
    if (!seconds || *seconds < 0) return "set a number with one of the units s, m, h, d, w";
    const bool is_cache = parameter.name.ends_with("_session_cache_timeout");
    const bool is_long = is_cache && version >= with_cache_limit && *seconds > longest_cache;
    return is_long ? "set at most 100d" : "";
  }
  const std::string_view words = closed_set(parameter.name, version);
  if (words.empty() || is_one_of(value, words)) return "";
  return fmt::format("set one of {}", words);
}

void judge_value(const CheckedConfig& config, const SetLine& line, const Parameter& parameter,
                 LintFindings& found) {
  const auto setting = setting_of(config, line.service, line.name());
  if (!setting || setting->problem) return;
  const std::string wanted = wanted_instead(parameter, setting->value, config.version);
  if (wanted.empty()) return;
  const bool is_fatal = parameter.type != ValueType::choice;
  found.at(line,
           {.id = "parameter-value",
            .severity = is_fatal ? Severity::error : Severity::warning,
            .message = is_fatal ? fmt::format("has no use for \"{:.60}\", and daemons that read it "
                                              "stop",
                                              escaped(setting->value))
                                : fmt::format("knows no \"{:.60}\"", escaped(setting->value)),
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

// ---- tls_ssl_options ----

constexpr std::array option_names{
    "ENABLE_MIDDLEBOX_COMPAT", "LEGACY_SERVER_CONNECT", "NO_TICKET",
    "NO_COMPRESSION",          "NO_RENEGOTIATION",      "NO_SESSION_RESUMPTION_ON_RENEGOTIATION",
    "PRIORITIZE_CHACHA"};

void judge_options(const CheckedConfig& config, const SetLine& line, LintFindings& found) {
  for (const std::string& word : list_elements(value_in(config, line.service, line.name()))) {
    const bool is_known = std::any_of(option_names.begin(), option_names.end(),
                                      [&](auto name) { return lower(name) == lower(word); });
    if (is_known || lower(word).starts_with("0x")) continue;
    found.at(line,
             {.id = "parameter-value",
              .severity = Severity::warning,
              .message = fmt::format("\"{:.60}\" is none of the options that Postfix documents",
                                     escaped(word)),
              .hint = "compare it with tls_ssl_options in postconf(5)"},
             Urgency::untidy);
  }
}

}  // namespace

void lint_values(const CheckedConfig& config, LintFindings& found) {
  for (const SetLine& line : set_lines(config)) {
    const auto parameter = find_parameter(line.name());
    if (!parameter || !known(line.name(), config.version)) continue;
    if (ignored(line.name(), config.version) && parameter->type == ValueType::choice) continue;
    judge_value(config, line, *parameter, found);
    if (line.name().ends_with("_loglevel")) judge_log_level(config, line, found);
    if (line.name() == "tls_ssl_options") judge_options(config, line, found);
  }
}

}  // namespace postseal
