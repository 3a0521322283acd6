// SPDX-License-Identifier: MIT
// What our readers of tables find, in the words of "postmap -q -": "key<tab>value" for each key on
// standard input that a table has.
//   print_lookup ascii|unicode text FILE     the source of a table
//   print_lookup ascii|unicode inline NAME   "{ {key = value}, key=value }"
// Status 1 and "error: ..." on standard error for a table that answers nothing; "repeated: LINE"
// there where a key is in the source twice.
#include <fmt/format.h>

#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "core/policy_lookup.hpp"

namespace {

using namespace postseal;

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// In pieces that end anywhere.
Pieces small_pieces_of(const std::string& text) {
  return [&text](const auto& take) {
    constexpr std::size_t size = 61;
    for (std::size_t at = 0; at < text.size(); at += size)
      take(std::string_view(text).substr(at, size));
  };
}

void print(const std::string& key, const TableSeen& table, const KeysOfInterest& keys) {
  const PolicyLookup found = look_up({table}, keys);
  if (found.entry && found.entry->key == key) fmt::print("{}\t{}\n", key, found.entry->value);
}

int run(KeyCase by, bool is_inline, const std::string& name) {
  const std::string text = is_inline ? name : contents(name);
  bool told = false;
  for (std::string key; std::getline(std::cin, key);) {
    const KeysOfInterest keys(key, newest_postfix, by);
    TableSeen table{.name = name};
    if (is_inline) {
      InlineLook look = look_through_inline(text, keys);
      if (!look.error.empty()) {
        fmt::print(stderr, "error: {}\n", look.error);
        return 1;
      }
      table.entries = std::move(look.entries);
    } else {
      TableLook look = look_through(small_pieces_of(text), keys, Repeats::looked_for);
      if (look.repeated && !told) fmt::print(stderr, "repeated: {}\n", look.repeated->line);
      told = true;
      table.entries = std::move(look.entries);
    }
    print(key, table, keys);
  }
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  try {
    const std::vector<std::string> words(arguments + 1, arguments + count);
    return run(words.at(0) == "ascii" ? KeyCase::ascii : KeyCase::unicode, words.at(1) == "inline",
               words.at(2));
  } catch (const std::exception& error) {
    fmt::print(stderr, "print_lookup: {}\n", error.what());
    return 2;
  }
}
