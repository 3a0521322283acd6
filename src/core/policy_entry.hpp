// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace postseal {

// The security levels of smtp(8), as its policy tables spell them, from the weakest.
inline constexpr std::array<std::string_view, 8> policy_levels{
    "none", "may", "encrypt", "fingerprint", "dane", "dane-only", "verify", "secure"};

// The attributes that people write; policy_type and its kin are for MTA-STS plugins.
inline constexpr std::array<std::string_view, 8> policy_attribute_names{
    "match",   "tafile",     "ciphers",          "protocols",
    "exclude", "servername", "connection_reuse", "enable_rpk"};

// Whether an entry of this level may have the attribute. One that may not makes Postfix defer the
// mail of the whole entry.
[[nodiscard]] bool is_allowed_at(std::string_view attribute, std::string_view level);

struct PolicyAttribute {
  std::string name{};                  // in lower case
  std::optional<std::string> value{};  // nullopt: a word without "=", which no entry may have
  friend bool operator==(const PolicyAttribute&, const PolicyAttribute&) = default;
};

// An entry of smtp_tls_policy_maps. Each name or fingerprint to match is an attribute of its own,
// all of them where the first one stands, so that equal entries mean the same.
struct PolicyEntry {
  std::string key{};    // as written; looked up in lower case
  std::string level{};  // in lower case; perhaps none that Postfix knows
  std::vector<PolicyAttribute> attributes{};
  friend bool operator==(const PolicyEntry&, const PolicyEntry&) = default;
};

// Reads the right-hand side of a table: "secure match=a:.b ciphers=high", words separated by blanks
// or commas; { name = value with blanks } is one word (Postfix 3.10). Never throws.
[[nodiscard]] PolicyEntry parse_policy_entry(std::string_view key, std::string_view value);

// The right-hand side, as it is written: everything to match in one attribute.
[[nodiscard]] std::string value_text(const PolicyEntry& entry);

// The same entry as parse_policy_entry gives it: names in lower case, all to match together.
[[nodiscard]] PolicyEntry by_meaning(const PolicyEntry& entry);

// Whether both have the same level and attributes, whatever their keys.
[[nodiscard]] bool says_the_same(const PolicyEntry& a, const PolicyEntry& b);

// A value that a table of any version can hold: without blanks, commas, braces at its head and
// control characters.
[[nodiscard]] bool is_plain_policy_value(std::string_view value);

}  // namespace postseal
