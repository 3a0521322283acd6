// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>
#include <vector>

#include "commands/check_chains.hpp"

namespace postseal {

// A file that an entry of tls_server_sni_maps names.
struct SniFile {
  std::string path{};
  std::vector<std::string> from{};  // "/etc/postfix/sni:3"
};

struct SniSeen {
  std::vector<SniFile> files{};
  std::set<std::string> names{};         // that have a certificate of their own
  std::vector<CheckFinding> findings{};  // but for what JUDGE has found
};

// The tables of tls_server_sni_maps that the services use: what each entry would load, whether its
// certificate is for its name, and whether the index is what the files hold now.
[[nodiscard]] SniSeen check_sni(MaterialLook& look, const std::vector<MaterialUse>& uses,
                                ChainJudge& judge);

}  // namespace postseal
