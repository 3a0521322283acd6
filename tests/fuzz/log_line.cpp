// SPDX-License-Identifier: MIT
// Lines of Postfix's log, which hold what peers sent.
#include "core/log_line.hpp"

#include <algorithm>

#include "core/log_explanation.hpp"
#include "core/log_match.hpp"
#include "core/text.hpp"
#include "target.hpp"

namespace postseal::fuzz {
namespace {

void look_at(std::string_view text) {
  const LogLine line = read_log_line(text);
  for (const std::string_view part :
       {line.process, line.daemon, line.message, line.said, line.queue_id, line.reason})
    require(part.empty() || (part.data() >= text.data() &&
                             part.data() + part.size() <= text.data() + text.size()),
            "a part of a line is in the line");
  const auto explanation = explain_log_line(text);
  if (!explanation) return;
  report(explanation->message);
  report(explanation->daemon);
  for (const std::string& said :
       {explanation->meaning, explanation->effect, explanation->cause, explanation->remedy}) {
    report(Finding{.id = explanation->id, .subject = "log", .message = said, .hint = said});
    require(escaped(said) == said, "what is said of a line is escaped");
  }
  for (const auto& [name, value] : explanation->captured) report(value);
}

// Holes against any text: a pattern from the input, and the rest of it.
void match(std::string_view input) {
  const std::size_t end = input.find('\n');
  if (end == std::string_view::npos || end > 200) return;
  for (const Where where : {Where::whole, Where::anywhere})
    if (const auto captured = captured_by("a {x} b {y#} {z}", input.substr(end + 1), where))
      report(filled("{x} {y} {z!}", *captured));
}

}  // namespace

void read(std::string_view input) {
  match(input);
  int left = 100;
  while (!input.empty() && left-- > 0) {
    const std::size_t end = std::min(input.find('\n'), input.size());
    look_at(input.substr(0, end));
    input.remove_prefix(std::min(end + 1, input.size()));
  }
}

}  // namespace postseal::fuzz
