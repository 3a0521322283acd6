// SPDX-License-Identifier: MIT
#include "core/secret.hpp"

#include <fmt/format.h>
#include <string.h>

#include <type_traits>

namespace postseal {

static_assert(!fmt::is_formattable<Secret>::value && !std::is_copy_constructible_v<Secret>);

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    wipe();
    bytes_ = std::move(other.bytes_);
  }
  return *this;
}

Secret::~Secret() { wipe(); }

void Secret::append(std::string_view more) {
  if (bytes_.size() + more.size() > bytes_.capacity()) {
    std::vector<char> larger;
    larger.reserve(2 * (bytes_.size() + more.size()));
    larger.assign(bytes_.begin(), bytes_.end());
    wipe();
    bytes_ = std::move(larger);
  }
  bytes_.insert(bytes_.end(), more.begin(), more.end());
}

void Secret::wipe() noexcept {
  if (!bytes_.empty()) ::explicit_bzero(bytes_.data(), bytes_.size());
  bytes_.clear();
}

}  // namespace postseal
