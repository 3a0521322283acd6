// SPDX-License-Identifier: MIT
#include "commands/material_flags.hpp"

#include <fmt/format.h>

#include <utility>

#include "commands/values.hpp"

namespace postseal {

Flag type_flag(std::function<void(KeyType)> set) {
  std::vector<std::string> choices;
  for (const KeyType type : all_key_types) choices.emplace_back(name_of(type));
  choices.insert(choices.end(), {"rsa", "ec"});
  return {.name = "--type",
          .value = "T",
          .help = "the type of the key; rsa is rsa:3072, ec is ec:p256",
          .choices = std::move(choices),
          .set = [set = std::move(set)](const std::string& text) {
            set(parse_key_type(text, "--type"));
          }};
}

Flag out_flag(std::string& target, std::string help) {
  return {.name = "--out",
          .value = "FILE",
          .help = std::move(help),
          .required = true,
          .completes = Completes::file,
          .set = [&target](const std::string& text) { target = text; }};
}

Flag file_flag(std::string name, std::optional<std::string>& target, std::string help) {
  return {.name = std::move(name),
          .value = "FILE",
          .help = std::move(help),
          .completes = Completes::file,
          .set = [&target](const std::string& text) { target = text; }};
}

Flag days_flag(std::optional<int>& target, int by_default) {
  return {.name = "--days",
          .value = "N",
          .help = fmt::format("how long the certificate is valid (default {})", by_default),
          .set = [&target](const std::string& text) {
            target = parse_number(text, "--days", {.least = 1, .most = 36500});
          }};
}

Argument hostnames_argument(std::vector<std::string>& target) {
  return {.name = "HOSTNAME",
          .help =
              "a DNS name, a wildcard, an address or an internationalised name; the first is "
              "the common name",
          .least = 1,
          .most = -1,
          .set = [&target](const std::string& text) { target.push_back(text); }};
}

}  // namespace postseal
