// SPDX-License-Identifier: MIT
#include "crypto/offered_names.hpp"

#include <string>

namespace postseal {

std::vector<OfferedName> offered_names(const Certificate& leaf) {
  std::vector<OfferedName> names;
  for (const SubjectName& one : leaf.names()) {
    if (one.kind == NameKind::dns)
      names.push_back({.kind = OfferedKind::dns, .text = one.text, .raw = one.raw});
    if (one.kind == NameKind::address)
      names.push_back({.kind = OfferedKind::address, .text = one.text, .raw = one.raw});
  }
  for (const std::string& one : leaf.common_names())
    names.push_back({.kind = OfferedKind::common_name, .text = one, .raw = one});
  return names;
}

}  // namespace postseal
