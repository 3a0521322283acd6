// SPDX-License-Identifier: MIT
#include "system/owners.hpp"

#include <fmt/format.h>
#include <grp.h>
#include <pwd.h>

#include <cstdint>
#include <optional>

#include "core/error.hpp"

namespace postseal {
namespace {

std::optional<std::uint32_t> as_number(const std::string& text) {
  if (text.empty() || text.size() > 9 || text.find_first_not_of("0123456789") != std::string::npos)
    return std::nullopt;
  return static_cast<std::uint32_t>(std::stoul(text));
}

}  // namespace

uid_t uid_of(const std::string& name) {
  if (name.empty()) return same_owner;
  if (const auto number = as_number(name)) return *number;
  const passwd* entry = ::getpwnam(name.c_str());
  if (entry != nullptr) return entry->pw_uid;
  throw Error(Fault::usage, {.id = "owner-unknown",
                             .subject = "owner",
                             .message = fmt::format("there is no user \"{}\"", name),
                             .hint = "give a user of this machine, or a number"});
}

gid_t gid_of(const std::string& name) {
  if (name.empty()) return same_owner;
  if (const auto number = as_number(name)) return *number;
  const group* entry = ::getgrnam(name.c_str());
  if (entry != nullptr) return entry->gr_gid;
  throw Error(Fault::usage, {.id = "group-unknown",
                             .subject = "group",
                             .message = fmt::format("there is no group \"{}\"", name),
                             .hint = "give a group of this machine, or a number"});
}

}  // namespace postseal
