// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "commands/context.hpp"
#include "core/plan.hpp"

namespace postseal {

// A file that a command is going to write, as it is now.
struct OutputSeen {
  std::string path{};                  // absolute, or "-"
  std::optional<FileStatus> status{};  // nullopt: not there (always for "-")
  Secret bytes{};
};

// Errors unless the directory of PATH is there and nobody else can swap what is written in it:
// "directory-missing", "unsafe-directory" (unless --allow-unsafe-dir).
void require_safe_directory(const Context& context, const std::string& path);

// Looks at an output before anything is made for it. Errors: "directory-missing",
// "unsafe-directory" (unless --allow-unsafe-dir), "output-not-a-file" (symbolic link, directory,
// device), and those of Host::read.
[[nodiscard]] OutputSeen observe_output(const Context& context, const std::string& path);

// The mode, owner and group facts of a file as it is and as it will be: owner and group only where
// they are asked for.
[[nodiscard]] Facts access_facts(const FileStatus& status, const Access& wanted);
[[nodiscard]] Facts access_facts(const Access& wanted);

// Whether nothing about the access has to change.
[[nodiscard]] bool has_access(const FileStatus& status, const Access& wanted);

// What to write to one file, and what a user should see of it.
struct FileWish {
  Access access{};
  bool secret = false;
  Facts before{};  // without mode, owner and group: those are added here
  Facts after{};
};

// The Change of writing a file: create, or replace.
[[nodiscard]] Change file_change(const OutputSeen& seen, const FileWish& wish);

// What the file must still be when it is published.
[[nodiscard]] Output output_for(const OutputSeen& seen, const Access& access);

// A step that writes one file; `mint` makes its bytes.
[[nodiscard]] Step write_step(const OutputSeen& seen, const FileWish& wish,
                              std::function<Minted(const Minting&)> mint);

// A step that puts mode, owner and group right and leaves the content alone; nullopt: all is well.
[[nodiscard]] std::optional<Step> access_step(const OutputSeen& seen, const FileWish& wish);

// The Error "exists" for an output with other content, unless --force was given.
void refuse_overwrite(const Context& context, const OutputSeen& seen, const std::string& what);

// Takes bytes that are known before minting. They are moved out when the plan is carried out.
[[nodiscard]] std::function<Minted(const Minting&)> known_bytes(Secret bytes);
// The same for several files, whose bytes are needed elsewhere too: they are copied.
[[nodiscard]] std::function<Minted(const Minting&)> known_bytes(
    std::vector<std::shared_ptr<const Secret>> files);

}  // namespace postseal
