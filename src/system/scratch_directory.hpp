// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace postseal {

// A private directory that goes with everything in it.
class ScratchDirectory {
 public:
  explicit ScratchDirectory(const std::string& parent);
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;
  ~ScratchDirectory();

  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  // A new file in it, 0600.
  void write(std::string_view name, std::string_view text) const;

 private:
  std::string path_{};
};

// A place for copies that nobody else sees: $TMPDIR, or /tmp.
[[nodiscard]] std::string usual_scratch_place();

// Removes PATH if it is a scratch directory that a run which was killed left behind.
void remove_left_scratch(const std::string& path);
// The same for all that is in PARENT, as far as it can be read.
void remove_scratch_directories(const std::string& parent);

}  // namespace postseal
