// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/expand.hpp"
#include "core/main_cf.hpp"
#include "core/master_cf.hpp"

namespace postseal {

// The certificate and key file of one legacy parameter family; the same file where main.cf names
// no key file.
struct LegacyFiles {
  std::string family{};  // "RSA", "DSA", "ECDSA": of the parameter
  std::string certificate{};
  std::string key{};
};

// A service of master.cf that speaks TLS as a server: what it loads, and where it listens.
struct TlsService {
  std::string key{};                       // "submission/inet"
  std::optional<Endpoint> endpoint{};      // with a host to connect to; nullopt: no port of its own
  bool implicit = false;                   // smtpd_tls_wrappermode
  bool offers_tls = false;                 // by its security level
  std::string chain_value{};               // smtpd_tls_chain_files, expanded
  std::vector<std::string> chain_files{};  // of it, absolute; they go before the legacy ones
  std::vector<LegacyFiles> legacy{};

  [[nodiscard]] bool uses(const std::string& path) const;
};

// The services that run smtpd or postscreen, each with its own settings (-o before main.cf before
// DEFAULTS). Errors: those of expand().
[[nodiscard]] std::vector<TlsService> tls_services(const MainCf& main_cf, const MasterCf& master_cf,
                                                   const Lookup& defaults);

}  // namespace postseal
