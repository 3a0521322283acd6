// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/digest.hpp"

namespace postseal {

// Computes one kind of digest, any number of times. OpenSSL looks the algorithm up when this is
// made, which costs a hundred times as much as a digest: make one and keep it.
class Hasher {
 public:
  // Error "digest-unavailable": this OpenSSL does not offer it (md5 under FIPS).
  explicit Hasher(Digest digest);
  Hasher(Hasher&&) noexcept;
  Hasher& operator=(Hasher&&) noexcept;
  Hasher(const Hasher&) = delete;
  Hasher& operator=(const Hasher&) = delete;
  ~Hasher();

  [[nodiscard]] Digest digest() const noexcept { return digest_; }

  // The raw digest of BYTES. Error "nothing-to-hash" for no bytes at all: a fingerprint of nothing
  // is a pin that matches nobody, and always somebody's mistake.
  [[nodiscard]] std::string operator()(std::string_view bytes) const;

 private:
  struct State;
  Digest digest_;
  std::unique_ptr<State> state_;
};

}  // namespace postseal
