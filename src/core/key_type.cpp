// SPDX-License-Identifier: MIT
#include "core/key_type.hpp"

#include <fmt/format.h>

#include "core/error.hpp"

namespace postseal {

std::string_view name_of(KeyType type) {
  switch (type) {
    case KeyType::rsa_2048:
      return "rsa:2048";
    case KeyType::rsa_3072:
      return "rsa:3072";
    case KeyType::rsa_4096:
      return "rsa:4096";
    case KeyType::ec_p256:
      return "ec:p256";
    case KeyType::ec_p384:
      return "ec:p384";
    case KeyType::ec_p521:
      return "ec:p521";
    case KeyType::ed25519:
      return "ed25519";
    case KeyType::ed448:
      return "ed448";
  }
  return "unknown";
}

KeyType parse_key_type(std::string_view text, std::string_view option) {
  if (text == "rsa") return KeyType::rsa_3072;
  if (text == "ec") return KeyType::ec_p256;
  for (const KeyType type : all_key_types)
    if (text == name_of(type)) return type;
  throw Error(Fault::usage,
              {.id = "key-type-unknown",
               .subject = std::string(option),
               .message = fmt::format("unknown key type \"{}\"", text),
               .hint = "use rsa:2048, rsa:3072, rsa:4096, ec:p256, ec:p384, ec:p521, ed25519 "
                       "or ed448"});
}

}  // namespace postseal
