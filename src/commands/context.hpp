// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "commands/globals.hpp"
#include "core/secret.hpp"
#include "core/version.hpp"
#include "system/host.hpp"

namespace postseal {

// What a command that takes long may say while it is at it; without effect where nobody listens.
struct Sinks {
  std::function<void(std::string_view text)> out{};         // standard output, whole lines
  std::function<void(const std::string& line)> progress{};  // on a terminal, in place of the last
};

// What a command may look at: the machine, the global options, and what follows from both.
// Everything is found when first asked for, so that a command that needs no Postfix runs none.
class Context {
 public:
  Context(const Host& host, const Globals& globals, Sinks sinks = {})
      : host_(host), globals_(globals), sinks_(std::move(sinks)) {}

  [[nodiscard]] const Host& host() const noexcept { return host_; }
  [[nodiscard]] const Globals& globals() const noexcept { return globals_; }

  // Absolute. -c, else prefer_config_dir(), $MAIL_CONFIG, what postconf says, where it usually is.
  [[nodiscard]] const std::string& config_dir();
  // What a file of settings says; -c goes before it.
  void prefer_config_dir(const std::string& dir);
  // --postfix-version, else the installed one, else the newest stable one, with a note.
  [[nodiscard]] const PostfixVersion& version();
  // The version as text if anything asked for it, else "": what the JSON document says.
  [[nodiscard]] std::string version_used() const;
  // Whether there is a postconf on this machine.
  [[nodiscard]] bool postfix_installed();
  // The text of main.cf or master.cf; nullopt where there is none. Errors: "unreadable",
  // "not-a-file": the programs of Postfix would wait for ever for a FIFO.
  [[nodiscard]] std::optional<std::string> config_text(const std::string& name);

  // The passphrase for SUBJECT: --passphrase-file, else asked for on a terminal; nullopt: neither.
  [[nodiscard]] std::optional<Secret> passphrase(const std::string& subject);

  // Goes to stderr unless --quiet: what was assumed, and why.
  void note(std::string text) { notes_.push_back(std::move(text)); }
  [[nodiscard]] const std::vector<std::string>& notes() const noexcept { return notes_; }
  // A finding for the JSON document that is known while planning: under --dry-run it has no answer.
  void find(Finding finding) { findings_.push_back(std::move(finding)); }
  [[nodiscard]] const std::vector<Finding>& findings() const noexcept { return findings_; }

  // For answers that are too long to be kept until the end. Never with --json, which is one
  // document.
  void print(std::string_view text) const {
    if (sinks_.out) sinks_.out(text);
  }
  void progress(const std::string& line) const {
    if (sinks_.progress) sinks_.progress(line);
  }

 private:
  void ask_postconf();

  const Host& host_;
  const Globals& globals_;
  Sinks sinks_;
  std::vector<std::string> notes_{};
  std::vector<Finding> findings_{};
  std::optional<std::string> config_dir_{};
  std::optional<PostfixVersion> version_{};
  bool asked_postconf_ = false;
  std::optional<std::string> postconf_config_dir_{};
  std::optional<std::string> postconf_version_{};
};

// The Error "not-a-file" for a configuration file that is anything but a file.
void require_regular(const std::string& path, const FileStatus& status);

}  // namespace postseal
