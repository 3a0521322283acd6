// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "commands/check_chains.hpp"
#include "commands/check_parts.hpp"
#include "commands/check_sni.hpp"

namespace postseal {

// Every file that the configuration names, and those that the tables of tls_server_sni_maps name.
[[nodiscard]] std::vector<CheckedFile> list_files(MaterialLook& look, const ChainJudge& judge,
                                                  const std::vector<SniFile>& sni_files);

}  // namespace postseal
