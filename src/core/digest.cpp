// SPDX-License-Identifier: MIT
#include "core/digest.hpp"

#include <string>

namespace postseal {

std::string_view name_of(Digest digest) {
  switch (digest) {
    case Digest::md5:
      return "md5";
    case Digest::sha1:
      return "sha1";
    case Digest::sha256:
      return "sha256";
    case Digest::sha384:
      return "sha384";
    case Digest::sha512:
      return "sha512";
  }
  return "";
}

std::size_t size_of(Digest digest) {
  switch (digest) {
    case Digest::md5:
      return 16;
    case Digest::sha1:
      return 20;
    case Digest::sha256:
      return 32;
    case Digest::sha384:
      return 48;
    case Digest::sha512:
      return 64;
  }
  return 0;
}

std::optional<Digest> find_digest(std::string_view name) {
  std::string plain;
  for (const char c : name) plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  for (const std::string_view spelling : {"sha-", "sha2-"})
    if (plain.starts_with(spelling)) plain.replace(0, spelling.size(), "sha");
  for (const Digest digest : all_digests)
    if (plain == name_of(digest)) return digest;
  return std::nullopt;
}

}  // namespace postseal
