// SPDX-License-Identifier: MIT
#include "net/smtp_client.hpp"

#include <algorithm>
#include <utility>

#include "core/text.hpp"

namespace postseal::net {
namespace {

SmtpClient::Turn ended(LookOutcome outcome, std::string said) {
  // Without QUIT a server logs a lost connection; one that talks nonsense gets none.
  return {.say = outcome == LookOutcome::no_answer ? "" : "QUIT\r\n",
          .end = ServiceLook{.outcome = outcome, .said = std::move(said)}};
}

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

// "250-STARTTLS" and "250 STARTTLS"; a word after it changes nothing.
bool offers_starttls(std::string_view text) {
  return lower(text.substr(0, text.find(' '))) == "starttls";
}

}  // namespace

std::string first_line(std::string_view text) {
  text = text.substr(0, std::min(text.find_first_of("\r\n"), longest_said));
  return std::string(text);
}

bool SmtpClient::add(std::string_view line) {
  if (line.size() < 3 || !std::all_of(line.begin(), line.begin() + 3, is_digit)) return false;
  const char separator = line.size() == 3 ? ' ' : line[3];
  if (separator != ' ' && separator != '-') return false;

  if (reply_.lines++ == 0) reply_.first = first_line(line);
  reply_.code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
  if (line.size() > 4 && offers_starttls(line.substr(4))) reply_.starttls = true;
  reply_.complete = separator == ' ';
  return true;
}

SmtpClient::Turn SmtpClient::take(std::string_view arrived) {
  pending_ += arrived;
  while (true) {
    const std::size_t end = pending_.find('\n');
    if (std::min(end, pending_.size()) > longest_line)
      return ended(LookOutcome::no_answer, "a line of its answer does not end");
    if (end == std::string::npos) return {};

    std::string line = pending_.substr(0, end);
    pending_.erase(0, end + 1);
    if (line.ends_with('\r')) line.pop_back();
    if (!add(line)) return ended(LookOutcome::no_answer, first_line(line));
    if (reply_.complete) return answer(std::exchange(reply_, {}));
    if (reply_.lines >= most_lines)
      return ended(LookOutcome::no_answer, "an answer of it does not end");
  }
}

SmtpClient::Turn SmtpClient::answer(const Reply& reply) {
  if (step_ == Step::ehlo) return answer_to_ehlo(reply);
  if (step_ == Step::starttls) return answer_to_starttls(reply);
  if (reply.code != 220) return ended(LookOutcome::no_answer, reply.first);
  step_ = Step::ehlo;
  return {.say = "EHLO localhost\r\n"};
}

SmtpClient::Turn SmtpClient::answer_to_ehlo(const Reply& reply) {
  // A server that knows no EHLO has no STARTTLS either.
  const bool refused = reply.code >= 500 && reply.code < 600;
  if (refused || (reply.code == 250 && !reply.starttls))
    return ended(LookOutcome::no_tls, reply.first);
  if (reply.code != 250) return ended(LookOutcome::no_answer, reply.first);
  step_ = Step::starttls;
  return {.say = "STARTTLS\r\n"};
}

SmtpClient::Turn SmtpClient::answer_to_starttls(const Reply& reply) const {
  if (reply.code >= 400 && reply.code < 600) return ended(LookOutcome::refused, reply.first);
  if (reply.code != 220) return ended(LookOutcome::no_answer, reply.first);
  // Whatever stands here came before the handshake: an attacker's, for all we know (CVE-2011-0411).
  if (!pending_.empty())
    return ended(LookOutcome::injected, "plaintext came after its answer to STARTTLS");
  return {.tls = true};
}

}  // namespace postseal::net
