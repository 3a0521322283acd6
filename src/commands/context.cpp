// SPDX-License-Identifier: MIT
#include "commands/context.hpp"

#include <fmt/format.h>

#include "core/error.hpp"

namespace postseal {
namespace {

std::string first_line(std::string_view text) {
  return std::string(text.substr(0, text.find('\n')));
}

}  // namespace

void Context::ask_postconf() {
  if (asked_postconf_) return;
  asked_postconf_ = true;
  const auto postconf = host_.find_program("postconf");
  if (!postconf) return;
  const ProgramResult result =
      host_.run({.program = *postconf, .arguments = {"-dh", "config_directory", "mail_version"}});
  const std::size_t end = result.out.find('\n');
  if (result.status != 0 || end == std::string::npos) return;
  postconf_config_dir_ = result.out.substr(0, end);
  postconf_version_ = first_line(std::string_view(result.out).substr(end + 1));
}

const std::string& Context::config_dir() {
  if (config_dir_) return *config_dir_;
  if (globals_.config_dir) {
    config_dir_ = host_.absolute(*globals_.config_dir);
    return *config_dir_;
  }
  if (const auto mail_config = host_.environment("MAIL_CONFIG")) {
    config_dir_ = host_.absolute(*mail_config);
    return *config_dir_;
  }
  ask_postconf();
  config_dir_ = "/etc/postfix";
  if (postconf_config_dir_)
    config_dir_ = postconf_config_dir_;
  else if (!host_.status("/etc/postfix", Follow::yes) &&
           host_.status("/usr/local/etc/postfix", Follow::yes))
    config_dir_ = "/usr/local/etc/postfix";
  return *config_dir_;
}

void Context::prefer_config_dir(const std::string& dir) {
  if (!globals_.config_dir) config_dir_ = host_.absolute(dir);
}

const PostfixVersion& Context::version() {
  if (version_) return *version_;
  if (globals_.postfix_version) {
    version_ = globals_.postfix_version;
    return *version_;
  }
  ask_postconf();
  if (postconf_version_) version_ = read_mail_version(*postconf_version_);
  if (!version_) {
    version_ = newest_stable_postfix;
    note(fmt::format("no Postfix found here: acting for Postfix {} (--postfix-version changes it)",
                     text_of(*version_)));
  }
  return *version_;
}

std::string Context::version_used() const { return version_ ? text_of(*version_) : ""; }

bool Context::postfix_installed() { return host_.find_program("postconf").has_value(); }

std::optional<std::string> Context::config_text(const std::string& name) {
  const std::string path = config_dir() + "/" + name;
  const auto status = host_.status(path, Follow::yes);
  if (!status) return std::nullopt;
  require_regular(path, *status);
  return std::string(host_.read(path).reveal());
}

std::optional<Secret> Context::passphrase(const std::string& subject) {
  if (!globals_.passphrase_file)
    return host_.ask_passphrase(fmt::format("Passphrase for {}: ", subject));
  const Secret bytes = host_.read(*globals_.passphrase_file, 64 * 1024);
  std::string_view line = bytes.reveal().substr(0, bytes.reveal().find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return Secret(line);
}

void require_regular(const std::string& path, const FileStatus& status) {
  if (status.kind == FileKind::regular) return;
  throw Error(Fault::input, {.id = "not-a-file",
                             .subject = path,
                             .message = "is no regular file, and Postfix reads no other",
                             .hint = "put the configuration file back in its place"});
}

}  // namespace postseal
