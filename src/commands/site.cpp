// SPDX-License-Identifier: MIT
#include "commands/site.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.hpp"
#include "core/expand.hpp"
#include "core/logical_lines.hpp"
#include "core/os_layout.hpp"

namespace postseal {
namespace {

OsLayout os_of(const Host& host) {
  if (!host.status("/etc/os-release", Follow::yes)) return OsLayout::other;
  return os_layout_of(host.read("/etc/os-release").reveal());
}

std::optional<std::string> ca_bundle(const Host& host, OsLayout os) {
  for (const std::string_view path : ca_bundles(os))
    if (host.status(std::string(path), Follow::yes)) return std::string(path);
  return std::nullopt;
}

std::optional<CompatibilityLevel> level_of(const MainCf* main_cf) {
  const ParameterLine* line = main_cf == nullptr ? nullptr : main_cf->find("compatibility_level");
  if (line == nullptr) return std::nullopt;
  return parse_compatibility_level(line->value);
}

// Distributions without Berkeley DB have no btree: tlsmgr would warn at every handshake. From 3.11
// on Postfix has a parameter for this, and for another machine nobody can tell.
std::string cache_type_of(Context& context) {
  const bool is_ours = !context.globals().postfix_version && context.postfix_installed();
  if (!is_ours || context.version() >= PostfixVersion{3, 11, 0}) return "";
  const auto postconf = context.host().find_program("postconf");
  const ProgramResult result = context.host().run({.program = *postconf, .arguments = {"-m"}});
  const std::vector<std::string> types = list_elements(result.out);
  for (const std::string_view type : {"btree", "lmdb"})
    if (std::find(types.begin(), types.end(), type) != types.end()) return std::string(type);
  return "";
}

}  // namespace

SnippetWish site_wish(Context& context, const MainCf* main_cf) {
  const OsLayout os = os_of(context.host());
  return {.version = context.version(),
          .ca_file = ca_bundle(context.host(), os),
          .compatibility_level = level_of(main_cf),
          .cache_type = cache_type_of(context),
          .os = os};
}

TemplateSource own_templates(const Context& context) {
  const auto& own = context.globals().template_dir;
  if (!own) return {};
  const std::string directory = context.host().absolute(*own);
  if (context.host().effective_uid() == 0 && !context.globals().allow_unsafe_dir &&
      !context.host().is_trusted_directory(directory))
    throw Error(Fault::host, {.id = "unsafe-directory",
                              .subject = directory,
                              .message = "others can write templates there",
                              .hint = "chmod go-w it and make root its owner"});
  return
      [&host = context.host(), directory](const std::string& name) -> std::optional<std::string> {
        const std::string path = fmt::format("{}/{}", directory, name);
        if (!host.status(path, Follow::yes)) return std::nullopt;
        return std::string(host.read(path).reveal());
      };
}

SnippetStyle site_style(Context& context) {
  return {.version = context.version(), .own = own_templates(context)};
}

std::optional<std::string> parameter_value(Context& context, const MainCf* main_cf,
                                           const std::string& name) {
  const auto look_up = [&](std::string_view wanted) -> std::optional<std::string> {
    const ParameterLine* line = main_cf == nullptr ? nullptr : main_cf->find(wanted);
    return line == nullptr ? std::nullopt : std::optional(line->value);
  };
  const auto set = look_up(name);
  if (set && set->find('$') == std::string::npos) return set;
  const auto postconf = context.host().find_program("postconf");
  if (main_cf == nullptr || !postconf)
    return set ? std::optional(expand(*set, look_up)) : std::nullopt;
  const ProgramResult result = context.host().run(
      {.program = *postconf, .arguments = {"-c", context.config_dir(), "-xh", name}});
  if (result.status != 0) return std::nullopt;
  return result.out.substr(0, result.out.find('\n'));
}

}  // namespace postseal
