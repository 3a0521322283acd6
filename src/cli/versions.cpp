// SPDX-License-Identifier: MIT
#include "cli/versions.hpp"

#include <fmt/format.h>

#include "commands/context.hpp"
#include "crypto/library.hpp"

namespace postseal::cli {

std::string versions(const Host& host) {
  const Globals globals;
  Context context(host, globals);
  return fmt::format("postseal {}\n{}\n{}\n", POSTSEAL_VERSION, crypto::library_version(),
                     context.postfix_installed() ? "Postfix " + text_of(context.version())
                                                 : std::string("Postfix not found"));
}

}  // namespace postseal::cli
