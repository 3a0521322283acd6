// SPDX-License-Identifier: MIT
#include <memory>

#include "commands/commands.hpp"
#include "commands/deployment.hpp"
#include "commands/flags.hpp"
#include "core/error.hpp"
#include "core/hook_call.hpp"

namespace postseal {
namespace {

struct Options {
  std::vector<std::string> words{};
  std::string dir{};
};

HookCall call_of(const Options& options, Context& context) {
  return read_hook_call(std::nullopt, options.words,
                        [&](const std::string& name) { return context.host().environment(name); });
}

DeployWish wish_of(const Options& options, const HookCall& call, const Context& context) {
  const auto absolute = [&](const std::string& path) {
    return path.empty() ? path : context.host().absolute(path);
  };
  return {.source = {.certificate = absolute(call.certificate),
                     .key = absolute(call.key),
                     .chain = absolute(call.chain)},
          .dir = options.dir,
          .from_hook = true};
}

Planned nothing_to_do() {
  return {.answer = [](const Applied&) { return Answer{}; }};
}

Planned plan(const Options& options, Context& context) {
  const HookCall call = call_of(options, context);
  switch (call.operation) {
    case HookOperation::deploy:
      return plan_deployment(context, wish_of(options, call, context));
    case HookOperation::retry: {
      Planned planned = nothing_to_do();
      planned.others = retries(context, material_dir(context, options.dir), "", {});
      return planned;
    }
    case HookOperation::nothing:
      return nothing_to_do();
  }
  return nothing_to_do();
}

// An ACME client goes no further where its hook fails: what is none of ours must not fail.
bool is_idle(const Options& options, Context& context) {
  return call_of(options, context).operation == HookOperation::nothing;
}

Plan remember(const Options& options, Context& context, const Error& error) {
  const HookCall call = call_of(options, context);
  if (call.operation != HookOperation::deploy) return {};
  return plan_to_remember(context, wish_of(options, call, context), error);
}

constexpr const char* description =
    "What the hook of an ACME client calls (`postseal hook install` puts it there). The client is "
    "recognised by its environment and arguments, or named. What it has renewed is deployed as "
    "`postseal deploy` does, to the identity whose host names the certificate has; a certificate "
    "for other names, or one that a rollback replaced, is passed over. An operation that is none "
    "of ours is done at once, with exit status 0.\n\n"
    "A deployment that fails is remembered, whatever the client makes of the exit status: every "
    "later run tries again.";

}  // namespace

Command hook_run_command() {
  const auto options = std::make_shared<Options>();
  return {
      .description = description,
      .flags = {material_dir_option(options->dir)},
      .arguments = {{.name = "WORD",
                     .help = "the client (certbot, lego, acme.sh, dehydrated, getssl, uacme), then "
                             "what it passes to its hook",
                     .most = -1,
                     .set = [=](const std::string& word) { options->words.push_back(word); }}},
      .examples = {{.command = "postseal hook run certbot", .help = "as a deploy hook of certbot"},
                   {.command = "postseal hook run dehydrated -- \"$@\"",
                    .help = "in a hook of dehydrated: a token may begin with a dash"}},
      .locks = true,
      .idle = [=](Context& context) { return is_idle(*options, context); },
      .plan = [=](Context& context) { return plan(*options, context); },
      .material_dirs =
          [=](Context& context) {
            return std::vector<std::string>{material_dir(context, options->dir)};
          },
      .after_failure = [=](Context& context,
                           const Error& error) { return remember(*options, context, error); }};
}

}  // namespace postseal
