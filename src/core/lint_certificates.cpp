// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/dh_advice.hpp"
#include "core/lint_parts.hpp"
#include "core/logical_lines.hpp"
#include "core/parameters.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

// Whether a value somewhere has the word, as restrictions have it.
bool has_word(const CheckedConfig& config, std::string_view word) {
  const auto lines = set_lines(config);
  return std::any_of(lines.begin(), lines.end(), [&](const SetLine& line) {
    if (line.line->value.find(word) == std::string::npos) return false;
    const auto words = list_elements(line.line->value);
    return std::find(words.begin(), words.end(), word) != words.end();
  });
}

bool uses_client_fingerprints(const CheckedConfig& config) {
  return !value_in(config, nullptr, "relay_clientcerts").empty() ||
         has_word(config, "permit_tls_clientcerts") || has_word(config, "check_ccert_access");
}

bool uses_client_certificates(const CheckedConfig& config, const Service* service) {
  return uses_client_fingerprints(config) || has_word(config, "permit_tls_all_clientcerts") ||
         is_on(config, service, "smtpd_tls_req_ccert") ||
         is_on(config, service, "smtpd_tls_received_header");
}

// ---- digests ----

bool is_weak_digest(std::string_view digest) {
  const std::string name = lower(digest);
  return name == "md5" || name == "sha1" || name == "sha-1" || name == "md4";
}

std::string_view better_digest(const PostfixVersion& version) {
  return version >= PostfixVersion{2, 11, 0} ? "sha256" : "sha1";
}

void judge_set_digest(const CheckedConfig& config, const SetLine& line, LintFindings& found) {
  const std::string digest = value_in(config, line.service, line.name());
  if (!is_weak_digest(digest) || lower(digest) == better_digest(config.version)) return;
  found.at(line,
           {.id = "digest-weak",
            .severity = Severity::warning,
            .message = fmt::format("is \"{}\": another certificate with the same fingerprint can "
                                   "be made up",
                                   escaped(digest)),
            .hint = fmt::format("set {}, and the fingerprints anew: `postseal fingerprint`",
                                better_digest(config.version))},
           Urgency::weak);
}

void judge_default_digest(const CheckedConfig& config, std::string_view name, LintFindings& found) {
  const auto setting = setting_of(config, nullptr, name);
  if (!setting || setting->is_set() || !is_weak_digest(setting->value)) return;
  found.at(nullptr, name,
           {.id = "digest-implicit",
            .severity = Severity::warning,
            .message = fmt::format("is \"{}\" by default, for the fingerprints that are in use; "
                                   "from Postfix 3.6 on compatibility_level decides",
                                   setting->value),
            .hint = fmt::format("set {} = {}, and the fingerprints anew: `postseal fingerprint`",
                                name, better_digest(config.version))},
           Urgency::weak);
}

bool pins_servers(const CheckedConfig& config, std::string_view program) {
  const std::string level =
      lower(value_in(config, nullptr, fmt::format("{}_tls_security_level", program)));
  return level == "fingerprint" ||
         !value_in(config, nullptr, fmt::format("{}_tls_fingerprint_cert_match", program)).empty();
}

// ---- parameters about certificates and keys ----

void judge_dsa(const CheckedConfig& config, const SetLine& line, LintFindings& found) {
  const std::string value = value_in(config, line.service, line.name());
  const bool has_file = !value.empty() && lower(value) != "none";
  found.at(line,
           {.id = "dsa-parameters",
            .severity = has_file ? Severity::warning : Severity::info,
            .message = has_file ? "is for DSA certificates, which no client accepts any more"
                                : "is for DSA certificates, and there is none",
            .hint = "delete the line"},
           Urgency::untidy);
}

void judge_dh(const CheckedConfig& config, const SetLine& line, LintFindings& found) {
  if (deprecated(line.name(), config.version)) return;
  const std::string value = value_in(config, line.service, line.name());
  if (value.empty() || value == "auto" || advise_dh(config.version).file_needed) return;
  found.at(
      line,
      {.id = "dh-file-needless",
       .severity = Severity::info,
       .message = fmt::format("Postfix {} needs no file of DH parameters", text_of(config.version)),
       .hint = "delete the line; `postseal dh advise` says why"},
      Urgency::untidy);
}

void judge_dh512(const CheckedConfig& config, const SetLine& line, LintFindings& found) {
  if (ignored(line.name(), config.version)) return;
  found.at(line,
           {.id = "dh-export-grade",
            .severity = Severity::warning,
            .message = "is for export-grade ciphers, which anybody can break",
            .hint = "delete the line; Postfix 3.6 passes over it"},
           Urgency::weak);
}

// ---- client certificates ----

void judge_asking(const CheckedConfig& config, const SetLine& line, LintFindings& found) {
  if (!is_on(config, line.service, line.name())) return;
  if (uses_client_certificates(config, line.service)) return;
  found.at(line,
           {.id = "ccert-unused",
            .severity = Severity::info,
            .message = "asks clients for a certificate, and no restriction looks at it",
            .hint = "delete the line, unless a policy service or a Milter looks at it"},
           Urgency::untidy);
}

void judge_any_ca(const CheckedConfig& config, LintFindings& found) {
  constexpr std::string_view append = "tls_append_default_CA";
  if (!is_on(config, nullptr, append) || !has_word(config, "permit_tls_all_clientcerts")) return;
  found.at(nullptr, append,
           {.id = "ccert-any-ca",
            .severity = Severity::warning,
            .message = "is \"yes\" beside permit_tls_all_clientcerts: whoever has a certificate of "
                       "any public CA may relay",
            .hint = fmt::format("set {} = no, or use permit_tls_clientcerts with relay_clientcerts",
                                append)},
           Urgency::weak);
}

}  // namespace

void lint_certificates(const CheckedConfig& config, LintFindings& found) {
  for (const SetLine& line : set_lines(config)) {
    const std::string& name = line.name();
    if (!known(name, config.version)) continue;
    if (name.ends_with("_fingerprint_digest")) judge_set_digest(config, line, found);
    if (name.ends_with("_dcert_file") || name.ends_with("_dkey_file"))
      judge_dsa(config, line, found);
    if (name.ends_with("_tls_dh1024_param_file")) judge_dh(config, line, found);
    if (name.ends_with("_tls_dh512_param_file")) judge_dh512(config, line, found);
    if (name == "smtpd_tls_ask_ccert") judge_asking(config, line, found);
  }
  judge_any_ca(config, found);
  if (uses_client_fingerprints(config))
    judge_default_digest(config, "smtpd_tls_fingerprint_digest", found);
  if (pins_servers(config, "smtp"))
    judge_default_digest(config, "smtp_tls_fingerprint_digest", found);
  if (pins_servers(config, "lmtp"))
    judge_default_digest(config, "lmtp_tls_fingerprint_digest", found);
}

}  // namespace postseal
