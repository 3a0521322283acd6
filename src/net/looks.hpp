// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "core/served.hpp"

namespace postseal::net {

// One look. Throws Error only where this machine fails.
[[nodiscard]] ServiceLook look_at(const ServiceAddress& address);

// Looks at ADDRESSES, AT_ONCE of them at a time, in this thread, which TAKE is called in as each
// look ends. One service is asked for one thing after another, and one that does not answer is not
// asked again: its other looks are copies of that one.
void look_at_all(const std::vector<ServiceAddress>& addresses, std::size_t at_once,
                 const std::function<void(std::size_t index, ServiceLook look)>& take);

}  // namespace postseal::net
