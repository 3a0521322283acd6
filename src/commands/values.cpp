// SPDX-License-Identifier: MIT
#include "commands/values.hpp"

#include <fmt/format.h>

#include <charconv>

#include "core/error.hpp"

namespace postseal {
namespace {

Error invalid(const std::string& option, const std::string& text, const std::string& hint) {
  return {Fault::usage,
          {.id = "value-invalid",
           .subject = option,
           .message = fmt::format("\"{}\" is not a value it takes", text),
           .hint = hint}};
}

}  // namespace

int parse_number(const std::string& text, const std::string& option, Range range) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < range.least ||
      value > range.most)
    throw invalid(option, text,
                  fmt::format("give a whole number from {} to {}", range.least, range.most));
  return value;
}

std::uint32_t parse_mode(const std::string& text, const std::string& option) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 8);
  if (error != std::errc{} || end != text.data() + text.size() || text.size() > 4 || value > 0777)
    throw invalid(option, text, "give permissions in octal, such as 0640");
  return value;
}

Severity parse_severity(const std::string& text) {
  if (text == "info") return Severity::info;
  return text == "warning" ? Severity::warning : Severity::error;
}

}  // namespace postseal
