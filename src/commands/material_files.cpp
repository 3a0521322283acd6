// SPDX-License-Identifier: MIT
#include "commands/material_files.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.hpp"

namespace postseal {
namespace {

bool has_good_group(const FileStatus& status) {
  return status.group == "root" || status.group == "ssl-cert";
}

}  // namespace

Material read_input(Context& context, const std::string& path) {
  if (path == "-" && context.globals().passphrase_file == "-")
    throw Error(Fault::usage, {.id = "stdin-taken",
                               .subject = "--passphrase-file",
                               .message = "standard input cannot be both input and passphrase",
                               .hint = "put one of the two in a file"});
  const Secret bytes = context.host().read(path);
  return read_material(
      path == "-" ? "standard input" : path, bytes.reveal(),
      [&context](const std::string& subject) { return context.passphrase(subject); });
}

std::shared_ptr<const PrivateKey> read_key(Context& context, const std::string& path) {
  return std::make_shared<const PrivateKey>(take_key(read_input(context, path)));
}

Material look_into(const OutputSeen& seen) { return read_material(seen.path, seen.bytes.reveal()); }

bool holds_private_key(const OutputSeen& seen) {
  if (!seen.status) return false;
  if (seen.bytes.reveal().find("PRIVATE KEY-----") != std::string_view::npos) return true;
  const Material material = look_into(seen);
  return !material.keys.empty() || !material.locked.empty();
}

void refuse_key_loss(const OutputSeen& seen, const PrivateKey* kept) {
  if (!holds_private_key(seen)) return;
  const Material material = look_into(seen);
  const bool all_kept =
      kept != nullptr && material.locked.empty() && !material.keys.empty() &&
      material.problems.empty() &&
      std::all_of(material.keys.begin(), material.keys.end(),
                  [kept](const FoundKey& found) { return found.key.same_as(*kept); });
  if (all_kept) return;
  throw Error(Fault::input, {.id = "exists",
                             .subject = seen.path,
                             .message = "holds a private key, which is never overwritten",
                             .hint = "give another path, or move that file away; to change a key: "
                                     "postseal key rotate"});
}

Access private_access(const OutputSeen& seen) {
  if (!seen.status) return {.mode = private_mode};
  const std::uint32_t mode = seen.status->mode;
  const bool group = (mode == 0640 || mode == 0440) && has_good_group(*seen.status);
  return {.mode = mode == 0400 || group ? mode : private_mode};
}

Access public_access(const OutputSeen& seen) {
  const bool good = seen.status && seen.status->mode == 0444;
  return {.mode = good ? 0444U : public_mode};
}

Plan one_file_plan(Step write, std::optional<Step> access, bool content_is_there) {
  if (!content_is_there) return {.steps = {std::move(write)}};
  if (access) return {.steps = {std::move(*access)}};
  return {};
}

}  // namespace postseal
