// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "commands/context.hpp"
#include "core/main_cf.hpp"
#include "core/renderer.hpp"
#include "core/snippet.hpp"
#include "core/snippet_text.hpp"

namespace postseal {

// What a snippet takes from this machine: the version, the operating system's layout, its bundle of
// public CAs, and what main.cf says that matters (null: there is none).
[[nodiscard]] SnippetWish site_wish(Context& context, const MainCf* main_cf);

// The templates of --template-dir; none without it. Error "unsafe-directory" for one that others
// can write, as root.
[[nodiscard]] TemplateSource own_templates(const Context& context);

// How snippets of this machine are written; own templates come first.
[[nodiscard]] SnippetStyle site_style(Context& context);

// What main.cf and the defaults make of a parameter, expanded: read from the text where it is set
// there, else asked of postconf; nullopt: neither.
[[nodiscard]] std::optional<std::string> parameter_value(Context& context, const MainCf* main_cf,
                                                         const std::string& name);

}  // namespace postseal
