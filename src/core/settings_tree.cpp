// SPDX-License-Identifier: MIT
#include "core/settings_tree.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

std::string place_of(const std::string& path, const toml::source_position& position) {
  return fmt::format("{}:{}:{}", path, position.line, position.column);
}

[[noreturn]] void refuse_syntax(std::string place, std::string what) {
  constexpr std::size_t enough = 200;
  if (what.size() > enough) what = what.substr(0, enough) + "...";
  throw Error(
      Fault::config,
      {.id = "settings-syntax",
       .subject = std::move(place),
       .message = "syntax error" + escaped(what),
       .hint = "a setting is KEY = VALUE on a line of its own, with text in double quotes"});
}

// What toml++ says begins with "Error while parsing string: ", or with another capital letter.
std::string words_of(const toml::parse_error& error) {
  constexpr std::string_view head = "Error while parsing ";
  const std::string_view said = error.description();
  if (said.starts_with(head)) return fmt::format(" in {}", said.substr(head.size()));
  return said.empty() ? "" : fmt::format(": {}{}", lower(said.substr(0, 1)), said.substr(1));
}

// What toml++ 3.3 must not be given, looked for before it reads the text. It takes a.a.a.a... to
// any depth and frees such tables by recursion: thousands of parts exhaust the stack. And where it
// looks for white space, most characters beyond ASCII are undefined behaviour in its
// is_non_ascii_horizontal_whitespace(): outside strings and comments none is TOML, nor is one an
// escape, and after a line-ending backslash none is worth it.
class FirstLook {
 public:
  explicit FirstLook(std::string_view text) : rest_(text) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (rest_.starts_with(byte_order_mark)) rest_.remove_prefix(byte_order_mark.size());
  }

  // What is wrong, or nothing; then place() is where.
  [[nodiscard]] std::string_view problem() {
    while (!rest_.empty()) {
      const char next = rest_.front();
      if (next == '.' && ++dots_ > most_dots) return "more dots than any key has";
      if (is_beyond_ascii(next)) return "only text in quotes may have characters beyond ASCII";
      if ((next != '"' && next != '\'') || !is_string_start())
        skip(next == '#' ? std::min(rest_.find('\n'), rest_.size()) : 1);
      else if (!skip_string())
        return "a character beyond ASCII cannot follow a backslash";
    }
    return {};
  }

  [[nodiscard]] const toml::source_position& place() const noexcept { return here_; }

 private:
  static constexpr int most_dots = 8;

  static bool is_beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80U; }

  // To toml++ a quote in the middle of a number ("2e."x") is just one more of its characters.
  [[nodiscard]] bool is_string_start() const {
    constexpr std::string_view before = "\n\r\t ,=[{";
    return before.find(previous_) != before.npos || (previous_ == '.' && !in_value_);
  }

  void skip(std::size_t size) {
    for (const char c : rest_.substr(0, size)) {
      previous_ = c;
      in_value_ = c == '=' || (in_value_ && c != '\n');
      const bool begins_character = (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
      if (c == '\n') {
        here_ = {.line = here_.line + 1, .column = 1};
        dots_ = 0;
      } else if (begins_character) {
        ++here_.column;
      }
    }
    rest_.remove_prefix(std::min(size, rest_.size()));
  }

  // Over """...""", '''...''', "..." or '...'; the last two end with their line, if not before.
  // False at a character that toml++ must not be given.
  bool skip_string() {
    const char quote = rest_.front();
    const bool is_long = rest_.substr(0, 3) == std::string(3, quote);
    const std::string closing(is_long ? 3 : 1, quote);
    skip(closing.size());
    while (!rest_.empty() && !rest_.starts_with(closing) && (is_long || rest_.front() != '\n')) {
      const bool is_escape = quote == '"' && rest_.front() == '\\';
      if (is_escape && rest_.size() > 1 && is_beyond_ascii(rest_[1])) return false;
      const auto blanks = rest_.substr(1, rest_.find_first_not_of(" \t\r\n", 1) - 1);
      if (is_escape && is_long && blanks.find('\n') != blanks.npos) {
        skip(1 + blanks.size());
        if (!rest_.empty() && is_beyond_ascii(rest_.front())) return false;
      } else {
        skip(is_escape ? 2 : 1);
      }
    }
    if (rest_.starts_with(closing)) skip(closing.size());
    // Up to two quotes more belong to the end of a long string.
    for (int more = 0; is_long && more < 2 && rest_.starts_with(quote); ++more) skip(1);
    return true;
  }

  std::string_view rest_;
  toml::source_position here_{.line = 1, .column = 1};
  int dots_ = 0;
  char previous_ = '\n';
  bool in_value_ = false;  // an equals sign stands before on this line
};

class Converter {
 public:
  explicit Converter(const std::string& path) : path_(path) {}

  [[nodiscard]] SettingsNode node(const toml::node& from) const {
    SettingsNode made{.place = place_of(path_, from.source().begin)};
    if (const auto* table = from.as_table())
      made.value = entries(*table);
    else if (const auto* array = from.as_array())
      made.value = items(*array);
    else if (const auto* text = from.as_string())
      made.value = text->get();
    else if (const auto* number = from.as_integer())
      made.value = number->get();
    else if (const auto* flag = from.as_boolean())
      made.value = flag->get();
    else
      made.value =
          SettingsOther{from.is_floating_point() ? "a decimal number" : "a date or a time"};
    return made;
  }

 private:
  [[nodiscard]] SettingsArray items(const toml::array& from) const {
    SettingsArray made;
    for (const toml::node& item : from) made.items.push_back(node(item));
    return made;
  }

  // toml++ sorts a table by name; people read a file from its top.
  [[nodiscard]] SettingsTable entries(const toml::table& from) const {
    std::vector<std::pair<const toml::key*, const toml::node*>> sorted;
    for (const auto& [key, value] : from) sorted.emplace_back(&key, &value);
    std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
      const toml::source_position first = a.first->source().begin;
      const toml::source_position second = b.first->source().begin;
      return std::tie(first.line, first.column) < std::tie(second.line, second.column);
    });
    SettingsTable made;
    for (const auto& [key, value] : sorted) {
      made.entries.push_back(node(*value));
      made.entries.back().key = key->str();
      made.entries.back().key_place = place_of(path_, key->source().begin);
    }
    return made;
  }

  const std::string& path_;
};

}  // namespace

SettingsNode parse_settings_tree(std::string_view text, const std::string& path) {
  FirstLook look(text);
  if (const auto problem = look.problem(); !problem.empty())
    refuse_syntax(place_of(path, look.place()), fmt::format(": {}", problem));
  try {
    return Converter(path).node(toml::parse(text));
  } catch (const toml::parse_error& error) {
    refuse_syntax(place_of(path, error.source().begin), words_of(error));
  }
}

std::string_view kind_of(const SettingsNode& node) {
  if (const auto* other = std::get_if<SettingsOther>(&node.value)) return other->kind;
  if (std::holds_alternative<bool>(node.value)) return "true or false";
  if (std::holds_alternative<std::int64_t>(node.value)) return "a whole number";
  if (std::holds_alternative<std::string>(node.value)) return "a string";
  return std::holds_alternative<SettingsArray>(node.value) ? "an array" : "a table";
}

}  // namespace postseal
