// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/loader.hpp"
#include "core/tls_services.hpp"
#include "crypto/certificate.hpp"
#include "system/host.hpp"

namespace postseal {

// A chain that a service serves: by key algorithm ("rsa", "ec", "ed25519", "ed448").
struct ServedChain {
  std::string algorithm{};
  Certificate leaf;
  std::string file{};  // that holds the leaf
};

// A service, and what it makes of its files, as they are now.
struct LoadedService {
  TlsService service{};
  LoadResult result{};
  std::vector<ServedChain> chains{};
};

// The services of CONFIG_DIR that use one of FILES; with no FILES, all that have any material.
// Without main.cf or master.cf there are none. Errors: those of reading both, "config-malformed".
[[nodiscard]] std::vector<LoadedService> load_services(const Host& host,
                                                       const std::string& config_dir,
                                                       const std::vector<std::string>& files);

// What main.cf of CONFIG_DIR says of queue_directory, or its usual place.
[[nodiscard]] std::string queue_directory_of(const Host& host, const std::string& config_dir);

// The Error "load-refused" where Postfix would not show a certificate from files of this plan.
void require_loadable(const Host& host, const RequireLoadable& wanted);

}  // namespace postseal
