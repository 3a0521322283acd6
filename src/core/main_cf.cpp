// SPDX-License-Identifier: MIT
#include "core/main_cf.hpp"

#include <fmt/format.h>

#include <utility>

#include "core/error.hpp"
#include "core/logical_lines.hpp"

namespace postseal {
namespace {

Finding malformed(const MainCf& file, const LogicalLine& line, std::string_view why) {
  return {.id = "config-malformed",
          .severity = Severity::error,
          .subject = file.path,
          .line = line.line,
          .message = fmt::format("{}: \"{:.60}\"", why, line.text),
          .hint = "every line is NAME = VALUE, a comment, or starts with a blank"};
}

Finding overridden(const MainCf& file, const ParameterLine& earlier, const ParameterLine& later) {
  return {.id = "config-overridden",
          .severity = Severity::warning,
          .subject = file.path,
          .line = later.line,
          .message = fmt::format("\"{}\" is already set on line {}; the last one counts",
                                 later.name, earlier.line),
          .hint = "delete one of them"};
}

void note_lines(MainCf& file, const LogicalLines& text) {
  for (const int line : text.stray)
    file.findings.push_back({.id = "config-stray-line",
                             .severity = Severity::warning,
                             .subject = file.path,
                             .line = line,
                             .message = "starts with a blank but continues nothing; skipped",
                             .hint = "start it in the first column, or make it a comment"});
  for (const LogicalLine& line : text.lines)
    if (line.has_nul)
      file.findings.push_back({.id = "config-nul",
                               .severity = Severity::warning,
                               .subject = file.path,
                               .line = line.line,
                               .message = "holds a NUL byte; what follows it is ignored",
                               .hint = "delete the byte"});
}

}  // namespace

const ParameterLine* MainCf::find(std::string_view name) const {
  const auto found = last.find(name);
  return found == last.end() ? nullptr : &entries[found->second];
}

NameValue split_name_value(std::string_view text) {
  const std::size_t start = text.find_first_not_of(config_blanks);
  if (start == std::string_view::npos || text[start] == '=')
    return {.error = "missing attribute name"};
  const std::size_t equals = text.find('=', start);
  const std::string_view name = trimmed(text.substr(start, equals - start));
  if (equals == std::string_view::npos ||
      name.find_first_of(config_blanks) != std::string_view::npos)
    return {.error = "missing '=' after attribute name"};
  return {.name = std::string(name), .value = std::string(trimmed(text.substr(equals + 1)))};
}

MainCf parse_main_cf(std::string_view text, std::string path) {
  MainCf file{.path = std::move(path)};
  const LogicalLines lines = logical_lines(text);
  note_lines(file, lines);
  for (const LogicalLine& line : lines.lines) {
    NameValue split = split_name_value(line.text);
    if (!split.error.empty()) {
      file.findings.push_back(malformed(file, line, split.error));
      continue;
    }
    file.entries.push_back({.name = std::move(split.name),
                            .value = std::move(split.value),
                            .line = line.line,
                            .last_line = line.last_line});
    const ParameterLine& entry = file.entries.back();
    const auto [known, is_new] = file.last.try_emplace(entry.name, file.entries.size() - 1);
    if (is_new) continue;
    const ParameterLine& earlier = file.entries[known->second];
    if (earlier.value != entry.value) file.findings.push_back(overridden(file, earlier, entry));
    known->second = file.entries.size() - 1;
  }
  return file;
}

void require_sound(const std::vector<Finding>& findings) {
  for (const Finding& finding : findings)
    if (finding.severity == Severity::error)
      throw Error(Fault::postfix,
                  {.id = finding.id,
                   .subject = finding.line ? fmt::format("{}:{}", finding.subject, *finding.line)
                                           : finding.subject,
                   .message = finding.message,
                   .hint = finding.hint});
}

}  // namespace postseal
