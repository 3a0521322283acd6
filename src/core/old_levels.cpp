// SPDX-License-Identifier: MIT
#include "core/old_levels.hpp"

#include <array>

namespace postseal {
namespace {

// The old parameters of a program, and what stands in for them.
struct OldLevels {
  std::string_view level{};
  std::string_view use{};
  std::string_view enforce{};
  std::string_view peername{};  // "": none
  std::string_view demands{};   // what enforcing means: "encrypt", or "verify" with the names
};
constexpr std::array all{
    OldLevels{"smtpd_tls_security_level", "smtpd_use_tls", "smtpd_enforce_tls", "", "encrypt"},
    OldLevels{"smtp_tls_security_level", "smtp_use_tls", "smtp_enforce_tls",
              "smtp_tls_enforce_peername", "verify"},
    OldLevels{"lmtp_tls_security_level", "lmtp_use_tls", "lmtp_enforce_tls",
              "lmtp_tls_enforce_peername", "verify"},
    OldLevels{"postscreen_tls_security_level", "postscreen_use_tls", "postscreen_enforce_tls", "",
              "encrypt"},
    OldLevels{"tlsproxy_tls_security_level", "tlsproxy_use_tls", "tlsproxy_enforce_tls", "",
              "encrypt"},
    OldLevels{"tlsproxy_client_security_level", "tlsproxy_client_use_tls",
              "tlsproxy_client_enforce_tls", "", "encrypt"}};

const OldLevels* levels_with(std::string_view name) {
  for (const OldLevels& one : all)
    if (name == one.use || name == one.enforce || (!one.peername.empty() && name == one.peername))
      return &one;
  return nullptr;
}

}  // namespace

std::optional<OldLevelName> find_old_level_name(std::string_view name) {
  const OldLevels* levels = levels_with(name);
  if (levels == nullptr) return std::nullopt;
  return OldLevelName{.name = name, .level = levels->level};
}

std::optional<LevelInPlace> level_in_place_of(const CheckedConfig& config, const Service* service,
                                              std::string_view name) {
  const OldLevels* levels = levels_with(name);
  if (levels == nullptr) return std::nullopt;
  LevelInPlace place{.name = std::string(levels->level), .value = "none"};
  if (is_on(config, service, levels->use)) place.value = "may";
  if (is_on(config, service, levels->enforce)) {
    const bool any_name = !levels->peername.empty() && !is_on(config, service, levels->peername);
    place.value = any_name ? "encrypt" : levels->demands;
  }
  return place;
}

bool is_overruled(const CheckedConfig& config, const Service* service, std::string_view name) {
  const OldLevels* levels = levels_with(name);
  return levels != nullptr && !value_in(config, service, levels->level).empty();
}

}  // namespace postseal
