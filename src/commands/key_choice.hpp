// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "commands/command.hpp"
#include "commands/material_files.hpp"
#include "core/key_type.hpp"

namespace postseal {

// What the options say about the key of a certificate: one that is there (--key), or a new one
// (--type) and where it is written (--key-out).
struct KeyChoice {
  std::optional<std::string> file{};
  std::optional<KeyType> type{};
  std::optional<std::string> out{};
};

// --key, --type, --key-out
[[nodiscard]] std::vector<Flag> key_flags(KeyChoice& choice);

// The key that a certificate or request is made for, and where both are written.
struct KeyAndOutput {
  OutputSeen out{};                         // of the certificate or request
  std::shared_ptr<const PrivateKey> key{};  // null: one of `type` is going to be made
  KeyType type = KeyType::ec_p256;
  std::optional<OutputSeen> key_out{};  // of a new key, unless both go into one file
  bool found_at_key_out = false;        // `key` stood at --key-out already
  bool one_file = false;                // the key first, then the certificate
  std::string key_path{};               // where the key is or will be
};

// Errors: "option-missing", "option-conflict", and those of reading.
[[nodiscard]] KeyAndOutput observe_key(Context& context, const KeyChoice& choice,
                                       const std::string& out);

// What is made of the key: PEM, and what the answer says about it.
struct Document {
  std::string pem{};
  std::shared_ptr<const Json> facts{};
};

struct Making {
  Facts before{};  // of what stands at the output
  Facts after{};
  std::function<Document(const PrivateKey&)> make{};
};

// The plan that writes the document, and the key if that is new. The answer's result is the
// document's facts, with "path" and "key_path" put in front.
[[nodiscard]] Planned plan_making(const KeyAndOutput& seen, const Making& making);

// The plan where the document is there already: at most modes are put right.
[[nodiscard]] Planned plan_nothing(const KeyAndOutput& seen, Facts facts, Json result);

// Before plan_making(): the Error "exists" for everything that would be lost. WHAT says what stands
// at the output.
void refuse_losses(const Context& context, const KeyAndOutput& seen, const std::string& what);

}  // namespace postseal
