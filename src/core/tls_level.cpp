// SPDX-License-Identifier: MIT
#include "core/tls_level.hpp"

#include <array>
#include <string>
#include <utility>

#include "core/text.hpp"

namespace postseal {

std::optional<TlsLevel> tls_level_of(std::string_view name) {
  using enum TlsLevel;
  constexpr std::array<std::pair<std::string_view, TlsLevel>, 8> levels{
      {{"none", none},
       {"may", may},
       {"encrypt", encrypt},
       {"fingerprint", fingerprint},
       {"dane", dane},
       {"dane-only", dane_only},
       {"verify", verify},
       {"secure", secure}}};
  const std::string wanted = lower(name);
  for (const auto& [level, value] : levels)
    if (level == wanted) return value;
  return std::nullopt;
}

}  // namespace postseal
