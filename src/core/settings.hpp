// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/dh_groups.hpp"
#include "core/key_type.hpp"
#include "core/names.hpp"
#include "core/plan.hpp"
#include "core/policy_entry.hpp"
#include "core/snippet.hpp"

namespace postseal {

// Where the material of an identity comes from: made here, from files that something else keeps,
// from an ACME client through `deploy`.
enum class MaterialSource { self_signed, files, acme };

// "self-signed", "files", "acme".
[[nodiscard]] std::string_view name_of(MaterialSource source);

// [postfix]; empty: not said
struct PostfixSettings {
  std::string config_dir{};
  std::string directory{};  // where material is kept
  friend bool operator==(const PostfixSettings&, const PostfixSettings&) = default;
};

// [[identity]]
struct IdentitySettings {
  std::string name{};                 // a file name; the first host name unless given
  std::vector<HostName> hostnames{};  // never empty
  std::vector<KeyType> keys{KeyType::ec_p256, KeyType::rsa_3072};
  MaterialSource source = MaterialSource::self_signed;
  int days = 3650;
  int renew_before = 30;  // days; less than `days`
  std::string cert{};     // with source "files" only, absolute, as `key` and `chain`
  std::string key{};
  std::string chain{};  // may be empty
  friend bool operator==(const IdentitySettings&, const IdentitySettings&) = default;
};

// [dh]
struct DhSettings {
  DhChoice params = DhAutomatic{};
  friend bool operator==(const DhSettings&, const DhSettings&) = default;
};

// [server]; a service that is false is not asked for
struct ServerSettings {
  std::string security_level = "may";  // none, may, encrypt
  Profile profile = Profile::intermediate;
  bool smtps = false;
  bool submission = false;
  friend bool operator==(const ServerSettings&, const ServerSettings&) = default;
};

struct SystemCas {  // the bundle of public CAs of this system
  friend bool operator==(const SystemCas&, const SystemCas&) = default;
};
struct NoCas {
  friend bool operator==(const NoCas&, const NoCas&) = default;
};
using CaChoice = std::variant<SystemCas, NoCas, std::string>;  // or a file, absolute

// [client]
struct ClientSettings {
  std::string security_level = "may";  // of policy_levels, but for fingerprint
  CaChoice ca = SystemCas{};
  friend bool operator==(const ClientSettings&, const ClientSettings&) = default;
};

// [modes]; an empty owner or group is left as it is
struct ModeSettings {
  std::uint32_t key = private_mode;
  std::uint32_t certificate = public_mode;
  std::string owner{};
  std::string group{};
  friend bool operator==(const ModeSettings&, const ModeSettings&) = default;
};

// What a postseal.toml asks for. A part that is nullopt is not in the file: what it would decide is
// left as it is.
struct Settings {
  PostfixSettings postfix{};
  std::vector<IdentitySettings> identities{};
  std::optional<DhSettings> dh{};
  std::optional<ServerSettings> server{};
  std::optional<ClientSettings> client{};
  std::vector<PolicyEntry> policies{};  // [[policy]], each as by_meaning() has it
  ModeSettings modes{};
  friend bool operator==(const Settings&, const Settings&) = default;
};

// Reads the text of a postseal.toml. Every Error is a Fault::config with the subject
// "FILE:LINE:COLUMN": "settings-syntax", "settings-unknown-key", "settings-wrong-type",
// "settings-bad-value", "settings-missing-key", "settings-duplicate"; of a value that the command
// line takes as well, the id it has there ("name-invalid", "key-type-unknown", ...).
[[nodiscard]] Settings parse_settings(std::string_view text, std::string path);

// The settings as a file that parse_settings reads back to the same.
[[nodiscard]] std::string settings_text(const Settings& settings);

}  // namespace postseal
