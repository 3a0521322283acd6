// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "core/error.hpp"
#include "core/plan.hpp"

namespace postseal {

enum class Tense { would, did };

// One line per change: "would create /x.pem: key ec:p256, mode 0600", "created /x.pem: ...".
[[nodiscard]] std::string as_text(const Plan& plan, Tense tense);

// What --diff shows: a unified diff of every text file, a line per fact of the rest.
[[nodiscard]] std::string as_diff(const Plan& plan);

// "error: SUBJECT: MESSAGE" as the user reads a finding, without a final newline.
[[nodiscard]] std::string as_text(const Finding& finding);

[[nodiscard]] std::string_view name_of(Severity severity);
[[nodiscard]] Json as_json(const Finding& finding);
[[nodiscard]] Json as_json(const Problem& problem);
[[nodiscard]] Json as_json(const Change& change);

// Everything that the one JSON document of a run says (cli.md, "JSON").
struct Outcome {
  std::string_view command{};
  std::string_view version{};
  std::string postfix_version{};  // empty: null, since no one asked for it
  const Plan* plan = nullptr;
  const Answer* answer = nullptr;
  const Problem* problem = nullptr;
  bool dry_run = false;
  bool with_diff = false;
};

// The document, with a final newline. Invalid UTF-8 is replaced, never passed on.
[[nodiscard]] std::string as_document(const Outcome& outcome);

}  // namespace postseal
