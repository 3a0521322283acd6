// SPDX-License-Identifier: MIT
#include "core/log_explanation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "core/log_patterns.hpp"
#include "core/openssl_reasons.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

using Values = std::vector<Captured>;

std::string_view value_of(const Values& values, std::string_view name) {
  const auto found = std::find_if(values.begin(), values.end(),
                                  [name](const Captured& one) { return one.name == name; });
  return found == values.end() ? std::string_view{} : found->value;
}

LogExplanation begun(const LogLine& line, const Values& values) {
  LogExplanation out{.message = std::string(line.message),
                     .daemon = std::string(line.daemon),
                     .severity = std::string(line.severity)};
  for (const Captured& one : values) out.captured.emplace_back(one.name, one.value);
  return out;
}

// Why a certificate was not verified: by number, else by its words.
const VerifyError* verify_error_of(const Values& values) {
  const std::string_view text = value_of(values, "num");
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc{} && end == text.data() + text.size())
    if (const VerifyError* found = find_verify_error(number)) return found;
  return find_verify_error(value_of(values, "error"));
}

void say_more(LogExplanation& out, const Values& values) {
  if (const VerifyError* error = verify_error_of(values)) {
    out.meaning += fmt::format(" {}", error->meaning);
    out.remedy = error->remedy;
    out.id = error->see;
  }
  if (const TlsAlert* alert = find_alert(value_of(values, "alert"))) {
    out.meaning += fmt::format(" {}", alert->meaning);
    out.cause = alert->cause;
    out.remedy = alert->remedy;
  }
}

LogExplanation of_message(const LogLine& line, const FoundMessage& found) {
  const LogMessage& message = *found.message;
  LogExplanation out = begun(line, found.captured);
  // A whole line without a word for it is information; a message alone may have lost the word.
  if (out.severity.empty())
    out.severity = line.process.empty() && !message.severity.empty() ? message.severity : "info";
  if (out.daemon.empty() && message.daemons.find(' ') == std::string_view::npos)
    out.daemon = message.daemons;
  out.meaning = filled(message.meaning, found.captured);
  out.effect = filled(message.effect, found.captured);
  out.cause = filled(message.cause, found.captured);
  out.remedy = filled(message.remedy, found.captured);
  out.since = message.since;
  out.until = message.until;
  out.id = message.see;
  say_more(out, found.captured);
  return out;
}

Values values_of(const OpensslError& error) {
  Values out{{"code", error.code}};
  for (const Captured& one :
       {Captured{"library", error.library_words}, Captured{"function", error.function},
        Captured{"reason", error.reason_words}, Captured{"data", error.data}})
    if (!one.value.empty()) out.push_back(one);
  return out;
}

constexpr std::string_view alert_effect =
    "The peer ended this connection. Outbound mail is deferred (at level may a later try may go "
    "out "
    "as plain text); an inbound peer tries again, or shows an error to its user.";
constexpr std::string_view library_effect =
    "It belongs to the message before it: after SSL_accept or SSL_connect one connection failed; "
    "where files are loaded, TLS is disabled or goes on with defaults, as that message says.";

std::optional<LogExplanation> of_openssl(const LogLine& line, const OpensslError& error) {
  const TlsAlert* alert = alert_of(error);
  const OpensslReason* reason = reason_of(error);
  if (alert == nullptr && reason == nullptr && error.reason_words.empty()) return std::nullopt;
  LogExplanation out = begun(line, values_of(error));
  if (out.severity.empty()) out.severity = "warning";
  out.effect = library_effect;
  if (alert != nullptr) {
    out.meaning = fmt::format("The other side sent the TLS alert {} ({}). {}", alert->number,
                              alert->words, alert->meaning);
    out.effect = alert_effect;
    out.cause = alert->cause;
    out.remedy = alert->remedy;
  } else if (reason != nullptr) {
    out.meaning = fmt::format("OpenSSL says \"{}\". {}", reason->words, reason->meaning);
    out.cause = reason->cause;
    out.remedy = reason->remedy;
    out.id = reason->see;
  } else {
    out.meaning = fmt::format("An error of OpenSSL, in its part \"{}\": \"{}\".",
                              escaped(error.library_words), escaped(error.reason_words));
    out.cause = "Its words are all there is to go by.";
    out.remedy = "See the message before it: it says what was being done.";
  }
  if (!error.data.empty())
    out.meaning += fmt::format(" It adds: \"{}\".", escaped(error.data.substr(0, 300)));
  return out;
}

std::optional<LogExplanation> of_line(std::string_view line) {
  const LogLine parts = read_log_line(line);
  if (const auto error = find_openssl_error(parts.message))
    if (auto out = of_openssl(parts, *error)) return out;
  if (const auto found = find_log_message(parts)) return of_message(parts, *found);
  return std::nullopt;
}

}  // namespace

// Of several lines the first that is known.
std::optional<LogExplanation> explain_log_line(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (auto out = of_line(text.substr(0, end))) return out;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return std::nullopt;
}

}  // namespace postseal
