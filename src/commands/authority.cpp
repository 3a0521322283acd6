// SPDX-License-Identifier: MIT
#include "commands/authority.hpp"

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/time.hpp"

namespace postseal {
namespace {

Certificate read_certificate(Context& context, const std::string& path) {
  const Secret bytes = context.host().read(path);
  return certificates_of(read_material(path, bytes.reveal())).front();
}

[[noreturn]] void broken(const std::string& path, std::string message) {
  throw Error(Fault::input, {.id = "ca-broken",
                             .subject = path,
                             .message = std::move(message),
                             .hint = "put the files of one `postseal ca new` back together"});
}

void check_dates(const Certificate& certificate, const std::string& path, Time now) {
  if (certificate.not_after() <= now)
    throw Error(Fault::input,
                {.id = "issuer-expired",
                 .subject = path,
                 .message = fmt::format("expired on {}: nothing it signs would be valid",
                                        date_of(certificate.not_after())),
                 .hint = "make a new CA: postseal ca new, in another directory"});
  if (certificate.not_before() > now)
    throw Error(Fault::input, {.id = "issuer-not-yet-valid",
                               .subject = path,
                               .message = fmt::format("is not valid before {}",
                                                      rfc3339(certificate.not_before())),
                               .hint = "check the clock of this machine"});
}

}  // namespace

AuthorityPaths authority_paths(const std::string& directory) {
  return {.root_key = directory + "/root.key",
          .root = directory + "/root.crt",
          .intermediate_key = directory + "/intermediate.key",
          .intermediate = directory + "/intermediate.crt"};
}

Authority read_authority(Context& context, const std::string& directory) {
  const std::string absolute = context.host().absolute(directory);
  const AuthorityPaths paths = authority_paths(absolute);
  if (!context.host().status(paths.intermediate, Follow::yes))
    throw Error(Fault::input, {.id = "ca-missing",
                               .subject = absolute,
                               .message = "holds no CA: intermediate.crt is not there",
                               .hint = "make one: postseal ca new NAME --dir DIR"});
  Authority authority{.root = read_certificate(context, paths.root),
                      .intermediate = read_certificate(context, paths.intermediate),
                      .key = read_key(context, paths.intermediate_key),
                      .directory = absolute};
  if (!authority.key->matches(authority.intermediate))
    broken(paths.intermediate_key, "does not belong to intermediate.crt: public keys differ");
  if (!authority.intermediate.is_ca()) broken(paths.intermediate, "is no CA certificate");
  if (!authority.intermediate.signed_by(authority.root))
    broken(paths.intermediate, "was not signed by root.crt");
  const Time now = context.host().now();
  check_dates(authority.root, paths.root, now);
  check_dates(authority.intermediate, paths.intermediate, now);
  return authority;
}

}  // namespace postseal
