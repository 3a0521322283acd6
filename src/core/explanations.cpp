// SPDX-License-Identifier: MIT
#include "core/explanations.hpp"

#include <array>

namespace postseal {
namespace {

std::array<std::span<const Explanation>, 17> tables() {
  return {explanations_of_chains(),
          explanations_of_command_lines(),
          explanations_of_configuration(),
          explanations_of_deployments(),
          explanations_of_dh(),
          explanations_of_hooks(),
          explanations_of_inputs(),
          explanations_of_keys(),
          explanations_of_modes(),
          explanations_of_runs(),
          explanations_of_levels(),
          explanations_of_lists(),
          explanations_of_material(),
          explanations_of_parameters(),
          explanations_of_policies(),
          explanations_of_services(),
          explanations_of_settings()};
}

// What Postfix and OpenSSL write (tls_certkey.c, tls_dh.c, tls_verify.c). The first that fits
// counts: what says more stands before what says less.
struct LogWords {
  std::string_view words{};
  std::string_view id{};
};

constexpr std::array log_words{
    LogWords{"not replacing certificate", "key-algorithm-repeated"},
    LogWords{"does not match next certificate", "key-cert-mismatch"},
    LogWords{"does not match the certificate", "key-cert-mismatch"},
    LogWords{"key values mismatch", "key-cert-mismatch"},
    LogWords{"private key mismatch", "key-cert-mismatch"},
    LogWords{"key not first", "key-not-first"},
    LogWords{"not followed by a certificate", "key-repeated"},
    LogWords{"No certs for key", "key-without-certificate"},
    LogWords{"No PEM data", "pem-missing"},
    LogWords{"ignoring PEM type: ENCRYPTED PRIVATE KEY", "key-encrypted"},
    LogWords{"ignoring PEM type", "pem-type-ignored"},
    LogWords{"problems getting password", "key-encrypted"},
    LogWords{"No private key found", "key-missing"},
    LogWords{"error loading private key (", "key-invalid"},
    LogWords{"excess data", "der-excess-data"},
    LogWords{"error opening DH parameter file", "file-missing"},
    LogWords{"error decoding DH parameters", "dh-damaged"},
    LogWords{"DH parameters from file", "dh-damaged"},
    LogWords{"error opening chain file", "file-missing"},
    LogWords{"certificate has expired", "certificate-expired"},
    LogWords{"not yet valid", "certificate-not-yet-valid"},
    LogWords{"untrusted issuer", "chain-incomplete"},
    LogWords{"unable to get local issuer certificate", "chain-incomplete"},
    LogWords{"not designated for use as a server certificate", "leaf-purpose"},
    LogWords{"key too weak", "key-weak"},
    LogWords{"Digest algorithm", "digest-unknown"},
};

}  // namespace

std::string_view id_in_log_line(std::string_view line) {
  for (const LogWords& one : log_words)
    if (line.find(one.words) != std::string_view::npos) return one.id;
  return {};
}

const Explanation* find_explanation(std::string_view id) {
  for (const auto& table : tables())
    for (const Explanation& one : table)
      if (one.id == id) return &one;
  return nullptr;
}

std::vector<std::string_view> explained_ids() {
  std::vector<std::string_view> ids;
  for (const auto& table : tables())
    for (const Explanation& one : table) ids.push_back(one.id);
  return ids;
}

}  // namespace postseal
