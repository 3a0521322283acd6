// SPDX-License-Identifier: MIT
#include "commands/probe_judge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "commands/material_files.hpp"
#include "core/policy_words.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

// Of a host that showed no certificate.
Finding nothing_shown(const ProbedHost& host) {
  const ServiceLook& look = host.looks.back().look;
  const std::string said = look.said.empty() ? "" : ": " + escaped(look.said);
  Finding finding{.id = "host-no-answer", .subject = label_of(host.target)};
  switch (look.outcome) {
    case LookOutcome::refused:
      finding.id = "starttls-refused";
      finding.message = "refuses TLS" + said;
      finding.hint = "its log says why; most often a certificate or key that does not load";
      break;
    case LookOutcome::no_tls:
      finding.id = "starttls-not-offered";
      finding.message = "offers no STARTTLS" + said;
      finding.hint = "TLS is off there, or something in between takes the word out";
      break;
    case LookOutcome::injected:
      finding.id = "starttls-injected";
      finding.message = escaped(look.said);
      finding.hint = "something in between, or the server itself, puts words into the session";
      break;
    case LookOutcome::no_certificate:
      finding.id = "served-none";
      finding.message = "speaks TLS without a certificate" + said;
      finding.hint = "its certificate does not load, or is of a kind that nobody takes";
      break;
    default:
      finding.message =
          (look.address.empty() ? "cannot be reached" : "shows no certificate") + said;
      if (look.address.empty() && host.target.port == 25 && look.said.starts_with("timed out"))
        finding.hint = "port 25 is closed to many networks";
      break;
  }
  return finding;
}

bool is_old(std::string_view protocol) {
  constexpr std::array<std::string_view, 3> old{"SSLv3", "TLSv1", "TLSv1.1"};
  return std::find(old.begin(), old.end(), protocol) != old.end();
}

bool is_weak_cipher(std::string_view cipher) {
  constexpr std::array<std::string_view, 6> weak{"RC4", "DES-", "RC2", "EXP-", "NULL", "MD5"};
  return std::any_of(weak.begin(), weak.end(), [&](std::string_view part) {
    return cipher.find(part) != std::string_view::npos;
  });
}

class Judge {
 public:
  Judge(ProbedHost& host, ProbeChains& chains, const DiskCertificates* disk)
      : host_(host), chains_(chains), disk_(disk), label_(label_of(host.target)) {}

  void run() {
    for (ProbeLook& one : host_.looks)
      if (one.look.outcome == LookOutcome::shown) take(one);
    if (host_.chains.empty()) {
      host_.findings.push_back(nothing_shown(host_));
      return;
    }
    for (const ProbedServed& served : host_.chains) judge(served);
    judge_silence();
    if (disk_ != nullptr) compare();
  }

 private:
  void take(ProbeLook& one) {
    ProbedServed served{.by = &one, .chain = chains_.of(std::exchange(one.look.chain, {}))};
    if (!served.chain) {
      one.look.outcome = LookOutcome::no_answer;
      one.look.said = "what it sends as its certificate is none";
      return;
    }
    const std::string& name = host_.target.name;
    if (!name.empty())
      served.match = match_names({{.text = name, .from = "hostname"}}, served.chain->names,
                                 {.version = chains_.rules().version});
    const Certificate& leaf = served.chain->sent.front();
    if (disk_ != nullptr)
      served.on_disk = std::find(disk_->all.begin(), disk_->all.end(), leaf) != disk_->all.end();
    host_.chains.push_back(std::move(served));
  }

  void judge(const ProbedServed& served) {
    for (Finding finding : served.chain->report.findings) add(std::move(finding));
    judge_name(served);
    const ServiceLook& look = served.by->look;
    if (is_old(look.protocol))
      add({.id = "served-protocol-old",
           .severity = Severity::warning,
           .message = fmt::format("speaks {} and nothing later", look.protocol),
           .hint = "it needs a newer TLS library, or smtpd_tls_protocols is set too low"});
    if (is_weak_cipher(look.cipher))
      add({.id = "served-cipher-weak",
           .severity = Severity::warning,
           .message = fmt::format("takes {}, although better ciphers are offered", look.cipher),
           .hint = "its list of ciphers is out of date"});
    if (look.group == "DH 512 bits" || look.group == "DH 768 bits" || look.group == "DH 1024 bits")
      add({.id = "served-group-weak",
           .severity = Severity::warning,
           .message =
               fmt::format("exchanges keys by {}, and less than 2048 can be broken", look.group),
           .hint = "it needs ECDHE, or a larger DH group"});
  }

  void judge_name(const ProbedServed& served) {
    if (!served.match || served.match->outcome == MatchOutcome::matches) return;
    std::vector<std::string> names = name_texts(served.chain->sent.front());
    add({.id = "served-name-differs",
         .message = names.empty() ? fmt::format("the certificate names no host, wanted is {}",
                                                quoted_text(host_.target.name))
                                  : fmt::format("the certificate is for {}, wanted is {}",
                                                listed(names), quoted_text(host_.target.name)),
         .hint = "if another name is right, give it with --name"});
  }

  // A server that has one kind of certificate may be as silent about the other as about nothing.
  void judge_silence() {
    for (const ProbeLook& one : host_.looks)
      if (one.look.outcome == LookOutcome::no_answer && one.look.said.starts_with("timed out"))
        add({.id = "host-no-answer",
             .severity = Severity::warning,
             .message = fmt::format("did not say whether it has {} certificate: {}",
                                    one.algorithm == "rsa" ? "an RSA" : "an ECDSA",
                                    escaped(one.look.said)),
             .hint = "ask again; --timeout SECONDS gives it longer"});
  }

  void compare() {
    std::vector<Certificate> leaves;
    for (const ProbedServed& served : host_.chains) leaves.push_back(served.chain->sent.front());
    for (Finding& finding : differences(label_, leaves, *disk_)) add(std::move(finding));
  }

  // Two chains often have the same faults: said once.
  void add(Finding finding) {
    finding.subject = label_;
    const bool is_known = std::any_of(
        host_.findings.begin(), host_.findings.end(),
        [&](const Finding& one) { return one.id == finding.id && one.message == finding.message; });
    if (!is_known) host_.findings.push_back(std::move(finding));
  }

  ProbedHost& host_;
  ProbeChains& chains_;
  const DiskCertificates* disk_;
  std::string label_;
};

}  // namespace

std::unique_ptr<const ProbedHost> probed_host(const ProbeTarget& target,
                                              std::vector<ProbeLook> looks, ProbeChains& chains,
                                              const DiskCertificates* disk) {
  auto host = std::make_unique<ProbedHost>();
  host->target = target;
  host->looks = std::move(looks);
  Judge(*host, chains, disk).run();
  return host;
}

}  // namespace postseal
