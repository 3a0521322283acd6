// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace postseal {

// A Postfix release. A snapshot or release candidate of X.Y counts as X.Y.0.
struct PostfixVersion {
  int major = 0;
  int minor = 0;
  int patch = 0;
  friend auto operator<=>(const PostfixVersion&, const PostfixVersion&) = default;
};

inline constexpr PostfixVersion oldest_postfix{2, 3, 0};
inline constexpr PostfixVersion newest_postfix{3, 12, 0};         // a snapshot
inline constexpr PostfixVersion newest_stable_postfix{3, 11, 6};  // acted for without Postfix

// "3.7.11".
[[nodiscard]] std::string text_of(const PostfixVersion& version);

// The newest patch level we know of a release ("3.7" is 3.7.22); nullopt: not a release we know.
[[nodiscard]] std::optional<PostfixVersion> newest_patch_of(int major, int minor);

// What a user writes: "X.Y" (its newest known patch level) or "X.Y.Z", 2.3 to 3.12; a later patch
// level of a known release is believed. Usage Error "postfix-version-unknown".
[[nodiscard]] PostfixVersion parse_postfix_version(std::string_view text,
                                                   std::string_view option = "--postfix-version");

// What Postfix's mail_version says: "3.7.11", "3.8-RC1", "3.12-20260821"; releases later than we
// know are believed. Error "postfix-version-unknown" for other text and for what is older than 2.3.
[[nodiscard]] PostfixVersion read_mail_version(std::string_view text);

// Whether VERSION has what came with RELEASES: the first release named and everything after it,
// then the patch levels of older releases that got it too ("3.9 3.8.1 3.7.6"). Empty: never.
[[nodiscard]] bool is_since(std::string_view releases, const PostfixVersion& version);

}  // namespace postseal
