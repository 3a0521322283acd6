// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace postseal {

// The named finite-field groups: RFC 7919 (ffdhe) and RFC 3526 (modp), all safe primes with g = 2.
enum class DhGroup {
  ffdhe2048,
  ffdhe3072,
  ffdhe4096,
  ffdhe6144,
  ffdhe8192,
  modp1536,
  modp2048,
  modp3072,
  modp4096,
  modp6144,
  modp8192,
};

inline constexpr std::array all_dh_groups{
    DhGroup::ffdhe2048, DhGroup::ffdhe3072, DhGroup::ffdhe4096, DhGroup::ffdhe6144,
    DhGroup::ffdhe8192, DhGroup::modp1536,  DhGroup::modp2048,  DhGroup::modp3072,
    DhGroup::modp4096,  DhGroup::modp6144,  DhGroup::modp8192,
};

inline constexpr int least_dh_bits = 512;
inline constexpr int most_dh_bits = 8192;
inline constexpr int default_dh_bits = 2048;

// "ffdhe2048", "modp3072", ...
[[nodiscard]] std::string_view name_of(DhGroup group);

// The length of its prime.
[[nodiscard]] int bits_of(DhGroup group);

// "RFC 7919" or "RFC 3526".
[[nodiscard]] std::string_view source_of(DhGroup group);

// nullopt: no group has this name.
[[nodiscard]] std::optional<DhGroup> find_dh_group(std::string_view name);

// Reads a name. OPTION names the subject of the usage Error "dh-group-unknown" that any other
// word is.
[[nodiscard]] DhGroup parse_dh_group(std::string_view text, std::string_view option);

// Reads a length of 512 to 8192 bits; usage Error "dh-bits-out-of-range" for anything else.
[[nodiscard]] int parse_dh_bits(std::string_view text, std::string_view option);

// What is asked for where DH parameters are only a part of the matter (`init --dh`, postseal.toml).
struct DhAutomatic {  // a file only where this Postfix needs one
  friend bool operator==(const DhAutomatic&, const DhAutomatic&) = default;
};
struct DhNone {  // no file
  friend bool operator==(const DhNone&, const DhNone&) = default;
};
using DhChoice = std::variant<DhAutomatic, DhNone, DhGroup, int>;

// Reads "auto", "none", a group or a number of bits; usage Errors as above.
[[nodiscard]] DhChoice parse_dh_choice(std::string_view text, std::string_view option);

}  // namespace postseal
