// SPDX-License-Identifier: MIT
#include "commands/state_dirs.hpp"

#include <algorithm>
#include <filesystem>

#include "core/file_references.hpp"
#include "core/main_cf.hpp"
#include "core/master_cf.hpp"

namespace postseal {

std::string state_dir_of(const std::string& material_dir) { return material_dir + "/.postseal"; }

void add_state_dir(std::vector<std::string>& dirs, const std::string& material_dir) {
  std::string dir = state_dir_of(material_dir);
  if (std::find(dirs.begin(), dirs.end(), dir) == dirs.end()) dirs.push_back(std::move(dir));
}

std::vector<std::string> state_dirs(Context& context) {
  std::vector<std::string> dirs;
  add_state_dir(dirs, context.config_dir() + "/tls");
  // A file that Postfix itself would refuse names nothing; whoever needs it says so.
  const MainCf main_cf = parse_main_cf(context.config_text("main.cf").value_or(""), "main.cf");
  const MasterCf master_cf =
      parse_master_cf(context.config_text("master.cf").value_or(""), "master.cf");
  const Lookup defaults = [&](std::string_view name) -> std::optional<std::string> {
    if (name == "config_directory") return context.config_dir();
    return std::nullopt;
  };
  for (const FileReference& file : file_references(main_cf, master_cf, defaults))
    if (file.role == ReferenceRole::material)
      add_state_dir(dirs, std::filesystem::path(file.path).parent_path().string());
  return dirs;
}

}  // namespace postseal
