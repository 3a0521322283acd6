// SPDX-License-Identifier: MIT
#include "configuration.hpp"

#include "core/logical_lines.hpp"
#include "target.hpp"

namespace postseal::fuzz {
namespace {

void look_at(const CheckedConfig& config, const Service* service, std::string_view name) {
  const auto setting = setting_of(config, service, name);
  report(name);
  if (!setting) return;
  report(std::string_view(setting->value).substr(0, 1000));
  if (setting->problem) report(*setting->problem);
  for (const std::string& element : list_elements(setting->value))
    require(!element.empty(), "no element of a list is empty");
}

}  // namespace

CheckedConfig configuration() {
  return {.dir = "/etc/postfix",
          .version = {3, 7, 11},
          .defaults = [](std::string_view name) -> std::optional<std::string> {
            if (name == "compatibility_level") return "0";
            if (name == "smtpd_tls_key_file") return "$smtpd_tls_cert_file";
            if (name == "smtpd_tls_fingerprint_digest")
              return "${{$compatibility_level} <level {3.6} ? {md5} : {sha256}}";
            return std::nullopt;
          }};
}

void look_at_settings(const CheckedConfig& config, const Service* service) {
  for (const char* name : {"smtpd_tls_key_file", "smtpd_tls_fingerprint_digest"})
    look_at(config, service, name);
  (void)is_on(config, service, "smtpd_use_tls");
  const auto& entries = service == nullptr ? config.main_cf.entries : service->overrides;
  for (std::size_t i = 0; i < entries.size() && i < 10; ++i)
    look_at(config, service, entries[i].name);
}

}  // namespace postseal::fuzz
