// SPDX-License-Identifier: MIT
#include "core/effective_levels.hpp"

#include <algorithm>
#include <array>

#include "core/text.hpp"

namespace postseal {

ServerTls server_tls(const CheckedConfig& config, const Service* service, const LevelNames& names) {
  constexpr std::array same_as_encrypt{std::string_view("encrypt"), std::string_view("verify"),
                                       std::string_view("secure"), std::string_view("fingerprint")};
  if (names.daemon == "smtpd" && is_on(config, service, "smtpd_tls_wrappermode"))
    return ServerTls::implicit;
  const std::string level = lower(value_in(config, service, names.level));
  if (level.empty()) {
    if (is_on(config, service, names.enforce)) return ServerTls::encrypt;
    return is_on(config, service, names.use) ? ServerTls::may : ServerTls::none;
  }
  if (level == "none") return ServerTls::none;
  if (level == "may") return ServerTls::may;
  const auto found = std::find(same_as_encrypt.begin(), same_as_encrypt.end(), level);
  return found == same_as_encrypt.end() ? ServerTls::invalid : ServerTls::encrypt;
}

std::string client_level(const CheckedConfig& config, const Service* service,
                         const LevelNames& names) {
  std::string level = lower(value_in(config, service, names.level));
  if (!level.empty()) return level;
  if (is_on(config, service, names.enforce))
    return is_on(config, service, names.peername) ? "verify" : "encrypt";
  return is_on(config, service, names.use) ? "may" : "none";
}

}  // namespace postseal
