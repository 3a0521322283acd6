// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/cipher_names.hpp"
#include "core/lint_parts.hpp"
#include "core/parameters.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

constexpr PostfixVersion with_two_grades{3, 8, 0};  // low and export mean medium from here on
constexpr std::string_view operators = "!+-@";

std::vector<std::string> words_between(std::string_view text, std::string_view separators) {
  std::vector<std::string> words;
  for (std::size_t at = text.find_first_not_of(separators); at != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(separators, at), text.size());
    words.emplace_back(text.substr(at, end - at));
    at = text.find_first_not_of(separators, end);
  }
  return words;
}

// ---- the words of a list ----

void add_unknown(const SetLine& line, const std::string& word, LintFindings& found) {
  const auto meant = nearest_cipher_name(word);
  found.at(line,
           {.id = "cipher-name-unknown",
            .severity = Severity::warning,
            .message = fmt::format("\"{:.60}\" is no cipher of OpenSSL, which passes over it",
                                   escaped(word)),
            .hint = meant ? fmt::format("did you mean {}?", *meant)
                          : "delete it, or compare it with `openssl ciphers -v ALL`"},
           Urgency::weak);
}

void add_gone(const SetLine& line, const std::vector<std::string>& gone, LintFindings& found) {
  if (gone.empty()) return;
  std::string list;
  for (const std::string& word : gone) list += fmt::format("{}{}", list.empty() ? "" : ", ", word);
  found.at(line,
           {.id = "cipher-name-gone",
            .severity = Severity::info,
            .message = fmt::format("no OpenSSL of today has {:.200}", list),
            .hint = "nothing to do; delete what is no longer there"},
           Urgency::untidy);
}

void add_tls1_3(const SetLine& line, const std::string& word, LintFindings& found) {
  found.at(line,
           {.id = "cipher-name-tls13",
            .severity = Severity::info,
            .message =
                fmt::format("{} belongs to TLS 1.3, whose ciphers this list does not touch", word),
            .hint = "delete it"},
           Urgency::untidy);
}

// Judges words such as "kRSA+AES128" without the operator before them.
void judge_words(const SetLine& line, const std::vector<std::string>& words, LintFindings& found) {
  constexpr int most_unknown = 30;  // whoever has more has another problem
  int unknown = 0;
  std::vector<std::string> gone;
  for (const std::string& word : words)
    for (const std::string& name : words_between(word, "+")) {
      const CipherName kind = cipher_name_kind(name);
      if (kind == CipherName::unknown && ++unknown <= most_unknown) add_unknown(line, name, found);
      if (kind == CipherName::tls1_3_suite) add_tls1_3(line, name, found);
      const bool is_new = std::find(gone.begin(), gone.end(), name) == gone.end();
      if (kind == CipherName::gone && is_new) gone.push_back(name);
    }
  add_gone(line, gone, found);
}

std::string without_operator(std::string word) {
  word.erase(0, std::min(word.find_first_not_of(operators), word.size()));
  return word;
}

void judge_exclusions(const CheckedConfig& config, const SetLine& line, LintFindings& found) {
  std::vector<std::string> words;
  for (std::string& word : words_between(value_in(config, line.service, line.name()), ", \t\r\n:"))
    words.push_back(without_operator(std::move(word)));
  judge_words(line, words, found);
}

// ---- tls_high_cipherlist and its like ----

// Whether a list lets in what does not encrypt.
bool allows_null(const std::vector<std::string>& words) {
  constexpr std::array plain{"eNULL", "NULL", "COMPLEMENTOFALL"};
  bool allowed = false;
  for (const std::string& word : words) {
    const bool takes_out = word.starts_with('!') || word.starts_with('-');
    const std::string name = takes_out ? word.substr(1) : word;
    const bool is_null = std::find(plain.begin(), plain.end(), name) != plain.end() ||
                         name.find("NULL-") != std::string::npos;
    if (!is_null || word.starts_with('+')) continue;
    if (word.starts_with('!')) return false;
    allowed = !takes_out;
  }
  return allowed;
}

void add_null(const SetLine& line, LintFindings& found) {
  found.at(line,
           {.id = "cipher-null",
            .severity = Severity::error,
            .message = "allows ciphers that encrypt nothing",
            .hint = "delete the line: the default is sound"},
           Urgency::weak);
}

void judge_cipher_list(const CheckedConfig& config, const SetLine& line, LintFindings& found) {
  const std::string value = value_in(config, line.service, line.name());
  if (value == default_of(line.name(), config.version) || ignored(line.name(), config.version))
    return;
  const std::vector<std::string> all = words_between(value, ": ,;");
  if (line.name() != "tls_null_cipherlist" && allows_null(all)) add_null(line, found);
  std::vector<std::string> words;
  for (const std::string& word : all)
    if (!word.starts_with('@')) words.push_back(without_operator(word));
  judge_words(line, words, found);
  found.at(line,
           {.id = "cipherlist-overridden",
            .severity = Severity::info,
            .message = "is set to a list of its own, which no later version of Postfix will keep "
                       "up to date",
            .hint = "delete the line; choose a grade, or exclude ciphers, instead"},
           Urgency::untidy);
}

// ---- grades ----

void judge_grade(const CheckedConfig& config, const SetLine& line, LintFindings& found) {
  const std::string grade = lower(value_in(config, line.service, line.name()));
  if (grade == "null") add_null(line, found);
  if (grade != "export" && grade != "low") return;
  const bool is_medium = config.version >= with_two_grades;
  found.at(
      line,
      {.id = "cipher-grade-weak",
       .severity = is_medium ? Severity::info : Severity::warning,
       .message = is_medium ? fmt::format("\"{}\" means medium from Postfix 3.8 on", grade)
                            : fmt::format("\"{}\" lets in ciphers that are long broken", grade),
       .hint = fmt::format("set {} = medium, or delete the line", line.name())},
      is_medium ? Urgency::untidy : Urgency::weak);
}

void judge_preference(const CheckedConfig& config, const SetLine& line, LintFindings& found) {
  if (!is_on(config, line.service, line.name())) return;
  found.at(line,
           {.id = "cipher-order",
            .severity = Severity::info,
            .message = "is \"yes\": the server's order of ciphers counts, though clients know best "
                       "what they are fast at",
            .hint = "delete the line"},
           Urgency::untidy);
}

}  // namespace

void lint_ciphers(const CheckedConfig& config, LintFindings& found) {
  for (const SetLine& line : set_lines(config)) {
    const std::string& name = line.name();
    if (!find_parameter(name) || !known(name, config.version)) continue;
    if (name.ends_with("_exclude_ciphers"))
      judge_exclusions(config, line, found);
    else if (name.ends_with("_ciphers"))
      judge_grade(config, line, found);
    else if (name.starts_with("tls_") && name.ends_with("_cipherlist") &&
             name != "tls_preempt_cipherlist")
      judge_cipher_list(config, line, found);
    else if (name == "tls_preempt_cipherlist")
      judge_preference(config, line, found);
  }
}

}  // namespace postseal
