// SPDX-License-Identifier: MIT
#include "commands/server_groups.hpp"

#include <algorithm>
#include <array>

#include "commands/server_handshake.hpp"
#include "core/parameters.hpp"
#include "core/text.hpp"
#include "net/cipher_suites.hpp"

namespace postseal {
namespace {

constexpr PostfixVersion grade_ignored{3, 6, 0};
constexpr PostfixVersion lists_for_all{3, 4, 0};  // each grade is a list of curves
constexpr PostfixVersion automatic{3, 2, 0};      // the first with "auto"

void note_grade(TlsEngine& engine, const std::string& name, const std::string& grade) {
  engine.complain(name,
                  {.id = "curves-unknown",
                   .message = fmt::format("is \"{}\", which is no grade that Postfix {} knows",
                                          escaped(grade), text_of(engine.version())),
                   .hint = fmt::format("leave {} out", name),
                   .severity = Severity::warning,
                   .urgency = Urgency::weak});
}

// tls_set_eecdh_curve() until 3.3: a grade is one curve.
void choose_curve(TlsEngine& engine, std::string_view parameter) {
  const std::string curve = engine.value(parameter);
  if (net::group_use(curve) != net::GroupUse::unknown) return;
  engine.warn("unknown curve \"{}\": disabling EECDH support", curve);
  engine.common_group = false;
}

}  // namespace

void choose_server_groups(TlsEngine& engine) {
  constexpr std::string_view automatic_list = "tls_eecdh_auto_curves";
  const int contexts = server_contexts(engine.version());
  if (engine.version() >= grade_ignored) return choose_groups(engine, automatic_list, contexts);
  const std::string name = engine.name("eecdh_grade");
  if (!engine.goes_on() || !known(name, engine.version())) return;
  const std::string grade = lower(engine.value(name));
  const bool lists = engine.version() >= lists_for_all;
  const std::string chosen = fmt::format("tls_eecdh_{}_curve", grade);
  if (grade == "auto" && engine.version() >= automatic)
    return choose_groups(engine, automatic_list, contexts);
  if (grade == "strong" || grade == "ultra")
    return lists ? choose_groups(engine, chosen, contexts) : choose_curve(engine, chosen);
  if (grade == "none" && !lists) return;
  for (int i = 0; i < contexts; ++i)
    if (grade == "none")
      engine.warn("The \"none\" eecdh grade is no longer supported, using \"auto\" instead");
    else
      engine.warn("Invalid TLS eecdh grade \"{}\": EECDH disabled", engine.value(name));
  note_grade(engine, name, grade);
}

}  // namespace postseal
