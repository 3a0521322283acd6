// SPDX-License-Identifier: MIT
#include "core/config_repair.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/config_meaning.hpp"
#include "core/lint_parts.hpp"
#include "core/nearest.hpp"
#include "core/old_levels.hpp"
#include "core/parameters.hpp"
#include "core/protocol_set.hpp"

namespace postseal {
namespace {

// More than these are nobody's configuration.
constexpr std::size_t most_services = 200;
constexpr std::size_t most_proposals = 200;

// Changes that only make sense together.
struct Proposal {
  std::vector<ConfigChange> changes{};
  std::string why{};
};

std::string place_of(const SetLine& line) {
  return line.service == nullptr ? "" : line.service->key();
}

bool is_set_at(const CheckedConfig& config, const SetLine& line, std::string_view name) {
  if (line.service != nullptr) return line.service->find(name) != nullptr;
  return config.main_cf.find(name) != nullptr;
}

// postconf -P takes no blanks in a value.
bool is_writable(const SetLine& line) {
  return line.service == nullptr || line.line->value.find_first_of(" \t") == std::string::npos;
}

Proposal replacing(const SetLine& line, std::string name, std::string value, std::string why) {
  const std::string place = place_of(line);
  return {.changes = {{.service = place, .name = line.name()},
                      {.service = place, .name = std::move(name), .value = std::move(value)}},
          .why = std::move(why)};
}

Proposal removing(const SetLine& line, std::string why) {
  return {.changes = {{.service = place_of(line), .name = line.name()}}, .why = std::move(why)};
}

// ---- what has no effect, or a new name ----

void propose_removal(const CheckedConfig& config, const References& references, const SetLine& line,
                     std::vector<Proposal>& proposals) {
  const auto parameter = find_parameter(line.name());
  if (!parameter || references.contains(line.name())) return;
  const bool is_idle = ignored(line.name(), config.version);
  const std::string_view removed = parameter->removed;
  const bool is_gone = !removed.empty() && !known(line.name(), config.version) &&
                       read_mail_version(removed.substr(0, removed.find(','))) <= config.version;
  if (is_idle || is_gone)
    proposals.push_back(removing(line, fmt::format("{} has no effect in Postfix {}: removed",
                                                   line.name(), text_of(config.version))));
}

// tlsproxy_client_level and tlsproxy_client_policy.
void propose_new_name(const CheckedConfig& config, const References& references,
                      const SetLine& line, std::vector<Proposal>& proposals) {
  if (!line.name().starts_with("tlsproxy_client_") || !deprecated(line.name(), config.version))
    return;
  const auto other = replacement(line.name(), config.version);
  if (!other || find_old_level_name(line.name()) || is_set_at(config, line, *other)) return;
  if (line.name() == "tlsproxy_client_per_site" || references.contains(line.name())) return;
  if (is_writable(line))
    proposals.push_back(replacing(line, *other, line.line->value,
                                  fmt::format("{} is deprecated: {}", line.name(), *other)));
}

// ---- old parameters of level ----

void propose_level(const CheckedConfig& config, const References& references, const SetLine& line,
                   std::vector<Proposal>& proposals) {
  const auto now = level_in_place_of(config, line.service, line.name());
  if (!now || !known(line.name(), config.version) || references.contains(line.name())) return;
  if (is_overruled(config, line.service, line.name())) {
    proposals.push_back(
        removing(line, fmt::format("{} has no effect beside {}: removed", line.name(), now->name)));
    return;
  }
  if (line.line->value.find('$') != std::string::npos) return;
  const std::string why = fmt::format("{} is obsolete: {}", line.name(), now->name);
  proposals.push_back(removing(line, why));
  Proposal proposal{
      .changes = {{.service = place_of(line), .name = now->name, .value = now->value}}, .why = why};
  for (const SetLine& other : set_lines(config)) {
    const auto old = find_old_level_name(other.name());
    if (other.service == line.service && old && old->level == now->name)
      proposal.changes.push_back({.service = place_of(other), .name = other.name()});
  }
  proposals.push_back(std::move(proposal));
}

// ---- protocol lists ----

void propose_range(const CheckedConfig& config, const SetLine& line,
                   std::vector<Proposal>& proposals) {
  constexpr PostfixVersion with_ranges{3, 6, 0};
  const std::string& value = line.line->value;
  if (config.version < with_ranges || !line.name().ends_with("_protocols")) return;
  if (!known(line.name(), config.version) || value.find('$') != std::string::npos) return;
  const auto list = read_protocol_list(value, config.version);
  if (!list || list->has_range || (list->included | list->excluded) == 0) return;
  const auto range = range_of(list->allowed);
  if (!range || (list->allowed & sslv3_bit) != 0) return;  // better done by hand
  proposals.push_back(
      {.changes = {{.service = place_of(line), .name = line.name(), .value = *range}},
       .why = fmt::format("{}: {} means the same", line.name(), *range)});
}

// ---- typing errors ----

// The one name at a distance of 1 or 2, if no other is as near.
std::optional<std::string> obvious_name(std::string_view name, const PostfixVersion& version) {
  constexpr std::size_t obvious = 2;
  constexpr std::size_t longest = 64;
  if (name.size() > longest) return std::nullopt;
  std::size_t least = obvious + 1;
  std::optional<std::string> best;
  for (const std::string& candidate : parameter_names()) {
    if (!known(candidate, version) || candidate.size() > name.size() + obvious) continue;
    const std::size_t apart = edit_distance(name, candidate);
    if (apart > least || apart > obvious) continue;
    best = apart == least ? std::nullopt : std::optional(candidate);
    least = apart;
  }
  return best;
}

void propose_name(const CheckedConfig& config, const References& references, const SetLine& line,
                  std::vector<Proposal>& proposals) {
  const std::string& name = line.name();
  if (name.find("tls") == std::string::npos || find_parameter(name)) return;
  if (references.contains(name) || !is_writable(line)) return;
  const auto meant = obvious_name(name, config.version);
  if (!meant || is_set_at(config, line, *meant)) return;
  if (deprecated(*meant, config.version) || ignored(*meant, config.version)) return;
  proposals.push_back(
      replacing(line, *meant, line.line->value, fmt::format("{} is misspelt: {}", name, *meant)));
}

std::vector<Proposal> proposals_for(const CheckedConfig& config) {
  const References references = references_in(config);
  std::vector<Proposal> proposals;
  for (const SetLine& line : set_lines(config)) {
    if (proposals.size() > most_proposals) break;
    propose_removal(config, references, line, proposals);
    propose_new_name(config, references, line, proposals);
    propose_level(config, references, line, proposals);
    propose_range(config, line, proposals);
    propose_name(config, references, line, proposals);
  }
  return proposals;
}

// ---- what comes of the proposals ----

using Place = std::pair<std::string, std::string>;  // the service and the name
using Reasons = std::map<Place, std::string>;

// The lines that differ, in the order of the files.
std::vector<ConfigRepair> differences(const CheckedConfig& before, const CheckedConfig& after,
                                      const Reasons& reasons) {
  std::set<std::string> given;
  const auto why = [&](const SetLine& line) -> std::string {
    const auto reason = reasons.find({place_of(line), line.name()});
    if (reason == reasons.end() || !given.insert(reason->second).second) return "";
    return reason->second;
  };
  const auto value_at = [](const CheckedConfig& config, const SetLine& line) {
    const Service* service = config.master_cf.find(place_of(line));
    const ParameterLine* found = nullptr;
    if (line.service == nullptr) found = config.main_cf.find(line.name());
    if (line.service != nullptr && service != nullptr) found = service->find(line.name());
    return found == nullptr ? std::nullopt : std::optional(found->value);
  };
  std::vector<ConfigRepair> repairs;
  for (const SetLine& line : set_lines(before))
    if (const auto value = value_at(after, line); value != line.line->value)
      repairs.push_back({place_of(line), line.name(), value, why(line)});
  for (const SetLine& line : set_lines(after))
    if (!value_at(before, line))
      repairs.push_back({place_of(line), line.name(), line.line->value, why(line)});
  return repairs;
}

// Takes the proposals that leave the meaning of the configuration as it is.
class Repairing {
 public:
  explicit Repairing(const CheckedConfig& config)
      : meaning_(meaning_of(config)), bad_values_(bad_values_in(config)), repaired_(config) {}

  // Whether another round may find more: one repair can make way for another.
  [[nodiscard]] bool round() {
    std::set<Place> touched;
    for (const Proposal& proposal : proposals_for(repaired_)) {
      const bool is_late = std::any_of(proposal.changes.begin(), proposal.changes.end(),
                                       [&](const ConfigChange& one) {
                                         return touched.contains({one.service, one.name});
                                       });
      if (is_late || !take(proposal)) continue;
      for (const ConfigChange& one : proposal.changes) touched.insert({one.service, one.name});
    }
    return !touched.empty() && tries_left_ > 0;
  }

  [[nodiscard]] const CheckedConfig& repaired() const noexcept { return repaired_; }
  [[nodiscard]] const Reasons& reasons() const noexcept { return reasons_; }

 private:
  bool take(const Proposal& proposal) {
    if (tries_left_ == 0) return false;
    --tries_left_;
    CheckedConfig candidate = with_changes(repaired_, proposal.changes);
    if (meaning_of(candidate) != meaning_ || bad_values_in(candidate) > bad_values_) return false;
    for (const ConfigChange& one : proposal.changes)
      reasons_[{one.service, one.name}] = proposal.why;
    repaired_ = std::move(candidate);
    return true;
  }

  std::vector<std::string> meaning_;
  std::size_t bad_values_;
  CheckedConfig repaired_;
  Reasons reasons_{};
  int tries_left_ = 100;
};

}  // namespace

std::vector<ConfigRepair> config_repairs(const CheckedConfig& config) {
  const auto is_broken = [](const Finding& one) { return one.severity == Severity::error; };
  for (const auto* findings : {&config.main_cf.findings, &config.master_cf.findings})
    if (std::any_of(findings->begin(), findings->end(), is_broken)) return {};
  if (config.master_cf.services.size() > most_services) return {};
  Repairing work(config);
  while (work.round()) {
  }
  return differences(config, work.repaired(), work.reasons());
}

}  // namespace postseal
