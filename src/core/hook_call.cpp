// SPDX-License-Identifier: MIT
#include "core/hook_call.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "core/error.hpp"
#include "core/nearest.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

using Words = std::vector<std::string>;

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < ' ' || byte == 0x7f;
  });
}

// ---- the environment ----

// A path from the environment; "": not set, or set to nothing.
std::string path_in(const std::string& name, const Environment& environment) {
  const std::string value = environment(name).value_or("");
  if (has_control(value))
    throw Error(Fault::usage,
                {.id = "hook-environment-invalid",
                 .subject = name,
                 .message = fmt::format("has a control character: \"{:.60}\"", escaped(value)),
                 .hint = "no ACME client keeps its files under such a name"});
  return value;
}

// WHO sets it: "certbot sets it for deploy hooks".
std::string required_path(const std::string& name, std::string_view who,
                          const Environment& environment) {
  std::string value = path_in(name, environment);
  if (value.empty())
    throw Error(Fault::usage, {.id = "hook-environment-missing",
                               .subject = name,
                               .message = fmt::format("not set: {}", who),
                               .hint = "by hand it is `postseal deploy --cert FILE --key FILE`"});
  return value;
}

bool any_set(const std::vector<std::string>& names, const Environment& environment) {
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& name) { return environment(name).has_value(); });
}

// ---- the arguments ----

Error wrong_arguments(const std::string& client, const std::string& message,
                      const std::string& hint) {
  return {Fault::usage,
          {.id = "hook-arguments", .subject = client, .message = message, .hint = hint}};
}

void require_words(const std::string& client, const Words& words, std::string_view wanted) {
  for (const std::string& word : words) {
    if (word.empty())
      throw wrong_arguments(client, "a path is empty", fmt::format("it passes {}", wanted));
    if (has_control(word))
      throw wrong_arguments(
          client, fmt::format("a path has a control character: \"{:.60}\"", escaped(word)),
          "no ACME client keeps its files under such a name");
  }
}

Error wrong_count(const std::string& client, std::size_t count, std::string_view wanted) {
  return wrong_arguments(client, fmt::format("{} words are not what it passes", count),
                         fmt::format("it passes {}", wanted));
}

// ---- the clients ----

// Names are those of certbot's hooks.py. A post hook is run whether or not anything was renewed.
HookCall certbot_call(const Words& arguments, const Environment& environment) {
  if (!arguments.empty())
    throw wrong_count("certbot", arguments.size(), "variables of the environment, no words");
  HookCall call{.client = "certbot"};
  if (path_in("RENEWED_LINEAGE", environment).empty() &&
      any_set({"RENEWED_DOMAINS", "FAILED_DOMAINS"}, environment)) {
    call.operation = HookOperation::retry;
    return call;
  }
  std::string lineage =
      required_path("RENEWED_LINEAGE", "certbot sets it for deploy hooks", environment);
  if (!lineage.starts_with('/'))
    throw Error(Fault::usage,
                {.id = "hook-environment-invalid",
                 .subject = "RENEWED_LINEAGE",
                 .message = fmt::format("\"{:.200}\" is no absolute path", escaped(lineage)),
                 .hint = "certbot names a directory such as /etc/letsencrypt/live/NAME"});
  while (lineage.ends_with('/')) lineage.pop_back();
  call.operation = HookOperation::deploy;
  call.certificate = lineage + "/fullchain.pem";
  call.key = lineage + "/privkey.pem";
  call.chain = lineage + "/chain.pem";
  return call;
}

// lego 4 keeps DOMAIN.issuer.crt beside DOMAIN.crt and says nothing of it; with --no-bundle the
// intermediates are nowhere else.
std::string issuer_beside(const std::string& certificate) {
  constexpr std::string_view suffix = ".crt";
  if (!certificate.ends_with(suffix)) return "";
  return certificate.substr(0, certificate.size() - suffix.size()) + ".issuer.crt";
}

HookCall lego_call(const Words& arguments, const Environment& environment) {
  if (!arguments.empty())
    throw wrong_count("lego", arguments.size(), "variables of the environment, no words");
  HookCall call{.client = "lego", .operation = HookOperation::deploy};
  call.certificate = path_in("LEGO_HOOK_CERT_PATH", environment);
  if (!call.certificate.empty()) {
    call.key =
        required_path("LEGO_HOOK_CERT_KEY_PATH", "lego sets it for deploy hooks", environment);
    call.chain = path_in("LEGO_HOOK_ISSUER_CERT_PATH", environment);
    return call;
  }
  // Pre and post hooks of lego 5 where nothing was issued.
  if (any_set({"LEGO_HOOK_ACCOUNT_SERVER", "LEGO_HOOK_CERT_DOMAINS"}, environment))
    return {.client = "lego", .operation = HookOperation::retry};
  const std::string_view who = "lego sets it for its run and renew hooks";
  call.certificate = required_path("LEGO_CERT_PATH", who, environment);
  call.key = required_path("LEGO_CERT_KEY_PATH", who, environment);
  call.chain = issuer_beside(call.certificate);
  return call;
}

// As --reloadcmd it has the environment; our deploy hook passes on the words it was called with.
HookCall acme_sh_call(const Words& arguments, const Environment& environment) {
  HookCall call{.client = "acme.sh", .operation = HookOperation::deploy};
  if (arguments.empty()) {
    const std::string_view who = "acme.sh sets it for --reloadcmd";
    call.key = required_path("CERT_KEY_PATH", who, environment);
    call.chain = path_in("CA_CERT_PATH", environment);
    call.certificate = path_in("CERT_FULLCHAIN_PATH", environment);
    if (call.certificate.empty()) call.certificate = required_path("CERT_PATH", who, environment);
    return call;
  }
  constexpr std::string_view wanted = "DOMAIN KEY CERT CA FULLCHAIN";
  if (arguments.size() != 5 && arguments.size() != 6)  // the sixth is a PKCS#12 of the same
    throw wrong_count("acme.sh", arguments.size(), wanted);
  require_words("acme.sh", {arguments.begin() + 1, arguments.begin() + 5}, wanted);
  call.key = arguments[1];
  call.chain = arguments[3];
  call.certificate = arguments[4];
  return call;
}

// dehydrated wants status 0 for every operation that a hook does not know, now and later.
HookCall dehydrated_call(const Words& arguments) {
  HookCall call{.client = "dehydrated"};
  if (arguments.empty())
    throw wrong_arguments("dehydrated", "the operation is missing",
                          "it passes its own words on: hook run dehydrated -- \"$@\"");
  const std::string& operation = arguments.front();
  if (operation == "unchanged_cert") call.operation = HookOperation::retry;
  if (operation != "deploy_cert") return call;
  constexpr std::string_view wanted = "deploy_cert DOMAIN KEY CERT FULLCHAIN CHAIN TIMESTAMP";
  if (arguments.size() < 6) throw wrong_count("dehydrated", arguments.size(), wanted);
  require_words("dehydrated", {arguments.begin() + 2, arguments.begin() + 6}, wanted);
  call.operation = HookOperation::deploy;
  call.key = arguments[2];
  call.certificate = arguments[4];
  call.chain = arguments[5];
  return call;
}

HookCall getssl_call(const Words& arguments) {
  constexpr std::string_view wanted = "CERT KEY CHAIN";
  if (arguments.size() != 2 && arguments.size() != 3)
    throw wrong_count("getssl", arguments.size(), wanted);
  require_words("getssl", arguments, wanted);
  return {.client = "getssl",
          .operation = HookOperation::deploy,
          .certificate = arguments[0],
          .key = arguments[1],
          .chain = arguments.size() == 3 ? arguments[2] : ""};
}

// uacme has no hook of this kind: the words are our wrapper's. Its directories are named after the
// first identifier, without "*.".
HookCall uacme_call(const Words& arguments) {
  if (arguments.size() == 1 && arguments.front() == "unchanged")
    return {.client = "uacme", .operation = HookOperation::retry};
  constexpr std::string_view wanted = "CONFDIR IDENTIFIER, or unchanged";
  if (arguments.size() != 2) throw wrong_count("uacme", arguments.size(), wanted);
  require_words("uacme", arguments, wanted);
  std::string directory = arguments[0];
  while (directory.size() > 1 && directory.ends_with('/')) directory.pop_back();
  const std::string& name = arguments[1];
  const std::string identifier = name.starts_with("*.") ? name.substr(2) : name;
  if (identifier.empty() || identifier == "." || identifier == ".." ||
      identifier.find('/') != std::string::npos)
    throw wrong_arguments("uacme",
                          fmt::format("\"{:.200}\" is no identifier", escaped(arguments[1])),
                          "with a request of your own uacme has no key: `postseal deploy` it");
  return {.client = "uacme",
          .operation = HookOperation::deploy,
          .certificate = fmt::format("{}/{}/cert.pem", directory, identifier),
          .key = fmt::format("{}/private/{}/key.pem", directory, identifier)};
}

// ---- who calls ----

std::string listed_clients() { return fmt::format("{}", fmt::join(hook_clients, ", ")); }

Error unknown_client(const std::string& word) {
  const auto near = nearest(word, hook_clients);
  return {
      Fault::usage,
      {.id = "hook-client-unknown",
       .subject = "hook run",
       .message = fmt::format("\"{:.60}\" is no ACME client that postseal knows", escaped(word)),
       .hint = near ? fmt::format("did you mean {}?", *near)
                    : fmt::format("it knows {}", listed_clients())}};
}

// Operations of dehydrated are the only words of this form that any client passes; some may be of a
// later version.
bool is_operation(const std::string& word) {
  const bool is_snake = std::all_of(word.begin(), word.end(),
                                    [](char c) { return c == '_' || (c >= 'a' && c <= 'z'); });
  return is_snake && word.find('_') != std::string::npos && !nearest(word, hook_clients);
}

// Only what a client sets for its hooks counts, not what its user sets for the client (LEGO_PATH).
std::vector<std::string> clients_in(const Environment& environment) {
  std::vector<std::string> found;
  if (any_set({"RENEWED_LINEAGE", "RENEWED_DOMAINS", "FAILED_DOMAINS"}, environment))
    found.emplace_back("certbot");
  if (any_set({"LEGO_CERT_PATH", "LEGO_HOOK_CERT_PATH", "LEGO_HOOK_ACCOUNT_SERVER",
               "LEGO_HOOK_CERT_DOMAINS"},
              environment))
    found.emplace_back("lego");
  if (any_set({"Le_Domain"}, environment) && any_set({"CERT_KEY_PATH"}, environment))
    found.emplace_back("acme.sh");
  return found;
}

std::string recognised(const Words& arguments, const Environment& environment) {
  if (!arguments.empty()) {
    if (is_operation(arguments.front())) return "dehydrated";
    throw unknown_client(arguments.front());
  }
  const std::vector<std::string> found = clients_in(environment);
  if (found.size() == 1) return found.front();
  throw Error(Fault::usage,
              {.id = "hook-client-unknown",
               .subject = "hook run",
               .message = found.empty() ? "no ACME client can be recognised by the environment"
                                        : fmt::format("the environment has variables of {}",
                                                      fmt::join(found, " and ")),
               .hint = fmt::format("name the client: {}", listed_clients())});
}

}  // namespace

bool is_hook_client(std::string_view word) {
  return std::find(hook_clients.begin(), hook_clients.end(), word) != hook_clients.end();
}

HookCall read_hook_call(const std::optional<std::string>& client,
                        const std::vector<std::string>& arguments, const Environment& environment) {
  if (!client && !arguments.empty() && is_hook_client(arguments.front()))
    return read_hook_call(arguments.front(), {arguments.begin() + 1, arguments.end()}, environment);
  const std::string name = client ? *client : recognised(arguments, environment);
  if (name == "certbot") return certbot_call(arguments, environment);
  if (name == "lego") return lego_call(arguments, environment);
  if (name == "acme.sh") return acme_sh_call(arguments, environment);
  if (name == "dehydrated") return dehydrated_call(arguments);
  if (name == "getssl") return getssl_call(arguments);
  if (name == "uacme") return uacme_call(arguments);
  throw unknown_client(name);
}

}  // namespace postseal
