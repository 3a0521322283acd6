// SPDX-License-Identifier: MIT
#pragma once

#include "core/finding.hpp"

namespace postseal {

// When a finding of `check` matters, in the order people want to read them.
enum class Urgency {
  broken,  // now: Postfix refuses it, or its peers do
  dated,   // from a date on
  weak,    // it works, and is less safe than its owner believes
  untidy,  // it works; a later version, or the next reader, will stumble
};

struct CheckFinding {
  Finding finding{};
  Urgency urgency = Urgency::weak;
};

}  // namespace postseal
