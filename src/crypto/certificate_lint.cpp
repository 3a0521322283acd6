// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "core/text.hpp"
#include "crypto/chain_lint.hpp"

namespace postseal {
namespace {

class Judge {
 public:
  Judge(const PlacedCertificate& placed, CertificatePlace place, const LintRules& rules)
      : placed_(placed), certificate_(placed.certificate), place_(place), rules_(rules) {}

  [[nodiscard]] std::vector<Finding> findings() && {
    judge_dates();
    judge_key();
    judge_signature();
    if (place_ == CertificatePlace::leaf) judge_leaf();
    return std::move(findings_);
  }

 private:
  struct Words {
    std::string id{};
    std::string message{};
    std::string hint{};
  };

  void add(Severity severity, Words words) {
    findings_.push_back(
        {.id = std::move(words.id),
         .severity = severity,
         .subject = placed_.file,
         .message = fmt::format("\"{}\" {}{}", certificate_.subject(), words.message,
                                rules_.from_outside ? "" : " (postfix: accepts)"),
         .hint = rules_.from_outside ? "" : std::move(words.hint)});
    if (placed_.line > 0) findings_.back().line = placed_.line;
  }

  void judge_dates() {
    const auto days = [](auto span) { return std::chrono::floor<std::chrono::days>(span).count(); };
    const Time end = certificate_.not_after();
    if (certificate_.not_before() > rules_.now)
      add(Severity::error,
          {"certificate-not-yet-valid",
           fmt::format("is valid only from {} on", rfc3339(certificate_.not_before())),
           "set the clock right, or wait"});
    if (end < rules_.now)
      add(Severity::error,
          {"certificate-expired", fmt::format("expired on {}", rfc3339(end)), "renew it"});
    else if (end < rules_.now + std::chrono::days(rules_.within_days))
      add(Severity::warning, {"certificate-expires-soon",
                              fmt::format("expires in {} days ({}), less than the {} asked for",
                                          days(end - rules_.now), date_of(end), rules_.within_days),
                              "renew it"});
  }

  void judge_key() {
    const KeyFacts key = certificate_.key();
    const bool finite = key.family == KeyFamily::rsa || key.family == KeyFamily::rsa_pss;
    if (key.family == KeyFamily::other)
      add(Severity::error, {"key-unsupported",
                            fmt::format("has a key of type {}, which TLS has "
                                        "no use for",
                                        key.description),
                            "use a key of a usual kind: postseal key new"});
    if (finite && key.bits < 2048)
      add(Severity::warning,
          {"key-weak",
           fmt::format("has an RSA key of {} bits, and many peers refuse less than 2048", key.bits),
           "make a new key: postseal key new"});
    if (key.family == KeyFamily::dsa)
      add(Severity::warning, {"key-unusual", "has a DSA key, which no current client takes",
                              "make a new key: postseal key new"});
    if (key.explicit_curve)
      add(Severity::error,
          {"key-curve-explicit", "spells out its curve instead of naming it, and clients refuse it",
           "make a new key: postseal key new"});
    else if (key.family == KeyFamily::ec && !key.type)
      add(Severity::warning,
          {"key-unusual",
           fmt::format("has a key on the curve {}, which many clients do not take",
                       key.description.substr(3)),
           "make a new key: postseal key new --type ec:p256"});
  }

  // Nobody verifies the signature of a self-signed certificate.
  void judge_signature() {
    const std::string algorithm = certificate_.signature_algorithm();
    const std::string small = lower(algorithm);
    const bool weak = small.find("sha1") != std::string::npos ||
                      small.find("md5") != std::string::npos ||
                      small.find("md2") != std::string::npos;
    if (weak && certificate_.subject_der() != certificate_.issuer_der())
      add(Severity::warning,
          {"signature-weak", fmt::format("is signed with {}, which peers refuse", algorithm),
           "have it issued again"});
  }

  void judge_leaf() {
    const bool own_issuer = certificate_.subject_der() == certificate_.issuer_der();
    if (certificate_.is_ca() && !own_issuer)
      add(Severity::warning, {"leaf-is-ca", "is the certificate of a CA, not of a server",
                              "the certificate of the server comes right after its key"});
    if (certificate_.names().empty())
      add(Severity::warning,
          {"leaf-no-names", "has no subjectAltName, and many clients match no other name",
           "have it issued with the host names as subjectAltName"});
    judge_usage();
  }

  void judge_usage() {
    const auto lacks = [](const std::vector<std::string>& list, std::string_view one) {
      return !list.empty() && std::find(list.begin(), list.end(), one) == list.end();
    };
    const auto purposes = certificate_.extended_key_usage();
    if (lacks(purposes, "serverAuth") && lacks(purposes, "anyExtendedKeyUsage"))
      add(Severity::warning, {"leaf-purpose", "is not made for servers (no serverAuth)",
                              "have it issued for TLS servers; for the client side all is well"});
    if (lacks(certificate_.key_usage(), "digitalSignature"))
      add(Severity::warning,
          {"leaf-key-usage", "may not sign (key usage lacks digitalSignature), which TLS needs",
           "have it issued with digitalSignature"});
  }

  const PlacedCertificate& placed_;
  const Certificate& certificate_;
  CertificatePlace place_;
  const LintRules& rules_;
  std::vector<Finding> findings_{};
};

}  // namespace

std::vector<Finding> judge_certificate(const PlacedCertificate& placed, CertificatePlace place,
                                       const LintRules& rules) {
  return Judge(placed, place, rules).findings();
}

}  // namespace postseal
