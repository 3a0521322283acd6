// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/effective_levels.hpp"
#include "core/lint_parts.hpp"
#include "core/parameters.hpp"
#include "core/protocol_set.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

constexpr PostfixVersion with_ranges{3, 6, 0};
constexpr ProtocolSet ssl = sslv2_bit | sslv3_bit;
constexpr ProtocolSet old_tls = tlsv1_bit | tlsv1_1_bit;
constexpr ProtocolSet new_tls = tlsv1_2_bit | tlsv1_3_bit;
constexpr std::string_view mandatory_end = "_tls_mandatory_protocols";

bool is_protocol_parameter(std::string_view name) {
  return name.ends_with("_tls_protocols") || name.ends_with(mandatory_end);
}

std::string good_value(const PostfixVersion& version) {
  return version >= with_ranges ? ">=TLSv1.2" : "!SSLv2, !SSLv3, !TLSv1, !TLSv1.1";
}

// What the parameter allows by default; that of another program follows its model.
std::optional<ProtocolSet> default_set(const CheckedConfig& config, std::string_view name) {
  auto value = default_of(name, config.version);
  if (value && value->starts_with('$')) value = default_of(value->substr(1), config.version);
  if (!value) return std::nullopt;
  const auto list = read_protocol_list(*value, config.version);
  if (!list) return std::nullopt;
  return list->allowed;
}

// Judges one line that sets a list.
class ListJudge {
 public:
  ListJudge(const CheckedConfig& config, const SetLine& line, std::string value, ProtocolList list,
            LintFindings& found)
      : config_(config), line_(line), value_(std::move(value)), list_(list), found_(found) {}

  void judge() {
    if (judge_blank() || judge_empty() || judge_names()) return;
    const bool is_loose = judge_looseness();
    if (!judge_weakness() && !is_loose) judge_syntax();
  }

 private:
  void add(Finding finding, Urgency urgency) { found_.at(line_, std::move(finding), urgency); }

  bool judge_blank() {
    if (!list_.has_blank_range) return false;
    std::string meant = value_;
    for (std::size_t at = meant.find("= "); at != std::string::npos; at = meant.find("= "))
      meant.erase(at + 1, 1);
    add({.id = "protocols-blank",
         .severity = Severity::warning,
         .message = fmt::format("\"{:.60}\" has a blank behind the sign, so it allows {} and "
                                "nothing else",
                                escaped(value_), names_of(list_.allowed)),
         .hint = fmt::format("set {:.60}", escaped(meant))},
        Urgency::broken);
    return true;
  }

  bool judge_empty() {
    if (list_.allowed != 0) return false;
    add({.id = "protocols-empty-set",
         .severity = Severity::error,
         .message =
             fmt::format("\"{:.60}\" leaves no protocol: every handshake fails", escaped(value_)),
         .hint = fmt::format("set {}", good_value(config_.version))},
        Urgency::broken);
    return true;
  }

  // A name without "!" excludes those that are not named.
  bool judge_names() {
    const ProtocolSet lost = new_tls & ~list_.allowed & ~list_.excluded;
    if (list_.included == 0 || lost == 0 || list_.has_ceiling) return false;
    const bool has_none = (list_.allowed & new_tls) == 0;
    add({.id = "protocols-names-exclude",
         .severity = has_none ? Severity::error : Severity::warning,
         .message =
             fmt::format("names {}, and so excludes {}", names_of(list_.included), names_of(lost)),
         .hint = fmt::format("set {}", good_value(config_.version))},
        has_none ? Urgency::broken : Urgency::weak);
    return true;
  }

  bool judge_looseness() {
    const auto usual = default_set(config_, line_.name());
    if (!usual || (list_.allowed & ~*usual) == 0) return false;
    add({.id = "protocols-only-look-strict",
         .severity = Severity::warning,
         .message = fmt::format("\"{:.60}\" allows {}, which the default of Postfix {} does not",
                                escaped(value_), names_of(list_.allowed & ~*usual),
                                text_of(config_.version)),
         .hint = fmt::format("delete the line, or set {}", good_value(config_.version))},
        Urgency::weak);
    return true;
  }

  // Where TLS is required there is no clear text to fall back to, so nothing is gained.
  bool judge_weakness() {
    const ProtocolSet weak = list_.allowed & (ssl | old_tls);
    if (weak == 0 || !line_.name().ends_with(mandatory_end)) return false;
    const bool is_default = weak == old_tls;  // of all releases since 2015
    add({.id = "protocols-weak",
         .severity = is_default ? Severity::info : Severity::warning,
         .message = fmt::format("\"{:.60}\" allows {} where TLS is required", escaped(value_),
                                names_of(weak)),
         .hint = fmt::format("set {}", good_value(config_.version))},
        Urgency::weak);
    return true;
  }

  void judge_syntax() {
    const auto range = range_of(list_.allowed);
    if (config_.version < with_ranges || list_.has_range || !range || value_.empty()) return;
    add({.id = "protocols-old-syntax",
         .severity = Severity::info,
         .message =
             fmt::format("\"{:.60}\" is the syntax of Postfix 3.5 and older", escaped(value_)),
         .hint = fmt::format("set {}, which means the same", *range)},
        Urgency::untidy);
  }

  const CheckedConfig& config_;
  const SetLine& line_;
  std::string value_;
  ProtocolList list_;
  LintFindings& found_;
};

void judge_lines(const CheckedConfig& config, LintFindings& found) {
  for (const SetLine& line : set_lines(config)) {
    if (!is_protocol_parameter(line.name()) || !known(line.name(), config.version)) continue;
    const auto setting = setting_of(config, line.service, line.name());
    if (!setting || setting->problem) continue;
    const auto list = read_protocol_list(setting->value, config.version);
    if (list) ListJudge(config, line, setting->value, *list, found).judge();
  }
}

// ---- the two lists of a program: level may uses one, everything above the other ----

struct Lists {
  LevelNames level{};
  std::string_view chosen{};
  std::string_view required{};
  std::string_view policy_maps{};  // "": a server
};
constexpr std::array list_pairs{
    Lists{smtpd_level_names, "smtpd_tls_protocols", "smtpd_tls_mandatory_protocols", ""},
    Lists{smtp_level_names, "smtp_tls_protocols", "smtp_tls_mandatory_protocols",
          "smtp_tls_policy_maps"},
    Lists{lmtp_level_names, "lmtp_tls_protocols", "lmtp_tls_mandatory_protocols",
          "lmtp_tls_policy_maps"}};

bool requires_tls(const CheckedConfig& config, const Service* service, const Lists& lists) {
  if (lists.policy_maps.empty()) {
    const ServerTls tls = server_tls(config, service, lists.level);
    return tls == ServerTls::encrypt || tls == ServerTls::implicit;
  }
  const std::string level = client_level(config, service, lists.level);
  return (level != "none" && level != "may") ||
         !value_in(config, service, lists.policy_maps).empty();
}

bool is_set(const CheckedConfig& config, const Service* service, std::string_view name) {
  const auto setting = setting_of(config, service, name);
  return setting && setting->is_set();
}

// Only the list of level may is set: where TLS is required the default holds.
void judge_chosen_only(const CheckedConfig& config, const Service* service, const Lists& lists,
                       LintFindings& found) {
  const auto chosen = read_protocol_list(value_in(config, service, lists.chosen), config.version);
  const auto required =
      read_protocol_list(value_in(config, service, lists.required), config.version);
  if (!chosen || !required || (required->allowed & ~chosen->allowed) == 0) return;
  const bool matters = requires_tls(config, service, lists);
  found.at(service, lists.chosen,
           {.id = "protocols-one-sided",
            .severity = matters ? Severity::warning : Severity::info,
            .message = fmt::format("is for level \"may\" alone: where TLS is required, {} allows "
                                   "{} by default",
                                   lists.required, names_of(required->allowed & ~chosen->allowed)),
            .hint = fmt::format("set {} too", lists.required)},
           matters ? Urgency::weak : Urgency::untidy);
}

// Only the list of mandatory TLS is set, and no service requires TLS. For clients it is there for
// entries of a policy table to come.
void judge_required_only(const CheckedConfig& config, const Lists& lists, LintFindings& found) {
  const auto services = services_or_main(config, lists.level.daemon);
  const bool is_used = std::any_of(services.begin(), services.end(), [&](const Service* service) {
    return requires_tls(config, service, lists);
  });
  if (is_used) return;
  found.at(nullptr, lists.required,
           {.id = "protocols-one-sided",
            .severity = Severity::info,
            .message = "is for where TLS is required, which is nowhere so far",
            .hint = fmt::format("level \"may\" goes by {}, which is best left at its default",
                                lists.chosen)},
           Urgency::untidy);
}

// Services that require TLS by a default that allows what is old.
void judge_defaults(const CheckedConfig& config, const Service* service, const Lists& lists,
                    LintFindings& found) {
  if (is_set(config, service, lists.required) || !lists.policy_maps.empty()) return;
  if (!requires_tls(config, service, lists)) return;
  const ProtocolSet weak = default_set(config, lists.required).value_or(0) & (ssl | old_tls);
  if (weak == 0) return;
  found.at(service, lists.required,
           {.id = "protocols-weak",
            .severity = Severity::info,
            .message = fmt::format("the default of Postfix {} allows {} where TLS is required",
                                   text_of(config.version), names_of(weak)),
            .hint = fmt::format("set {}", good_value(config.version))},
           Urgency::weak);
}

}  // namespace

void lint_protocols(const CheckedConfig& config, LintFindings& found) {
  judge_lines(config, found);
  for (const Lists& lists : list_pairs) {
    auto services = services_or_main(config, lists.level.daemon);
    // A line that several services read is judged for the strictest.
    std::stable_partition(services.begin(), services.end(), [&](const Service* service) {
      return requires_tls(config, service, lists);
    });
    for (const Service* service : services) {
      const bool has_chosen = is_set(config, service, lists.chosen);
      if (has_chosen && !is_set(config, service, lists.required))
        judge_chosen_only(config, service, lists, found);
      judge_defaults(config, service, lists, found);
    }
    if (lists.policy_maps.empty() && config.main_cf.find(lists.required) != nullptr &&
        config.main_cf.find(lists.chosen) == nullptr)
      judge_required_only(config, lists, found);
  }
}

}  // namespace postseal
