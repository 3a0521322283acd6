// SPDX-License-Identifier: MIT
#include "commands/hook_places.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.hpp"
#include "core/hook_call.hpp"
#include "core/plan.hpp"
#include "core/renderer.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

std::string home_of(const std::string& client, const Context& context) {
  const std::string home = context.host().environment("HOME").value_or("");
  if (home.empty())
    throw Error(Fault::usage,
                {.id = "option-missing",
                 .subject = "--client-dir",
                 .message = fmt::format(
                     "missing: {} lives in a home directory, and HOME is not set", client),
                 .hint = "give --client-dir DIR"});
  return home;
}

std::string usual_directory(const std::string& client, const Context& context) {
  if (client == "certbot") return "/etc/letsencrypt";
  if (client == "uacme") return "/etc/ssl/uacme";
  if (client == "acme.sh" || client == "getssl")
    return fmt::format("{}/.{}", home_of(client, context), client);
  return "/etc/" + client;  // dehydrated, lego
}

// A word of a command line, quoted only where a shell would not take it as it is.
std::string shell_word(const std::string& text) {
  const bool is_plain = std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("/._-+:@%").find(c) != std::string_view::npos;
  });
  return is_plain ? text : shell_quoted(text);
}

HookPlace certbot_place(const std::string& directory) {
  const std::string hooks = directory + "/renewal-hooks";
  return {
      .client = "certbot",
      .directory = directory,
      .below = {hooks, hooks + "/deploy"},
      .files = {{.path = hooks + "/deploy/postseal", .name = "hooks/certbot.mustache"}},
      .next_steps = {fmt::format(
          "certbot before 3.2 calls it for renewals only; once for a certificate that is there: "
          "postseal deploy --cert {0}/live/NAME/fullchain.pem --key {0}/live/NAME/privkey.pem",
          shell_word(directory))}};
}

HookPlace acme_sh_place(const std::string& directory) {
  return {.client = "acme.sh",
          .directory = directory,
          .below = {directory + "/deploy"},
          .files = {{.path = directory + "/deploy/postseal.sh",
                     .name = "hooks/acme.sh.mustache",
                     .mode = public_mode}},
          .next_steps = {"once for each certificate of the mail server: acme.sh --deploy -d DOMAIN "
                         "--deploy-hook postseal"}};
}

// Both versions of lego split the option at blanks, quotes or not.
HookPlace lego_place(const std::string& directory) {
  const std::string script = directory + "/postseal-hook";
  HookPlace place{.client = "lego",
                  .directory = directory,
                  .files = {{.path = script, .name = "hooks/lego.mustache"}}};
  place.next_steps.push_back(
      script.find(' ') == std::string::npos
          ? fmt::format("lego 4: run --run-hook {0}, and renew --renew-hook {0}; lego 5: run "
                        "--deploy-hook {0}",
                        shell_word(script))
          : fmt::format("lego cannot call a path with a blank: move {} elsewhere",
                        escaped(script)));
  return place;
}

HookPlace getssl_place(const std::string& directory) {
  const std::string script = directory + "/postseal-reload";
  const std::string line =
      shell_word(script) + " \"$CERT_FILE\" \"$DOMAIN_DIR/$DOMAIN.key\" \"$CA_CERT\"";
  return {.client = "getssl",
          .directory = directory,
          .files = {{.path = script, .name = "hooks/getssl.mustache"}},
          .next_steps = {fmt::format("in getssl.cfg of each certificate of the mail server: "
                                     "RELOAD_CMD=({})",
                                     shell_quoted(line))}};
}

HookPlace uacme_place(const std::string& directory) {
  const std::string script = directory + "/postseal-uacme";
  return {.client = "uacme",
          .directory = directory,
          .files = {{.path = script, .name = "hooks/uacme.mustache"}},
          .next_steps = {
              fmt::format("in cron, in place of uacme: {} issue DOMAIN", shell_word(script))}};
}

}  // namespace

void require_usable_path(const std::string& path, const std::string& subject) {
  const bool usable = std::none_of(path.begin(), path.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < ' ' || byte == 0x7f || c == '\'';
  });
  if (usable) return;
  throw Error(Fault::usage,
              {.id = "hook-path-unusable",
               .subject = subject,
               .message = fmt::format("\"{:.200}\" has a single quote or a control character",
                                      escaped(path)),
               .hint = "a script cannot hold it: use a plainer name"});
}

ClientDirectory client_directory(const HookPlaceOptions& options, const Context& context) {
  const std::string path =
      options.client_dir.empty() ? usual_directory(options.client, context) : options.client_dir;
  ClientDirectory found{.path = context.host().absolute(path)};
  require_usable_path(found.path, "--client-dir");
  const auto status = context.host().status(found.path, Follow::yes);
  found.exists = status && status->kind == FileKind::directory;
  return found;
}

HookPlace hook_place(const std::string& client, const std::string& directory,
                     const Context& context) {
  if (client == "certbot") return certbot_place(directory);
  if (client == "dehydrated") return dehydrated_place(directory, context);
  if (client == "acme.sh") return acme_sh_place(directory);
  if (client == "lego") return lego_place(directory);
  if (client == "getssl") return getssl_place(directory);
  return uacme_place(directory);
}

Argument hook_client_argument(const std::shared_ptr<HookPlaceOptions>& options) {
  return {.name = "CLIENT",
          .help = "certbot, lego, acme.sh, dehydrated, getssl or uacme",
          .least = 1,
          .choices = {hook_clients.begin(), hook_clients.end()},
          .set = [=](const std::string& word) { options->client = word; }};
}

Flag client_dir_flag(const std::shared_ptr<HookPlaceOptions>& options) {
  return {.name = "--client-dir",
          .value = "DIR",
          .help = "where the client keeps its configuration (default: where it usually is)",
          .completes = Completes::directory,
          .set = [=](const std::string& text) { options->client_dir = text; }};
}

}  // namespace postseal
