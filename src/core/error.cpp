// SPDX-License-Identifier: MIT
#include "core/error.hpp"

#include <utility>

namespace postseal {

Error::Error(Fault fault, Problem problem)
    : fault_(fault),
      problem_(std::move(problem)),
      what_(problem_.subject.empty() ? problem_.message
                                     : problem_.subject + ": " + problem_.message) {}

}  // namespace postseal
