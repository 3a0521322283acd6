// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/key_type.hpp"
#include "core/version.hpp"

namespace postseal {

// What a key's algorithm is called in file names: "rsa", "ec", "ed25519", "ed448". Postfix takes
// one chain of each.
[[nodiscard]] std::string_view algorithm_of(KeyType type);

// single: keys and chains together, as Postfix can swap them in one rename. split: certificates and
// keys apart, as other programs want them.
enum class Layout { single, split };

// "single" or "split"; usage Error "layout-unknown" of OPTION.
[[nodiscard]] Layout parse_layout(std::string_view text, std::string_view option);

// A file with chains, and the one with their keys; KEY is empty where each key stands in CHAIN
// before its certificate.
struct MaterialFile {
  std::vector<KeyType> types{};
  std::string chain{};
  std::string key{};
  friend bool operator==(const MaterialFile&, const MaterialFile&) = default;
};

struct MaterialNames {
  std::string directory{};  // absolute
  std::string name{};       // of the identity: a host name
  Layout layout = Layout::single;
  std::vector<KeyType> types{};
};

// Where the material of an identity is kept, for this version:
//   single, Postfix 3.4 and later   NAME.pem with every key
//   single, before 3.4              NAME.ALGORITHM.pem, one file per algorithm
//   split                           NAME.ALGORITHM.crt and NAME.ALGORITHM.key
// Usage Errors: "key-type-twice" (two keys of one algorithm), "path-unusable".
[[nodiscard]] std::vector<MaterialFile> material_files(const MaterialNames& names,
                                                       const PostfixVersion& version);

// What a host name is in a file name: "*." becomes "wildcard.", the colons of an address hyphens.
[[nodiscard]] std::string file_stem(std::string_view host_name);

// Usage Error "path-unusable" of OPTION for a path that main.cf cannot hold: relative, or with
// blanks, commas, "$" or control characters.
void require_usable_path(std::string_view path, std::string_view option);

}  // namespace postseal
