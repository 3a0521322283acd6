// SPDX-License-Identifier: MIT
#include "commands/policy_check_live.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/json.hpp"
#include "core/policy_words.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

class Findings {
 public:
  explicit Findings(const LiveEntry& entry) : entry_(entry), pins_(entry.pinned.pins()) {}

  [[nodiscard]] std::vector<CheckFinding> run() {
    if (!entry_.not_asked.empty())
      add(entry_.not_asked.starts_with("its MX") ? Severity::warning : Severity::info,
          "policy-pin-unasked", fmt::format("nobody is asked: {}", entry_.not_asked),
          "name the host in brackets, or ask it: postseal fingerprint HOST");
    for (const LiveHost& host : entry_.hosts) look_at(host);
    const bool all_told = std::all_of(entry_.hosts.begin(), entry_.hosts.end(),
                                      [](const LiveHost& one) { return one.told_all(); });
    if (!all_told || entry_.hosts.empty()) return std::move(findings_);
    for (const std::string& pin : pins_)
      if (!entry_.is_served(pin))
        add(Severity::warning, "policy-pin-stale",
            fmt::format("nobody serves {}", quoted_text(pin)),
            "it is an old one, or not yet in use: postseal policy prune drops the old ones");
    return std::move(findings_);
  }

 private:
  void add(Severity severity, const std::string& id, const std::string& message,
           const std::string& hint) {
    findings_.push_back(
        {.finding = {.id = id,
                     .severity = severity,
                     .subject = entry_.pinned.subject,
                     .message =
                         fmt::format("{}: {}", quoted_text(entry_.pinned.entry.key), message),
                     .hint = hint},
         .urgency = severity == Severity::error ? Urgency::broken : Urgency::untidy});
    if (entry_.pinned.line > 0) findings_.back().finding.line = entry_.pinned.line;
  }

  [[nodiscard]] bool is_pinned(const ServedLeaf& served) const {
    return std::any_of(pins_.begin(), pins_.end(),
                       [&](const std::string& pin) { return is_pin_of(pin, served); });
  }

  void look_at(const LiveHost& host) {
    const std::string name = text_of(host.looks.address);
    if (!host.told_all())
      add(Severity::warning, "host-no-answer", fmt::format("{} {}", name, host.silence()),
          "its pins are not judged: ask again, or look at it with postseal probe");
    if (!host.shows()) return;
    // What smtp(8) is shown is the first, where that is known.
    const bool has_usual = host.looks.usual.outcome == LookOutcome::shown;
    const auto pinned = std::find_if(host.leaves.begin(), host.leaves.end(),
                                     [&](const ServedLeaf& one) { return is_pinned(one); });
    if (pinned == host.leaves.end())
      add(Severity::error, "policy-pin-mismatch",
          fmt::format("{} serves none of the pins, but {}: mail stays here", name, served(host)),
          fmt::format("ask its operator; then postseal policy pin '{}' {} --expect FINGERPRINT",
                      escaped(entry_.pinned.entry.key), name));
    else if (has_usual && pinned != host.leaves.begin())
      add(Severity::error, "policy-pin-mismatch",
          fmt::format("{} shows {}, which is not pinned, before {}, which is: mail stays here",
                      name, name_of(host.leaves.front()), name_of(*pinned)),
          "pin both: postseal policy pin NEXTHOP HOST --add");
    else
      note_others(host, name);
  }

  void note_others(const LiveHost& host, const std::string& name) {
    for (const ServedLeaf& one : host.leaves)
      if (!is_pinned(one))
        add(Severity::warning, "policy-chains-differ",
            fmt::format("{} also has {}, which is not pinned", name, name_of(one)),
            "pin both: postseal policy pin NEXTHOP HOST --add");
  }

  [[nodiscard]] static std::string served(const LiveHost& host) {
    std::string text;
    for (const ServedLeaf& one : host.leaves)
      text += fmt::format("{}{} ({})", text.empty() ? "" : " and ",
                          one.key_pin.empty() ? one.certificate_pin : one.key_pin, name_of(one));
    return text;
  }

  const LiveEntry& entry_;
  std::vector<std::string> pins_{};
  std::vector<CheckFinding> findings_{};
};

// By which of the two a certificate is pinned.
std::string pinned_by(const LiveEntry& entry, const ServedLeaf& served) {
  for (const std::string& pin : entry.pinned.pins()) {
    ServedLeaf key = served;
    key.certificate_pin.clear();
    if (is_pin_of(pin, key)) return "public-key";
    if (is_pin_of(pin, served)) return "certificate";
  }
  return "";
}

Json json_of(const LiveEntry& entry, const LiveHost& host) {
  Json certificates = Json::array();
  for (const ServedLeaf& one : host.leaves) {
    const std::string by = pinned_by(entry, one);
    certificates.push_back({{"key", one.leaf().key().description},
                            {"subject", utf8_of(one.leaf().subject())},
                            {"not_after", rfc3339(one.leaf().not_after())},
                            {"certificate", one.certificate_pin},
                            {"public_key", one.key_pin.empty() ? Json() : Json(one.key_pin)},
                            {"pinned_by", by.empty() ? Json() : Json(by)}});
  }
  const std::string silence = host.silence();
  return {{"host", text_of(host.looks.address)},
          {"answered", host.told_all()},
          {"said", silence.empty() ? Json() : Json(utf8_of(silence))},
          {"certificates", std::move(certificates)}};
}

}  // namespace

std::vector<CheckFinding> live_findings(const std::vector<LiveEntry>& entries) {
  std::vector<CheckFinding> all;
  for (const LiveEntry& entry : entries)
    for (CheckFinding& one : Findings(entry).run()) all.push_back(std::move(one));
  return all;
}

std::string live_text(const std::vector<LiveEntry>& entries) {
  std::string text;
  for (const LiveEntry& entry : entries) {
    text +=
        fmt::format("{}: {} pin(s)\n", escaped(entry.pinned.entry.key), entry.pinned.pins().size());
    if (!entry.not_asked.empty()) text += fmt::format("  not asked: {}\n", entry.not_asked);
    for (const LiveHost& host : entry.hosts) {
      const std::string name = text_of(host.looks.address);
      for (const ServedLeaf& one : host.leaves) {
        const std::string by = pinned_by(entry, one);
        text += fmt::format("  {}: {}, until {}: {}\n", name, name_of(one),
                            date_of(one.leaf().not_after()),
                            by.empty()           ? "not pinned"
                            : by == "public-key" ? "pinned by its public key"
                                                 : "pinned by its certificate");
      }
      if (!host.told_all()) text += fmt::format("  {}: {}\n", name, host.silence());
    }
  }
  return text;
}

Json live_json(const std::vector<LiveEntry>& entries) {
  Json all = Json::array();
  for (const LiveEntry& entry : entries) {
    Json pins = Json::array();
    for (const std::string& pin : entry.pinned.pins())
      pins.push_back({{"pin", utf8_of(pin)}, {"served", entry.is_served(pin)}});
    Json hosts = Json::array();
    for (const LiveHost& host : entry.hosts) hosts.push_back(json_of(entry, host));
    all.push_back({{"nexthop", utf8_of(entry.pinned.entry.key)},
                   {"pins", std::move(pins)},
                   {"hosts", std::move(hosts)},
                   {"not_asked", entry.not_asked.empty() ? Json() : Json(entry.not_asked)}});
  }
  return all;
}

}  // namespace postseal
