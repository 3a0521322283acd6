// SPDX-License-Identifier: MIT
#include "core/dh_advice.hpp"

#include <fmt/format.h>

namespace postseal {
namespace {

constexpr PostfixVersion larger_builtin{3, 0, 14};
constexpr PostfixVersion openssl_chooses{3, 7, 0};
constexpr PostfixVersion parameter_deprecated{3, 9, 0};

DhAdvice for_automatic(const PostfixVersion& version) {
  DhAdvice advice{.automatic = true,
                  .deprecated = version >= parameter_deprecated,
                  .reason =
                      "with OpenSSL 3 it lets OpenSSL pick a group as strong as the "
                      "certificate's key; otherwise it has a prime of 2048 bits of its own",
                  .suggestion = fmt::format("leave {} at its default (empty)", dh_parameter)};
  if (advice.deprecated)
    advice.reason += "; postconf warns where the parameter is set, because it will be removed";
  return advice;
}

}  // namespace

DhAdvice advise_dh(const PostfixVersion& version) {
  if (version >= openssl_chooses) return for_automatic(version);
  if (version >= larger_builtin)
    return {.reason =
                "it has a prime of 2048 bits of its own; a file makes sense only where a "
                "published group or a longer prime is asked for",
            .suggestion = fmt::format("leave {} at its default (empty)", dh_parameter)};
  return {.file_needed = true,
          .builtin_bits = 1024,
          .reason =
              "its own prime has 1024 bits, which today's clients refuse, and all Postfix "
              "servers of that age share it (Logjam)",
          .suggestion = fmt::format("postseal dh new --group ffdhe2048 --out FILE, then {} = FILE",
                                    dh_parameter)};
}

std::string_view dh_size_warning(int bits) {
  if (bits >= 2048) return {};
  if (bits >= 1024)
    return "clients with OpenSSL's or Debian's usual security level 2 break off when offered less "
           "than 2048 bits";
  return "OpenSSL 1.1 and later refuse less than 1024 bits: Postfix then has no DHE at all";
}

}  // namespace postseal
