// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "commands/commands.hpp"
#include "commands/context.hpp"
#include "commands/hook_files.hpp"
#include "commands/hook_places.hpp"
#include "commands/site.hpp"
#include "core/error.hpp"
#include "core/json.hpp"

namespace postseal {
namespace {

struct Options {
  HookPlaceOptions place{};
  std::string postseal{};  // "": the program that runs now
};

struct SeenFile {
  OutputSeen seen{};
  Access access{};
  std::string text{};  // as it shall be
};

struct Seen {
  HookPlace place{};
  std::vector<std::string> make{};  // directories
  std::vector<SeenFile> files{};
};

// ---- observe ----

std::string running_program(const Host& host) {
  const std::string self = host.resolve("/proc/self/exe");
  if (self != "/proc/self/exe")
    return self;  // else there is no /proc, or it was replaced meanwhile
  if (const auto found = host.find_program("postseal")) return *found;
  throw Error(Fault::usage, {.id = "option-missing",
                             .subject = "--postseal",
                             .message = "missing: this machine does not say where postseal is",
                             .hint = "give --postseal PATH"});
}

std::string program_for(const Options& options, const Host& host) {
  const std::string path =
      options.postseal.empty() ? running_program(host) : host.absolute(options.postseal);
  require_usable_path(path, "--postseal");
  const auto status = host.status(path, Follow::yes);
  if (!options.postseal.empty() &&
      (!status || status->kind != FileKind::regular || (status->mode & 0111U) == 0))
    throw Error(Fault::input, {.id = "program-missing",
                               .subject = path,
                               .message = "is no program that can be run",
                               .hint = "--postseal names the binary that the hook shall call"});
  return path;
}

// As words of a shell, up to "hook run". A hook is silent where all went well.
std::string command_for(const Options& options, Context& context) {
  std::string command = shell_quoted(program_for(options, context.host())) + " -q";
  if (!context.globals().config_dir) return command;
  require_usable_path(context.config_dir(), "--config-dir");
  return command + " -c " + shell_quoted(context.config_dir());
}

void refuse_taken(const HookPlace& place, const std::string& command, const Context& context) {
  if (place.client != "dehydrated") return;
  const auto other = other_dehydrated_hook(place, context);
  if (!other) return;
  throw Error(Fault::input,
              {.id = "hook-taken",
               .subject = other->config,
               .message = fmt::format("sets HOOK to {}", other->hook),
               .hint = fmt::format("dehydrated runs one hook: add this line to it: {} hook run "
                                   "dehydrated -- \"$@\"",
                                   command)});
}

bool is_below(const std::string& path, const std::vector<std::string>& directories) {
  return std::any_of(directories.begin(), directories.end(), [&](const std::string& directory) {
    return path.starts_with(directory + "/");
  });
}

Seen observe(const Options& options, Context& context) {
  const ClientDirectory directory = client_directory(options.place, context);
  if (!directory.exists) throw missing_client(options.place.client, directory.path);
  Seen seen{.place = hook_place(options.place.client, directory.path, context)};
  const std::string command = command_for(options, context);
  refuse_taken(seen.place, command, context);
  for (const std::string& path : seen.place.below) {
    if (context.host().status(path, Follow::yes)) continue;
    if (seen.make.empty()) (void)observe_output(context, path);  // whether it can be made
    seen.make.push_back(path);
  }
  const HookWords words{
      .postseal = command, .script = seen.place.files.front().path, .client_dir = directory.path};
  const TemplateSource own = own_templates(context);
  for (const HookFile& file : seen.place.files)
    seen.files.push_back({.seen = is_below(file.path, seen.make)
                                      ? OutputSeen{.path = file.path}
                                      : observe_output(context, file.path),
                          .access = {.mode = file.mode},
                          .text = hook_text(file, words, own)});
  return seen;
}

// ---- plan ----

std::optional<Step> step_for(const SeenFile& file, const Context& context) {
  const FileWish wish{.access = file.access};
  const std::string_view now = file.seen.bytes.reveal();
  if (file.seen.status && now == file.text) return access_step(file.seen, wish);
  const HookOrigin origin = origin_of(file.seen);
  if (origin == HookOrigin::changed && !context.globals().force) throw changed_hook(file.seen.path);
  if (origin == HookOrigin::foreign && !context.globals().force)
    throw Error(Fault::input, {.id = "exists",
                               .subject = file.seen.path,
                               .message = "is there, and is no hook of postseal's",
                               .hint = "look at it; --force replaces it"});
  Step step = write_step(file.seen, wish, known_bytes(Secret(std::string_view(file.text))));
  // What somebody else wrote may hold a secret: it is not shown.
  if (origin != HookOrigin::foreign)
    step.texts.push_back({.path = file.seen.path, .before = std::string(now), .after = file.text});
  return step;
}

Step directory_step(const std::string& path) {
  return {.effect = MakeDirectory{.path = path},
          .changes = {{.target = path,
                       .after = {{"directory, mode", fmt::format("{:04o}", directory_mode)}},
                       .access = {.mode = directory_mode}}}};
}

Planned plan(const Seen& seen, const Context& context) {
  Planned planned;
  for (const std::string& path : seen.make) planned.plan.steps.push_back(directory_step(path));
  Json files = Json::array();
  for (const SeenFile& file : seen.files) {
    files.push_back(file.seen.path);
    if (auto step = step_for(file, context)) planned.plan.steps.push_back(std::move(*step));
  }
  const auto result = shared({{"client", seen.place.client},
                              {"directory", seen.place.directory},
                              {"files", files},
                              {"next_steps", seen.place.next_steps}});
  planned.answer = [result, steps = seen.place.next_steps](const Applied&) {
    return Answer{.result = result, .remarks = steps};
  };
  return planned;
}

constexpr const char* description =
    "Writes the script that makes an ACME client hand its new certificates to postseal, and puts "
    "it where that client looks: certbot and dehydrated call it from then on; for acme.sh, lego, "
    "getssl and uacme it says how to name it. The script calls this postseal by its full path, "
    "with -c if that was given here, and is silent where all went well.\n\n"
    "Nothing of the client's own files is edited. A hook that somebody changed, and a file that is "
    "not postseal's, are replaced only with --force; dehydrated runs one hook, so another one in "
    "its configuration is an error. The directory of the client must be there: /etc/letsencrypt, "
    "/etc/dehydrated, ~/.acme.sh, /etc/lego, ~/.getssl or /etc/ssl/uacme.";

}  // namespace

Command hook_install_command() {
  const auto options = std::make_shared<Options>();
  const std::shared_ptr<HookPlaceOptions> place(options, &options->place);
  return {.description = description,
          .flags = {client_dir_flag(place),
                    {.name = "--postseal",
                     .value = "PATH",
                     .help = "the binary that the hook calls (default: this one)",
                     .completes = Completes::file,
                     .set = [=](const std::string& text) { options->postseal = text; }}},
          .arguments = {hook_client_argument(place)},
          .examples = {{.command = "postseal hook install certbot",
                        .help = "certbot's renewals are deployed from now on"},
                       {.command = "postseal hook install acme.sh --client-dir /opt/acme.sh",
                        .help = "for a client that is elsewhere"}},
          .plan = [=](Context& context) { return plan(observe(*options, context), context); }};
}

}  // namespace postseal
