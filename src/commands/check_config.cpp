// SPDX-License-Identifier: MIT
#include "commands/check_config.hpp"

#include <array>
#include <map>
#include <memory>
#include <utility>

#include "core/error.hpp"
#include "core/parameters.hpp"

namespace postseal {
namespace {

// What is no TLS parameter and yet decides what the daemons load. Postfix's own defaults.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> usual{
    {{"compatibility_level", "0"},
     {"data_directory", "/var/lib/postfix"},
     {"inet_interfaces", "all"},
     {"inet_protocols", "all"},
     {"mail_owner", "postfix"},
     {"queue_directory", "/var/spool/postfix"},
     {"setgid_group", "postdrop"},
     {"syslog_name", "postfix"}}};

// What the installed Postfix was built with; each name is asked for once.
class Installed {
 public:
  explicit Installed(Context& context) : context_(context) {}

  [[nodiscard]] std::optional<std::string> operator()(std::string_view name) {
    const auto known = asked_.find(name);
    if (known != asked_.end()) return known->second;
    return asked_.emplace(name, ask(name)).first->second;
  }

 private:
  [[nodiscard]] std::optional<std::string> ask(std::string_view name) const {
    if (name.starts_with('-') || !context_.postfix_installed()) return std::nullopt;
    const auto postconf = context_.host().find_program("postconf");
    if (!postconf) return std::nullopt;
    const ProgramResult said =
        context_.host().run({.program = *postconf, .arguments = {"-dh", std::string(name)}});
    if (said.status != 0 || said.out.empty()) return std::nullopt;
    return said.out.substr(0, said.out.find('\n'));
  }

  Context& context_;
  std::map<std::string, std::optional<std::string>, std::less<>> asked_{};
};

Lookup defaults_for(Context& context) {
  const auto installed = std::make_shared<Installed>(context);
  return [&context, installed](std::string_view name) -> std::optional<std::string> {
    if (name == "config_directory") return context.config_dir();
    if (auto value = default_of(name, context.version())) return value;
    for (const auto& [key, value] : usual)
      if (name == key) return std::string(value);
    return (*installed)(name);
  };
}

}  // namespace

std::string main_cf_text(Context& context) {
  if (auto text = context.config_text("main.cf")) return *std::move(text);
  throw Error(Fault::input, {.id = "config-missing",
                             .subject = context.config_dir(),
                             .message = "there is no main.cf in it",
                             .hint = "name the directory of a Postfix with --config-dir"});
}

CheckedConfig checked_config(Context& context) {
  const std::string dir = context.config_dir();
  return {.dir = dir,
          .main_cf = parse_main_cf(main_cf_text(context), dir + "/main.cf"),
          .master_cf =
              parse_master_cf(context.config_text("master.cf").value_or(""), dir + "/master.cf"),
          .version = context.version(),
          .defaults = defaults_for(context)};
}

}  // namespace postseal
