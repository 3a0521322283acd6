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
  explicit Names(const MaterialLook& look) : look_(look) {}

  void look_at(const MaterialUse& use) {
    if (use.use != ChainUse::server) return;
    for (const ShownChain& chain : use.chains) {
      judge_common_name(chain.certificates.front());
      judge_service(chain.certificates.front(), *use.service);
    }
  }

  [[nodiscard]] std::vector<CheckFinding> take() {
    for (const auto& [key, missing] : missing_) found_.push_back(finding_of(missing));
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
    const std::vector<std::string> names = served_names(leaf.certificate);
    const std::string host = lower(value_in(look_.config, &service, "myhostname"));
    if (!is_full_name(host) || names.empty() || covers(names, host)) return;
    // Another name in the greeting may be what clients were told.
    const auto banner = list_elements(value_in(look_.config, &service, "smtpd_banner"));
    const std::string greeting = banner.empty() ? "" : lower(banner.front());
    if (is_full_name(greeting) && covers(names, greeting)) return;
    Missing& missing = missing_[fmt::format("{}:{}:{}", leaf.file, leaf.line, host)];
    missing.leaf = &leaf;
    missing.name = host;
    missing.services.push_back(service.key());
    missing.takes_mail = missing.takes_mail || takes_mail(service);
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
                            escaped(fmt::format("{}", fmt::join(missing.services, ", ")))),
                        .hint = "have it issued for that name too, unless clients come by another"},
            .urgency = counts ? Urgency::weak : Urgency::untidy};
  }

  const MaterialLook& look_;
  std::set<std::string> judged_{};
  std::map<std::string, Missing> missing_{};
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
                                      const std::vector<MaterialUse>& uses) {
  Names names(look);
  for (const MaterialUse& use : uses) names.look_at(use);
  return names.take();
}

}  // namespace postseal
