// SPDX-License-Identifier: MIT
#include "core/expand.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <compare>
#include <system_error>
#include <utility>

#include "core/compatibility_level.hpp"
#include "core/error.hpp"
#include "core/logical_lines.hpp"

namespace postseal {
namespace {

constexpr int most_levels = 100;                  // as Postfix has it
constexpr int most_relations = 10;                // inside each other; no limit in Postfix
constexpr int most_references = 10'000;           // Postfix knows no limit: $a$a of $b$b of ...
constexpr std::size_t most_text = 1024UL * 1024;  // of all intermediate results together

[[noreturn]] void fail(std::string_view why, std::string_view near) {
  throw Error(Fault::postfix, {.id = "expression-malformed",
                               .subject = "main.cf",
                               .message = fmt::format("{} at \"{:.40}\"", why, near),
                               .hint = "Postfix refuses this value; see postconf(5) on ${name}"});
}

[[noreturn]] void fail_nesting(std::string_view near) {
  throw Error(Fault::postfix,
              {.id = "expression-nesting",
               .subject = "main.cf",
               .message = fmt::format("a value refers to itself, or grows too large, at "
                                      "\"{:.40}\"",
                                      near),
               .hint = "look for a parameter whose value contains its own name after a \"$\""});
}

bool is_name_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

std::size_t name_length(std::string_view text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_name_character);
  return static_cast<std::size_t>(end - text.begin());
}

void skip_blanks(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(config_blanks), rest.size()));
}

bool take(std::string_view& rest, char c) {
  if (!rest.starts_with(c)) return false;
  rest.remove_prefix(1);
  return true;
}

// REST starts with OPEN; returns what stands before the CLOSE that belongs to it and takes both.
std::string_view take_balanced(std::string_view& rest, char open, char close) {
  int level = 0;
  for (std::size_t at = 0; at < rest.size(); ++at) {
    if (rest[at] == open) ++level;
    if (rest[at] == close && --level == 0) {
      const std::string_view inside = rest.substr(1, at - 1);
      rest.remove_prefix(at + 1);
      return inside;
    }
  }
  fail("missing closing parenthesis", rest);
}

bool is_number(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Postfix stops on a number that is too large for strtol(3).
long number_in(std::string_view text) {
  long number = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), number).ec != std::errc())
    fail("number out of range", text);
  return number;
}

std::strong_ordering compare_values(std::string_view left, std::string_view right) {
  if (is_number(left) && is_number(right)) return number_in(left) <=> number_in(right);
  return left.compare(right) <=> 0;
}

bool holds(std::strong_ordering order, std::string_view relation) {
  if (relation == "==") return order == 0;
  if (relation == "!=") return order != 0;
  if (relation == "<") return order < 0;
  if (relation == "<=") return order <= 0;
  if (relation == ">=") return order >= 0;
  if (relation == ">") return order > 0;
  fail("unknown operator", relation);
}

class Expansion {
 public:
  explicit Expansion(const Lookup& lookup) : lookup_(lookup) {}

  std::string text(std::string_view rest, int level) {
    if (rest.empty()) return "";
    if (level > most_levels) fail_nesting(rest);
    std::string result;
    while (!rest.empty()) {
      const std::size_t dollar = std::min(rest.find('$'), rest.size());
      result += rest.substr(0, dollar);
      rest.remove_prefix(dollar);
      if (take(rest, '$')) result += reference(rest, level);
    }
    produced_ += result.size();
    if (produced_ > most_text) fail_nesting(result);
    return result;
  }

 private:
  // What follows a "$".
  std::string reference(std::string_view& rest, int level) {
    if (take(rest, '$')) return "$";
    if (++references_ > most_references) fail_nesting(rest);
    if (rest.starts_with('{')) return expression(take_balanced(rest, '{', '}'), level);
    if (rest.starts_with('(')) return expression(take_balanced(rest, '(', ')'), level);
    const std::string_view name = rest.substr(0, name_length(rest));
    if (name.empty()) fail("empty parameter name", rest);
    rest.remove_prefix(name.size());
    return text(lookup_(name).value_or(""), level + 1);
  }

  // What stands between the parentheses of a "${}".
  std::string expression(std::string_view rest, int level) {
    if (rest.empty()) fail("empty parameter name", rest);
    skip_blanks(rest);
    const bool is_relation = rest.starts_with('{');
    const std::string value = is_relation ? relation(rest) : named(rest);
    if (rest.empty()) return is_relation ? value : text(value, level + 1);
    const std::string_view start = rest;
    if (take(rest, '?')) {
      const std::string_view if_true = operand(rest);
      const std::string_view if_false = take(rest, ':') ? operand(rest) : std::string_view();
      if (!rest.empty()) fail("unexpected text", rest);
      return text(value.empty() ? if_false : if_true, level + 1);
    }
    if (!take(rest, ':')) fail("\"?\" or \":\" expected", start);
    const std::string_view if_false = operand(rest);
    if (!rest.empty()) fail("unexpected text", rest);
    return value.empty() ? text(if_false, level + 1) : "";
  }

  // The value of the name at the front, which is taken with the blanks after it. Nothing at all is
  // a name too, which nobody defines: "${:text}" is "text".
  std::string named(std::string_view& rest) {
    const std::string_view name = rest.substr(0, name_length(rest));
    rest.remove_prefix(name.size());
    skip_blanks(rest);
    if (!rest.empty() && rest.front() != '?' && rest.front() != ':')
      fail("bad parameter name", rest);
    return name.empty() ? "" : lookup_(name).value_or("");
  }

  // "{left} op {right}": empty where it does not hold. Postfix counts the levels inside anew.
  std::string relation(std::string_view& rest) {
    if (++relations_ > most_relations) fail_nesting(rest);
    const std::string left = text(take_balanced(rest, '{', '}'), 0);
    skip_blanks(rest);
    const std::string_view sign = rest.substr(0, rest.find_first_not_of("<>!="));
    rest.remove_prefix(sign.size());
    const std::string_view suffix = rest.substr(0, name_length(rest));
    rest.remove_prefix(suffix.size());
    skip_blanks(rest);
    if (!rest.starts_with('{')) fail("\"{expression}\" expected", rest);
    const std::string right = text(take_balanced(rest, '{', '}'), 0);
    skip_blanks(rest);
    --relations_;
    if (!suffix.empty() && suffix != "level") fail("unknown operator", suffix);
    const std::strong_ordering order =
        suffix.empty() ? compare_values(left, right)
                       : parse_compatibility_level(left) <=> parse_compatibility_level(right);
    return holds(order, sign) ? "true" : "";
  }

  // "{text}", or all that is left.
  static std::string_view operand(std::string_view& rest) {
    std::string_view braced = rest;
    skip_blanks(braced);
    if (!braced.starts_with('{')) return std::exchange(rest, {});
    const std::string_view inside = take_balanced(braced, '{', '}');
    skip_blanks(braced);
    rest = braced;
    return inside;
  }

  const Lookup& lookup_;
  int references_ = 0;
  int relations_ = 0;  // those we are inside of
  std::size_t produced_ = 0;
};

}  // namespace

std::string expand(std::string_view text, const Lookup& lookup) {
  return Expansion(lookup).text(text, 0);
}

}  // namespace postseal
