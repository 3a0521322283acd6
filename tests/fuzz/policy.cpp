// SPDX-License-Identifier: MIT
// The source of a policy table, and what becomes of it when an entry is set or deleted.
#include "core/policy_table.hpp"

#include <algorithm>

#include "target.hpp"

namespace postseal::fuzz {
namespace {

void look_at(const PolicyEntry& entry) {
  report(entry.key);
  report(entry.level);
  for (const PolicyAttribute& attribute : entry.attributes) {
    report(attribute.name);
    report(attribute.value.value_or(""));
    (void)is_allowed_at(attribute.name, entry.level);
  }
  report(value_text(entry));
  require(by_meaning(by_meaning(entry)) == by_meaning(entry), "a meaning means itself");
  require(says_the_same(entry, entry), "an entry says the same as itself");
}

// Whether it may come from postseal.toml; a table that people wrote may hold anything.
bool is_sound(const PolicyEntry& entry) {
  const auto is_in = [](const auto& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
  };
  return is_in(policy_levels, entry.level) &&
         std::all_of(entry.attributes.begin(), entry.attributes.end(), [&](const auto& attribute) {
           return is_in(policy_attribute_names, attribute.name) && attribute.value &&
                  is_plain_policy_value(*attribute.value);
         });
}

void edit(std::string_view table, const PolicyEntry& entry) {
  std::string with;
  try {
    with = with_entry(table, entry);
  } catch (const Error& error) {
    return report(error.problem());  // a key or a value that no table can hold
  }
  const PolicyTable after = parse_policy_table(with);
  const PolicyLine* line = after.find(entry.key);
  require(line != nullptr, "an entry that was set is there");
  require(!is_sound(entry) || says_the_same(line->entry, entry),
          "an entry that was set says what it should");
  require(!is_sound(entry) || with_entry(with, entry) == with, "the second time nothing changes");
  require(parse_policy_table(without_entry(with, entry.key)).find(entry.key) == nullptr,
          "an entry that was deleted is gone");
}

}  // namespace

void read(std::string_view input) {
  const PolicyTable table = parse_policy_table(input);
  for (const PolicyLine& line : table.lines) look_at(line.entry);
  edit(input, parse_policy_entry("example.com", "secure match=nexthop:.example.net"));
  const std::size_t end = input.find('\n');
  const PolicyEntry own = parse_policy_entry("[mx.example.com]:587", input.substr(0, end));
  look_at(own);
  if (is_plain_policy_value(value_text(own))) edit(input, own);
  for (std::size_t i = 0; i < table.lines.size() && i < 3; ++i) edit(input, table.lines[i].entry);
}

}  // namespace postseal::fuzz
