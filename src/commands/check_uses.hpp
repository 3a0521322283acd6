// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/check_files.hpp"
#include "core/loader.hpp"
#include "crypto/chain_lint.hpp"

namespace postseal {

enum class ChainUse { server, client };

// What libssl sends for one kind of key, leaf first.
struct ShownChain {
  std::string slot{};
  std::vector<PlacedCertificate> certificates{};
  bool completed = false;  // with issuers from the CAfile, which libssl does for a lone leaf
};

// A service that speaks TLS, and the files it does it with.
struct MaterialUse {
  const Service* service = nullptr;
  ChainUse use = ChainUse::server;
  std::string prefix{};              // of its parameters: "smtpd_tls_"
  std::vector<std::string> files{};  // chains, certificates and keys, absolute
  std::string ca_file{};             // absolute; "": none
  std::string ca_path{};             // as written; "": none
  std::vector<ShownChain> chains{};
};

// The services of master.cf whose settings switch TLS on; what Postfix would not load has no chain.
[[nodiscard]] std::vector<MaterialUse> material_uses(MaterialLook& look);

// What is sent for one loaded chain; the places point into FILES.
[[nodiscard]] std::vector<PlacedCertificate> placed_in(
    const LoadedChain& chain, const std::vector<const LoadableFile*>& files);

}  // namespace postseal
