// SPDX-License-Identifier: MIT
#include "core/pem_edit.hpp"

#include "core/pem.hpp"

namespace postseal {
namespace {

// From the BEGIN line to the end of the END line.
std::string_view extent_of(const PemBlock& block, std::string_view text) {
  const std::string_view begin_mark = "-----BEGIN ";
  const auto offset = [text](std::string_view part) {
    return static_cast<std::size_t>(part.data() - text.data());
  };
  const std::size_t begin = offset(block.label) - begin_mark.size();
  const std::size_t end_line = offset(block.body) + block.body.size();
  const std::size_t newline = text.find('\n', end_line);
  const std::size_t end = newline == std::string_view::npos ? text.size() : newline + 1;
  return text.substr(begin, end - begin);
}

}  // namespace

Secret with_blocks_replaced(std::string_view text, const std::map<int, const Secret*>& blocks) {
  Secret made;
  std::size_t copied = 0;
  PemReader reader(text);
  while (const auto block = reader.next()) {
    const auto wanted = blocks.find(static_cast<int>(block->line));
    if (wanted == blocks.end() || !block->closed) continue;
    const std::string_view extent = extent_of(*block, text);
    const std::size_t begin = static_cast<std::size_t>(extent.data() - text.data());
    made.append(text.substr(copied, begin - copied));
    made.append(wanted->second->reveal());
    copied = begin + extent.size();
  }
  made.append(text.substr(copied));
  return made;
}

}  // namespace postseal
