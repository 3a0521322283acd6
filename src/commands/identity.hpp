// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "commands/context.hpp"
#include "commands/files.hpp"
#include "core/key_type.hpp"
#include "core/material.hpp"
#include "core/names.hpp"
#include "core/plan.hpp"
#include "crypto/certificate.hpp"
#include "crypto/private_key.hpp"

namespace postseal {

// The self-signed identity that is asked for.
struct IdentityWish {
  MaterialNames files{};  // no types: the default, or what is there already
  PostfixVersion version{};
  std::vector<HostName> hosts{};
  int days = 3650;
  int renew_before = 30;  // days: a certificate that ends sooner is made anew, for the same key
  Access key_access{.mode = private_mode};
  Access certificate_access{.mode = public_mode};
  std::vector<std::string> self_signed{};  // fingerprints that are known to be of such certificates
};

// One key algorithm of an identity.
struct IdentityPart {
  KeyType type{};
  std::shared_ptr<const PrivateKey> key{};   // null: to be made
  std::optional<Certificate> certificate{};  // nullopt: to be issued
  std::string key_path{};
  std::string chain_path{};  // the same file but for Layout::split
};

// What is there of an identity, and what is kept of it.
struct IdentitySeen {
  IdentityWish wish{};  // with its types
  std::vector<IdentityPart> parts{};
  std::vector<OutputSeen> files{};  // in the order in which they are written
  bool complete = false;            // every file already holds what it should
};

// The pin of one key: the SHA-256 of its SubjectPublicKeyInfo.
struct Pin {
  std::string type{};
  std::string public_key{};
};

// Looks at what is there: a key of a wanted type is kept, so is a certificate that still fits its
// names and has more than `renew_before` days to live. Errors: "material-ca-issued" (never replaced
// here), "material-differs" (keys of other types: only `key rotate` replaces a key), and those of
// reading.
[[nodiscard]] IdentitySeen observe_identity(Context& context, IdentityWish wish);

// The Error "material-ca-issued" for a file with a certificate that is not self-signed, unless
// --force was given. A file that cannot be read holds nothing worth keeping.
void refuse_ca_issued(Context& context, const std::string& path);

// The steps that make what is missing; none if nothing is.
[[nodiscard]] std::vector<Step> identity_steps(const IdentitySeen& seen, Time now);

// The pins, from what was minted or, where nothing was, from what is there.
[[nodiscard]] std::vector<Pin> pins_of(const IdentitySeen& seen, const Applied& applied);

// The files of the identity, as a snippet names them.
[[nodiscard]] std::vector<MaterialFile> material_of(const IdentitySeen& seen);

}  // namespace postseal
