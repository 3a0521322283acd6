// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string_view>

#include "commands/commands.hpp"
#include "commands/context.hpp"
#include "commands/explain_log.hpp"
#include "commands/explain_text.hpp"
#include "core/error.hpp"
#include "core/explanations.hpp"
#include "core/json.hpp"
#include "core/nearest.hpp"
#include "core/parameter_advice.hpp"
#include "core/parameters.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

struct Options {
  std::string term{};  // several words: a line of a log
};

// A term is one of these.
struct Meaning {
  const Explanation* explanation = nullptr;
  std::optional<Parameter> parameter{};
};

constexpr std::string_view name_characters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

std::optional<Meaning> meaning_of_word(std::string_view word) {
  if (const Explanation* found = find_explanation(word)) return Meaning{.explanation = found};
  if (auto found = find_parameter(word)) return Meaning{.parameter = std::move(*found)};
  return std::nullopt;
}

// The first word in a line that is known: "support for parameter "smtpd_use_tls" will be removed".
// Ids of one word are words of everyday language and mean nothing inside a line.
std::optional<Meaning> meaning_within(std::string_view term) {
  while (!term.empty()) {
    term.remove_prefix(std::min(term.find_first_of(name_characters), term.size()));
    const std::string_view word = term.substr(0, term.find_first_not_of(name_characters));
    term.remove_prefix(word.size());
    if (word.find_first_of("_-") == std::string_view::npos) continue;
    if (auto found = meaning_of_word(word)) return found;
  }
  return std::nullopt;
}

std::string shortened(const std::string& term) {
  constexpr std::size_t most = 200;
  return escaped(std::string_view(term).substr(0, most)) + (term.size() > most ? "..." : "");
}

Error unknown(const std::string& term) {
  std::vector<std::string_view> names = explained_ids();
  const std::vector<std::string> parameters = parameter_names();
  names.insert(names.end(), parameters.begin(), parameters.end());
  constexpr std::size_t longest_name = 80;  // a misspelt line is not looked for: that takes long
  const auto near = term.size() > longest_name ? std::nullopt : nearest(term, names);
  return {Fault::input,
          {.id = "term-unknown",
           .subject = "explain",
           .message = fmt::format("nothing is known of \"{}\"", shortened(term)),
           .hint = near ? fmt::format("did you mean {}?", *near)
                        : "give the id of an error or finding, a TLS parameter of main.cf, or a "
                          "line of Postfix's log about TLS"}};
}

Answer answer_of(const Explanation& explanation) {
  return {.result = shared({{"term", explanation.id},
                            {"kind", "id"},
                            {"meaning", explanation.meaning},
                            {"cause", explanation.cause},
                            {"remedy", explanation.remedy}}),
          .text = fmt::format("{}\n\nWhat it means:\n{}\nWhat causes it:\n{}\nWhat to do:\n{}",
                              explanation.id, wrapped(explanation.meaning, 2),
                              wrapped(explanation.cause, 2), wrapped(explanation.remedy, 2))};
}

// What the table says about a parameter, under its name in JSON and its title in text.
struct Field {
  std::string_view name{};
  std::string title{};
  std::optional<std::string> value{};
};

std::optional<std::string> if_any(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

std::string state_of(const std::string& name, const PostfixVersion& version) {
  if (!known(name, version)) return "not known";
  if (ignored(name, version)) return "without effect";
  return deprecated(name, version) ? "deprecated" : "in use";
}

std::vector<Field> fields_of(const Parameter& parameter, const PostfixVersion& version) {
  const std::string release = text_of(version);
  return {{"type", "type", std::string(name_of(parameter.type))},
          {"values", "values", if_any(parameter.values)},
          {"since", "known since", if_any(parameter.since)},
          {"deprecated", "deprecated since", if_any(parameter.deprecated)},
          {"ignored", "without effect since", if_any(parameter.ignored)},
          {"removed", "removed in", if_any(parameter.removed)},
          {"replacement", "use instead", if_any(parameter.replacement)},
          {"state", "in Postfix " + release, state_of(parameter.name, version)},
          {"default", "default there", default_of(parameter.name, version)}};
}

// A line per default that a version brought.
std::string text_of(const std::vector<DefaultChange>& history) {
  std::string text;
  std::string_view title = "default by version";
  for (const DefaultChange& one : history) {
    text += fmt::format("  {:<22}{}: {}\n", title, one.since,
                        one.value.empty() ? "(empty)" : one.value);
    title = "";
  }
  return text;
}

Json json_of(const std::vector<DefaultChange>& history) {
  Json all = Json::array();
  for (const DefaultChange& one : history)
    all.push_back({{"since", one.since}, {"value", one.value}});
  return all;
}

Answer answer_of(const Parameter& parameter, const PostfixVersion& version) {
  const Advice advice = advice_of(parameter.name);
  const std::vector<DefaultChange> history = default_history(parameter.name);
  Json result{{"term", parameter.name},
              {"kind", "parameter"},
              {"what", advice.what},
              {"advice", advice.advice},
              {"defaults", json_of(history)}};
  std::string text =
      fmt::format("{}\n\nWhat it does:\n{}", parameter.name, wrapped(advice.what, 2));
  if (!parameter.note.empty()) text += wrapped("Note: " + parameter.note, 2);
  text += fmt::format("What to set:\n{}\n", wrapped(advice.advice, 2));
  for (const Field& field : fields_of(parameter, version)) {
    result[std::string(field.name)] = field.value ? Json(*field.value) : Json();
    if (field.value)
      text +=
          fmt::format("  {:<22}{}\n", field.title, field.value->empty() ? "(empty)" : *field.value);
  }
  if (history.size() > 1) text += text_of(history);
  result["note"] = parameter.note.empty() ? Json() : Json(parameter.note);
  return {.result = shared(std::move(result)), .text = std::move(text)};
}

Answer answer_of(const Meaning& meaning, Context& context) {
  return meaning.explanation != nullptr ? answer_of(*meaning.explanation)
                                        : answer_of(*meaning.parameter, context.version());
}

// The term itself, else what a line of Postfix's log means, else what is known of a word in it.
Answer answer_of(const std::string& term, Context& context) {
  if (const auto meaning = meaning_of_word(term)) return answer_of(*meaning, context);
  if (auto answer = log_answer(term)) return std::move(*answer);
  if (const auto meaning = meaning_within(term)) return answer_of(*meaning, context);
  throw unknown(term);
}

Planned plan(const Options& options, Context& context) {
  const Answer answer = answer_of(options.term, context);
  return {.answer = [answer](const Applied&) { return answer; }};
}

}  // namespace

Command explain_command() {
  const auto options = std::make_shared<Options>();
  return {
      .description =
          "Says what a term means, what causes it and what to do. A term is the id of an error or "
          "a finding, as the JSON output has it, a TLS parameter of main.cf, or a line of "
          "Postfix's "
          "log about TLS, as it stands there. Exit status 1: the term is not known.",
      .arguments = {{.name = "TERM",
                     .help = "an id, a parameter or a line of a log",
                     .least = 1,
                     .most = -1,
                     .set =
                         [=](const std::string& text) {
                           options->term += (options->term.empty() ? "" : " ") + text;
                         }}},
      .examples = {{.command = "postseal explain key-encrypted", .help = "an error of postseal"},
                   {.command = "postseal explain smtpd_tls_chain_files --postfix-version 3.4",
                    .help = "a parameter, and its default in a version"},
                   {.command = "postseal explain 'warning: No PEM data in /etc/postfix/mx.pem'",
                    .help = "a line of a log"}},
      .looks = true,
      .plan = [=](Context& context) { return plan(*options, context); },
  };
}

}  // namespace postseal
