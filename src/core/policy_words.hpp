// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/version.hpp"

namespace postseal {

// The words of the right-hand side of a policy table as one version of Postfix takes them apart:
// separated by blanks and commas; from 3.10 on { name = value with blanks } is one word.
class PolicyWords {
 public:
  PolicyWords(std::string_view text, const PostfixVersion& version);

  // The next word; empty: there are no more.
  [[nodiscard]] std::string_view next();

 private:
  std::string_view rest_{};
  bool has_braces_ = false;
};

// A word taken apart as split_nameval(3) does.
struct PolicyWord {
  std::string_view name{};
  std::string_view value{};
  std::string_view error{};  // why it is no attribute, in Postfix's words; empty: it is one
};
[[nodiscard]] PolicyWord policy_word(std::string_view word, const PostfixVersion& version);

// The next element of a list whose elements are separated by any of SEPARATORS; REST loses it.
// Empty: there are no more. Empty elements are passed over, as mystrtok(3) does.
[[nodiscard]] std::string_view take_element(std::string_view& rest, std::string_view separators);

// The same for words separated by blanks and commas, of which those inside braces do not count, as
// mystrtokq(3) does: "inline:{ {a = b c} }" is one.
[[nodiscard]] std::string_view take_braced_word(std::string_view& rest);

// Text of a table in a message: escaped, in double quotes, and cut where it is long.
[[nodiscard]] std::string quoted_text(std::string_view text);

}  // namespace postseal
