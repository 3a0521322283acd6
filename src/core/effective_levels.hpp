// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "core/checked_config.hpp"

namespace postseal {

// What TLS a service asks of its peers, after the old parameters and the new one.
enum class ServerTls { none, may, encrypt, implicit, invalid };

// The names of one program's parameters about that.
struct LevelNames {
  std::string_view daemon{};
  std::string_view level{};
  std::string_view use{};
  std::string_view enforce{};
  std::string_view peername{};  // "": a server
};
inline constexpr LevelNames smtpd_level_names{"smtpd", "smtpd_tls_security_level", "smtpd_use_tls",
                                              "smtpd_enforce_tls", ""};
inline constexpr LevelNames postscreen_level_names{"postscreen", "postscreen_tls_security_level",
                                                   "postscreen_use_tls", "postscreen_enforce_tls",
                                                   ""};
inline constexpr LevelNames tlsproxy_level_names{"tlsproxy", "tlsproxy_tls_security_level",
                                                 "tlsproxy_use_tls", "tlsproxy_enforce_tls", ""};
inline constexpr LevelNames smtp_level_names{"smtp", "smtp_tls_security_level", "smtp_use_tls",
                                             "smtp_enforce_tls", "smtp_tls_enforce_peername"};
inline constexpr LevelNames lmtp_level_names{"lmtp", "lmtp_tls_security_level", "lmtp_use_tls",
                                             "lmtp_enforce_tls", "lmtp_tls_enforce_peername"};

// smtpd(8), postscreen(8) and tlsproxy(8): wrapper mode (smtpd alone), else the level, which counts
// even if it is weaker, else the old parameters. Levels of the client mean encrypt.
[[nodiscard]] ServerTls server_tls(const CheckedConfig& config, const Service* service,
                                   const LevelNames& names);

// smtp(8) and lmtp(8): the level in lower case; without one, what the old parameters stand for
// (global_tls_level()). May be a word that is no level.
[[nodiscard]] std::string client_level(const CheckedConfig& config, const Service* service,
                                       const LevelNames& names);

}  // namespace postseal
