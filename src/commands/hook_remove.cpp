// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <memory>

#include "commands/commands.hpp"
#include "commands/context.hpp"
#include "commands/hook_files.hpp"
#include "commands/hook_places.hpp"
#include "core/error.hpp"
#include "core/json.hpp"

namespace postseal {
namespace {

struct Seen {
  std::string directory{};
  std::vector<OutputSeen> files{};  // those that are there, what names another first
  bool named_elsewhere = false;     // the client's own settings were pointed to the hook by hand
};

Seen observe(const HookPlaceOptions& options, const Context& context) {
  const ClientDirectory directory = client_directory(options, context);
  // Where no client is, there is nothing to remove; a directory that was named should be there.
  if (!directory.exists && !options.client_dir.empty())
    throw missing_client(options.client, directory.path);
  Seen seen{.directory = directory.path};
  if (!directory.exists) return seen;
  const HookPlace place = hook_place(options.client, directory.path, context);
  seen.named_elsewhere = options.client != "certbot" && place.files.size() == 1;
  for (auto file = place.files.rbegin(); file != place.files.rend(); ++file)
    if (context.host().status(file->path, Follow::no))
      seen.files.push_back(observe_output(context, file->path));
  return seen;
}

Step step_for(const OutputSeen& seen, const Context& context) {
  const HookOrigin origin = origin_of(seen);
  if (origin == HookOrigin::foreign)
    throw Error(Fault::input, {.id = "hook-foreign",
                               .subject = seen.path,
                               .message = "is no hook of postseal's",
                               .hint = "remove it by hand if it is not needed"});
  if (origin == HookOrigin::changed && !context.globals().force) throw changed_hook(seen.path);
  Change change{
      .action = Action::remove,
      .target = seen.path,
      .access = {
          .mode = seen.status->mode, .owner = seen.status->owner, .group = seen.status->group}};
  change.before = access_facts(*seen.status, {});
  return {.effect = RemoveFile{.path = seen.path},
          .changes = {std::move(change)},
          .texts = {{.path = seen.path, .before = std::string(seen.bytes.reveal())}}};
}

Planned plan(const HookPlaceOptions& options, const Context& context) {
  const Seen seen = observe(options, context);
  Planned planned;
  Json files = Json::array();
  for (const OutputSeen& file : seen.files) {
    files.push_back(file.path);
    planned.plan.steps.push_back(step_for(file, context));
  }
  Answer answer{.result = shared(
                    {{"client", options.client}, {"directory", seen.directory}, {"files", files}})};
  if (seen.named_elsewhere && !seen.files.empty())
    answer.remarks.push_back(fmt::format(
        "{}'s own settings may still name it: take it out there as well", options.client));
  planned.answer = [answer](const Applied&) { return answer; };
  return planned;
}

constexpr const char* description =
    "Removes the script that `hook install` wrote for an ACME client. A script that somebody "
    "changed is removed only with --force, and a file that is not postseal's never. Where there is "
    "none, there is nothing to do.";

}  // namespace

Command hook_remove_command() {
  const auto options = std::make_shared<HookPlaceOptions>();
  return {.description = description,
          .flags = {client_dir_flag(options)},
          .arguments = {hook_client_argument(options)},
          .examples = {{.command = "postseal hook remove certbot",
                        .help = "certbot's renewals stay with certbot"}},
          .plan = [=](Context& context) { return plan(*options, context); }};
}

}  // namespace postseal
