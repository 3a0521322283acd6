// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace postseal {

// The unexpanded value of a parameter; nullopt: not defined.
using Lookup = std::function<std::optional<std::string>(std::string_view name)>;

// Replaces $name, ${name}, $(name), ${name?text}, ${name:text}, ${name?{text}:{text}} and
// ${{a} == {b} ? {text} : {text}} (also !=, <, <=, >=, >, each with the suffix "level" of
// compatibility levels), in the replaced text again, as Postfix's mac_expand(3) does; $$ is "$"; an
// undefined name is empty. Error (Fault::postfix) "expression-malformed"; "expression-nesting" for
// a parameter that refers to itself, and for text that would grow beyond all measure.
[[nodiscard]] std::string expand(std::string_view text, const Lookup& lookup);

}  // namespace postseal
