// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/finding.hpp"
#include "core/plan.hpp"

namespace postseal {

// What a file holds, as far as its mode is concerned.
enum class ContentKind {
  key,             // a private key, alone or with certificates
  index_of_keys,   // an index of tls_server_sni_maps: private keys in base64
  source_of_keys,  // the text it is made of: postmap gives its mode to the index
  material,        // certificates, CAs, DH parameters, public keys
  other,           // nothing of ours: left alone
};

[[nodiscard]] std::string_view name_of(ContentKind kind);

// Judges a file by its bytes, never by its name; tells an index by the keys in it.
[[nodiscard]] ContentKind content_kind_of(std::string_view bytes);

// Who may do what with a file or directory, now.
struct AccessSeen {
  std::uint32_t mode = 0;
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
  std::string owner{};
  std::string group{};
};

// What the user asked for.
struct ModeRules {
  std::optional<std::uint32_t> key_mode{};   // default: 0600 for what is not good
  std::optional<std::uint32_t> cert_mode{};  // default: 0644 for what is not good
  std::string owner{};
  std::string group{};           // may read keys, besides root and ssl-cert
  std::uint32_t caller_uid = 0;  // may own files, besides root
};

// What is wrong with a file's mode and owner. Ids: "key-world-readable", "key-group-readable",
// "key-group-writable", "key-foreign-owner", "sni-map-readable", "cert-writable",
// "cert-not-readable".
[[nodiscard]] std::vector<Finding> judge_access(const std::string& path, ContentKind kind,
                                                const AccessSeen& seen, const ModeRules& rules);

// The access that `modes fix` gives a file: what is good stays, unless a mode is asked for by
// name. The owner is left alone unless asked for.
[[nodiscard]] Access wanted_access(ContentKind kind, const AccessSeen& seen,
                                   const ModeRules& rules);

// "parent-writable" for a directory where others can swap files; a sticky one is good.
[[nodiscard]] std::optional<Finding> judge_directory(const std::string& path,
                                                     const AccessSeen& seen);

// What `restorecon -n -v` said: path and the change of context it would make.
struct Relabel {
  std::string path{};
  std::string before{};
  std::string after{};
};
[[nodiscard]] std::vector<Relabel> relabels_in(std::string_view restorecon_output);

}  // namespace postseal
