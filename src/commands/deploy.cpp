// SPDX-License-Identifier: MIT
#include <memory>

#include "commands/commands.hpp"
#include "commands/deployment.hpp"
#include "commands/flags.hpp"
#include "core/error.hpp"

namespace postseal {
namespace {

std::vector<Flag> source_flags(DeployWish& wish) {
  return {
      option(wish.source.certificate, {.name = "--cert",
                                       .value = "FILE",
                                       .help = "the renewed certificate, alone or with its chain",
                                       .required = true,
                                       .completes = Completes::file}),
      option(wish.source.key, {.name = "--key",
                               .value = "FILE",
                               .help = "its private key",
                               .required = true,
                               .completes = Completes::file}),
      option(wish.source.chain, {.name = "--chain",
                                 .value = "FILE",
                                 .help = "its intermediates, where --cert has none",
                                 .completes = Completes::file}),
      option(wish.identity, {.name = "--name",
                             .value = "IDENTITY",
                             .help = "what it is for (default: the identity whose host names "
                                     "fit, else myhostname)"}),
      material_dir_option(wish.dir)};
}

std::vector<Flag> rule_flags(DeployWish& wish) {
  return {option(wish.allow_name_loss, {.name = "--allow-name-loss",
                                        .help = "even if the server had other host names so far"}),
          option(wish.keep_self_signed,
                 {.name = "--keep-self-signed",
                  .help = "keep self-signed certificates of other algorithms beside it"}),
          option(wish.require_live,
                 {.name = "--require-live",
                  .help = "undo it unless every service shows the new certificate"})};
}

std::vector<Flag> flags_of(DeployWish& wish) {
  std::vector<Flag> flags = source_flags(wish);
  for (Flag& flag : rule_flags(wish)) flags.push_back(std::move(flag));
  return flags;
}

void make_absolute(DeployWish& wish, const Context& context) {
  for (std::string* path : {&wish.source.certificate, &wish.source.key, &wish.source.chain})
    if (!path->empty()) *path = context.host().absolute(*path);
}

// What the user spelt wrong is no deployment that could ever succeed.
bool is_worth_retrying(const Error& error) {
  const std::string& id = error.problem().id;
  return id != "file-missing" && id != "not-a-file" && id != "identity-none" && id != "deploy-held";
}

constexpr const char* description =
    "Installs renewed material of one identity: checks it first, swaps key and chain as one file, "
    "points main.cf to it (the certificate parameters only, those it supersedes are removed), "
    "reloads Postfix if it runs, and looks at what every service that uses it shows. Another "
    "certificate there, or TLS refused, and everything is undone; silence is kept and said "
    "(--require-live undoes it).\n\n"
    "Refused are a key that does not fit, an expired certificate, one that loses a host name, one "
    "without its issuer, and a renewal that was cut short. What failed is remembered, and tried "
    "again by every later run; `postseal status` shows it.";

}  // namespace

Command deploy_command() {
  const auto wish = std::make_shared<DeployWish>();
  return {.description = description,
          .flags = flags_of(*wish),
          .examples = {{.command = "postseal deploy --cert fullchain.pem --key privkey.pem",
                        .help = "from where an ACME client left them"},
                       {.command = "postseal deploy -n --diff --cert new.pem --key new.key",
                        .help = "what that would change"}},
          .locks = true,
          .plan =
              [=](Context& context) {
                make_absolute(*wish, context);
                return plan_deployment(context, *wish);
              },
          .material_dirs =
              [=](Context& context) {
                return std::vector<std::string>{material_dir(context, wish->dir)};
              },
          .after_failure =
              [=](Context& context, const Error& error) {
                make_absolute(*wish, context);
                return is_worth_retrying(error) ? plan_to_remember(context, *wish, error) : Plan{};
              }};
}

}  // namespace postseal
