// SPDX-License-Identifier: MIT
// main.cf, and what its values expand to.
#include "core/main_cf.hpp"

#include "configuration.hpp"
#include "core/logical_lines.hpp"
#include "target.hpp"

namespace postseal::fuzz {

void read(std::string_view input) {
  CheckedConfig config = configuration();
  config.main_cf = parse_main_cf(input, "main.cf");
  for (const Finding& finding : config.main_cf.findings) report(finding);
  int last_line = 0;
  for (const ParameterLine& entry : config.main_cf.entries) {
    require(entry.line > last_line && entry.last_line >= entry.line, "lines are in their order");
    last_line = entry.last_line;
    require(entry.value == trimmed(entry.value), "no blanks around a value");
  }
  look_at_settings(config, nullptr);
}

}  // namespace postseal::fuzz
