// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "core/expand.hpp"
#include "core/main_cf.hpp"
#include "core/master_cf.hpp"
#include "core/version.hpp"

namespace postseal {

// The configuration of one Postfix instance as `check` looks at it.
struct CheckedConfig {
  std::string dir{};
  MainCf main_cf{};
  MasterCf master_cf{};
  PostfixVersion version{};
  // What a name stands for that neither file sets, unexpanded: the defaults of VERSION, and places
  // such as queue_directory.
  Lookup defaults{};
};

// What a parameter is for a service, and where that was said.
struct Setting {
  std::string written{};             // as in the file, unexpanded
  std::string value{};               // everything in it replaced; "" with a problem
  std::string path{};                // main.cf or master.cf; "": the default
  int line = 0;                      // 0: the default
  std::optional<Problem> problem{};  // a malformed or endless expression

  [[nodiscard]] bool is_set() const noexcept { return line > 0; }
};

// A parameter as SERVICE reads it: its -o, else main.cf, else the default; names inside the value
// are looked up the same way. Null SERVICE: main.cf alone. nullopt: nobody knows the name.
[[nodiscard]] std::optional<Setting> setting_of(const CheckedConfig& config, const Service* service,
                                                std::string_view name);

// Its value alone; "" where there is none.
[[nodiscard]] std::string value_in(const CheckedConfig& config, const Service* service,
                                   std::string_view name);

// "yes" in any case; a default where the value is neither that nor "no".
[[nodiscard]] bool is_on(const CheckedConfig& config, const Service* service,
                         std::string_view name);

// The program that a service runs: "smtpd", "smtp", "postscreen", ...
[[nodiscard]] std::string daemon_of(const Service& service);

// The services that run DAEMON, in the order of the file; repeated ones, which master(8) ignores,
// are left out.
[[nodiscard]] std::vector<const Service*> services_running(const CheckedConfig& config,
                                                           std::string_view daemon);

// Whether master(8) starts it in a chroot: its field, or the default of the version (3.0: "n", as
// compatibility_level says).
[[nodiscard]] bool is_chrooted(const CheckedConfig& config, const Service& service);

}  // namespace postseal
