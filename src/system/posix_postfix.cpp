// SPDX-License-Identifier: MIT
// PosixHost: Postfix's own tools, and restorecon.
#include <fmt/format.h>
#include <sys/stat.h>

#include "core/error.hpp"
#include "core/file_references.hpp"
#include "core/logical_lines.hpp"
#include "system/posix_host.hpp"
#include "system/scratch_directory.hpp"

namespace postseal {
namespace {

Error program_failed(const ProgramCall& call, const ProgramResult& result) {
  std::string words = result.err.empty() ? result.out : result.err;
  words = words.substr(0, words.find('\n'));
  return {Fault::postfix,
          {.id = "program-failed",
           .subject = call.program,
           .message = fmt::format("failed with status {}: {}", result.status, words),
           .hint = ""}};
}

Error postfix_missing(const std::string& program, const std::string& what) {
  return {Fault::postfix,
          {.id = "postfix-missing",
           .subject = program,
           .message = fmt::format("not found: {} with Postfix's own tool", what),
           .hint = "install Postfix, or use `postseal snippet` and edit main.cf yourself"}};
}

using Replacements = std::vector<std::pair<std::string, std::string>>;

std::string place_of(const std::string& path, const Replacements& replaced) {
  for (const auto& [from, to] : replaced)
    if (from == path) return to;
  return path;
}

// The text of a table whose values name files, with other names for some of them.
std::string with_places(std::string_view text, const Replacements& replaced) {
  std::string result;
  for (const LogicalLine& line : logical_lines(text).lines) {
    const std::vector<std::string> words = list_elements(line.text);
    if (words.empty()) continue;
    result += words[0];
    for (std::size_t i = 1; i < words.size(); ++i)
      result += fmt::format("{}{}", i == 1 ? " " : ", ", place_of(words[i], replaced));
    result += "\n";
  }
  return result;
}

}  // namespace

std::vector<std::string> PosixHost::edit_copies(
    const std::vector<std::pair<std::string, std::string>>& files,
    const std::vector<std::vector<std::string>>& calls) const {
  const auto postconf = find_program("postconf");
  if (!postconf) throw postfix_missing("postconf", "main.cf is edited");
  const ScratchDirectory scratch(usual_scratch_place());
  for (const auto& [name, text] : files) scratch.write(name, text);
  for (const std::vector<std::string>& words : calls) {
    ProgramCall call{.program = *postconf, .arguments = {"-c", scratch.path()}};
    call.arguments.insert(call.arguments.end(), words.begin(), words.end());
    const ProgramResult result = run(call);
    if (result.status != 0) throw program_failed(call, result);
    if (!result.err.empty()) log(LogLevel::info, result.err);
  }
  std::vector<std::string> texts;
  for (const auto& [name, text] : files)
    texts.emplace_back(read(scratch.path() + "/" + name, input_cap).reveal());
  return texts;
}

Secret PosixHost::index_of(const IndexMap& map, const std::string& state_dir,
                           const std::vector<std::pair<std::string, std::string>>& replaced) {
  const auto postmap = find_program("postmap");
  if (!postmap) throw postfix_missing("postmap", "a lookup table is indexed");
  const Secret source = read(place_of(map.source, replaced), input_cap);
  // postmap acts as the owner of the source, and gives the index its mode: ours, and private.
  const ScratchDirectory scratch(state_dir.empty() ? usual_scratch_place() : state_dir);
  scratch.write(
      "map", map.of_files ? with_places(source.reveal(), replaced) : std::string(source.reveal()));
  ProgramCall call{.program = *postmap};
  if (map.of_files) call.arguments.emplace_back("-F");
  call.arguments.push_back(fmt::format("{}:{}/map", map.type, scratch.path()));
  const ProgramResult result = run(call);
  if (result.status != 0) throw program_failed(call, result);
  constexpr std::uint64_t cap = 1UL << 30U;
  return read(fmt::format("{}/map{}", scratch.path(), index_suffix(map.type)), cap);
}

void PosixHost::reload_postfix(const std::string& config_dir, int limit) {
  const auto postfix = find_program("postfix");
  if (!postfix) return;
  const ProgramCall call{
      .program = *postfix, .arguments = {"-c", config_dir, "reload"}, .time_limit = limit};
  const ProgramResult result = run(call);
  if (result.status != 0) throw program_failed(call, result);
}

void PosixHost::restore_context(const std::string& path) {
  const auto restorecon = find_program("restorecon");
  if (!restorecon) return;
  const ProgramCall call{.program = *restorecon, .arguments = {"-F", path}};
  const ProgramResult result = run(call);
  if (result.status != 0) throw program_failed(call, result);
}

}  // namespace postseal
