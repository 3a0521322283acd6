// SPDX-License-Identifier: MIT
#pragma once

// The options that several commands for keys and certificates take.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "commands/command.hpp"
#include "core/key_type.hpp"

namespace postseal {

// Default validities (cli.md: key types and validity).
inline constexpr int self_signed_days = 3650;
inline constexpr int authority_days = 3650;
inline constexpr int issued_days = 825;

// --type T
[[nodiscard]] Flag type_flag(std::function<void(KeyType)> set);

// --out FILE, required, into TARGET, which must outlive the flag.
[[nodiscard]] Flag out_flag(std::string& target, std::string help);

// --NAME FILE, optional, into TARGET.
[[nodiscard]] Flag file_flag(std::string name, std::optional<std::string>& target,
                             std::string help);

// --days N (1 to 36500), into TARGET.
[[nodiscard]] Flag days_flag(std::optional<int>& target, int by_default);

// HOSTNAME..., into TARGET.
[[nodiscard]] Argument hostnames_argument(std::vector<std::string>& target);

}  // namespace postseal
