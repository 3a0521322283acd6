// SPDX-License-Identifier: MIT
#include "commands/check_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "commands/renewed.hpp"
#include "core/logical_lines.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

// Where mail for the domain arrives: others look the name up in the DNS and find an MX host.
bool takes_mail(const Service& service) {
  if (service.type == "pass" || daemon_of(service) == "tlsproxy") return true;
  const auto endpoint = endpoint_of(service);
  return endpoint && endpoint->port == 25;
}

// A leaf that does not cover a name, and who shows it.
struct Missing {
  const PlacedCertificate* leaf = nullptr;
  std::string name{};
  std::vector<std::string> services{};
  bool takes_mail = false;
};

class Names {
 public:
  Names(const MaterialLook& look, const std::set<std::string>& sni_names)
      : look_(look), sni_names_(sni_names) {}

  void look_at(const MaterialUse& use) {
    if (use.use != ChainUse::server) return;
    for (const ShownChain& chain : use.chains) {
      judge_common_name(chain.certificates.front());
      judge_service(chain.certificates.front(), *use.service);
    }
  }

  [[nodiscard]] std::vector<CheckFinding> take() {
    for (const auto& [key, missing] : missing_) found_.push_back(finding_of(missing));
    for (const auto& [key, own] : own_) found_.push_back(finding_of_own(own));
    return std::move(found_);
  }

 private:
  // Clients pass over the common name where there are names in subjectAltName (RFC 6125, 6.4.4).
  void judge_common_name(const PlacedCertificate& leaf) {
    if (!judged_.emplace(fmt::format("{}:{}", leaf.file, leaf.line)).second) return;
    if (leaf.certificate.names().empty()) return;
    const std::vector<std::string> names = served_names(leaf.certificate);
    for (const std::string& name : leaf.certificate.common_names())
      if (is_full_name(name) && !covers(names, lower(name)))
        found_.push_back(
            {.finding = {.id = "common-name-unused",
                         .severity = Severity::info,
                         .subject = leaf.file,
                         .line = leaf.line > 0 ? std::optional(leaf.line) : std::nullopt,
                         .message = fmt::format("\"{}\" is its common name and not among its "
                                                "names ({}): clients do not accept it for that one",
                                                escaped(name), listed_names(names)),
                         .hint = "have it issued with that name as subjectAltName, if it counts"},
             .urgency = Urgency::untidy});
  }

  void judge_service(const PlacedCertificate& leaf, const Service& service) {
    if (!takes_mail(service) && leaf.certificate.subject_der() == leaf.certificate.issuer_der())
      remember(own_, leaf.file, leaf, service);
    const std::vector<std::string> names = served_names(leaf.certificate);
    const std::string host = lower(value_in(look_.config, &service, "myhostname"));
    if (!is_full_name(host) || names.empty() || covers(names, host)) return;
    if (sni_names_.count(host) > 0) return;
    // Another name in the greeting may be what clients were told.
    const auto banner = list_elements(value_in(look_.config, &service, "smtpd_banner"));
    const std::string greeting = banner.empty() ? "" : lower(banner.front());
    if (is_full_name(greeting) && covers(names, greeting)) return;
    const std::string key = fmt::format("{}:{}:{}", leaf.file, host, listed_names(names));
    remember(missing_, key, leaf, service).name = host;
  }

  static Missing& remember(std::map<std::string, Missing>& all, const std::string& key,
                           const PlacedCertificate& leaf, const Service& service) {
    Missing& missing = all[key];
    if (missing.leaf == nullptr) missing.leaf = &leaf;
    if (missing.services.empty() || missing.services.back() != service.key())
      missing.services.push_back(service.key());
    missing.takes_mail = missing.takes_mail || takes_mail(service);
    return missing;
  }

  [[nodiscard]] static std::string services_of(const Missing& missing) {
    return escaped(fmt::format("{}", fmt::join(missing.services, ", ")));
  }

  // Other mail servers do not look; people's mail programs do.
  [[nodiscard]] static CheckFinding finding_of_own(const Missing& own) {
    return {.finding = {.id = "certificate-self-signed",
                        .severity = Severity::info,
                        .subject = own.leaf->file,
                        .line = own.leaf->line > 0 ? std::optional(own.leaf->line) : std::nullopt,
                        .message = fmt::format("\"{}\" is self-signed: mail programs that use {} "
                                               "ask their user whether to go on",
                                               own.leaf->certificate.subject(), services_of(own)),
                        .hint = "good enough between servers; for people have one issued by a "
                                "public CA"},
            .urgency = Urgency::untidy};
  }

  [[nodiscard]] static CheckFinding finding_of(const Missing& missing) {
    const Certificate& leaf = missing.leaf->certificate;
    // Of a self-signed one nobody believes any name; and mail programs may have been told another.
    const bool own = leaf.subject_der() == leaf.issuer_der();
    const bool counts = missing.takes_mail && !own;
    return {.finding = {.id = "name-not-covered",
                        .severity = counts ? Severity::warning : Severity::info,
                        .subject = missing.leaf->file,
                        .line = missing.leaf->line > 0 ? std::optional(missing.leaf->line)
                                                       : std::nullopt,
                        .message = fmt::format(
                            "is for {}, and not for \"{}\", which is myhostname of {} (postfix: "
                            "accepts)",
                            listed_names(served_names(leaf)), escaped(missing.name),
                            services_of(missing)),
                        .hint = "have it issued for that name too, unless clients come by another"},
            .urgency = counts ? Urgency::weak : Urgency::untidy};
  }

  const MaterialLook& look_;
  std::set<std::string> judged_{};
  const std::set<std::string>& sni_names_;
  std::map<std::string, Missing> missing_{};
  std::map<std::string, Missing> own_{};  // self-signed ones, shown to mail programs
  std::vector<CheckFinding> found_{};
};

}  // namespace

bool is_full_name(const std::string& name) {
  if (name.find('.') == std::string::npos || name.ends_with('.')) return false;
  if (name.find_first_not_of("0123456789.") == std::string::npos) return false;
  if (name.find_first_of(" :/@[]") != std::string::npos) return false;
  const std::string small = lower(name);
  return !small.starts_with("localhost.") && !small.ends_with(".localdomain");
}

std::string listed_names(const std::vector<std::string>& names) {
  constexpr std::size_t most = 3;
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < most; ++i)
    text += fmt::format("{}\"{}\"", i == 0 ? "" : ", ", escaped(names[i]));
  if (names.size() > most) text += fmt::format(" and {} more", names.size() - most);
  return text.empty() ? "no name" : text;
}

std::vector<CheckFinding> check_names(const MaterialLook& look,
                                      const std::vector<MaterialUse>& uses,
                                      const std::set<std::string>& sni_names) {
  Names names(look, sni_names);
  for (const MaterialUse& use : uses) names.look_at(use);
  return names.take();
}

}  // namespace postseal
