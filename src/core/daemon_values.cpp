// SPDX-License-Identifier: MIT
#include "core/daemon_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <climits>
#include <span>

#include "core/daemon_value_rules.hpp"
#include "core/parameters.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

// What strtol(3) reads of the front; `rest` is what it leaves.
struct Number {
  long long value = 0;
  bool fits = true;  // an int
  std::string_view rest{};
};

Number number_in(std::string_view text) {
  Number number{.rest = text};
  std::string_view digits = text;
  digits.remove_prefix(std::min(digits.find_first_not_of(" \t\n\v\f\r"), digits.size()));
  if (digits.starts_with('+') && digits.substr(1, 1) != "-") digits.remove_prefix(1);
  const auto [stop, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), number.value);
  if (error == std::errc::invalid_argument) return number;
  number.rest = digits.substr(static_cast<std::size_t>(stop - digits.data()));
  number.fits = error == std::errc() && number.value >= INT_MIN && number.value <= INT_MAX;
  return number;
}

// Reads one parameter by its rule; empty: it is sound.
class Check {
 public:
  Check(const CheckedConfig& config, const ValueRule& rule, std::string value)
      : config_(config), rule_(rule), value_(std::move(value)) {}

  [[nodiscard]] std::string log() {
    switch (rule_.kind) {
      case ValueRule::boolean:
        return boolean();
      case ValueRule::number:
        return number();
      case ValueRule::time:
        return time();
      case ValueRule::text:
        return text();
    }
    return "";
  }
  [[nodiscard]] const std::string& wanted() const noexcept { return wanted_; }

 private:
  std::string boolean() {
    wanted_ = "yes or no";
    const std::string word = lower(value_);
    if (word == "yes" || word == "no") return "";
    return fmt::format("fatal: bad boolean configuration: {} = {}", rule_.name, value_);
  }

  std::string number() {
    wanted_ = "a number";
    const Number read = number_in(value_);
    if (value_.empty() || !read.rest.empty() || !read.fits)
      return fmt::format("fatal: bad numerical configuration: {} = {}", rule_.name, value_);
    wanted_ = fmt::format("at least {}", rule_.least);
    if (rule_.least == 0 || read.value >= rule_.least) return "";
    return fmt::format("fatal: invalid {} parameter value {} < {}", rule_.name, read.value,
                       rule_.least);
  }

  std::string time() {
    wanted_ = "a number with one of the units s, m, h, d, w";
    const Number read = number_in(value_);
    const char unit = read.rest.empty() ? usual_unit() : read.rest.front();
    const auto seconds = seconds_in(unit);
    const bool bad = value_.empty() || !read.fits || read.value < 0 || seconds == 0 ||
                     (seconds > 1 && read.value >= INT_MAX / seconds);
    if (bad)
      return fmt::format("fatal: parameter {}: bad time value or unit: {}", rule_.name, value_);
    wanted_ = fmt::format("at least {} seconds", rule_.least);
    if (rule_.least == 0 || read.value * seconds >= rule_.least) return "";
    return fmt::format("fatal: invalid {}: {} (min {})", rule_.name, read.value * seconds,
                       rule_.least);
  }

  std::string text() {
    wanted_ = "not to be empty";
    if (static_cast<long long>(value_.size()) >= rule_.least) return "";
    return fmt::format("fatal: bad string length {} < {}: {} = {}", value_.size(), rule_.least,
                       rule_.name, value_);
  }

  // The unit of the default is that of a bare number.
  [[nodiscard]] char usual_unit() const {
    const std::string usual = default_of(rule_.name, config_.version).value_or("s");
    return usual.empty() ? 's' : usual.back();
  }
  static int seconds_in(char unit) {
    constexpr int minute = 60;
    constexpr int hour = 60 * minute;
    constexpr int day = 24 * hour;
    switch (unit) {
      case 's':
        return 1;
      case 'm':
        return minute;
      case 'h':
        return hour;
      case 'd':
        return day;
      case 'w':
        return 7 * day;
      default:
        return 0;
    }
  }

  const CheckedConfig& config_;
  const ValueRule& rule_;
  std::string value_;
  std::string wanted_{};
};

std::optional<BadValue> first_bad(const CheckedConfig& config, const Service& service,
                                  std::span<const ValueRule> rules) {
  for (const ValueRule& rule : rules) {
    if (!known(rule.name, config.version) || config.version < rule.since ||
        config.version >= rule.until)
      continue;
    auto setting = setting_of(config, &service, rule.name);
    if (!setting || setting->problem) continue;
    Check check(config, rule, setting->value);
    std::string log = check.log();
    if (!log.empty())
      return BadValue{.name = std::string(rule.name),
                      .setting = std::move(*setting),
                      .wanted = check.wanted(),
                      .log = std::move(log)};
  }
  return std::nullopt;
}

}  // namespace

std::optional<BadValue> bad_daemon_value(const CheckedConfig& config, const Service& service,
                                         std::string_view daemon) {
  return first_bad(config, service, value_rules_of(daemon));
}

std::optional<BadValue> bad_library_value(const CheckedConfig& config, const Service& service) {
  return first_bad(config, service, library_value_rules());
}

}  // namespace postseal
