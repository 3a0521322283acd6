// SPDX-License-Identifier: MIT
#include "crypto/chain_lint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "core/text.hpp"
#include "crypto/chain_roles.hpp"

namespace postseal {
namespace {

// SSL_MAX_CERT_LIST_DEFAULT: what an OpenSSL client takes at most. Each certificate has a length
// of three bytes before it.
constexpr std::size_t most_bytes = 100 * 1024;

constexpr std::string_view rebuild_hint =
    "write it anew: postseal chain build CERTIFICATE --from FILE --key KEY --out NEW";

class Judge {
 public:
  Judge(const std::vector<PlacedCertificate>& served, ChainFinder& finder, const LintRules& rules)
      : served_(served), finder_(finder), rules_(rules) {}

  [[nodiscard]] ChainReport report() && {
    for (const PlacedCertificate& placed : served_) certificates_.push_back(placed.certificate);
    for (const Certificate& certificate : certificates_) finder_.add(certificate);
    report_.chain = finder_.find(certificates_.front());
    roles_ = roles_in(report_.chain, certificates_, finder_);
    judge_members();
    judge_order();
    judge_end();
    judge_size();
    return std::move(report_);
  }

 private:
  struct Words {
    std::string_view id{};
    std::string message{};
    std::string_view hint{};
  };

  void add(Severity severity, const PlacedCertificate& placed, Words words) {
    if (severity != Severity::info && !rules_.from_outside) words.message += " (postfix: accepts)";
    if (rules_.from_outside) words.hint = {};
    report_.findings.push_back({.id = std::string(words.id),
                                .severity = severity,
                                .subject = placed.file,
                                .message = std::move(words.message),
                                .hint = std::string(words.hint)});
    if (placed.line > 0) report_.findings.back().line = placed.line;
  }

  void judge_members() {
    for (std::size_t i = 0; i < served_.size(); ++i) {
      if (roles_[i] == ChainRole::member) {
        const auto place = i == 0 ? CertificatePlace::leaf : CertificatePlace::issuer;
        auto findings = judge_certificate(served_[i], place, rules_);
        std::move(findings.begin(), findings.end(), std::back_inserter(report_.findings));
      } else {
        judge_extra(served_[i], roles_[i]);
      }
    }
  }

  void judge_extra(const PlacedCertificate& placed, ChainRole role) {
    const std::string subject = placed.certificate.subject();
    report_.ignored.push_back({.subject = subject, .why = std::string(why_ignored(role))});
    if (role == ChainRole::duplicate)
      judge_duplicate(placed);
    else if (role == ChainRole::root)
      add(Severity::info, placed,
          {"chain-root", fmt::format("\"{}\" is a root, which clients have themselves", subject),
           rebuild_hint});
    else if (role == ChainRole::other_path && report_.chain.complete)
      add(Severity::info, placed,
          {"chain-other-path",
           fmt::format("\"{}\" belongs to another path from the same leaf", subject),
           "older clients may want it; without it the chain is shorter"});
    else if (role == ChainRole::stranger)
      add(Severity::error, placed,
          {"chain-stranger", fmt::format("\"{}\" issued nothing in this chain", subject),
           rebuild_hint});
  }

  void judge_duplicate(const PlacedCertificate& placed) {
    if (!repeated_.insert(placed.certificate.der()).second) return;
    const auto times = std::count(certificates_.begin(), certificates_.end(), placed.certificate);
    add(Severity::info, placed,
        {"chain-duplicate",
         fmt::format("\"{}\" is there {} times", placed.certificate.subject(), times),
         rebuild_hint});
  }

  // Where a certificate should stand: the root after all others; nullopt: anywhere.
  [[nodiscard]] std::optional<std::size_t> proper_place(std::size_t i) const {
    const auto& members = report_.chain.certificates;
    if (roles_[i] == ChainRole::root) return members.size();
    if (roles_[i] != ChainRole::member) return std::nullopt;
    const auto found = std::find(members.begin(), members.end(), certificates_[i]);
    return static_cast<std::size_t>(std::distance(members.begin(), found));
  }

  // TLS 1.2 wants each certificate to certify the one before it (RFC 5246, 7.4.2).
  void judge_order() {
    std::size_t furthest = 0;  // the certificate seen so far that should stand last
    for (std::size_t i = 0; i < served_.size(); ++i) {
      const auto place = proper_place(i);
      if (!place) continue;
      if (*place < *proper_place(furthest))
        return add(Severity::error, served_[i],
                   {"chain-misordered",
                    fmt::format("\"{}\" stands after \"{}\" and belongs before it",
                                certificates_[i].subject(), certificates_[furthest].subject()),
                    rebuild_hint});
      furthest = i;
    }
  }

  // A certificate that looks like the issuer of LAST is there, and did not sign it.
  [[nodiscard]] bool has_bad_signature(const Certificate& last) {
    CertificatePool& pool = finder_.pool();
    const std::size_t number = pool.add(last);
    return pool.issuers_of(number).empty() && !pool.claimed_issuers_of(number).empty();
  }

  void judge_end() {
    const Chain& chain = report_.chain;
    const Certificate& last = chain.certificates.back();
    const auto found = std::find(certificates_.begin(), certificates_.end(), last);
    const PlacedCertificate& placed =
        served_[static_cast<std::size_t>(std::distance(certificates_.begin(), found))];
    if (!chain.complete && has_bad_signature(last))
      add(Severity::error, placed,
          {"signature-invalid",
           fmt::format("\"{}\" is not signed by the key of \"{}\"", last.subject(), last.issuer()),
           "the file is damaged, or these belong to two CAs of one name"});
    else if (!chain.complete)
      judge_open_end(placed);
    else if (!chain.untrusted.empty() && !has_date_error())
      add(Severity::error, placed,
          {"chain-untrusted", fmt::format("the chain does not verify: {}", chain.untrusted), ""});
  }

  // Nobody sends a root, so the end of a chain from a private CA looks like one cut short.
  void judge_open_end(const PlacedCertificate& placed) {
    const Chain& chain = report_.chain;
    const bool lone = chain.certificates.size() == 1;
    if (lone || rules_.roots_given)
      add(Severity::error, placed,
          {"chain-incomplete",
           fmt::format("the issuer of \"{}\" is missing: \"{}\"", placed.certificate.subject(),
                       chain.missing_issuer()),
           "add the intermediate certificates: postseal chain build"});
    else
      add(Severity::warning, placed,
          {"root-unknown",
           fmt::format("the chain ends with \"{}\", and its issuer \"{}\" is no root known here",
                       placed.certificate.subject(), chain.missing_issuer()),
           "if that is your own root, name it with --roots; otherwise an intermediate is missing"});
  }

  [[nodiscard]] bool has_date_error() const {
    return std::any_of(report_.findings.begin(), report_.findings.end(), [](const Finding& one) {
      return one.id == "certificate-expired" || one.id == "certificate-not-yet-valid";
    });
  }

  void judge_size() {
    std::size_t bytes = 0;
    for (const Certificate& certificate : certificates_) bytes += certificate.der().size() + 3;
    if (bytes > most_bytes)
      add(Severity::error, served_.front(),
          {"chain-too-large",
           fmt::format("{} certificates make {} bytes, and clients take no more than {}",
                       certificates_.size(), bytes, most_bytes),
           rebuild_hint});
  }

  const std::vector<PlacedCertificate>& served_;
  ChainFinder& finder_;
  const LintRules& rules_;
  std::vector<Certificate> certificates_{};
  std::vector<ChainRole> roles_{};
  std::set<std::string_view> repeated_{};  // in DER: said once
  ChainReport report_{};
};

}  // namespace

ChainReport judge_chain(const std::vector<PlacedCertificate>& served, ChainFinder& finder,
                        const LintRules& rules) {
  return Judge(served, finder, rules).report();
}

}  // namespace postseal
