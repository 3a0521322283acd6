// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

namespace postseal {

// A line of Postfix's log, taken apart. All views are into the line.
struct LogLine {
  std::string_view process{};   // "postfix/submission/smtpd"; "": the line does not say
  std::string_view daemon{};    // "smtpd": the last part of it
  std::string_view severity{};  // "warning", "error", "fatal", "panic"; "": information
  std::string_view message{};   // what the daemon said, without the severity
  std::string_view queue_id{};  // "4XyZ...", "NOQUEUE"; "": none
  std::string_view said{};      // the message without the queue id
  std::string_view reason{};    // of a delivery: what stands in parentheses after status=...
};

// Understands the stamps of syslog (RFC 3164, RFC 3339, RFC 5424), of Postfix's own maillog_file
// and of journalctl, "message repeated", what commands print, and messages without anything before
// them.
[[nodiscard]] LogLine read_log_line(std::string_view line);

}  // namespace postseal
