// SPDX-License-Identifier: MIT
#include "commands/fingerprint_digest.hpp"

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/expand.hpp"
#include "core/main_cf.hpp"
#include "core/parameters.hpp"

namespace postseal {
namespace {

constexpr std::string_view before_the_parameter = "md5";  // Postfix 2.2 to 2.4

std::string value_of(Context& context, const MainCf& main_cf, const std::string& parameter) {
  const Lookup lookup = [&](std::string_view name) -> std::optional<std::string> {
    if (const ParameterLine* line = main_cf.find(name)) return line->value;
    if (name == "compatibility_level") return "0";
    return default_of(name, context.version());
  };
  return expand(lookup(parameter).value_or(std::string(before_the_parameter)), lookup);
}

// What a fresh installation would have, where there is no main.cf to read.
MainCf main_cf_of(const std::optional<std::string>& text, const std::string& path,
                  const PostfixVersion& version) {
  if (text) return parse_main_cf(*text, path);
  return parse_main_cf(fmt::format("compatibility_level = {}.{}\n", version.major, version.minor),
                       path);
}

std::string reason_of(const MainCf& main_cf, const std::string& parameter, bool is_there) {
  if (!is_there)
    return fmt::format("the default of {}, as there is no {}", parameter, main_cf.path);
  if (const ParameterLine* line = main_cf.find(parameter))
    return fmt::format("{} in {}:{}", parameter, main_cf.path, line->line);
  const ParameterLine* level = main_cf.find("compatibility_level");
  return fmt::format("the default of {} where {} has compatibility_level {}", parameter,
                     main_cf.path, level != nullptr ? level->value : "0");
}

}  // namespace

Digest configured_digest(Context& context, const std::string& parameter) {
  const std::string path = context.config_dir() + "/main.cf";
  const auto text = context.config_text("main.cf");
  const MainCf main_cf = main_cf_of(text, path, context.version());
  require_sound(main_cf.findings);
  const std::string value = value_of(context, main_cf, parameter);
  const auto digest = find_digest(value);
  if (!digest)
    throw Error(Fault::postfix,
                {.id = "digest-unknown",
                 .subject = path,
                 .message = fmt::format("{} is \"{}\", which is none of md5, sha1, sha256, sha384 "
                                        "and sha512",
                                        parameter, value),
                 .hint = fmt::format("set {} = sha256, or give --digest", parameter)});
  context.note(
      fmt::format("digest {}: {}", value, reason_of(main_cf, parameter, text.has_value())));
  if (*digest == Digest::md5 || *digest == Digest::sha1)
    context.note(fmt::format("{} is weak: {} = sha256 is better, once every pin is made anew",
                             value, parameter));
  return *digest;
}

}  // namespace postseal
