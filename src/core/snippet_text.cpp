// SPDX-License-Identifier: MIT
#include "core/snippet_text.hpp"

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

constexpr PostfixVersion with_service_edits{2, 11, 0};  // postconf -M NAME/TYPE=...

constexpr std::string_view about_login =
    "users can log in once the site has SASL: smtpd_sasl_auth_enable=yes, in main.cf or here";

std::string_view template_of(SnippetFormat format) {
  switch (format) {
    case SnippetFormat::main_cf:
      return "main.cf";
    case SnippetFormat::postconf:
      return "postconf";
    case SnippetFormat::ansible:
      return "ansible";
  }
  return "main.cf";
}

std::string config_option(const SnippetStyle& style) {
  return style.config_dir.empty() ? "" : fmt::format("-c {} ", shell_quoted(style.config_dir));
}

TemplateData data_of(const SnippetParameter& parameter, std::string_view between) {
  return {.values = {{"name", parameter.name},
                     {"value", parameter.value},
                     {"reason", parameter.reason},
                     {"quoted", yaml_quoted(parameter.value)},
                     {"setting", shell_quoted(fmt::format("{}{}{}", parameter.name, between,
                                                          parameter.value))}}};
}

TemplateData data_of(const SnippetService& service) {
  TemplateData data{.values = {{"key", service.key()},
                               {"reason", service.reason},
                               {"definition", shell_quoted(fmt::format("{}={}", service.key(),
                                                                       service.definition()))}}};
  const std::vector<std::pair<std::string, std::string>> fields{
      {"name", service.name},           {"type", service.type},
      {"private", service.is_private},  {"unprivileged", service.unprivileged},
      {"chroot", service.chroot},       {"wakeup", service.wakeup},
      {"limit", service.process_limit}, {"program", service.program}};
  for (const auto& [name, value] : fields) {
    data.values[name] = value;
    data.values["quoted_" + name] = yaml_quoted(value);
  }
  std::vector<TemplateData>& options = data.sections["options"];
  for (const SnippetParameter& option : service.options) options.push_back(data_of(option, "="));
  data.sections["remarks"] = {{.values = {{"remark", std::string(about_login)}}}};
  return data;
}

std::string as_comments(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    result += line.starts_with('#') ? "" : "#";
    result += line;
    result += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

}  // namespace

SnippetFormat parse_snippet_format(std::string_view text, std::string_view option) {
  for (const SnippetFormat format :
       {SnippetFormat::main_cf, SnippetFormat::postconf, SnippetFormat::ansible})
    if (text == template_of(format)) return format;
  throw Error(Fault::usage, {.id = "format-unknown",
                             .subject = std::string(option),
                             .message = fmt::format("unknown format \"{}\"", escaped(text)),
                             .hint = "use main.cf, postconf or ansible"});
}

std::string snippet_title(const SnippetWish& wish) {
  return fmt::format("TLS for Postfix {}, profile {}", text_of(wish.version),
                     name_of(wish.profile));
}

std::string parameter_text(const std::vector<SnippetParameter>& parameters,
                           const SnippetStyle& style) {
  if (parameters.empty()) return "";
  TemplateData data{.values = {{"title", style.title}, {"config", config_option(style)}}};
  std::vector<TemplateData>& list = data.sections["parameters"];
  for (const SnippetParameter& parameter : parameters) list.push_back(data_of(parameter, " = "));
  return render(fmt::format("main.cf/{}.mustache", template_of(style.format)), data, style.own);
}

std::string service_text(const std::vector<SnippetService>& services, const SnippetStyle& style) {
  if (services.empty()) return "";
  const bool as_lines =
      style.format == SnippetFormat::postconf && style.version < with_service_edits;
  const std::string_view name = template_of(as_lines ? SnippetFormat::main_cf : style.format);
  TemplateData data{.values = {{"title", fmt::format("{}: master.cf", style.title)},
                               {"config", config_option(style)}}};
  std::vector<TemplateData>& list = data.sections["services"];
  for (const SnippetService& service : services) list.push_back(data_of(service));
  const std::string text =
      render(fmt::format("master.cf/{}.mustache", name == "main.cf" ? "master.cf" : name), data,
             style.own);
  if (!as_lines) return text;
  return "# postconf edits master.cf from Postfix 2.11 on; add these lines to it by hand:\n" +
         as_comments(text);
}

std::string snippet_text(const Snippet& snippet, const SnippetStyle& style) {
  const std::string services = service_text(snippet.services, style);
  if (snippet.parameters.empty()) return services;
  const bool is_main_cf = style.format == SnippetFormat::main_cf;
  const std::string_view gap = services.empty() ? "" : "\n";
  return fmt::format("{}{}{}", parameter_text(snippet.parameters, style), gap,
                     is_main_cf ? as_comments(services) : services);
}

}  // namespace postseal
