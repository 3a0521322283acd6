// SPDX-License-Identifier: MIT
#include "commands/chain_output.hpp"

#include <fmt/format.h>

#include <vector>

#include "core/error.hpp"
#include "core/text.hpp"
#include "core/time.hpp"
#include "crypto/digests.hpp"

namespace postseal {

void refuse_incomplete(const Chain& chain, const std::string& leaf) {
  if (chain.complete) return;
  throw Error(Fault::input,
              {.id = "issuer-missing",
               .subject = leaf,
               .message = fmt::format("the issuer of \"{}\" is missing: \"{}\"",
                                      chain.certificates.back().subject(), chain.missing_issuer()),
               .hint = "name files that have it with --from, or its root with --roots; "
                       "--allow-incomplete goes without"});
}

Secret chain_pem(const Chain& chain, WithRoot with_root) {
  Secret content;
  for (const Certificate& certificate : chain.certificates) content.append(certificate.pem());
  const bool more = chain.root && !(*chain.root == chain.certificates.front());
  if (with_root == WithRoot::yes && more) content.append(chain.root->pem());
  return content;
}

Facts chain_facts(const Chain& chain) {
  std::vector<std::string> subjects;
  for (const Certificate& certificate : chain.certificates)
    subjects.push_back(certificate.subject());
  const Hasher sha256(Digest::sha256);
  return {{"chain", fmt::format("{}", fmt::join(subjects, " <- "))},
          {"not after", rfc3339(chain.not_after())},
          {"fingerprint", colon_hex(sha256(chain.certificates.front().der()))}};
}

}  // namespace postseal
