// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/finding.hpp"
#include "core/secret.hpp"
#include "core/served.hpp"

namespace postseal {

using Json = nlohmann::ordered_json;

// What a postmaster would check by eye: names, dates, key type, fingerprint. Never secret bytes.
struct Fact {
  std::string name{};
  std::string value{};
  friend bool operator==(const Fact&, const Fact&) = default;
};
using Facts = std::vector<Fact>;

// The value of a fact that nobody can know before minting. Lines about what was done leave it out.
inline constexpr std::string_view known_once_made = "(known once made)";

// Permission bits, owner and group. An empty owner or group is left as it is (new files: ours).
struct Access {
  std::uint32_t mode = 0600;
  std::string owner{};
  std::string group{};
  friend bool operator==(const Access&, const Access&) = default;
};

inline constexpr std::uint32_t private_mode = 0600;
inline constexpr std::uint32_t public_mode = 0644;
inline constexpr std::uint32_t directory_mode = 0755;

// The old and the new text of a text file without secrets: what --diff shows.
struct TextChange {
  std::string path{};
  std::string before{};
  std::string after{};
};

enum class ChangeKind { file, parameter, service, map, daemon };
enum class Action { create, replace, mode, remove, set, unset, index, reload };

// One change, for people: the text, the diff and the JSON of a plan are made from these alone.
// apply() never reads them.
struct Change {
  ChangeKind kind = ChangeKind::file;
  Action action = Action::create;
  std::string target{};  // absolute path, parameter, "submissions/inet", "hash:/path" or "postfix"
  Facts before{};        // files: empty when absent now
  Facts after{};
  Access access{};                         // files: as it will be
  bool secret = false;                     // files: holds a private key
  std::optional<std::string> old_value{};  // parameters and services
  std::optional<std::string> new_value{};
};

// ---- Effects: what apply() does, in the order of the plan. It reads nothing else. ----

// How a slow mint reports and stops.
struct Minting {
  std::function<void(const std::string& line)> say{};  // progress: replaces the line before it
  std::stop_token stop{};                              // Ctrl-C: throw Error "interrupted"
};

// What a mint made: the bytes of each file in the order of WriteFiles::files, and what nobody
// could know before (fingerprints, seconds) for the command's answer.
struct Minted {
  std::vector<Secret> contents{};
  std::shared_ptr<const Json> facts{};  // null: nothing to say
};

struct Output {
  std::string path{};  // absolute; "-" is standard output
  Access access{};
  // The SHA-256 (hex) that the file must still have when it is replaced; "" = must not exist;
  // nullopt = whatever is there. Otherwise Error "changed-meanwhile" and nothing is changed.
  std::optional<std::string> expected{};
};

// Writes files as one: all of them are minted and staged before the first is published.
struct WriteFiles {
  std::vector<Output> files{};
  std::function<Minted(const Minting&)> mint{};  // memory only: no disk, no network
  // main.cf and master.cf: published when everything else of the plan is safe on disk.
  bool last = false;
};

// Makes one directory whose parent exists (or is made earlier in the plan).
struct MakeDirectory {
  std::string path{};
  Access access{.mode = directory_mode};
};

// Puts mode, owner and group of an existing file right.
struct SetAccess {
  std::string path{};
  Access access{};
};

struct RemoveFile {
  std::string path{};
};

// Gives a file the SELinux type that the policy has for it (restorecon).
struct RestoreContext {
  std::string path{};
};

// Makes the index of a lookup table as postmap does, from a copy of its source, with what the files
// of this plan will hold. Published like any other file.
struct IndexMap {
  std::string type{};  // "hash", "btree", "lmdb", "cdb"
  std::string source{};
  bool of_files = false;  // postmap -F: values name PEM files, and the index holds their bytes
  Access access{};
  std::string output{};  // the index: SOURCE and the suffix of its type
};

// Looks at the published files as Postfix would load them, for every service that uses one of
// FILES; an Error "load-refused" undoes the plan.
struct RequireLoadable {
  std::string config_dir{};
  std::vector<std::string> files{};
};

// Reloads the Postfix instance of CONFIG_DIR if it runs. Last but for a look at what it serves.
struct ReloadPostfix {
  std::string config_dir{};
};

// Looks at what the services that use FILES show now. Another certificate, or a 454, is an Error
// "deploy-contradicted", and undoes the plan; silence does so only with `require_live`.
struct ConfirmServed {
  std::string config_dir{};
  std::vector<std::string> files{};
  bool require_live = false;
};

using Effect = std::variant<WriteFiles, MakeDirectory, SetAccess, RemoveFile, RestoreContext,
                            IndexMap, RequireLoadable, ReloadPostfix, ConfirmServed>;

// An effect and the changes it makes: one staged main.cf carries many parameter changes.
struct Step {
  Effect effect{};
  std::vector<Change> changes{};
  std::vector<TextChange> texts{};
};

// What would take the system from what is to what is asked for. Empty: nothing to do.
struct Plan {
  std::vector<Step> steps{};
  // Where the journal is kept while the plan is carried out, so that a later run finds out what
  // became of it; "": none is kept, and only a process that lives can undo. The directory is there,
  // or made by the plan.
  std::string state_dir{};
  [[nodiscard]] bool empty() const noexcept { return steps.empty(); }
};

// pending: done as far as this run goes, but a deployment still waits to be retried.
enum class Verdict { good, bad, pending };

// A command's result: what it prints, and what `--json` has under "result" and "findings".
// The exit status is 3 if the verdict is bad (see verdict_of()), 1 if it is pending.
struct Answer {
  std::shared_ptr<const Json> result{};  // null: {}
  std::string text{};                    // stdout, whole lines
  std::vector<std::string> remarks{};    // stderr, unless --quiet: what was made, what comes next
  std::vector<Finding> findings{};       // text: printed by the command itself inside `text`
  Verdict verdict = Verdict::good;
  std::optional<int> exit_status{};  // where a reader's protocol has statuses of its own (nagios)
};

// What apply() did. `minted` holds the facts of every WriteFiles of the plan, in order.
struct Applied {
  std::vector<std::shared_ptr<const Json>> minted{};
  std::vector<ServedSeen> served{};  // by ConfirmServed
};

// What a command computes. `answer` is pure; under --dry-run it is not called unless the plan is
// empty.
struct Planned {
  Plan plan{};
  std::function<Answer(const Applied&)> answer{};
  std::vector<std::string> notes{};  // stderr, unless --quiet: what was assumed and why
  bool looks = false;                // a run that never changes anything, as Command::looks
  // Transactions of their own, planned and carried out one after the other when this one is done.
  // One that fails undoes itself alone, is a finding, and the verdict is pending.
  std::vector<std::function<Planned()>> others{};
};

// Makes a shared result of a value.
[[nodiscard]] std::shared_ptr<const Json> shared(Json value);

// bad if a finding is at or above the threshold.
[[nodiscard]] Verdict verdict_of(const std::vector<Finding>& findings, Severity fail_on);

}  // namespace postseal
