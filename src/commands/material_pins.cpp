// SPDX-License-Identifier: MIT
#include "commands/material_pins.hpp"

#include <fmt/format.h>

#include <utility>

#include "core/error.hpp"
#include "core/pem.hpp"
#include "core/text.hpp"
#include "crypto/certificate.hpp"
#include "crypto/digests.hpp"

namespace postseal {
namespace {

// The leaf is the first certificate of a file, and the first after each private key.
std::vector<KeyPin> pins_in(std::string_view text) {
  const Hasher hash(Digest::sha256);
  std::vector<KeyPin> pins;
  bool leaf_follows = true;
  PemReader reader(text);
  while (const auto block = reader.next()) {
    if (block->label.ends_with("PRIVATE KEY")) leaf_follows = true;
    if (block->label != "CERTIFICATE" || !std::exchange(leaf_follows, false)) continue;
    const auto der = bytes_of(*block);
    const auto certificate = der ? Certificate::read(*der) : std::nullopt;
    if (certificate)
      pins.push_back({.type = certificate->key().description,
                      .public_key = colon_hex(hash(certificate->spki_der()))});
  }
  return pins;
}

}  // namespace

bool is_there(const Context& context, const std::string& path) {
  try {
    return context.host().status(path, Follow::yes).has_value();
  } catch (const Error&) {
    return false;  // nobody but root can look into the directory
  }
}

std::vector<KeyPin> pins_of(Context& context, const std::vector<MaterialFile>& files) {
  std::vector<KeyPin> pins;
  for (const MaterialFile& file : files) {
    if (!is_there(context, file.chain)) {
      context.note(fmt::format("{} is not there yet: `postseal init` makes it", file.chain));
      continue;
    }
    try {
      for (KeyPin& pin : pins_in(context.host().read(file.chain).reveal()))
        pins.push_back(std::move(pin));
    } catch (const Error&) {
      context.note(fmt::format("{} cannot be read here: its pins are left out", file.chain));
    }
  }
  return pins;
}

}  // namespace postseal
