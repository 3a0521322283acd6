// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "commands/context.hpp"
#include "core/finding.hpp"
#include "crypto/certificate.hpp"

namespace postseal {

// What --compare names: the certificates that a server should show.
struct DiskCertificates {
  std::vector<std::string> paths{};
  std::vector<Certificate> all{};
};

// Reads files and directories. Errors: those of reading, "certificate-missing".
[[nodiscard]] DiskCertificates disk_certificates(Context& context,
                                                 const std::vector<std::string>& paths);

// What differs between the LEAVES that a server shows, one per kind of key, and those on disk.
[[nodiscard]] std::vector<Finding> differences(const std::string& label,
                                               const std::vector<Certificate>& leaves,
                                               const DiskCertificates& disk);

}  // namespace postseal
