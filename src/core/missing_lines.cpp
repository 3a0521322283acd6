// SPDX-License-Identifier: MIT
#include "core/missing_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "core/dh_advice.hpp"
#include "core/error.hpp"
#include "core/expand.hpp"
#include "core/logical_lines.hpp"
#include "core/parameters.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

constexpr std::array daemons{std::string_view("smtpd"), std::string_view("smtp")};

bool is_list(std::string_view name) {
  const auto parameter = find_parameter(name);
  return parameter &&
         (parameter->type == ValueType::list || parameter->type == ValueType::path_list);
}

bool is_yes(const ParameterLine* line) { return line != nullptr && lower(line->value) == "yes"; }

class Comparison {
 public:
  Comparison(const MainCf& main_cf, const PostfixVersion& version)
      : main_cf_(main_cf), version_(version) {}

  // Whether two values of a parameter mean the same.
  bool is_same(std::string_view name, const std::string& have, const std::string& want) const {
    return is_same_text(name, have, want) || is_same_text(name, expanded(have), expanded(want));
  }

  // The level that the parameters before Postfix 2.3 ask for; empty: none.
  std::string old_level(std::string_view daemon) const {
    if (is_yes(find(daemon, "enforce_tls"))) {
      const ParameterLine* peername = main_cf_.find("smtp_tls_enforce_peername");
      const bool checks_name = peername == nullptr || is_yes(peername);
      return daemon == "smtp" && checks_name ? "verify" : "encrypt";
    }
    return is_yes(find(daemon, "use_tls")) ? "may" : "";
  }

  const ParameterLine* find(std::string_view daemon, std::string_view rest) const {
    return main_cf_.find(fmt::format("{}_{}", daemon, rest));
  }

 private:
  static bool is_same_text(std::string_view name, const std::string& a, const std::string& b) {
    return is_list(name) ? list_elements(a) == list_elements(b) : trimmed(a) == trimmed(b);
  }

  // A value that Postfix itself could not expand stays as it is.
  std::string expanded(const std::string& text) const {
    try {
      return expand(text, [&](std::string_view name) -> std::optional<std::string> {
        if (const ParameterLine* line = main_cf_.find(name)) return line->value;
        return default_of(name, version_);
      });
    } catch (const Error&) {
      return text;
    }
  }

  const MainCf& main_cf_;
  const PostfixVersion& version_;
};

// A level that asks for more than the "may" of a snippet.
bool is_stronger_level(std::string_view value) {
  constexpr std::array stronger{std::string_view("encrypt"), std::string_view("verify"),
                                std::string_view("secure"),  std::string_view("fingerprint"),
                                std::string_view("dane"),    std::string_view("dane-only")};
  return std::find(stronger.begin(), stronger.end(), value) != stronger.end();
}

bool is_site_choice(const SnippetParameter& wanted, const ParameterLine& have) {
  if (wanted.name.ends_with("_tls_security_level")) return is_stronger_level(have.value);
  return wanted.yields && !have.value.empty();
}

bool has(const std::vector<SnippetParameter>& parameters, std::string_view name) {
  return std::any_of(parameters.begin(), parameters.end(),
                     [&](const SnippetParameter& one) { return one.name == name; });
}

// Names of certificates and keys that the wanted lines do not set themselves.
std::vector<std::string> other_material(const std::vector<SnippetParameter>& wanted,
                                        std::string_view daemon) {
  const auto prefix = fmt::format("{}_tls_", daemon);
  if (!has(wanted, prefix + "chain_files") && !has(wanted, prefix + "cert_file") &&
      !has(wanted, prefix + "eccert_file"))
    return {};
  std::vector<std::string> names;
  for (const std::string_view rest :
       {"cert_file", "key_file", "dcert_file", "dkey_file", "eccert_file", "eckey_file"})
    if (!has(wanted, prefix + std::string(rest))) names.push_back(prefix + std::string(rest));
  return names;
}

std::vector<std::string> old_spellings(const std::vector<SnippetParameter>& wanted,
                                       std::string_view daemon, const PostfixVersion& version) {
  if (!has(wanted, fmt::format("{}_tls_security_level", daemon))) return {};
  std::vector<std::string> names{fmt::format("{}_use_tls", daemon),
                                 fmt::format("{}_enforce_tls", daemon)};
  if (daemon == "smtp") names.emplace_back("smtp_tls_enforce_peername");
  if (daemon == "smtpd" && deprecated(dh_parameter, version)) names.emplace_back(dh_parameter);
  return names;
}

// Those of the names that main.cf sets.
std::vector<ParameterLine> lines_of(const MainCf& main_cf, const std::vector<std::string>& names) {
  std::vector<ParameterLine> found;
  for (const std::string& name : names)
    if (const ParameterLine* line = main_cf.find(name)) found.push_back(*line);
  return found;
}

SnippetParameter without_weakening(SnippetParameter wanted, const Comparison& site) {
  for (const std::string_view daemon : daemons) {
    const std::string level = site.old_level(daemon);
    if (wanted.name != fmt::format("{}_tls_security_level", daemon) || !is_stronger_level(level))
      continue;
    wanted.value = level;
    wanted.reason = fmt::format("what {}_enforce_tls=yes meant so far", daemon);
  }
  return wanted;
}

std::vector<SnippetParameter> options_missing(const Service& service,
                                              const SnippetService& wanted) {
  std::vector<SnippetParameter> missing;
  for (const SnippetParameter& option : wanted.options) {
    const ParameterLine* have = service.find(option.name);
    if (!option.yields && (have == nullptr || have->value != option.value))
      missing.push_back(option);
  }
  return missing;
}

}  // namespace

MissingLines lines_missing(const MainCf& main_cf, const std::vector<SnippetParameter>& wanted,
                           const PostfixVersion& version) {
  MissingLines result;
  const Comparison site(main_cf, version);
  for (const SnippetParameter& one : wanted) {
    const ParameterLine* have = main_cf.find(one.name);
    if (have == nullptr)
      result.missing.push_back(without_weakening(one, site));
    else if (!site.is_same(one.name, have->value, one.value))
      result.conflicts.push_back(
          {.wanted = one, .have = *have, .keep = is_site_choice(one, *have)});
  }
  for (const std::string_view daemon : daemons) {
    for (ParameterLine& line : lines_of(main_cf, other_material(wanted, daemon)))
      result.superseded.push_back(std::move(line));
    for (ParameterLine& line : lines_of(main_cf, old_spellings(wanted, daemon, version)))
      result.retired.push_back(std::move(line));
  }
  return result;
}

std::vector<ServiceChange> services_missing(const MasterCf& master_cf,
                                            const std::vector<SnippetService>& wanted) {
  std::vector<ServiceChange> changes;
  for (const SnippetService& one : wanted) {
    const auto port = endpoint_of({.name = one.name, .type = one.type});
    bool is_there = false;
    for (const Service& service : master_cf.services) {
      const auto endpoint = endpoint_of(service);
      if (!endpoint || !port || endpoint->port != port->port) continue;
      is_there = true;
      std::vector<SnippetParameter> options = options_missing(service, one);
      if (!options.empty())
        changes.push_back({.key = service.key(), .wanted = one, .options = std::move(options)});
    }
    if (!is_there) changes.push_back({.key = one.key(), .create = true, .wanted = one});
  }
  return changes;
}

}  // namespace postseal
