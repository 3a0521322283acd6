// SPDX-License-Identifier: MIT
#pragma once

// Seen by crypto's .cpp files only: the parts certificates and requests are put together from.

#include <string>
#include <string_view>
#include <vector>

#include "core/names.hpp"
#include "crypto/issue.hpp"
#include "crypto/openssl.hpp"

namespace postseal {

// A Name with this commonName; empty for "".
[[nodiscard]] NameHandle name_with(std::string_view common_name);

// The commonName for these names: the first, unless it is too long.
[[nodiscard]] std::string common_name_for(const std::vector<HostName>& names);

[[nodiscard]] ExtensionHandle alternative_names(const std::vector<HostName>& names);

// An extension in the notation of x509v3_config(5). Never give it text from outside.
[[nodiscard]] ExtensionHandle extension(int nid, const std::string& value,
                                        X509V3_CTX* context = nullptr);

// "critical,digitalSignature,..." for the kind of key.
[[nodiscard]] std::string leaf_key_usage(const PrivateKey& key);

// What signs with this key; null where the algorithm has a digest of its own (Ed25519).
[[nodiscard]] const EVP_MD* digest_for(const EVP_PKEY* key);

void set_random_serial(X509* certificate);
void set_validity(X509* certificate, Validity validity);

// The finished certificate.
[[nodiscard]] Certificate signed_with(X509* certificate, const PrivateKey& key);

}  // namespace postseal
