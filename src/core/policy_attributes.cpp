// SPDX-License-Identifier: MIT
#include "core/policy_attributes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>

#include "core/policy_values.hpp"
#include "core/policy_words.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

constexpr std::string_view other_value = "policy-attribute-value";

std::string anything(std::string_view /*value*/, const PostfixVersion& /*version*/) { return ""; }

std::string not_empty(std::string_view value, const PostfixVersion& /*version*/) {
  return value.empty() ? "is empty" : "";
}

std::string one_of(std::string_view value, std::initializer_list<std::string_view> values) {
  if (std::find(values.begin(), values.end(), lower(value)) != values.end()) return "";
  return fmt::format("is {}, which is none of {}", quoted_text(value), fmt::join(values, ", "));
}

std::string yes_or_no(std::string_view value, const PostfixVersion& /*version*/) {
  return one_of(value, {"yes", "no"});
}

std::string host_name(std::string_view value, const PostfixVersion& /*version*/) {
  return is_postfix_hostname(value) ? "" : fmt::format("is {}, no host name", quoted_text(value));
}

std::string digits(std::string_view value, const PostfixVersion& /*version*/) {
  const bool is_number =
      !value.empty() && value.find_first_not_of("0123456789") == std::string_view::npos;
  return is_number ? "" : fmt::format("is {}, no number", quoted_text(value));
}

std::string policy_type(std::string_view value, const PostfixVersion& /*version*/) {
  return one_of(value, {"sts", "no-policy-found"});
}

std::string policy_failure(std::string_view value, const PostfixVersion& /*version*/) {
  return one_of(value, {"sts-policy-fetch-error", "sts-policy-invalid", "sts-webpki-invalid",
                        "validation-failure"});
}

std::string grade(std::string_view value, const PostfixVersion& /*version*/) {
  return wrong_in_policy_grade(value);
}

std::string exclusions(std::string_view value, const PostfixVersion& /*version*/) {
  return wrong_in_policy_exclusions(value);
}

constexpr PostfixVersion sts_since{3, 10, 0};

// `match` and `tafile` are looked at where their level is known.
constexpr std::array<AttributeRule, 14> rules{{
    {"match", {2, 3, 0}, false, false, false, anything, "policy-match-empty", ""},
    {"ciphers", {2, 3, 0}, true, false, true, grade, "policy-ciphers", "write ciphers=high"},
    {"protocols",
     {2, 3, 0},
     true,
     false,
     true,
     wrong_in_policy_protocols,
     "policy-protocols",
     "write protocols=>=TLSv1.2, or before Postfix 3.6 "
     "protocols=!SSLv2:!SSLv3:!TLSv1:!TLSv1.1"},
    {"exclude",
     {2, 5, 0},
     true,
     false,
     true,
     exclusions,
     "policy-ciphers",
     "write exclude=RC4:3DES"},
    {"tafile",
     {2, 11, 0},
     false,
     false,
     false,
     not_empty,
     other_value,
     "name a PEM file of the certificates that are trusted"},
    {"servername",
     {3, 4, 0},
     true,
     false,
     false,
     host_name,
     other_value,
     "write servername=hostname, servername=nexthop or a name"},
    {"connection_reuse", {3, 4, 0}, false, false, false, yes_or_no, other_value, "write yes or no"},
    {"enable_rpk", {3, 9, 0}, false, false, false, yes_or_no, other_value, "write yes or no"},
    {"policy_type", sts_since, true, false, false, policy_type, other_value, ""},
    {"policy_domain", sts_since, true, true, false, host_name, other_value, ""},
    {"policy_ttl", sts_since, true, true, false, digits, other_value, ""},
    {"policy_failure", sts_since, true, true, false, policy_failure, other_value, ""},
    {"policy_string", sts_since, false, true, false, anything, other_value, ""},
    {"mx_host_pattern", sts_since, false, true, false, anything, other_value, ""},
}};

constexpr auto names = [] {
  std::array<std::string_view, rules.size()> all{};
  for (std::size_t i = 0; i < rules.size(); ++i) all[i] = rules[i].name;
  return all;
}();

}  // namespace

const AttributeRule* find_attribute_rule(std::string_view name) {
  const auto found = std::find_if(rules.begin(), rules.end(),
                                  [&](const AttributeRule& one) { return one.name == name; });
  return found == rules.end() ? nullptr : &*found;
}

std::span<const std::string_view> attribute_names() { return names; }

}  // namespace postseal
