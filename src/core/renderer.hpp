// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace postseal {

// What a template may name. A section is rendered once per element; {{^name}} where there is none.
struct TemplateData {
  std::map<std::string, std::string> values{};
  std::map<std::string, std::vector<TemplateData>> sections{};
};

// The text of a template of the user's own ("main.cf/main.cf.mustache"); nullopt: none, the
// built-in one is meant.
using TemplateSource = std::function<std::optional<std::string>(const std::string& name)>;

// Renders a mustache template. Values go in as they are: nothing is escaped for HTML. Errors:
// "template-unknown" (no such name), "template-invalid" (a mistake in its syntax; the subject is
// its name), "value-unprintable" (a value with a newline or another control character).
[[nodiscard]] std::string render(const std::string& name, const TemplateData& data,
                                 const TemplateSource& own = {});

// 'text' as one word of a POSIX shell.
[[nodiscard]] std::string shell_quoted(std::string_view text);

// 'text' as a YAML scalar that is always a string, and that Ansible does not take for a template.
[[nodiscard]] std::string yaml_quoted(std::string_view text);

}  // namespace postseal
