// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/finding.hpp"
#include "core/time.hpp"
#include "crypto/chain.hpp"

namespace postseal {

// A certificate as it stands in a file.
struct PlacedCertificate {
  Certificate certificate;
  std::string file{};
  int line = 0;
};

struct LintRules {
  Time now{};
  int within_days = 30;
  bool roots_given = false;   // the trusted roots are all there are: another end is an error
  bool from_outside = false;  // a server was seen to send it: nothing is said of files and Postfix
};

// What Postfix serves for one key, judged.
struct ChainReport {
  Chain chain{};  // what it should be
  std::vector<Finding> findings{};
  struct Ignored {
    std::string subject{};
    std::string why{};
  };
  std::vector<Ignored> ignored{};  // certificates that no client needs
};

// Judges SERVED (leaf first, in the order it is sent) against the trusted roots of FINDER. Postfix
// looks at none of this, so every message about a file ends with "(postfix: accepts)" that is not
// merely for information. Errors: "chain-incomplete", "chain-misordered", "chain-stranger",
// "chain-untrusted", "chain-too-large", "signature-invalid", "certificate-expired",
// "certificate-not-yet-valid", "key-curve-explicit". Warnings: "root-unknown",
// "certificate-expires-soon", "leaf-is-ca", "leaf-no-names", "leaf-purpose", "leaf-key-usage",
// "key-weak", "key-unusual", "signature-weak". Information: "chain-root", "chain-duplicate",
// "chain-other-path".
[[nodiscard]] ChainReport judge_chain(const std::vector<PlacedCertificate>& served,
                                      ChainFinder& finder, const LintRules& rules);

// The findings about one certificate by itself: dates, keys, signatures, and for a leaf its names
// and purposes.
enum class CertificatePlace { leaf, issuer };
[[nodiscard]] std::vector<Finding> judge_certificate(const PlacedCertificate& placed,
                                                     CertificatePlace place,
                                                     const LintRules& rules);

}  // namespace postseal
