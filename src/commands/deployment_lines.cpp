// SPDX-License-Identifier: MIT
#include "commands/deployment_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "commands/material_files.hpp"
#include "commands/site.hpp"
#include "commands/sni_index.hpp"
#include "core/error.hpp"
#include "core/logical_lines.hpp"
#include "core/snippet.hpp"
#include "system/served_material.hpp"

namespace postseal {
namespace {

// Lines of main.cf that do not fit, and the certificates they name.
MissingLines lines_for(Context& context, const DeploySeen& seen, const IdentityFiles& files) {
  SnippetWish wish = site_wish(context, &seen.config->main_cf);
  wish.role = SnippetRole::server;
  wish.server = files.material;
  std::vector<SnippetParameter> wanted = make_snippet(wish).parameters;
  std::erase_if(wanted,
                [](const SnippetParameter& one) { return !is_material_parameter(one.name); });
  return lines_missing(seen.config->main_cf, wanted, context.version());
}

// Whether each of the files is in use already: main.cf, an override of master.cf, an SNI table.
bool all_in_use(Context& context, const DeploySeen& seen, const IdentityFiles& files) {
  const auto services = load_services(context.host(), seen.config->dir, files.paths);
  return std::all_of(files.paths.begin(), files.paths.end(), [&](const std::string& file) {
    return named_in_sni(context, *seen.config, file) ||
           std::any_of(services.begin(), services.end(),
                       [&](const LoadedService& one) { return one.service.uses(file); });
  });
}

// The names of what the edit puts out of use. A self-signed certificate of somebody else's making
// (a distribution's) is for no name that a client could verify.
std::vector<std::string> names_put_out_of_use(Context& context, const DeploySeen& seen,
                                              const ConfigEdit& edit) {
  std::vector<std::string> parameters = edit.unset;
  for (const auto& [name, value] : edit.set) parameters.push_back(name);
  std::vector<std::string> names;
  for (const std::string& name : parameters) {
    if (name.ends_with("key_file")) continue;
    const auto value = parameter_value(context, &seen.config->main_cf, name);
    for (const std::string& path : list_elements(value.value_or(""))) {
      if (!context.host().status(path, Follow::yes)) continue;
      const Secret bytes = context.host().read(path);
      for (const FoundCertificate& found : read_material(path, bytes.reveal()).certificates)
        if (!found.certificate.is_ca() && !found.certificate.self_signed())
          for (std::string& one : served_names(found.certificate)) names.push_back(std::move(one));
    }
  }
  return names;
}

}  // namespace

bool is_material_parameter(const std::string& name) {
  return name.starts_with("smtpd_tls_") &&
         (name.ends_with("_chain_files") || name.ends_with("cert_file") ||
          name.ends_with("key_file"));
}

ConfigEdit material_edit(Context& context, const DeploySeen& seen, const IdentityFiles& files) {
  ConfigEdit edit{.state_dir = seen.state->state_dir};
  if (all_in_use(context, seen, files)) return edit;
  const MissingLines lines = lines_for(context, seen, files);
  for (const SnippetParameter& one : lines.missing) edit.set.emplace_back(one.name, one.value);
  for (const ParameterConflict& one : lines.conflicts)
    edit.set.emplace_back(one.wanted.name, one.wanted.value);
  for (const ParameterLine& line : lines.superseded) edit.unset.push_back(line.name);
  return edit;
}

void require_no_loss(Context& context, const DeployWish& wish, const DeploySeen& seen,
                     const ConfigEdit& edit) {
  if (wish.allow_name_loss) return;
  std::vector<std::string> needed;
  if (seen.config) needed = names_put_out_of_use(context, seen, edit);
  for (const ChainPart& part : seen.there.parts)
    for (std::string& name : served_names(part.leaf())) needed.push_back(std::move(name));
  const std::vector<std::string> names = served_names(seen.renewed.leaf());
  std::set<std::string> lost;
  for (const std::string& name : needed)
    if (!covers(names, name)) lost.insert(name);
  if (lost.empty()) return;
  throw Error(Fault::input, {.id = "names-lost",
                             .subject = wish.source.certificate,
                             .message = fmt::format("does not have {}, which the server has now",
                                                    listed({lost.begin(), lost.end()})),
                             .hint = "renew it for all names, or give --allow-name-loss; for SNI "
                                     "name its file in the table first"});
}

}  // namespace postseal
