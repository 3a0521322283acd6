// SPDX-License-Identifier: MIT
#include "commands/flags.hpp"

namespace postseal {

Flag option(std::string& member, Flag flag) {
  flag.set = [&member](const std::string& text) { member = text; };
  return flag;
}

Flag option(bool& member, Flag flag) {
  flag.set = [&member](const std::string&) { member = true; };
  return flag;
}

}  // namespace postseal
