// SPDX-License-Identifier: MIT
#include "commands/tls_engine.hpp"

#include <algorithm>

#include "core/text.hpp"

namespace postseal {

std::string TlsEngine::value(std::string_view full_name) const {
  return value_in(config_, &service_, full_name);
}

bool TlsEngine::is_on(std::string_view full_name) const {
  return postseal::is_on(config_, &service_, full_name);
}

void TlsEngine::give_up(const std::string& file) {
  stop(EngineState::unknown);
  add({.finding = {.id = "file-unjudged",
                   .severity = Severity::info,
                   .subject = file,
                   .message = "cannot be read, so nobody knows what the daemons make of it, which "
                              "open it as root",
                   .hint = "run check as root"},
       .urgency = Urgency::untidy});
}

void TlsEngine::take(const TlsEngine& other) {
  log_.insert(log_.end(), other.log_.begin(), other.log_.end());
  findings_.insert(findings_.end(), other.findings_.begin(), other.findings_.end());
}

void TlsEngine::repeat(std::string_view beginning) {
  const auto found = std::find_if(log_.begin(), log_.end(), [&](const std::string& line) {
    return line.starts_with(beginning);
  });
  if (found != log_.end()) log_.push_back(std::string(*found));
}

void TlsEngine::complain(std::string_view full_name, Complaint complaint) {
  const auto setting = setting_of(config_, &service_, full_name);
  Finding finding{.id = std::move(complaint.id),
                  .severity = complaint.severity,
                  .subject = setting && setting->is_set() ? setting->path : config_.main_cf.path,
                  .message = fmt::format("{}: {}", full_name, complaint.message),
                  .hint = std::move(complaint.hint)};
  if (setting && setting->is_set()) finding.line = setting->line;
  add({.finding = std::move(finding), .urgency = complaint.urgency});
}

std::string TlsEngine::state_name() const {
  const bool warned = std::any_of(log_.begin(), log_.end(), [](const std::string& line) {
    return line.starts_with("warning: ") || line.starts_with("error: ");
  });
  switch (state_) {
    case EngineState::on:
      return warned ? "warns" : "works";
    case EngineState::failing:
      return "fails";
    case EngineState::off:
      return "off";
    case EngineState::disabled:
      return "disabled";
    case EngineState::dead:
      return "dies";
    case EngineState::unknown:
      return "unknown";
  }
  return "unknown";
}

CheckedService TlsEngine::result(std::string_view daemon) const {
  return {
      .service = service_.key(), .daemon = std::string(daemon), .tls = state_name(), .log = log_};
}

}  // namespace postseal
