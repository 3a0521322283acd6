// SPDX-License-Identifier: MIT
#include "core/log_line.hpp"

#include <algorithm>
#include <array>

namespace postseal {
namespace {

constexpr std::string_view digits = "0123456789";
constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

// Programs whose name may stand before a message without a process number.
constexpr std::array programs{"smtpd",    "smtp",       "lmtp",           "tlsproxy",
                              "tlsmgr",   "postscreen", "posttls-finger", "master",
                              "postconf", "postmap",    "postalias",      "postfix",
                              "sendmail", "qmgr",       "cleanup",        "postfix-script"};

bool is_all(std::string_view text, std::string_view characters) {
  return !text.empty() && text.find_first_not_of(characters) == std::string_view::npos;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r\n") + 1 - from);
}

std::string_view last_part(std::string_view process) {
  return process.substr(process.rfind('/') + 1);  // npos + 1 is 0
}

bool is_program(std::string_view name) {
  return std::find(programs.begin(), programs.end(), last_part(name)) != programs.end();
}

struct Found {
  std::string_view process{};
  std::string_view rest{};
};

// "postfix/smtpd[123]:" as a word of its own, within what can be a stamp and a host before it.
std::optional<Found> with_number(std::string_view line) {
  constexpr std::size_t stamp = 400;
  std::size_t at = 0;
  while (at < std::min(line.size(), stamp)) {
    const std::size_t end = std::min(line.find(' ', at), line.size());
    const std::string_view word = line.substr(at, end - at);
    const std::size_t open = word.find('[');
    if (word.ends_with("]:") && open != std::string_view::npos && open > 0 &&
        is_all(word.substr(open + 1, word.size() - open - 3), digits))
      return Found{word.substr(0, open), line.substr(end)};
    at = end + 1;
  }
  return std::nullopt;
}

// RFC 5424: "<22>1 TIME HOST APP PID MSGID [data] message"; structured data as "-" only.
std::optional<Found> with_version(std::string_view line) {
  if (!line.starts_with('<')) return std::nullopt;
  const std::size_t end = line.find(">1 ");
  if (end == std::string_view::npos || !is_all(line.substr(1, end - 1), digits))
    return std::nullopt;
  std::array<std::string_view, 6> words{};
  line.remove_prefix(end + 3);
  for (std::string_view& word : words) {
    const std::size_t blank = line.find(' ');
    if (blank == std::string_view::npos) return std::nullopt;
    word = line.substr(0, blank);
    line.remove_prefix(blank + 1);
  }
  return Found{words[2], line};
}

// "smtpd: warning: ...", "posttls-finger: ...": what commands print.
std::optional<Found> with_name(std::string_view line) {
  const std::size_t colon = line.find(": ");
  if (colon == std::string_view::npos || !is_program(line.substr(0, colon))) return std::nullopt;
  return Found{line.substr(0, colon), line.substr(colon + 2)};
}

std::string_view without_repetition(std::string_view message) {
  if (!message.starts_with("message repeated ") || !message.ends_with(']')) return message;
  const std::size_t open = message.find(": [");
  if (open == std::string_view::npos) return message;
  return trimmed(message.substr(open + 3, message.size() - open - 4));
}

// Short queue ids are hexadecimal, long ones (enable_long_queue_ids) letters and digits.
bool is_queue_id(std::string_view word) {
  if (word == "NOQUEUE") return true;
  if (word.size() >= 6 && is_all(word, "0123456789ABCDEF")) return true;
  return word.size() >= 10 && word.size() <= 32 &&
         is_all(word, "0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz") &&
         word.find_first_of(digits) != std::string_view::npos &&
         word.find_first_of(letters) != std::string_view::npos;
}

// "to=<a@b>, relay=..., dsn=4.7.5, status=deferred (the reason)".
std::string_view reason_of(std::string_view said) {
  const std::size_t status = said.find("status=");
  if (status == std::string_view::npos) return {};
  const std::size_t open = said.find(" (", status);
  if (open == std::string_view::npos) return {};
  std::string_view rest = said.substr(open + 2);
  constexpr std::string_view suspended = "delivery temporarily suspended: ";
  if (rest.starts_with(suspended)) rest.remove_prefix(suspended.size());
  return rest.substr(0, std::min(rest.rfind(')'), rest.size()));
}

}  // namespace

LogLine read_log_line(std::string_view line) {
  line = trimmed(line);
  LogLine out{.message = line};
  auto found = with_number(line);
  if (!found) found = with_version(line);
  if (!found) found = with_name(line);
  if (found) {
    out.process = found->process;
    out.daemon = last_part(found->process);
    out.message = trimmed(found->rest);
  }
  out.message = without_repetition(out.message);
  for (const std::string_view severity : {"warning", "error", "fatal", "panic"}) {
    if (!out.message.starts_with(severity) ||
        !out.message.substr(severity.size()).starts_with(": "))
      continue;
    out.severity = severity;
    out.message = trimmed(out.message.substr(severity.size() + 2));
    break;
  }
  out.said = out.message;
  const std::size_t colon = std::min(out.message.find(": "), out.message.size());
  if (colon < out.message.size() && is_queue_id(out.message.substr(0, colon))) {
    out.queue_id = out.message.substr(0, colon);
    out.said = trimmed(out.message.substr(colon + 2));
  }
  out.reason = reason_of(out.said);
  return out;
}

}  // namespace postseal
