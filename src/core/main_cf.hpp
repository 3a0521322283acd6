// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/finding.hpp"

namespace postseal {

// "name = value" as written, unexpanded.
struct ParameterLine {
  std::string name{};
  std::string value{};
  int line = 0;  // the first of its lines, from 1
  int last_line = 0;
};

// What main.cf says, and what is wrong with it as a file: "config-malformed" (an error: every
// program of Postfix refuses the file), "config-overridden", "config-stray-line", "config-nul".
struct MainCf {
  std::string path{};
  std::vector<ParameterLine> entries{};  // in the order of the file, repetitions included
  std::vector<Finding> findings{};
  std::map<std::string, std::size_t, std::less<>> last{};  // name: index of the entry that counts

  // The setting that counts, the last one; null: not set explicitly.
  [[nodiscard]] const ParameterLine* find(std::string_view name) const;
};

// Reads the text of main.cf; never throws. PATH is the subject of the findings.
[[nodiscard]] MainCf parse_main_cf(std::string_view text, std::string path);

// Splits "name = value" as Postfix does: blanks around both are dropped, a name holds neither blank
// nor "=". `error` says why not, in Postfix's words; empty: it worked.
struct NameValue {
  std::string name{};
  std::string value{};
  std::string error{};
};
[[nodiscard]] NameValue split_name_value(std::string_view text);

// Throws the first finding of severity error as an Error (Fault::postfix), if there is one.
void require_sound(const std::vector<Finding>& findings);

}  // namespace postseal
