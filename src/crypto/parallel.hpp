// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>

namespace postseal {

// Calls WORK(begin, end) for parts of 0 to COUNT, on all processors where that is worth it. It is
// for work ahead, which is done when asked for otherwise: a part that throws is given up.
void in_parallel(std::size_t count, const std::function<void(std::size_t, std::size_t)>& work);

}  // namespace postseal
