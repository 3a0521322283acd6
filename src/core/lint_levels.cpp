// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <array>

#include "core/effective_levels.hpp"
#include "core/lint_parts.hpp"
#include "core/logical_lines.hpp"
#include "core/old_levels.hpp"
#include "core/parameters.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

void judge_old_names(const CheckedConfig& config, LintFindings& found) {
  for (const SetLine& line : set_lines(config)) {
    const auto old = find_old_level_name(line.name());
    if (!old || !known(line.name(), config.version)) continue;
    if (!is_overruled(config, line.service, line.name())) continue;
    const std::string level = value_in(config, line.service, old->level);
    const bool enforces = old->name.find("_enforce_tls") != std::string_view::npos &&
                          is_on(config, line.service, old->name);
    const bool is_weaker = enforces && (lower(level) == "may" || lower(level) == "none");
    found.at(line,
             {.id = "level-and-legacy",
              .severity = Severity::warning,
              .message = fmt::format("has no effect beside {} = {}{}", old->level, level,
                                     is_weaker ? ": TLS is not enforced" : ""),
              .hint = is_weaker ? fmt::format("delete it; {} = encrypt is what it says", old->level)
                                : "delete the line"},
             is_weaker ? Urgency::weak : Urgency::untidy);
  }
}

struct ClientNames {
  LevelNames level{};
  std::string_view per_site{};
  std::string_view policy_maps{};
  std::string_view ca_file{};
  std::string_view ca_path{};
  std::string_view anchors{};
};
constexpr std::array clients{
    ClientNames{smtp_level_names, "smtp_tls_per_site", "smtp_tls_policy_maps", "smtp_tls_CAfile",
                "smtp_tls_CApath", "smtp_tls_trust_anchor_file"},
    ClientNames{lmtp_level_names, "lmtp_tls_per_site", "lmtp_tls_policy_maps", "lmtp_tls_CAfile",
                "lmtp_tls_CApath", "lmtp_tls_trust_anchor_file"}};

// Judges the level of one client service.
class ClientJudge {
 public:
  ClientJudge(const CheckedConfig& config, const Service* service, const ClientNames& names,
              LintFindings& found)
      : config_(config),
        service_(service),
        names_(names),
        found_(found),
        level_(client_level(config, service, names.level)) {}

  void judge() {
    judge_tables();
    judge_trust();
  }

 private:
  [[nodiscard]] std::string value(std::string_view name) const {
    return value_in(config_, service_, name);
  }

  void judge_tables() {
    if (value(names_.per_site).empty() || value(names_.policy_maps).empty()) return;
    found_.at(service_, names_.per_site,
              {.id = "per-site-ignored",
               .severity = Severity::warning,
               .message = fmt::format("has no effect beside {}", names_.policy_maps),
               .hint = fmt::format("move its entries to {}, in the format of that table",
                                   names_.policy_maps)},
              Urgency::weak);
  }

  // tls_append_default_CA counts only beside a CAfile or CApath (tls_set_ca_certificate_info()).
  void judge_trust() {
    if (level_ != "verify" && level_ != "secure") return;
    for (const std::string_view name : {names_.ca_file, names_.ca_path, names_.anchors})
      if (!value(name).empty()) return;
    found_.at(service_, names_.level.level,
              {.id = "verify-without-ca",
               .severity = Severity::error,
               .message = fmt::format("is \"{}\" without a CA to check against: no server is "
                                      "trusted, and all mail is deferred (4.7.5)",
                                      level_),
               .hint = fmt::format("set {} to the bundle of CAs of this system", names_.ca_file)},
              Urgency::broken);
  }

  const CheckedConfig& config_;
  const Service* service_;
  const ClientNames& names_;
  LintFindings& found_;
  std::string level_;
};

}  // namespace

void lint_levels(const CheckedConfig& config, LintFindings& found) {
  judge_old_names(config, found);
  for (const ClientNames& names : clients)
    for (const Service* service : services_or_main(config, names.level.daemon))
      ClientJudge(config, service, names, found).judge();
}

}  // namespace postseal
