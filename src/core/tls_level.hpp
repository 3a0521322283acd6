// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

namespace postseal {

// The security levels of Postfix (tls_level.c); higher ones demand more.
enum class TlsLevel { none, may, encrypt, fingerprint, dane, dane_only, verify, secure };

// nullopt: no level; "halfdane" is one that Postfix only shows. Letters of any case.
[[nodiscard]] std::optional<TlsLevel> tls_level_of(std::string_view name);

}  // namespace postseal
