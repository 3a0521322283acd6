// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/compatibility_level.hpp"
#include "core/material.hpp"
#include "core/os_layout.hpp"
#include "core/version.hpp"

namespace postseal {

// What TLS is asked of whom. Port 25 takes whoever comes; the profile proper is what mandatory TLS
// (465, 587, policy entries) asks for: old TLS 1.0, intermediate 1.2, modern 1.3 and above.
enum class Profile { old, intermediate, modern };

// Which lines: those of smtpd, of smtp, of master.cf.
enum class SnippetRole { server, client, master, all };

// Usage Errors "profile-unknown", "role-unknown".
[[nodiscard]] Profile parse_profile(std::string_view text, std::string_view option);
[[nodiscard]] SnippetRole parse_snippet_role(std::string_view text);
[[nodiscard]] std::string_view name_of(Profile profile);

// What a snippet is made from. Nothing here is looked up: it need not be this machine's.
struct SnippetWish {
  PostfixVersion version = newest_stable_postfix;
  SnippetRole role = SnippetRole::all;
  Profile profile = Profile::intermediate;
  std::vector<MaterialFile> server{};    // from material_files()
  std::vector<MaterialFile> client{};    // a client certificate; usually none
  std::optional<std::string> ca_file{};  // the bundle of public CAs; nullopt: there is none
  std::optional<std::string> dh_file{};  // nullopt: Postfix's own choice of a group
  std::optional<CompatibilityLevel> compatibility_level{};  // nullopt: not known
  std::string cache_type{};  // "btree", "lmdb"; empty: the version's own
  OsLayout os = OsLayout::other;
  bool smtps = true;       // 465
  bool submission = true;  // 587
};

// A line of main.cf, or an option of a line of master.cf.
struct SnippetParameter {
  std::string name{};
  std::string value{};
  std::string reason{};  // one line, lower case, no full stop
  // A matter of taste, or weaker than what a site may have: where main.cf says something else, an
  // edit leaves that alone.
  bool yields = false;
};

// An entry of master.cf.
struct SnippetService {
  std::string name{};
  std::string type = "inet";
  std::string is_private = "n";
  std::string unprivileged = "-";
  std::string chroot{};
  std::string wakeup = "-";
  std::string process_limit = "-";
  std::string program = "smtpd";
  std::vector<SnippetParameter> options{};
  std::string reason{};

  // "submission/inet".
  [[nodiscard]] std::string key() const { return name + "/" + type; }
  // The entry on one line, as `postconf -M` takes it after "KEY=" and as it may stand in master.cf.
  [[nodiscard]] std::string definition() const;
};

struct Snippet {
  std::vector<SnippetParameter> parameters{};
  std::vector<SnippetService> services{};
  std::vector<std::string> notes{};  // what this version cannot do of what was asked for
};

// Every line for the wish: only parameters that the version knows, in its syntax, none it calls
// deprecated. Usage Errors: "material-unfit" (several keys in one file before 3.4),
// "path-unusable".
[[nodiscard]] Snippet make_snippet(const SnippetWish& wish);

}  // namespace postseal
