// SPDX-License-Identifier: MIT
#include "crypto/certificate_pool.hpp"

#include <openssl/err.h>

#include <algorithm>
#include <atomic>
#include <string>
#include <tuple>
#include <utility>

#include "crypto/openssl.hpp"
#include "crypto/parallel.hpp"

namespace postseal {
namespace {

// More than any honest set of files needs; made-up ones could ask for the square of their size.
constexpr std::size_t most_verifications_per_certificate = 8;
constexpr std::size_t least_verifications = 2000;

unsigned long canonical_hash(std::string_view name_der) {
  const unsigned char* at = bytes_of(name_der);
  const NameHandle name(d2i_X509_NAME(nullptr, &at, static_cast<long>(name_der.size())));
  int good = 0;
  const unsigned long hash = name ? X509_NAME_hash_ex(name.get(), nullptr, nullptr, &good) : 0;
  ERR_clear_error();
  return good == 1 ? hash : 0;
}

}  // namespace

std::size_t CertificatePool::add(const Certificate& certificate) {
  if (const auto known = find(certificate)) return *known;
  const std::size_t number = entries_.size();
  entries_.push_back({.own = certificate});
  // The views are into bytes that all copies of the certificate share.
  by_der_.emplace(certificate.der(), number);
  by_subject_.emplace(certificate.subject_der(), number);
  return number;
}

std::optional<std::size_t> CertificatePool::find(const Certificate& certificate) const {
  const auto found = by_der_.find(certificate.der());
  if (found == by_der_.end()) return std::nullopt;
  return found->second;
}

void CertificatePool::index_canonical_names() {
  for (; canonical_indexed_ < entries_.size(); ++canonical_indexed_)
    by_canonical_subject_.emplace(canonical_hash(entries_[canonical_indexed_].own.subject_der()),
                                  canonical_indexed_);
}

std::vector<std::size_t> CertificatePool::named_exactly(std::size_t child) const {
  std::vector<std::size_t> numbers;
  const auto [first, last] = by_subject_.equal_range(at(child).issuer_der());
  for (auto at = first; at != last; ++at) numbers.push_back(at->second);
  return numbers;
}

std::vector<std::size_t> CertificatePool::named(std::size_t child) {
  const Certificate& certificate = at(child);
  std::vector<std::size_t> numbers = named_exactly(child);
  if (!numbers.empty()) return numbers;
  index_canonical_names();
  const auto [begin, end] =
      by_canonical_subject_.equal_range(canonical_hash(certificate.issuer_der()));
  for (auto near = begin; near != end; ++near)
    if (certificate.names_as_issuer(at(near->second))) numbers.push_back(near->second);
  return numbers;
}

std::vector<std::size_t> CertificatePool::claimed_issuers_of(std::size_t child) {
  const std::string wanted = at(child).authority_key_id();
  std::vector<std::size_t> numbers = named(child);
  std::erase_if(numbers, [&](std::size_t number) {
    const std::string has = at(number).subject_key_id();
    return !wanted.empty() && !has.empty() && has != wanted;
  });
  return numbers;
}

const std::vector<std::size_t>& CertificatePool::issuers_of(std::size_t child) {
  Entry& entry = entries_[child];
  if (entry.known_among == entries_.size()) return entry.issuers;
  entry.issuers = signers(child, named(child));
  entry.known_among = entries_.size();
  return entry.issuers;
}

// Each thread writes to entries of its own, and reads nothing of others but their certificates.
void CertificatePool::find_all_issuers() {
  in_parallel(entries_.size(), [this](std::size_t begin, std::size_t end) {
    for (std::size_t child = begin; child < end; ++child) {
      std::vector<std::size_t> numbers = named_exactly(child);
      if (numbers.empty()) continue;
      (void)at(child).has_plain_key();  // which the verdict on a chain asks for
      entries_[child].issuers = signers(child, std::move(numbers));
      entries_[child].known_among = entries_.size();
    }
  });
}

std::vector<std::size_t> CertificatePool::signers(std::size_t child,
                                                  std::vector<std::size_t> numbers) {
  const std::string wanted = at(child).authority_key_id();
  const auto rank = [&](std::size_t number) {
    const std::string has = at(number).subject_key_id();
    const bool other_key = !wanted.empty() && !has.empty() && has != wanted;
    // The last tells certificates apart whose order in the files is nobody's wish.
    return std::make_tuple(other_key, -at(number).not_after().time_since_epoch().count(),
                           at(number).der());
  };
  std::sort(numbers.begin(), numbers.end(),
            [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
  const std::size_t budget =
      least_verifications + most_verifications_per_certificate * entries_.size();
  const std::atomic_ref<std::size_t> verifications(verifications_);
  std::erase_if(numbers, [&](std::size_t number) {
    return ++verifications > budget || !at(child).signed_by(at(number));
  });
  return numbers;
}

}  // namespace postseal
