// SPDX-License-Identifier: MIT
#include "commands/probe_trust.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "commands/chain_inputs.hpp"
#include "commands/check_config.hpp"

namespace postseal {
namespace {

// Postfix opens them before it enters a chroot, and from its queue directory.
std::string place_of(const CheckedConfig& config, const std::string& path) {
  return path.starts_with('/') ? path : value_in(config, nullptr, "queue_directory") + "/" + path;
}

// "1a2b3c4d.0", as c_rehash names them: other files of a CApath nobody opens.
bool is_hash_link(std::string_view name) {
  constexpr std::size_t digits = 8;
  return name.size() > digits + 1 && name[digits] == '.' &&
         name.substr(0, digits).find_first_not_of("0123456789abcdef") == std::string_view::npos &&
         name.substr(digits + 1).find_first_not_of("0123456789") == std::string_view::npos;
}

void append(std::vector<Certificate>& all, std::vector<Certificate> more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

ProbeTrust configured(Context& context) {
  ProbeTrust trust;
  const CheckedConfig config = checked_config(context);
  if (const std::string file = value_in(config, nullptr, "smtp_tls_CAfile"); !file.empty()) {
    trust.from = "smtp_tls_CAfile";
    append(trust.cas, read_certificates(context, place_of(config, file)));
  }
  if (const std::string path = value_in(config, nullptr, "smtp_tls_CApath"); !path.empty()) {
    trust.from += trust.from.empty() ? "smtp_tls_CApath" : " and smtp_tls_CApath";
    const std::string directory = place_of(config, path);
    for (const std::string& name : context.host().list(directory))
      if (is_hash_link(name)) append(trust.cas, read_certificates(context, directory + "/" + name));
  }
  if (!trust.from.empty() && is_on(config, nullptr, "tls_append_default_CA"))
    append(trust.cas, read_roots(context, std::nullopt));
  return trust;
}

}  // namespace

ProbeTrust probe_trust(Context& context, const std::optional<std::string>& option) {
  if (option)
    return {.cas = read_roots(context, option),
            .from = *option == "system" ? "this machine" : "--ca"};
  if (context.config_text("main.cf")) {
    ProbeTrust trust = configured(context);
    if (!trust.from.empty()) return trust;
  }
  return {.cas = read_roots(context, std::nullopt), .from = "this machine"};
}

}  // namespace postseal
