// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/context.hpp"
#include "crypto/certificate.hpp"
#include "crypto/material.hpp"

namespace postseal {

// The certificates of one file in any form ("-": standard input). A passphrase is asked for only
// where nothing is to be had without one. Errors: those of reading, "certificate-missing".
[[nodiscard]] std::vector<Certificate> read_certificates(Context& context, const std::string& path);

// The file they are in, before anything is asked of them.
[[nodiscard]] Material read_with_certificates(Context& context, const std::string& path);

// The roots of --roots: "system" (also where the option was not given), a file or a directory.
// Without a bundle on this machine "system" is empty, with a note.
[[nodiscard]] std::vector<Certificate> read_roots(Context& context,
                                                  const std::optional<std::string>& option);

// The file of public CAs that this machine has; nullopt: none.
[[nodiscard]] std::optional<std::string> system_ca_bundle(const Host& host);

// The certificates of a --from: a file in any form, or a directory, searched in name order. A file
// that is absent or empty has none; a damaged one is an Error, in a directory a note.
[[nodiscard]] std::vector<Certificate> read_issuers(Context& context, const std::string& path);

}  // namespace postseal
