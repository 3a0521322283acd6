// SPDX-License-Identifier: MIT
#include "commands/context.hpp"

#include <utility>

namespace postseal {

Context::Context(const Host& host, Globals globals) : host_(host), globals_(std::move(globals)) {}

}  // namespace postseal
