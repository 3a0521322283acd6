// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/context.hpp"
#include "commands/probe_targets.hpp"
#include "core/finding.hpp"
#include "core/plan.hpp"

namespace postseal {

// jsonl: a line for each host as it ends, so that any number of them needs no memory.
enum class ProbeFormat { text, jsonl };

struct ProbeOptions {
  ProbeWish wish{};
  std::vector<std::string> compare{};
  std::optional<std::string> ca{};
  ProbeFormat format = ProbeFormat::text;
  int jobs = 20;
  int within_days = 30;
  Severity fail_on = Severity::error;
};

// Looks at every host, and judges it as soon as it has ended.
[[nodiscard]] Answer probe_round(const ProbeOptions& options, Context& context);

}  // namespace postseal
