// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/log_line.hpp"
#include "core/log_match.hpp"

namespace postseal {

// A message of Postfix about TLS: the wordings it had (core/log_match.hpp), and what to say of it.
// The texts may name the holes of the wordings, those that every wording has.
struct LogMessage {
  std::string_view patterns{};  // one a line
  std::string_view daemons{};   // who says it, if others mean something else; "": the TLS library
  std::string_view severity{};  // as which it is logged; "" for information
  std::string_view meaning{};
  std::string_view effect{};  // what becomes of the mail
  std::string_view cause{};   // the likeliest first
  std::string_view remedy{};
  std::string_view since{};  // the first release that says it; "": 2.3 or before
  std::string_view until{};  // the last one; "": it still does
  std::string_view see{};    // the id of the finding that is about the same
};

struct FoundMessage {
  const LogMessage* message = nullptr;
  std::vector<Captured> captured{};
};

// The message that a line is, else the one that stands somewhere in it.
[[nodiscard]] std::optional<FoundMessage> find_log_message(const LogLine& line);

[[nodiscard]] std::vector<std::span<const LogMessage>> log_message_tables();

// Where the messages stand, by subject.
[[nodiscard]] std::span<const LogMessage> log_messages_of_chains();
[[nodiscard]] std::span<const LogMessage> log_messages_of_client();
[[nodiscard]] std::span<const LogMessage> log_messages_of_dane();
[[nodiscard]] std::span<const LogMessage> log_messages_of_dh();
[[nodiscard]] std::span<const LogMessage> log_messages_of_engine();
[[nodiscard]] std::span<const LogMessage> log_messages_of_handshakes();
[[nodiscard]] std::span<const LogMessage> log_messages_of_internals();
[[nodiscard]] std::span<const LogMessage> log_messages_of_legacy();
[[nodiscard]] std::span<const LogMessage> log_messages_of_levels();
[[nodiscard]] std::span<const LogMessage> log_messages_of_policies();
[[nodiscard]] std::span<const LogMessage> log_messages_of_posttls();
[[nodiscard]] std::span<const LogMessage> log_messages_of_reports();
[[nodiscard]] std::span<const LogMessage> log_messages_of_seeds();
[[nodiscard]] std::span<const LogMessage> log_messages_of_sessions();
[[nodiscard]] std::span<const LogMessage> log_messages_of_tlsproxy();
[[nodiscard]] std::span<const LogMessage> log_messages_of_verification();

}  // namespace postseal
