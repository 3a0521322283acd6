// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/main_cf.hpp"
#include "core/master_cf.hpp"
#include "core/snippet.hpp"
#include "core/version.hpp"

namespace postseal {

// A parameter that main.cf sets to something else than the snippet does.
struct ParameterConflict {
  SnippetParameter wanted{};
  ParameterLine have{};
  bool keep = false;  // the site's value is as good or a matter of taste: an edit leaves it alone
};

// What main.cf says of a snippet.
struct MissingLines {
  std::vector<SnippetParameter> missing{};     // main.cf does not set them
  std::vector<ParameterConflict> conflicts{};  // main.cf sets them otherwise
  // Other certificates and keys of the same daemon: ignored with a warning beside chain files,
  // served beside our own without them.
  std::vector<ParameterLine> superseded{};
  // Has no effect beside these lines, and later versions warn about it: may go.
  std::vector<ParameterLine> retired{};
};

// Values are compared as Postfix understands them: lists by their elements, references expanded.
// Where main.cf has the old spelling of a level (smtpd_enforce_tls) and no level, the missing line
// has the level that it meant, so that nothing is weakened.
[[nodiscard]] MissingLines lines_missing(const MainCf& main_cf,
                                         const std::vector<SnippetParameter>& wanted,
                                         const PostfixVersion& version);

// What an entry of master.cf lacks.
struct ServiceChange {
  std::string key{};    // "submission/inet", as master.cf spells it
  bool create = false;  // there is no entry for the port at all
  SnippetService wanted{};
  std::vector<SnippetParameter> options{};  // to be set in the entry that is there
  std::vector<std::string> removed{};       // its -o that go
};

// Entries are compared by port, not by name ("smtps", "465" and "127.0.0.1:submissions" are one).
// Of an entry that is there only the options that decide about TLS are changed.
[[nodiscard]] std::vector<ServiceChange> services_missing(
    const MasterCf& master_cf, const std::vector<SnippetService>& wanted);

}  // namespace postseal
