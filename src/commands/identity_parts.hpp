// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "commands/context.hpp"
#include "commands/files.hpp"
#include "core/material.hpp"
#include "crypto/certificate.hpp"
#include "crypto/private_key.hpp"

namespace postseal {

// "rsa", "ec", "ed25519", "ed448"; "": a kind of key that mail clients do not take.
[[nodiscard]] std::string algorithm_name(KeyFamily family);

// A key and its chain as an identity holds them, whoever issued it.
struct ChainPart {
  std::string algorithm{};  // "rsa", "ec", "ed25519", "ed448"
  std::shared_ptr<const PrivateKey> key{};
  std::vector<Certificate> chain{};  // leaf first

  [[nodiscard]] const Certificate& leaf() const { return chain.front(); }
};

// Where an identity lies and what is there of it.
struct IdentityPlace {
  std::string dir{};
  std::string name{};
  Layout layout = Layout::single;
  PostfixVersion version{};
};

struct IdentityThere {
  IdentityPlace place{};
  std::vector<OutputSeen> files{};  // every path it may have; most are not there
  std::vector<ChainPart> parts{};
};

// Looks at it. Damaged files hold no parts.
[[nodiscard]] IdentityThere observe_parts(Context& context, const IdentityPlace& place);

// A file of an identity as it shall be.
struct PartsFile {
  std::string path{};
  bool secret = false;
  std::shared_ptr<const Secret> bytes{};
  Facts facts{};
};

// The files for these parts, ec first, and how a snippet names them.
struct PartsLayout {
  std::vector<PartsFile> files{};
  std::vector<MaterialFile> material{};
};
[[nodiscard]] PartsLayout lay_out(const IdentityPlace& place, std::vector<ChainPart> parts);

// What people are told of the keys and chains in a file of an identity.
[[nodiscard]] Facts chain_facts_of(const std::string& path, std::string_view bytes);

// The identity that a file belongs to by its name; "": it has no such name.
[[nodiscard]] std::string identity_of_file(std::string_view file_name);

}  // namespace postseal
