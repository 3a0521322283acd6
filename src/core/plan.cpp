// SPDX-License-Identifier: MIT
#include "core/plan.hpp"

#include <algorithm>

#include "core/json.hpp"

namespace postseal {

std::shared_ptr<const Json> shared(Json value) {
  return std::make_shared<const Json>(std::move(value));
}

Verdict verdict_of(const std::vector<Finding>& findings, Severity fail_on) {
  const bool bad = std::any_of(findings.begin(), findings.end(),
                               [&](const Finding& f) { return f.severity >= fail_on; });
  return bad ? Verdict::bad : Verdict::good;
}

}  // namespace postseal
