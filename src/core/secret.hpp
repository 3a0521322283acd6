// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace postseal {

// Bytes that are wiped when dropped, and can be neither printed nor copied by accident: private
// keys, passphrases, and every file read or written, since any may hold a key.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::vector<char> bytes) : bytes_(std::move(bytes)) {}
  explicit Secret(std::string_view text) : bytes_(text.begin(), text.end()) {}
  Secret(Secret&&) noexcept = default;
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret();

  [[nodiscard]] Secret copy() const { return Secret(reveal()); }
  [[nodiscard]] std::string_view reveal() const noexcept { return {bytes_.data(), bytes_.size()}; }
  [[nodiscard]] bool empty() const noexcept { return bytes_.empty(); }
  void append(std::string_view more);  // grows without leaving the old bytes behind

 private:
  void wipe() noexcept;

  std::vector<char> bytes_{};  // not a string: a short one would leave a copy behind when moved
};

}  // namespace postseal
