// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <optional>

#include "commands/commands.hpp"
#include "commands/context.hpp"
#include "core/dh_advice.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/main_cf.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

struct Seen {
  PostfixVersion version{};
  std::optional<std::string> configured{};  // what main.cf says, unexpanded
};

// Another version's advice has nothing to do with the main.cf of this machine, unless it is named;
// and the advice is the same where main.cf cannot be read.
Seen observe(Context& context) {
  Seen seen{.version = context.version()};
  if (context.globals().postfix_version && !context.globals().config_dir) return seen;
  try {
    const auto text = context.config_text("main.cf");
    if (!text) return seen;
    const MainCf main_cf = parse_main_cf(*text, context.config_dir() + "/main.cf");
    if (const ParameterLine* line = main_cf.find(dh_parameter)) seen.configured = line->value;
  } catch (const Error& error) {
    context.note(fmt::format("what is configured was not looked at: {}", error.what()));
  }
  return seen;
}

std::string configured_text(const Seen& seen, const DhAdvice& advice) {
  if (!seen.configured || seen.configured->empty()) return {};
  const std::string setting = fmt::format("{} = {}", dh_parameter, escaped(*seen.configured));
  if (*seen.configured == "auto" && !advice.automatic)
    return fmt::format("  main.cf says {}: this version looks for a file of that name\n", setting);
  if (*seen.configured == "auto" || advice.file_needed)
    return fmt::format("  main.cf says {}\n", setting);
  return fmt::format("  main.cf says {}: see postseal dh check, or remove it: postconf -X {}\n",
                     setting, dh_parameter);
}

Answer answer_for(const Seen& seen) {
  const DhAdvice advice = advise_dh(seen.version);
  const std::string release = text_of(seen.version);
  const std::string text = fmt::format(
      "Postfix {} needs {} of DH parameters: {}.\n"
      "  do: {}\n{}",
      release, advice.file_needed ? "a file" : "no file", advice.reason, advice.suggestion,
      configured_text(seen, advice));
  return {.result = shared(
              {{"needed", advice.file_needed},
               {"reason", advice.reason},
               {"suggestion", advice.suggestion},
               {"parameter", dh_parameter},
               {"deprecated", advice.deprecated},
               {"automatic", advice.automatic},
               {"builtin_bits", advice.builtin_bits},
               {"configured", seen.configured ? Json(utf8_of(*seen.configured)) : Json(nullptr)}}),
          .text = text};
}

}  // namespace

Command dh_advise_command() {
  return {
      .description =
          "Says whether the installed Postfix (or --postfix-version) needs a file of "
          "Diffie-Hellman parameters at all, and why. Most do not.",
      .examples = {{.command = "postseal dh advise --postfix-version 3.9",
                    .help = "before an upgrade"}},
      .looks = true,
      .plan = [](Context& context) -> Planned {
        return {.answer = [seen = observe(context)](const Applied&) { return answer_for(seen); }};
      }};
}

}  // namespace postseal
