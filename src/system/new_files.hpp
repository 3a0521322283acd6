// SPDX-License-Identifier: MIT
#pragma once

#include "core/plan.hpp"
#include "system/host.hpp"

namespace postseal {

// Says in the changes of a plan whose the files will be that it creates without asking for an owner
// or group: the caller's; the group of the directory where that has the set-group-ID bit.
void name_owners_of_new_files(Plan& plan, const Host& host);

}  // namespace postseal
