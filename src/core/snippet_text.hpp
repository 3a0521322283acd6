// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/renderer.hpp"
#include "core/snippet.hpp"

namespace postseal {

// Lines for the files, commands for a shell, or variables for Ansible.
enum class SnippetFormat { main_cf, postconf, ansible };

// "main.cf", "postconf", "ansible"; usage Error "format-unknown" of OPTION for other words.
[[nodiscard]] SnippetFormat parse_snippet_format(std::string_view text, std::string_view option);

struct SnippetStyle {
  SnippetFormat format = SnippetFormat::main_cf;
  std::string title{};       // the comment at the top
  std::string config_dir{};  // commands get "-c DIR"; empty: the default instance
  PostfixVersion version = newest_stable_postfix;
  TemplateSource own{};  // the user's templates
};

// "TLS for Postfix 3.7.22, profile intermediate".
[[nodiscard]] std::string snippet_title(const SnippetWish& wish);

// Lines of main.cf (or what the format makes of them), each under its reason; empty for none.
// Templates main.cf/{main.cf,postconf,ansible}.mustache.
[[nodiscard]] std::string parameter_text(const std::vector<SnippetParameter>& parameters,
                                         const SnippetStyle& style);

// Entries of master.cf, in the same way. Templates master.cf/*.mustache. `postconf -M` can edit
// from 2.11 on: for older versions the commands are comments that hold the lines.
[[nodiscard]] std::string service_text(const std::vector<SnippetService>& services,
                                       const SnippetStyle& style);

// Both. As lines for main.cf the entries of master.cf are comments, so that the whole text may be
// added to main.cf; entries alone are plain lines for master.cf.
[[nodiscard]] std::string snippet_text(const Snippet& snippet, const SnippetStyle& style);

}  // namespace postseal
