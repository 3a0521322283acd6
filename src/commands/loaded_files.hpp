// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/context.hpp"
#include "core/finding.hpp"
#include "core/loader.hpp"
#include "crypto/pem_objects.hpp"

namespace postseal {

// Key and certificate files as Postfix would load them.
struct LoadedFiles {
  std::string parameter{};               // "smtpd_tls_chain_files" or "smtpd_tls_cert_file"
  std::string value{};                   // of it
  std::vector<LoadableFile> material{};  // the places of `result` point into these
  LoadResult result{};
  std::vector<Finding> findings{};  // why Postfix refuses them, what it skips
};

// FILES as smtpd_tls_chain_files; with KEY, or before Postfix 3.4, the first of them as
// smtpd_tls_cert_file with this key file. Errors: those of Host::read for a file that is named
// alone; in a list a missing one is a finding, since Postfix goes on.
[[nodiscard]] LoadedFiles load_files(Context& context, const std::vector<std::string>& files,
                                     const std::optional<std::string>& key);

}  // namespace postseal
