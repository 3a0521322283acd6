// SPDX-License-Identifier: MIT
#include "commands/check_chains.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

#include "commands/chain_inputs.hpp"
#include "core/error.hpp"
#include "core/file_references.hpp"

namespace postseal {
namespace {

constexpr std::array broken{
    std::string_view("certificate-expired"), std::string_view("certificate-not-yet-valid"),
    std::string_view("chain-incomplete"),    std::string_view("chain-misordered"),
    std::string_view("chain-stranger"),      std::string_view("chain-untrusted"),
    std::string_view("chain-too-large"),     std::string_view("signature-invalid"),
    std::string_view("key-curve-explicit"),  std::string_view("key-unsupported")};
constexpr std::array untidy{std::string_view("chain-root"), std::string_view("chain-duplicate"),
                            std::string_view("chain-other-path")};

template <std::size_t N>
bool has(const std::array<std::string_view, N>& ids, std::string_view id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

bool lacks(const std::vector<std::string>& list, std::string_view one) {
  return !list.empty() && std::find(list.begin(), list.end(), one) == list.end();
}

// Without serverAuth a server's certificate is of no use; without clientAuth a client's is not.
std::optional<Finding> client_purpose(const PlacedCertificate& leaf) {
  const auto purposes = leaf.certificate.extended_key_usage();
  if (!lacks(purposes, "clientAuth") || !lacks(purposes, "anyExtendedKeyUsage"))
    return std::nullopt;
  return Finding{
      .id = "client-cert-purpose",
      .severity = Severity::warning,
      .subject = leaf.file,
      .line = leaf.line > 0 ? std::optional(leaf.line) : std::nullopt,
      .message = fmt::format("\"{}\" is shown to servers as a client's, and is not made for that "
                             "(no clientAuth): those that check it refuse it (postfix: accepts)",
                             leaf.certificate.subject()),
      .hint =
          "public CAs no longer issue clientAuth: take one of your own CA (postseal ca issue "
          "--client), or none"};
}

// What is said of servers only, or what nobody did wrong.
bool is_beside_the_point(const Finding& finding, const ShownChain& shown, ChainUse use) {
  if (use == ChainUse::client && (finding.id == "leaf-purpose" || finding.id == "leaf-no-names"))
    return true;
  return shown.completed && (finding.id == "chain-root" || finding.id == "chain-other-path");
}

void reword(Finding& finding) {
  if (finding.id == "root-unknown")
    finding.hint =
        "if that is your own root, your peers need it; otherwise an intermediate is missing";
  if (finding.id == "chain-incomplete")
    finding.hint =
        "add the intermediate certificates: postseal chain build; a root of your own belongs to "
        "the peers, and into smtpd_tls_CAfile";
}

std::string key_of(const ShownChain& shown, ChainUse use) {
  std::string key = use == ChainUse::server ? "s" : "c";
  for (const PlacedCertificate& placed : shown.certificates)
    key += fmt::format("{}:{}\n", placed.file, placed.line);
  return key;
}

using Same = std::tuple<std::string, std::string, std::optional<int>, std::string>;

}  // namespace

Urgency urgency_of_chain(std::string_view id) {
  if (has(broken, id)) return Urgency::broken;
  if (id == "certificate-expires-soon") return Urgency::dated;
  return has(untidy, id) ? Urgency::untidy : Urgency::weak;
}

// The public roots of this machine, and the site's own as its CAfile parameters have them.
void ChainJudge::read_roots() {
  if (std::exchange(roots_read_, true)) return;
  try {
    roots_ = postseal::read_roots(look_.context, std::nullopt);
  } catch (const Error&) {
    // A damaged bundle: then nothing counts as trusted.
  }
  for (const std::string_view name : {"smtpd_tls_CAfile", "smtp_tls_CAfile"}) {
    const std::string path = look_.absolute(value_in(look_.config, nullptr, name));
    if (path.empty() || !look_.files.is_file(path)) continue;
    for (const auto& ca : look_.files.chain(path).certificates)
      if (ca && ca->subject_der() == ca->issuer_der()) roots_.push_back(*ca);
  }
  for (std::size_t i = 0; i < roots_.size(); ++i)
    roots_by_subject_.emplace(roots_[i].subject_der(), i);
}

// Only the roots that somebody in the chain names: all of them would cost more than the rest.
void ChainJudge::trust(ChainFinder& finder, const std::vector<PlacedCertificate>& certificates) {
  bool named = false;
  for (const PlacedCertificate& placed : certificates) {
    const auto [first, last] = roots_by_subject_.equal_range(placed.certificate.issuer_der());
    for (auto at = first; at != last; ++at) finder.trust(roots_[at->second]);
    named = named || first != last;
  }
  // Names may be equal in another spelling (RFC 5280, 7.1).
  if (!named)
    for (const Certificate& root : roots_) finder.trust(root);
}

Certificate ChainJudge::shared(const Certificate& certificate) {
  return known_.emplace(certificate.der(), certificate).first->second;
}

const JudgedChain& ChainJudge::judge(const ShownChain& shown, ChainUse use) {
  const auto [at, added] = judged_.try_emplace(key_of(shown, use));
  if (!added) return at->second;
  at->second = judged(shown, use);
  order_.push_back(&at->second);
  by_file_[shown.certificates.front().file].push_back(&at->second);
  return at->second;
}

std::vector<const JudgedChain*> ChainJudge::chains_in(const std::string& path) const {
  const auto found = by_file_.find(path);
  return found == by_file_.end() ? std::vector<const JudgedChain*>{} : found->second;
}

JudgedChain ChainJudge::judged(const ShownChain& shown, ChainUse use) {
  read_roots();
  std::vector<PlacedCertificate> certificates = shown.certificates;
  for (PlacedCertificate& placed : certificates) placed.certificate = shared(placed.certificate);
  const Certificate& leaf = certificates.front().certificate;
  ChainFinder finder(look_.now());
  trust(finder, certificates);
  ChainReport report =
      judge_chain(certificates, finder, {.now = look_.now(), .within_days = look_.within});
  JudgedChain done{.chain = std::move(report.chain),
                   .self_signed = leaf.subject_der() == leaf.issuer_der()};
  for (Finding& finding : report.findings) {
    if (is_beside_the_point(finding, shown, use)) continue;
    if (roots_.empty() && finding.id == "root-unknown") continue;  // no root is known at all
    reword(finding);
    done.findings.push_back(std::move(finding));
  }
  if (use == ChainUse::client)
    if (auto finding = client_purpose(certificates.front()))
      done.findings.push_back(std::move(*finding));
  return done;
}

std::vector<CheckFinding> ChainJudge::findings() const {
  constexpr std::size_t most_files = 5;
  std::set<Same> seen;
  std::vector<CheckFinding> all;
  std::map<std::pair<std::string, std::string>, std::pair<std::size_t, std::size_t>> alike;
  for (const JudgedChain* judged : order_)
    for (const Finding& finding : judged->findings) {
      if (!seen.emplace(finding.id, finding.subject, finding.line, finding.message).second)
        continue;
      auto& [first, times] =
          alike.try_emplace({finding.id, finding.message}, all.size(), 0U).first->second;
      if (++times <= most_files)
        all.push_back({.finding = finding, .urgency = urgency_of_chain(finding.id)});
    }
  for (const auto& [what, where] : alike)
    if (where.second > most_files)
      all[where.first].finding.message += fmt::format(
          "; the same in {} other files, of which {} "
          "are not named",
          where.second - 1, where.second - most_files);
  return all;
}

}  // namespace postseal
