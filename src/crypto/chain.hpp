// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/time.hpp"
#include "crypto/certificate.hpp"
#include "crypto/certificate_pool.hpp"

namespace postseal {

// A leaf and what stands between it and a root.
struct Chain {
  std::vector<Certificate> certificates{};  // leaf first, without the root
  std::optional<Certificate> root{};        // where it ends; a self-signed leaf is its own
  bool complete = false;                    // it ends at a root
  bool trusted = false;     // the root is one of those trusted, and the whole verifies now
  std::string untrusted{};  // why OpenSSL does not verify it, where it ends at a trusted root

  // The earliest end of what is written; of CERTIFICATES alone.
  [[nodiscard]] Time not_after() const;
  // The name nobody has a certificate for; "" if complete.
  [[nodiscard]] std::string missing_issuer() const;
};

// Finds chains by signature. Issuers are what was added; trusted roots end chains and are never
// part of one. Whatever a hostile file holds, the search ends.
class ChainFinder {
 public:
  explicit ChainFinder(Time now) : now_(now) {}

  void add(const Certificate& certificate) { pool_.add(certificate); }
  // A certificate whose issuer is another is no root, and is passed over.
  void trust(const Certificate& root);

  // Of all paths from LEAF to a root: those that verify against the trusted roots go first, then
  // those without an expired, not yet valid or unfit certificate, then the one whose issuers live
  // longest, then the shortest. Without a path to a root: the best there is, not `complete`.
  [[nodiscard]] Chain find(const Certificate& leaf);

  [[nodiscard]] CertificatePool& pool() noexcept { return pool_; }
  [[nodiscard]] bool is_trusted(std::size_t number) const;

 private:
  Time now_;
  CertificatePool pool_{};
  std::vector<bool> trusted_{};  // by number in the pool
};

}  // namespace postseal
