// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>

namespace postseal {

using Json = nlohmann::ordered_json;

}  // namespace postseal

// Compiled once, in json.cpp: in every file that includes it, it costs a second otherwise.
extern template class nlohmann::basic_json<nlohmann::ordered_map>;
