// SPDX-License-Identifier: MIT
#pragma once

// What the readers of keys and certificates say about bytes they cannot use.

#include <string>
#include <string_view>

#include "core/error.hpp"

namespace postseal {

// What a PEM block is good for here.
enum class PemUse { none, certificate, value, openssh };
[[nodiscard]] PemUse use_of(std::string_view label);

[[nodiscard]] Problem truncated_block(std::string subject, std::string_view label);
[[nodiscard]] Problem damaged_block(std::string subject, std::string_view label);
[[nodiscard]] Problem nul_bytes(std::string subject);
[[nodiscard]] Problem openssh_key(std::string subject);
[[nodiscard]] Problem truncated_der(std::string subject, std::string_view bytes);
[[nodiscard]] Problem trailing_bytes(std::string subject, std::size_t count);
[[nodiscard]] Problem unknown_value(std::string subject, std::string_view label);
[[nodiscard]] Problem bad_certificate(std::string subject);
[[nodiscard]] Problem bad_key(std::string subject);
[[nodiscard]] Problem bad_request(std::string subject);
[[nodiscard]] Problem bad_pkcs12(std::string subject);
[[nodiscard]] Problem unsupported_cipher(std::string subject);
[[nodiscard]] Problem too_many_rounds(std::string subject);
[[nodiscard]] Problem wrong_passphrase(std::string subject);

}  // namespace postseal
