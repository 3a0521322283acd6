// SPDX-License-Identifier: MIT
#include "core/diff.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

namespace postseal {
namespace {

struct Line {
  char mark = ' ';
  std::string_view text{};
};

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1);
    lines.push_back(text.substr(0, end + 1));
    text.remove_prefix(end + 1);
  }
  return lines;
}

// The table of longest common subsequences of the tails; configuration files are short.
using Table = std::vector<std::vector<std::uint32_t>>;

Table common_tails(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
  Table table(a.size() + 1, std::vector<std::uint32_t>(b.size() + 1, 0));
  for (std::size_t i = a.size(); i-- > 0;)
    for (std::size_t j = b.size(); j-- > 0;)
      table[i][j] =
          a[i] == b[j] ? table[i + 1][j + 1] + 1 : std::max(table[i + 1][j], table[i][j + 1]);
  return table;
}

std::vector<Line> edit_script(std::vector<std::string_view> a, std::vector<std::string_view> b) {
  std::vector<Line> script;
  std::vector<std::string_view> tail;
  std::size_t head = 0;
  while (head < a.size() && head < b.size() && a[head] == b[head])
    script.push_back({' ', a[head++]});
  a.erase(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(head));
  b.erase(b.begin(), b.begin() + static_cast<std::ptrdiff_t>(head));
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    tail.push_back(a.back());
    a.pop_back();
    b.pop_back();
  }

  const Table table = common_tails(a, b);
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      script.push_back({' ', a[i++]});
      ++j;
    } else if (j == b.size() || (i < a.size() && table[i + 1][j] >= table[i][j + 1])) {
      script.push_back({'-', a[i++]});
    } else {
      script.push_back({'+', b[j++]});
    }
  }
  for (std::size_t k = tail.size(); k-- > 0;) script.push_back({' ', tail[k]});
  return script;
}

struct Hunk {
  std::size_t first = 0;
  std::size_t last = 0;  // one past
};

constexpr std::size_t context = 3;

std::vector<Hunk> hunks_of(const std::vector<Line>& script) {
  std::vector<Hunk> hunks;
  for (std::size_t i = 0; i < script.size(); ++i) {
    if (script[i].mark == ' ') continue;
    const std::size_t first = i < context ? 0 : i - context;
    const std::size_t last = std::min(i + context + 1, script.size());
    if (!hunks.empty() && first <= hunks.back().last)
      hunks.back().last = last;
    else
      hunks.push_back({first, last});
  }
  return hunks;
}

std::string as_text(const std::vector<Line>& script, const Hunk& hunk) {
  std::size_t old_line = 1;
  std::size_t new_line = 1;
  for (std::size_t i = 0; i < hunk.first; ++i) {
    old_line += script[i].mark != '+' ? 1U : 0U;
    new_line += script[i].mark != '-' ? 1U : 0U;
  }
  std::size_t old_count = 0;
  std::size_t new_count = 0;
  std::string body;
  for (std::size_t i = hunk.first; i < hunk.last; ++i) {
    old_count += script[i].mark != '+' ? 1U : 0U;
    new_count += script[i].mark != '-' ? 1U : 0U;
    body += script[i].mark;
    body += script[i].text;
    if (!script[i].text.ends_with('\n')) body += "\n\\ No newline at end of file\n";
  }
  return fmt::format("@@ -{},{} +{},{} @@\n{}", old_count == 0 ? old_line - 1 : old_line, old_count,
                     new_count == 0 ? new_line - 1 : new_line, new_count, body);
}

}  // namespace

std::string unified_diff(const TextChange& change) {
  if (change.before == change.after) return {};
  const std::vector<Line> script = edit_script(lines_of(change.before), lines_of(change.after));
  std::string text = fmt::format("--- {0}\n+++ {0}\n", change.path);
  for (const Hunk& hunk : hunks_of(script)) text += as_text(script, hunk);
  return text;
}

}  // namespace postseal
