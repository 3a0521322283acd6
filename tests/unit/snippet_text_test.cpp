// SPDX-License-Identifier: MIT
#include "core/snippet_text.hpp"

#include <catch2/catch.hpp>

#include "core/embedded_templates.hpp"
#include "core/error.hpp"
#include "core/main_cf.hpp"
#include "core/master_cf.hpp"

using namespace postseal;

namespace {

Snippet snippet_for(const PostfixVersion& version, SnippetRole role) {
  return make_snippet({.version = version,
                       .role = role,
                       .server = material_files(
                           {.directory = "/d", .name = "mx", .types = {KeyType::ed25519}}, version),
                       .ca_file = "/ca.pem"});
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::string failure_of(const std::string& name, const TemplateData& data,
                       const TemplateSource& own = {}) {
  try {
    return "rendered " + render(name, data, own);
  } catch (const Error& error) {
    return error.problem().id;
  }
}

}  // namespace

TEST_CASE("renderer: values go in as they are", "[snippet]") {
  const TemplateSource own = [](const std::string&) { return "{{value}}"; };
  CHECK(render("x", {.values = {{"value", R"(>=TLSv1.2 & "<'${a}')"}}}, own) ==
        R"(>=TLSv1.2 & "<'${a}')");
}

TEST_CASE("renderer: a value with a control character is refused", "[snippet]") {
  const TemplateSource own = [](const std::string&) { return "{{value}}"; };
  for (const char* value : {"a\nb", "a\rb", "a\tb", "\x1b[2J", "\x7f"})
    CHECK(failure_of("x", {.values = {{"value", value}}}, own) == "value-unprintable");
}

TEST_CASE("renderer: a template with a mistake is named", "[snippet]") {
  const TemplateSource own = [](const std::string&) { return "{{#open}}"; };
  CHECK(failure_of("main.cf/main.cf.mustache", {}, own) == "template-invalid");
  CHECK(failure_of("no such template", {}) == "template-unknown");
}

TEST_CASE("renderer: every built-in template is valid", "[snippet]") {
  CHECK(embedded_templates().size() >= 6);
  for (const EmbeddedTemplate& one : embedded_templates()) {
    INFO(one.name);
    CHECK(failure_of(std::string(one.name), {}).starts_with("rendered "));
  }
}

TEST_CASE("renderer: words for a shell and scalars for YAML", "[snippet]") {
  CHECK(shell_quoted("it's $x") == R"('it'\''s $x')");
  CHECK(yaml_quoted("it's: #x") == "'it''s: #x'");
  CHECK(yaml_quoted("${{a}}") == "!unsafe '${{a}}'");
}

TEST_CASE("snippet text: every line of main.cf stands under its reason", "[snippet]") {
  const std::string text = snippet_text(snippet_for({3, 7, 0}, SnippetRole::server),
                                        {.title = "title", .version = {3, 7, 0}});
  CHECK(text.starts_with("# title\n# every key"));
  CHECK(contains(text, "\nsmtpd_tls_chain_files = /d/mx.pem\n# "));
  CHECK(contains(text, "\nsmtpd_tls_mandatory_protocols = >=TLSv1.2\n"));
}

TEST_CASE("snippet text: the whole may be added to main.cf", "[snippet]") {
  for (const PostfixVersion& version : {PostfixVersion{2, 3, 0}, PostfixVersion{3, 7, 0}}) {
    const Snippet snippet = snippet_for(version, SnippetRole::all);
    const std::string text = snippet_text(snippet, {.title = "t", .version = version});
    const MainCf file = parse_main_cf("a = 1\n" + text, "main.cf");
    CHECK(file.findings.empty());
    CHECK(file.entries.size() == snippet.parameters.size() + 1);
  }
}

TEST_CASE("snippet text: the lines of master.cf may be added to master.cf", "[snippet]") {
  for (const PostfixVersion& version : {PostfixVersion{2, 3, 0}, PostfixVersion{3, 7, 0}}) {
    const Snippet snippet = snippet_for(version, SnippetRole::master);
    const MasterCf file =
        parse_master_cf(snippet_text(snippet, {.title = "t", .version = version}), "master.cf");
    CHECK(file.findings.empty());
    REQUIRE(file.services.size() == 2);
    for (const SnippetService& wanted : snippet.services) {
      const Service* service = file.find(wanted.key());
      REQUIRE(service != nullptr);
      CHECK(service->overrides.size() == wanted.options.size());
    }
  }
}

TEST_CASE("snippet text: commands carry the configuration directory", "[snippet]") {
  const std::string text =
      snippet_text(snippet_for({3, 7, 0}, SnippetRole::all), {.format = SnippetFormat::postconf,
                                                              .title = "t",
                                                              .config_dir = "/etc/post fix",
                                                              .version = {3, 7, 0}});
  CHECK(contains(text, "postconf -c '/etc/post fix' -e \\\n  'smtpd_tls_chain_files = /d/mx.pem'"));
  CHECK(contains(text, "postconf -c '/etc/post fix' -M 'submission/inet=submission inet n"));
}

TEST_CASE("snippet text: postconf cannot edit master.cf before 2.11", "[snippet]") {
  const auto text = [](const PostfixVersion& version) {
    return snippet_text(snippet_for(version, SnippetRole::master),
                        {.format = SnippetFormat::postconf, .title = "t", .version = version});
  };
  CHECK(contains(text({2, 11, 0}), "\npostconf -M"));
  CHECK_FALSE(contains(text({2, 10, 0}), "\npostconf -M"));
  CHECK(contains(text({2, 10, 0}), "\n#submission inet n - n - - smtpd\n"));
}

TEST_CASE("snippet text: the user's template comes first", "[snippet]") {
  const TemplateSource own = [](const std::string& name) -> std::optional<std::string> {
    if (name == "main.cf/main.cf.mustache") return "{{#parameters}}{{name}};{{/parameters}}";
    return std::nullopt;
  };
  const std::string text = snippet_text(snippet_for({3, 7, 0}, SnippetRole::all),
                                        {.title = "t", .version = {3, 7, 0}, .own = own});
  CHECK(text.starts_with("smtpd_tls_chain_files;"));
  CHECK(contains(text, "#submission inet"));
}
