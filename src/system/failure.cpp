// SPDX-License-Identifier: MIT
#include "system/failure.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <system_error>

namespace postseal {
namespace {

std::string words(int error) { return std::generic_category().message(error); }

std::string hint_for(int error) {
  switch (error) {
    case EACCES:
    case EPERM:
      return "run as the owner, or as root";
    case ENOSPC:
    case EDQUOT:
      return "make room on that file system, then run it again";
    case EROFS:
      return "that file system is mounted read-only";
    case ENOENT:
      return "create the directory first";
    default:
      return {};
  }
}

}  // namespace

Error system_error(const std::string& subject, const std::string& what, int error) {
  return {Fault::host,
          {.id = "cannot-write",
           .subject = subject,
           .message = fmt::format("{}: {}", what, words(error)),
           .hint = hint_for(error)}};
}

Error read_error(const std::string& subject, int error) {
  if (error == ENOENT || error == ENOTDIR)
    return {Fault::input,
            {.id = "file-missing",
             .subject = subject,
             .message = "there is no such file",
             .hint = "check the path"}};
  return {Fault::input,
          {.id = "unreadable",
           .subject = subject,
           .message = fmt::format("cannot be read: {}", words(error)),
           .hint = error == EACCES ? "run as its owner, or as root" : ""}};
}

}  // namespace postseal
