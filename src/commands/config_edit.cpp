// SPDX-License-Identifier: MIT
#include "commands/config_edit.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "commands/files.hpp"
#include "crypto/sha256.hpp"

namespace postseal {
namespace {

ConfigFile read_config(Context& context, const std::string& name) {
  ConfigFile file{.name = name, .path = context.host().resolve(context.config_dir() + "/" + name)};
  file.status = context.host().status(file.path, Follow::yes).value_or(FileStatus{});
  require_regular(file.path, file.status);
  file.text = context.host().read(file.path).reveal();
  return file;
}

std::optional<std::string> value_in(const MainCf& main_cf, const std::string& name) {
  const ParameterLine* line = main_cf.find(name);
  return line == nullptr ? std::nullopt : std::optional(line->value);
}

// What differs from what is there: the changes a user sees, and the postconf calls that make them.
struct Edits {
  std::vector<Change> changes{};
  std::vector<std::vector<std::string>> calls{};
};

Change change_of(const ConfigSeen& seen, const Rewritten& rewritten) {
  const std::string& name = rewritten.parameter;
  return {.kind = ChangeKind::parameter,
          .action = Action::set,
          .target = name,
          .old_value = value_in(seen.main_cf, name),
          .new_value = value_in(parse_main_cf(rewritten.text, seen.main.path), name)};
}

Edits main_edits(const ConfigSeen& seen, const ConfigEdit& edit) {
  Edits edits;
  if (edit.rewritten) edits.changes.push_back(change_of(seen, *edit.rewritten));
  std::vector<std::string> assignments{"-e"};
  for (const auto& [name, value] : edit.set) {
    assignments.push_back(fmt::format("{} = {}", name, value));
    edits.changes.push_back({.kind = ChangeKind::parameter,
                             .action = Action::set,
                             .target = name,
                             .old_value = value_in(seen.main_cf, name),
                             .new_value = value});
  }
  std::vector<std::string> removals{"-X"};
  for (const std::string& name : edit.unset) {
    const auto old = value_in(seen.main_cf, name);
    if (!old) continue;
    removals.push_back(name);
    edits.changes.push_back(
        {.kind = ChangeKind::parameter, .action = Action::unset, .target = name, .old_value = old});
  }
  if (assignments.size() > 1) edits.calls.push_back(std::move(assignments));
  if (removals.size() > 1) edits.calls.push_back(std::move(removals));
  return edits;
}

std::string text_of(const std::vector<SnippetParameter>& options) {
  std::string text;
  for (const SnippetParameter& option : options)
    text += fmt::format("{}-o {}={}", text.empty() ? "" : " ", option.name, option.value);
  return text;
}

// The options of a service that are about to change, as they are now; nullopt: none is set.
std::optional<std::string> options_now(const MasterCf& master_cf, const ServiceChange& change) {
  const Service* service = master_cf.find(change.key);
  std::vector<SnippetParameter> now;
  const auto add = [&](const std::string& name) {
    if (const ParameterLine* line = service == nullptr ? nullptr : service->find(name))
      now.push_back({.name = line->name, .value = line->value});
  };
  for (const SnippetParameter& option : change.options) add(option.name);
  for (const std::string& name : change.removed) add(name);
  return now.empty() ? std::nullopt : std::optional(text_of(now));
}

Edits master_edits(const ConfigSeen& seen, const ConfigEdit& edit) {
  Edits edits;
  for (const ServiceChange& change : edit.services) {
    Change shown{.kind = ChangeKind::service, .action = Action::set, .target = change.key};
    if (change.create) {
      shown.new_value = change.wanted.definition();
      edits.calls.push_back({"-M", fmt::format("{}={}", change.key, *shown.new_value)});
    } else {
      std::vector<std::string> set{"-P"};
      for (const SnippetParameter& option : change.options)
        set.push_back(fmt::format("{}/{}={}", change.key, option.name, option.value));
      if (set.size() > 1) edits.calls.push_back(std::move(set));
      std::vector<std::string> removal{"-PX"};
      for (const std::string& name : change.removed)
        removal.push_back(fmt::format("{}/{}", change.key, name));
      if (removal.size() > 1) edits.calls.push_back(std::move(removal));
      shown.old_value = options_now(seen.master_cf, change);
      shown.new_value = text_of(change.options);
    }
    edits.changes.push_back(std::move(shown));
  }
  return edits;
}

Access access_of(const FileStatus& status) {
  return {.mode = status.mode,
          .owner = std::to_string(status.uid),
          .group = std::to_string(status.gid)};
}

Step publish_step(const ConfigFile& file, const std::string& text, std::vector<Change> changes) {
  const Output output{.path = file.path,
                      .access = access_of(file.status),
                      .expected = crypto::sha256_hex(file.text)};
  return {.effect = WriteFiles{.files = {output}, .mint = known_bytes(Secret(text)), .last = true},
          .changes = std::move(changes),
          .texts = {{.path = file.path, .before = file.text, .after = text}}};
}

std::optional<Step> copy_step(const Context& context, const ConfigFile& file,
                              const std::string& state_dir) {
  const std::string path =
      fmt::format("{}/{}.{}", state_dir, file.name, crypto::sha256_hex(file.text).substr(0, 16));
  if (context.host().status(path, Follow::no)) return std::nullopt;
  const OutputSeen absent{.path = path};
  return write_step(absent, {.after = {{"copy of", file.path}}}, known_bytes(Secret(file.text)));
}

}  // namespace

ConfigSeen observe_config(Context& context) {
  ConfigSeen seen{.dir = context.config_dir(),
                  .main = read_config(context, "main.cf"),
                  .master = read_config(context, "master.cf")};
  seen.main_cf = parse_main_cf(seen.main.text, seen.main.path);
  seen.master_cf = parse_master_cf(seen.master.text, seen.master.path);
  require_sound(seen.main_cf.findings);
  require_sound(seen.master_cf.findings);
  return seen;
}

std::vector<Step> config_steps(const Context& context, const ConfigSeen& seen,
                               const ConfigEdit& edit) {
  Edits main = main_edits(seen, edit);
  Edits master = master_edits(seen, edit);
  std::vector<std::vector<std::string>> calls = master.calls;
  calls.insert(calls.end(), main.calls.begin(), main.calls.end());
  if (calls.empty() && !edit.rewritten) return {};
  std::vector<std::string> texts{edit.rewritten ? edit.rewritten->text : seen.main.text,
                                 seen.master.text};
  if (!calls.empty())
    texts = context.host().edit_copies({{"main.cf", texts[0]}, {"master.cf", texts[1]}}, calls);

  std::vector<Step> steps;
  const bool main_differs = texts.at(0) != seen.main.text;
  const bool master_differs = texts.at(1) != seen.master.text;
  if (master_differs) require_safe_directory(context, seen.master.path);
  if (main_differs) require_safe_directory(context, seen.main.path);
  if (master_differs)
    if (auto step = copy_step(context, seen.master, edit.state_dir)) steps.push_back(*step);
  if (main_differs)
    if (auto step = copy_step(context, seen.main, edit.state_dir)) steps.push_back(*step);
  if (master_differs)
    steps.push_back(publish_step(seen.master, texts[1], std::move(master.changes)));
  if (main_differs) steps.push_back(publish_step(seen.main, texts[0], std::move(main.changes)));
  return steps;
}

}  // namespace postseal
