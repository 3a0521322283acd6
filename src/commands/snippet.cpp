// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <memory>

#include "commands/commands.hpp"
#include "commands/material_pins.hpp"
#include "commands/site.hpp"
#include "core/dh_advice.hpp"
#include "core/dh_groups.hpp"
#include "core/json.hpp"

namespace postseal {
namespace {

struct Options {
  SnippetRole role = SnippetRole::all;
  Profile profile = Profile::intermediate;
  SnippetFormat format = SnippetFormat::main_cf;
  Layout layout = Layout::single;
  std::string dir{};
  std::string name{};
  std::vector<KeyType> types{};
  DhChoice dh = DhAutomatic{};
  std::string dh_file{};  // --dh named a file
  std::optional<OsLayout> os{};
  std::string ca_file{};
  bool submission = false;  // neither of them: both
  bool smtps = false;
};

struct Seen {
  SnippetWish wish{};
  SnippetStyle style{};
  std::vector<KeyPin> pins{};
};

// ---- observe ----

std::string name_for(const Options& options, const MainCf* main_cf, Context& context) {
  if (!options.name.empty()) return options.name;
  if (auto name = parameter_value(context, main_cf, "myhostname")) return *name;
  context.note("no myhostname is known here: mail.example.com stands for it (--name)");
  return "mail.example.com";
}

// The key types of an identity where each has a file of its own, judged by the files that exist.
std::vector<KeyType> types_there(const MaterialNames& names, Context& context) {
  std::vector<KeyType> found;
  for (const KeyType type :
       {KeyType::ec_p256, KeyType::rsa_3072, KeyType::ed25519, KeyType::ed448}) {
    MaterialNames one = names;
    one.types = {type};
    if (is_there(context, material_files(one, context.version()).front().chain))
      found.push_back(type);
  }
  return found;
}

std::vector<MaterialFile> material_for(const Options& options, const MainCf* main_cf,
                                       Context& context) {
  MaterialNames names{.directory = options.dir.empty() ? context.config_dir() + "/tls"
                                                       : context.host().absolute(options.dir),
                      .name = name_for(options, main_cf, context),
                      .layout = options.layout,
                      .types = options.types};
  const bool is_one_file =
      names.layout == Layout::single && context.version() >= PostfixVersion{3, 4, 0};
  if (names.types.empty() && !is_one_file) names.types = types_there(names, context);
  if (names.types.empty()) names.types = {KeyType::ec_p256, KeyType::rsa_3072};
  return material_files(names, context.version());
}

std::optional<std::string> dh_file_for(const Options& options, const std::string& directory,
                                       Context& context) {
  if (!options.dh_file.empty()) return options.dh_file;
  const bool is_automatic = std::holds_alternative<DhAutomatic>(options.dh);
  if (std::holds_alternative<DhNone>(options.dh) ||
      (is_automatic && !advise_dh(context.version()).file_needed))
    return std::nullopt;
  return directory + "/dh.pem";
}

void add_os(const Options& options, SnippetWish& wish) {
  if (options.os) {  // another machine's: nothing of this one counts
    wish.os = *options.os;
    wish.ca_file = std::string(ca_bundles(wish.os).front());
  }
  if (!options.ca_file.empty()) wish.ca_file = options.ca_file;
}

bool wants_server(const Options& options) {
  return options.role == SnippetRole::all || options.role == SnippetRole::server;
}

Seen observe(const Options& options, Context& context) {
  const auto text = context.config_text("main.cf");
  const MainCf main_cf = parse_main_cf(text.value_or(""), context.config_dir() + "/main.cf");
  const MainCf* const site = text ? &main_cf : nullptr;
  Seen seen{.wish = site_wish(context, site), .style = site_style(context)};
  seen.wish.role = options.role;
  seen.wish.profile = options.profile;
  seen.wish.submission = options.submission || !options.smtps;
  seen.wish.smtps = options.smtps || !options.submission;
  add_os(options, seen.wish);
  seen.style.format = options.format;
  seen.style.title = snippet_title(seen.wish);
  if (context.globals().config_dir) seen.style.config_dir = context.config_dir();
  if (!wants_server(options)) return seen;
  seen.wish.server = material_for(options, site, context);
  const std::string& first = seen.wish.server.front().chain;
  seen.wish.dh_file = dh_file_for(options, first.substr(0, first.rfind('/')), context);
  if (seen.wish.dh_file && !is_there(context, *seen.wish.dh_file))
    context.note(
        fmt::format("{0} is not there yet: `postseal dh new --group ffdhe2048 --out {0}` "
                    "makes it",
                    *seen.wish.dh_file));
  seen.pins = pins_of(context, seen.wish.server);
  return seen;
}

// ---- answer ----

Json parameters_json(const std::vector<SnippetParameter>& parameters) {
  Json list = Json::array();
  for (const SnippetParameter& one : parameters)
    list.push_back({{"name", one.name}, {"value", one.value}, {"reason", one.reason}});
  return list;
}

Json services_json(const std::vector<SnippetService>& services) {
  Json list = Json::array();
  for (const SnippetService& one : services)
    list.push_back({{"name", one.key()},
                    {"definition", one.definition()},
                    {"options", parameters_json(one.options)},
                    {"reason", one.reason}});
  return list;
}

Json result_of(const Seen& seen, const Snippet& snippet, const std::string& text) {
  Json files = Json::array();
  for (const MaterialFile& file : seen.wish.server) {
    if (!file.key.empty()) files.push_back(file.key);
    files.push_back(file.chain);
  }
  if (seen.wish.dh_file) files.push_back(*seen.wish.dh_file);
  Json pins = Json::array();
  for (const KeyPin& pin : seen.pins)
    pins.push_back({{"type", pin.type}, {"public_key", pin.public_key}});
  return {{"snippet", text},
          {"files", files},
          {"pins", pins},
          {"profile", name_of(seen.wish.profile)},
          {"parameters", parameters_json(snippet.parameters)},
          {"services", services_json(snippet.services)}};
}

Planned plan(const Options& options, Context& context) {
  const Seen seen = observe(options, context);
  const Snippet snippet = make_snippet(seen.wish);
  const std::string text = snippet_text(snippet, seen.style);
  const auto result = shared(result_of(seen, snippet, text));
  return {.answer = [=](const Applied&) { return Answer{.result = result, .text = text}; },
          .notes = snippet.notes};
}

// ---- options ----

std::vector<Flag> shape_flags(const std::shared_ptr<Options>& options) {
  return {
      {.name = "--profile",
       .value = "PROFILE",
       .help = "what mandatory TLS asks for: old (TLS 1.0), intermediate (1.2) or modern (1.3) "
               "(default: intermediate)",
       .choices = {"old", "intermediate", "modern"},
       .set = [=](const std::string& t) { options->profile = parse_profile(t, "--profile"); }},
      {.name = "--format",
       .value = "FORMAT",
       .help = "lines for the files, commands for a shell, or variables for Ansible (default: "
               "main.cf)",
       .choices = {"main.cf", "postconf", "ansible"},
       .set = [=](const std::string& t) { options->format = parse_snippet_format(t, "--format"); }},
      {.name = "--submission",
       .help = "of the services only port 587 (default: both)",
       .set = [=](const std::string&) { options->submission = true; }},
      {.name = "--smtps",
       .help = "of the services only port 465 (default: both)",
       .set = [=](const std::string&) { options->smtps = true; }},
      {.name = "--os",
       .value = "SYSTEM",
       .help = "whose CA bundle and chroot habit to follow: debian, rhel, freebsd or other "
               "(default: this machine's)",
       .choices = {"debian", "rhel", "freebsd", "other"},
       .set = [=](const std::string& t) { options->os = parse_os_layout(t, "--os"); }},
      {.name = "--ca-file",
       .value = "FILE",
       .help = "the bundle of CAs that servers are checked against",
       .completes = Completes::file,
       .set = [=](const std::string& t) { options->ca_file = t; }}};
}

std::vector<Flag> material_flags(const std::shared_ptr<Options>& options) {
  std::vector<std::string> types{"rsa", "ec"};
  for (const KeyType type : all_key_types) types.emplace_back(name_of(type));
  return {
      {.name = "--dir",
       .value = "DIR",
       .help = "where keys and certificates are kept (default: CONFIG_DIR/tls)",
       .completes = Completes::directory,
       .set = [=](const std::string& t) { options->dir = t; }},
      {.name = "--name",
       .value = "NAME",
       .help = "what the files are called (default: myhostname)",
       .set = [=](const std::string& t) { options->name = t; }},
      {.name = "--type",
       .value = "TYPE",
       .help = "a key type (default: what is there, else ec:p256 and rsa:3072)",
       .repeatable = true,
       .choices = std::move(types),
       .set = [=](const std::string& t) { options->types.push_back(parse_key_type(t, "--type")); }},
      {.name = "--layout",
       .value = "LAYOUT",
       .help = "single: keys and chains in one file; split: apart (default: single)",
       .choices = {"single", "split"},
       .set = [=](const std::string& t) { options->layout = parse_layout(t, "--layout"); }},
      {.name = "--dh",
       .value = "CHOICE",
       .help = "auto, none, a group, a number of bits, or the path of a file (default: auto, a "
               "file only where this Postfix needs one)",
       .set = [=](const std::string& t) {
         options->dh_file = t.starts_with('/') ? t : "";
         options->dh = options->dh_file.empty() ? parse_dh_choice(t, "--dh") : DhAutomatic{};
       }}};
}

std::vector<Flag> flags(const std::shared_ptr<Options>& options) {
  std::vector<Flag> all = shape_flags(options);
  for (Flag& flag : material_flags(options)) all.push_back(std::move(flag));
  return all;
}

constexpr const char* description =
    "Prints the lines of main.cf and master.cf that match the material, for the Postfix at hand or "
    "the one named by --postfix-version: only parameters it knows, in its syntax, none it calls "
    "deprecated, each under one line that says why it is there. Nothing is changed.\n\n"
    "server is what smtpd reads, client what smtp reads, master the services of ports 587 and 465; "
    "all together may be added to main.cf as they are, with the lines of master.cf as comments. "
    "Port 25 takes everything from main.cf: its entry in master.cf stays as it is.";

}  // namespace

Command snippet_command() {
  const auto options = std::make_shared<Options>();
  return {
      .description = description,
      .flags = flags(options),
      .arguments =
          {{.name = "PART",
            .help = "server, client, master or all (default: all)",
            .choices = {"server", "client", "master", "all"},
            .set = [=](const std::string& word) { options->role = parse_snippet_role(word); }}},
      .examples = {{.command = "postseal snippet server", .help = "what main.cf needs for smtpd"},
                   {.command = "postseal snippet --format postconf | sh",
                    .help = "the same and the rest, as commands"},
                   {.command = "postseal snippet --postfix-version 3.3 --os rhel master",
                    .help = "for another machine"}},
      .looks = true,
      .plan = [=](Context& context) { return plan(*options, context); }};
}

}  // namespace postseal
