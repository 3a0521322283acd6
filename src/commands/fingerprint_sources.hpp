// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "commands/context.hpp"
#include "core/fingerprint.hpp"
#include "crypto/digests.hpp"

namespace postseal {

// Which fingerprints are made, and with what.
struct Printing {
  const Hasher& hasher;
  bool certificate = true;
  bool public_key = true;
  bool names = false;     // who issued whom is asked for
  bool implicit = false;  // hosts: TLS at once
};

// An item, and with Printing::names who issued whom (Names in DER; empty for keys).
struct Printed {
  Print print{};
  std::string subject{};
  std::string issuer{};
};

// The items of every source in order; no source at all is standard input. What is no file and can
// be read as a host is one (see parse_host_port()), and is asked. A file that is named must
// hold something to print: Error "source-empty". In a directory (searched in name order; links to
// directories are not followed) files without certificate or key are passed over, and what cannot
// be read is a note.
[[nodiscard]] std::vector<Printed> printed(const std::vector<std::string>& sources,
                                           Context& context, const Printing& printing);

// Postfix compares a pin with the peer's own certificate alone: an issuer has no place in a table,
// and is left out with a note where it issued another of ITEMS.
[[nodiscard]] std::vector<Print> without_issuers(const std::vector<Printed>& items,
                                                 Context& context);

}  // namespace postseal
