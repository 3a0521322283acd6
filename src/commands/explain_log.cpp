// SPDX-License-Identifier: MIT
#include "commands/explain_log.hpp"

#include <fmt/format.h>

#include "commands/explain_text.hpp"
#include "core/json.hpp"
#include "core/log_explanation.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

Json or_null(const std::string& text) { return text.empty() ? Json() : Json(utf8_of(text)); }

Json json_of(const std::string& line, const LogExplanation& found) {
  Json captured = Json::object();
  for (const auto& [name, value] : found.captured) captured[name] = utf8_of(value);
  return {{"term", utf8_of(line)},         {"kind", "log"},
          {"id", or_null(found.id)},       {"daemon", or_null(found.daemon)},
          {"severity", found.severity},    {"meaning", found.meaning},
          {"effect", found.effect},        {"cause", found.cause},
          {"remedy", found.remedy},        {"since", or_null(found.since)},
          {"until", or_null(found.until)}, {"captured", std::move(captured)}};
}

std::string releases_of(const LogExplanation& found) {
  if (found.since.empty() && found.until.empty()) return {};
  if (found.until.empty()) return found.since + " and later";
  return found.since.empty() ? "up to " + found.until : found.since + " to " + found.until;
}

// The line itself, as far as it helps to see which one is meant.
std::string title_of(const LogExplanation& found) {
  constexpr std::size_t most = 400;
  std::string message = escaped(std::string_view(found.message).substr(0, most));
  if (found.message.size() > most) message += "...";
  const std::string who = found.daemon.empty() ? "" : escaped(found.daemon) + ": ";
  const std::string severity = found.severity == "info" ? "" : found.severity + ": ";
  return wrapped(who + severity + message, 0);
}

std::string text_of(const LogExplanation& found) {
  std::string text = title_of(found);
  const std::string releases = releases_of(found);
  if (!releases.empty()) text += fmt::format("(Postfix {})\n", releases);
  text +=
      fmt::format("\nWhat it means:\n{}What happens to mail:\n{}What causes it:\n{}What to do:\n{}",
                  wrapped(found.meaning, 2), wrapped(found.effect, 2), wrapped(found.cause, 2),
                  wrapped(found.remedy, 2));
  if (!found.id.empty()) text += fmt::format("See also:\n  postseal explain {}\n", found.id);
  return text;
}

}  // namespace

std::optional<Answer> log_answer(const std::string& line) {
  const auto found = explain_log_line(line);
  if (!found) return std::nullopt;
  return Answer{.result = shared(json_of(line, *found)), .text = text_of(*found)};
}

}  // namespace postseal
