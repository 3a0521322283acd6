// SPDX-License-Identifier: MIT
#include "core/renderer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <kainjow/mustache.hpp>

#include "core/embedded_templates.hpp"
#include "core/error.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

namespace mustache = kainjow::mustache;

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < ' ' || byte == 0x7f;
}

// A newline in a value would start a line of its own, with whatever meaning that has in the file.
void require_printable(const std::string& name, const std::string& value) {
  if (std::none_of(value.begin(), value.end(), is_control)) return;
  throw Error(Fault::usage,
              {.id = "value-unprintable",
               .subject = name,
               .message = fmt::format("has a control character: \"{:.60}\"", escaped(value)),
               .hint = "no value in a configuration file may have one"});
}

mustache::data as_mustache(const TemplateData& data) {
  mustache::data object{mustache::data::type::object};
  for (const auto& [name, value] : data.values) {
    require_printable(name, value);
    object.set(name, value);
  }
  for (const auto& [name, elements] : data.sections) {
    mustache::data list{mustache::data::type::list};
    for (const TemplateData& element : elements) list.push_back(as_mustache(element));
    object.set(name, list);
  }
  return object;
}

std::string built_in(const std::string& name) {
  for (const EmbeddedTemplate& one : embedded_templates())
    if (one.name == name) return std::string(one.text);
  throw Error(Fault::host, {.id = "template-unknown",
                            .subject = name,
                            .message = "no template has this name",
                            .hint = ""});
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

}  // namespace

std::string render(const std::string& name, const TemplateData& data, const TemplateSource& own) {
  const std::optional<std::string> text = own ? own(name) : std::nullopt;
  mustache::mustache page{text ? *text : built_in(name)};
  if (!page.is_valid())
    throw Error(Fault::input, {.id = "template-invalid",
                               .subject = name,
                               .message = escaped(page.error_message()),
                               .hint = "compare it with the built-in template of this name"});
  page.set_custom_escape([](const std::string& value) { return value; });
  return page.render(as_mustache(data));
}

std::string shell_quoted(std::string_view text) {
  return fmt::format("'{}'", replaced(std::string(text), "'", "'\\''"));
}

std::string yaml_quoted(std::string_view text) {
  const bool is_template = text.find("{{") != std::string_view::npos ||
                           text.find("{%") != std::string_view::npos ||
                           text.find("{#") != std::string_view::npos;
  return fmt::format("{}'{}'", is_template ? "!unsafe " : "",
                     replaced(std::string(text), "'", "''"));
}

}  // namespace postseal
