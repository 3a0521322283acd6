// SPDX-License-Identifier: MIT
#include "core/log_patterns.hpp"

#include <algorithm>
#include <array>

namespace postseal {
namespace {

// A word of a list that blanks separate.
bool has_word(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    if (list.substr(0, end) == word) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

// Who runs under a name of its own choice (-o syslog_name, "postfix/smtps") is none of the known.
constexpr std::string_view all_daemons =
    "smtpd smtp lmtp tlsproxy tlsmgr postscreen posttls-finger master";

bool may_say(const LogMessage& message, std::string_view daemon) {
  return message.daemons.empty() || !has_word(all_daemons, daemon) ||
         has_word(message.daemons, daemon);
}

// In the middle of other text a short pattern means little: 15 characters at least.
constexpr std::size_t enough = 30;

struct Best {
  std::size_t weight = 0;
  std::optional<FoundMessage> found{};
};

void consider(Best& best, const LogMessage& message, std::string_view text, Where where) {
  std::string_view patterns = message.patterns;
  while (!patterns.empty()) {
    const std::size_t end = std::min(patterns.find('\n'), patterns.size());
    const std::string_view pattern = patterns.substr(0, end);
    patterns.remove_prefix(std::min(end + 1, patterns.size()));
    const std::size_t weight = weight_of(pattern);
    if (weight <= best.weight || (where == Where::anywhere && weight < enough)) continue;
    if (auto captured = captured_by(pattern, text, where))
      best = {weight, FoundMessage{&message, std::move(*captured)}};
  }
}

std::optional<FoundMessage> best_of(const LogLine& line, std::string_view text, Where where) {
  Best best;
  if (text.empty()) return std::nullopt;
  for (const auto& table : log_message_tables())
    for (const LogMessage& message : table)
      if (may_say(message, line.daemon)) consider(best, message, text, where);
  return best.found;
}

}  // namespace

std::vector<std::span<const LogMessage>> log_message_tables() {
  return {log_messages_of_chains(),      log_messages_of_client(),   log_messages_of_dane(),
          log_messages_of_dh(),          log_messages_of_engine(),   log_messages_of_handshakes(),
          log_messages_of_internals(),   log_messages_of_legacy(),   log_messages_of_levels(),
          log_messages_of_policies(),    log_messages_of_posttls(),  log_messages_of_reports(),
          log_messages_of_seeds(),       log_messages_of_sessions(), log_messages_of_tlsproxy(),
          log_messages_of_verification()};
}

std::optional<FoundMessage> find_log_message(const LogLine& line) {
  for (const std::string_view text : {line.reason, line.message, line.said})
    if (auto found = best_of(line, text, Where::whole)) return found;
  return best_of(line, line.message, Where::anywhere);
}

}  // namespace postseal
