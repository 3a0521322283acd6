// SPDX-License-Identifier: MIT
#include "commands/identity_contents.hpp"

namespace postseal {

std::vector<IdentityContent> contents_for(const std::vector<IdentityPart>& parts) {
  std::vector<IdentityContent> contents;
  const auto at = [&](const std::string& path) -> IdentityContent& {
    for (IdentityContent& content : contents)
      if (content.path == path) return content;
    return contents.emplace_back(IdentityContent{.path = path});
  };
  for (std::size_t i = 0; i < parts.size(); ++i) {
    IdentityContent& key = at(parts[i].key_path);
    key.secret = true;
    key.pieces.emplace_back(i, true);
    at(parts[i].chain_path).pieces.emplace_back(i, false);
  }
  return contents;
}

Secret assembled(const IdentityContent& content, const std::vector<IdentityPart>& parts) {
  Secret bytes;
  for (const auto& [index, is_key] : content.pieces) {
    const IdentityPart& part = parts.at(index);
    if (is_key)
      bytes.append(part.key->pkcs8_pem().reveal());
    else
      bytes.append(part.certificate->pem());
  }
  return bytes;
}

}  // namespace postseal
