// SPDX-License-Identifier: MIT
#include "commands/identity_choice.hpp"

#include <algorithm>
#include <filesystem>

#include "commands/identity_parts.hpp"
#include "commands/renewed.hpp"
#include "commands/site.hpp"
#include "system/served_material.hpp"

namespace postseal {
namespace {

void add_once(std::vector<std::string>& list, const std::string& text) {
  if (!text.empty() && std::find(list.begin(), list.end(), text) == list.end())
    list.push_back(text);
}

std::vector<std::string> files_in_use(Context& context, const ConfigSeen* config) {
  std::vector<std::string> files;
  if (config == nullptr) return files;
  for (const LoadedService& one : load_services(context.host(), config->dir, {})) {
    for (const std::string& file : one.service.chain_files) add_once(files, file);
    if (!one.service.chain_files.empty()) continue;
    for (const LegacyFiles& legacy : one.service.legacy) add_once(files, legacy.certificate);
  }
  return files;
}

long covered(const std::vector<std::string>& names, const std::vector<std::string>& wanted) {
  return std::count_if(wanted.begin(), wanted.end(),
                       [&](const std::string& name) { return covers(names, name); });
}

}  // namespace

Layout layout_of(const StateSeen& state, const std::string& identity) {
  const IdentityRecord* record = state.find(identity);
  return record == nullptr ? Layout::single : record->layout;
}

std::vector<std::string> known_identities(Context& context, const StateSeen& state,
                                          const ConfigSeen* config) {
  std::vector<std::string> names;
  for (const IdentityRecord& record : state.records) add_once(names, record.name);
  for (const std::string& file : files_in_use(context, config)) {
    const std::filesystem::path path(file);
    if (path.parent_path() == state.dir)
      add_once(names, identity_of_file(path.filename().string()));
  }
  return names;
}

std::vector<std::string> names_of_identity(Context& context, const StateSeen& state,
                                           const std::string& identity) {
  const IdentityThere there = observe_parts(context, {.dir = state.dir,
                                                      .name = identity,
                                                      .layout = layout_of(state, identity),
                                                      .version = context.version()});
  std::vector<std::string> names;
  for (const ChainPart& part : there.parts)
    for (const std::string& name : served_names(part.leaf())) add_once(names, name);
  return names;
}

std::optional<std::string> choose_identity(Context& context, const Choosing& choosing) {
  const std::vector<std::string> known = known_identities(context, choosing.state, choosing.config);
  std::optional<std::string> best;
  long most = 0;
  for (const std::string& identity : known) {
    const long fits = covered(choosing.names, names_of_identity(context, choosing.state, identity));
    if (fits > most) {
      best = identity;
      most = fits;
    }
  }
  if (best) return best;
  const MainCf* main_cf = choosing.config == nullptr ? nullptr : &choosing.config->main_cf;
  const auto myhostname = parameter_value(context, main_cf, "myhostname");
  if (myhostname && covers(choosing.names, *myhostname)) return myhostname;
  const bool fresh = known.empty() && files_in_use(context, choosing.config).empty();
  if (fresh && choosing.may_begin && !choosing.names.empty()) return choosing.names.front();
  return std::nullopt;
}

}  // namespace postseal
