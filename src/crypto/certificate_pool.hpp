// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "crypto/certificate.hpp"

namespace postseal {

// Certificates of any origin, each once, indexed by subject: finds who signed what among
// thousands. Not for two threads at once: it remembers every signature it has verified.
class CertificatePool {
 public:
  // Its number; an equal one keeps the number it has.
  std::size_t add(const Certificate& certificate);
  [[nodiscard]] std::optional<std::size_t> find(const Certificate& certificate) const;

  [[nodiscard]] const Certificate& at(std::size_t number) const { return entries_[number].own; }
  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }

  // The certificates whose subject is the issuer of number CHILD and whose key made its signature;
  // those whose key identifier is the one CHILD names come first, then those that live longest.
  // CHILD itself is among them if it is self-signed.
  [[nodiscard]] const std::vector<std::size_t>& issuers_of(std::size_t child);
  // Finds those of every certificate now, on all processors.
  void find_all_issuers();
  // The same by name and key identifier alone: the issuers that CHILD claims to have.
  [[nodiscard]] std::vector<std::size_t> claimed_issuers_of(std::size_t child);

 private:
  struct Entry {
    Certificate own;
    std::vector<std::size_t> issuers{};
    std::size_t known_among = 0;  // how many certificates there were when `issuers` was found
  };

  [[nodiscard]] std::vector<std::size_t> named(std::size_t child);
  [[nodiscard]] std::vector<std::size_t> named_exactly(std::size_t child) const;
  [[nodiscard]] std::vector<std::size_t> signers(std::size_t child,
                                                 std::vector<std::size_t> numbers);
  void index_canonical_names();

  std::vector<Entry> entries_{};
  std::unordered_map<std::string_view, std::size_t> by_der_{};
  std::unordered_multimap<std::string_view, std::size_t> by_subject_{};
  // RFC 5280, 7.1: names that differ in case or spaces are equal. Needed for few, made when needed.
  std::unordered_multimap<unsigned long, std::size_t> by_canonical_subject_{};
  std::size_t canonical_indexed_ = 0;
  std::size_t verifications_ = 0;  // by atomic_ref: many threads count
};

}  // namespace postseal
