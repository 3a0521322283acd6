// SPDX-License-Identifier: MIT
#include "system/host.hpp"
