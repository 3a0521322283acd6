// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "commands/config_edit.hpp"
#include "commands/context.hpp"
#include "core/plan.hpp"
#include "core/secret.hpp"

namespace postseal {

// A file that is about to have other bytes.
struct NewBytes {
  std::string path{};
  std::shared_ptr<const Secret> bytes{};  // null: known once minted
};

// The steps that bring the indexes of tls_server_sni_maps up to date: postmap -F has stored the
// bytes of the PEM files that the table names, so that a renewed file changes nothing by itself.
// Only indexes that are there, and only where an entry naming one of PATHS is stale.
[[nodiscard]] std::vector<Step> sni_index_steps(Context& context, const ConfigSeen& config,
                                                const std::vector<std::string>& paths,
                                                const std::vector<NewBytes>& changed);

// Whether a table of tls_server_sni_maps names the file.
[[nodiscard]] bool named_in_sni(Context& context, const ConfigSeen& config,
                                const std::string& path);

}  // namespace postseal
