// SPDX-License-Identifier: MIT
#pragma once

namespace postseal {

// Whoever starts us may have closed these: the next file to be opened, a key even, would be one of
// them, and talk would go into it. In their place is what can be neither read from nor written to
// with any effect. First of all.
void hold_standard_streams() noexcept;

}  // namespace postseal
