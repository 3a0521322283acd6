// SPDX-License-Identifier: MIT
// dehydrated has one hook, and a configuration of several files that says which.
#include <fmt/format.h>

#include "commands/hook_places.hpp"
#include "core/renderer.hpp"
#include "core/shell_config.hpp"

namespace postseal {
namespace {

std::string text_of(const std::string& path, const Context& context) {
  const auto status = context.host().status(path, Follow::yes);
  if (!status || status->kind != FileKind::regular) return "";
  return std::string(context.host().read(path).reveal());
}

// The directory of the further files; "": none is read, or only a shell could tell which.
std::string further_directory(const std::string& config) {
  std::string directory = assigned_value(config, "CONFIG_D").value_or("");
  while (directory.size() > 1 && directory.ends_with('/')) directory.pop_back();
  const bool literal =
      directory.starts_with('/') && directory.find_first_of("$`") == std::string::npos;
  return literal ? directory : "";
}

}  // namespace

HookPlace dehydrated_place(const std::string& directory, const Context& context) {
  const std::string script = directory + "/postseal-hook.sh";
  const std::string config = directory + "/config";
  HookPlace place{.client = "dehydrated",
                  .directory = directory,
                  .files = {{.path = script, .name = "hooks/dehydrated.mustache"}}};
  const std::string further = further_directory(text_of(config, context));
  if (!further.empty()) {
    require_usable_path(further, config);
    if (further.starts_with(directory + "/")) place.below.push_back(further);
    place.files.push_back({.path = further + "/postseal.sh",
                           .name = "hooks/dehydrated-config.mustache",
                           .mode = public_mode});
  } else if (assigned_value(text_of(config, context), "HOOK") != script) {
    place.next_steps.push_back(
        fmt::format("{} sets no CONFIG_D: add HOOK={} to it", config, shell_quoted(script)));
  }
  return place;
}

std::optional<OtherHook> other_dehydrated_hook(const HookPlace& place, const Context& context) {
  const std::string& script = place.files.front().path;
  std::vector<std::string> paths{place.directory + "/config"};
  const std::string further = further_directory(text_of(paths.front(), context));
  if (!further.empty() && context.host().status(further, Follow::yes))
    for (const std::string& name : context.host().list(further))
      if (name.ends_with(".sh") && name != "postseal.sh")
        paths.push_back(fmt::format("{}/{}", further, name));
  for (const std::string& path : paths) {
    const std::string hook = assigned_value(text_of(path, context), "HOOK").value_or("");
    if (!hook.empty() && hook != script) return OtherHook{.config = path, .hook = hook};
  }
  return std::nullopt;
}

}  // namespace postseal
