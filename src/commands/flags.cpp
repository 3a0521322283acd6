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

Flag material_dir_option(std::string& member) {
  return option(member, {.name = "--dir",
                         .value = "DIR",
                         .help = "where keys and certificates are kept (default: where main.cf "
                                 "has them, else CONFIG_DIR/tls)",
                         .completes = Completes::directory});
}

}  // namespace postseal
