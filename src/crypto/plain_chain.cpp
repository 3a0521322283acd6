// SPDX-License-Identifier: MIT
#include "crypto/plain_chain.hpp"

#include <vector>

#include "core/plain_certificate.hpp"

namespace postseal {
namespace {

using Members = std::vector<const Certificate*>;  // leaf first, root last; all of them plain

// As X509_cmp_time() compares them.
bool in_time(const Certificate& certificate, Time now) {
  return certificate.not_before() <= now && now < certificate.not_after();
}

// CHILD names ISSUER and no other: by name, and by key identifier where both have one (RFC 5280,
// 4.2.1.1).
bool names(const Certificate& child, const Certificate& issuer) {
  const std::string_view wanted = child.plain()->authority_key_id;
  const std::string_view has = issuer.plain()->subject_key_id;
  return child.issuer_der() == issuer.subject_der() &&
         (wanted.empty() || has.empty() || wanted == has);
}

// OpenSSL goes up by names, and might take another way where two could be meant.
bool one_way_up(const Members& members) {
  for (std::size_t child = 0; child < members.size(); ++child) {
    const std::size_t above = child + 1 < members.size() ? child + 1 : child;
    if (!names(*members[child], *members[above])) return false;
    for (std::size_t other = 0; other < members.size(); ++other)
      if (other != above && members[other]->plain()->subject == members[child]->plain()->issuer)
        return false;
  }
  return true;
}

// Every issuer is a CA by its basicConstraints, and allows as many CAs below it as there are.
bool are_authorities(const Members& members) {
  for (std::size_t i = 1; i < members.size(); ++i) {
    const PlainCertificate& facts = *members[i]->plain();
    if (!facts.basic_ca.value_or(false) || !facts.is_ca()) return false;
    if (facts.path_length && static_cast<std::size_t>(*facts.path_length) < i - 1) return false;
  }
  return true;
}

}  // namespace

bool plainly_verifies(const Chain& chain, Time now) {
  constexpr std::size_t longest = 10;  // OpenSSL may have what it likes against those
  if (!chain.root || chain.certificates.empty() || chain.certificates.size() > longest)
    return false;
  Members members;
  for (const Certificate& certificate : chain.certificates) members.push_back(&certificate);
  members.push_back(&*chain.root);
  for (const Certificate* const member : members)
    if (member->plain() == nullptr || !in_time(*member, now)) return false;
  // A leaf that is the root has the root's subject as its own, and is OpenSSL's to judge.
  return one_way_up(members) && are_authorities(members) && members.front()->has_plain_key();
}

}  // namespace postseal
