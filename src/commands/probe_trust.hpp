// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/context.hpp"
#include "crypto/certificate.hpp"

namespace postseal {

// The CAs that count, and where they come from: "--ca", "smtp_tls_CAfile", "this machine".
struct ProbeTrust {
  std::vector<Certificate> cas{};
  std::string from{};
};

// OPTION: of --ca, a file, a directory or "system"; without it what smtp_tls_CAfile and
// smtp_tls_CApath of main.cf say, else the CAs of this machine. Errors: those of reading.
[[nodiscard]] ProbeTrust probe_trust(Context& context, const std::optional<std::string>& option);

}  // namespace postseal
