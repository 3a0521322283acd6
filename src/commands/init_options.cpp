// SPDX-License-Identifier: MIT
#include "commands/init_options.hpp"

#include <utility>

#include "commands/flags.hpp"
#include "commands/values.hpp"

namespace postseal {
namespace {

constexpr int most_days = 36500;

std::vector<std::string> type_names() {
  std::vector<std::string> names{"rsa", "ec"};
  for (const KeyType type : all_key_types) names.emplace_back(name_of(type));
  return names;
}

std::vector<Flag> material_flags(InitOptions& options) {
  return {
      option(options.dir, {.name = "--dir",
                           .value = "DIR",
                           .help = "where keys and certificates are kept (default: CONFIG_DIR/tls)",
                           .completes = Completes::directory}),
      option(options.name, {.name = "--name",
                            .value = "NAME",
                            .help = "what the files are called (default: the first host name)"}),
      {.name = "--type",
       .value = "TYPE",
       .help = "a key of this type (default: ec:p256 and rsa:3072)",
       .repeatable = true,
       .choices = type_names(),
       .set =
           [&](const std::string& text) {
             options.types.push_back(parse_key_type(text, "--type"));
           }},
      {.name = "--layout",
       .value = "LAYOUT",
       .help = "single: keys and chains in one file, swapped as one; split: apart, for other "
               "programs (default: single)",
       .choices = {"single", "split"},
       .set = [&](const std::string& text) { options.layout = parse_layout(text, "--layout"); }},
      {.name = "--days",
       .value = "N",
       .help = "how long the certificates are valid (default: 3650)",
       .set =
           [&](const std::string& text) {
             options.days = parse_number(text, "--days", {.least = 1, .most = most_days});
           }},
      {.name = "--dh",
       .value = "CHOICE",
       .help = "auto, none, a group such as ffdhe3072, or a number of bits (default: auto, a file "
               "only where this Postfix needs one)",
       .set = [&](const std::string& text) { options.dh = parse_dh_choice(text, "--dh"); }}};
}

std::vector<Flag> setting_flags(InitOptions& options) {
  return {
      {.name = "--profile",
       .value = "PROFILE",
       .help = "what mandatory TLS asks for: old (TLS 1.0), intermediate (1.2) or modern (1.3) "
               "(default: intermediate)",
       .choices = {"old", "intermediate", "modern"},
       .set = [&](const std::string& text) { options.profile = parse_profile(text, "--profile"); }},
      option(options.configure, {.name = "--configure",
                                 .help = "edit main.cf in place, and reload Postfix if it runs"}),
      option(options.submission,
             {.name = "--submission", .help = "with --configure: port 587 in master.cf"}),
      option(options.smtps, {.name = "--smtps", .help = "with --configure: port 465 in master.cf"}),
      option(options.write_config, {.name = "--write-config",
                                    .value = "FILE",
                                    .help = "write the postseal.toml that `apply` would follow",
                                    .completes = Completes::file})};
}

}  // namespace

std::vector<Flag> init_flags(InitOptions& options) {
  std::vector<Flag> all = material_flags(options);
  for (Flag& flag : setting_flags(options)) all.push_back(std::move(flag));
  return all;
}

Settings settings_of(const InitOptions& options, const IdentitySeen& identity,
                     const std::string& dir) {
  const MaterialNames& files = identity.wish.files;
  Settings settings{.postfix = {.directory = dir},
                    .dh = DhSettings{.params = options.dh},
                    .server = ServerSettings{.profile = options.profile,
                                             .smtps = options.smtps,
                                             .submission = options.submission},
                    .client = ClientSettings{}};
  settings.identities.push_back({.name = files.name,
                                 .hostnames = identity.wish.hosts,
                                 .keys = files.types,
                                 .days = options.days});
  return settings;
}

}  // namespace postseal
