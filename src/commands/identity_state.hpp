// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "commands/context.hpp"
#include "commands/files.hpp"
#include "core/identity_record.hpp"
#include "core/plan.hpp"

namespace postseal {

// A deployment that waits, and the file that says so.
struct PendingSeen {
  OutputSeen file{};
  PendingRecord record{};
};

// A directory of material, and what is kept of its identities in DIR/.postseal.
struct StateSeen {
  std::string dir{};
  std::string state_dir{};
  bool dir_exists = false;
  bool state_dir_exists = false;
  std::vector<IdentityRecord> records{};  // by name
  std::vector<PendingSeen> pending{};

  [[nodiscard]] const IdentityRecord* find(std::string_view identity) const;
};

// Errors: "state-dir-unsafe", "unsafe-directory", "record-damaged".
[[nodiscard]] StateSeen observe_state(Context& context, const std::string& dir);

// The steps that make the directories that are missing, that of the state without a word.
[[nodiscard]] std::vector<Step> state_steps(const StateSeen& state);

// A file of the generation that is being made: minted by the step it is added to, or known.
struct GenerationFile {
  std::string path{};
  std::uint32_t mode = 0600;
  std::optional<std::size_t> minted{};  // index in WriteFiles::files
  std::shared_ptr<const Secret> known{};
};

struct GenerationWish {
  IdentityRecord record{};  // as it is now; of a new identity: only name and layout
  std::string why{};
  int copy_of = 0;
  std::vector<GenerationFile> files{};
  std::vector<GenerationFile> found{};  // what is there, for an identity without a record
  std::vector<ParameterEdit> parameters{};
  std::vector<std::string> held{};
  Time now{};
};

// Adds to STEP, which writes files, what keeps the new generation: a copy of each of its files and
// the record. Nobody is told: that is bookkeeping. Returns the steps that remove generations which
// are too many.
[[nodiscard]] std::vector<Step> keep_generation(const Context& context, const StateSeen& state,
                                                WriteFiles& write, GenerationWish wish);

// The parameters that the steps of config_steps() change.
[[nodiscard]] std::vector<ParameterEdit> parameter_edits(const std::vector<Step>& steps);

// Where a deployment from this source is remembered.
[[nodiscard]] std::string pending_path(const std::string& state_dir,
                                       const std::string& certificate);

}  // namespace postseal
