// SPDX-License-Identifier: MIT
#pragma once

// What the commands for keys and certificates have in common.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "commands/context.hpp"
#include "commands/files.hpp"
#include "core/digest.hpp"
#include "core/plan.hpp"
#include "crypto/certificate.hpp"
#include "crypto/material.hpp"
#include "crypto/private_key.hpp"
#include "crypto/request.hpp"

namespace postseal {

// Reads an input; a passphrase is asked for when something in it is encrypted.
[[nodiscard]] Material read_input(Context& context, const std::string& path);

// The one private key of a file. Errors: those of take_key().
[[nodiscard]] std::shared_ptr<const PrivateKey> read_key(Context& context, const std::string& path);

// What is in an output already; nothing is asked for.
[[nodiscard]] Material look_into(const OutputSeen& seen);

// Whether there is a private key in a file, be it one that cannot be read.
[[nodiscard]] bool holds_private_key(const OutputSeen& seen);

// The Error "exists" for an output with a private key that would be lost, --force or not. KEPT is
// the key that the new content has too; null: none.
void refuse_key_loss(const OutputSeen& seen, const PrivateKey* kept);

// Mode for a private or public file: what it has if that is good (0400, and 0640 or 0440 for the
// groups root and ssl-cert), else 0600 or 0644.
[[nodiscard]] Access private_access(const OutputSeen& seen);
[[nodiscard]] Access public_access(const OutputSeen& seen);

// "AA:BB:..." of SHA-256, or of DIGEST.
[[nodiscard]] std::string fingerprint(std::string_view bytes, Digest digest = Digest::sha256);

// "a, b, c and 7 more".
[[nodiscard]] std::string listed(const std::vector<std::string>& names);

// The facts of material for plans and diffs, and the same for what is not made yet.
[[nodiscard]] Facts facts_of(const PrivateKey& key);
[[nodiscard]] Facts facts_of(const Certificate& certificate);
[[nodiscard]] Facts facts_of(const Request& request);
[[nodiscard]] Facts facts_of(const Material& material);

// {"type", "bits", "public_key"}
[[nodiscard]] Json key_json(const KeyFacts& key, std::string_view spki_der);
// Every field of a certificate, under the names of `cert show --json`.
[[nodiscard]] Json certificate_json(const Certificate& certificate);
[[nodiscard]] Json request_json(const Request& request);

// The subjectAltNames as text, the common names where there are none.
[[nodiscard]] std::vector<std::string> name_texts(const Certificate& certificate);

// The steps that write CONTENT to one file, if it is not there yet; else those that put its access
// right, if need be.
[[nodiscard]] Plan one_file_plan(Step write, std::optional<Step> access, bool content_is_there);

}  // namespace postseal
