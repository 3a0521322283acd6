// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "commands/material_files.hpp"
#include "commands/probe_judge.hpp"
#include "core/json.hpp"
#include "core/report.hpp"
#include "core/text.hpp"
#include "core/time.hpp"

namespace postseal {
namespace {

std::string_view name_of(LookOutcome outcome) {
  switch (outcome) {
    case LookOutcome::shown:
      return "shown";
    case LookOutcome::refused:
      return "refused";
    case LookOutcome::no_certificate:
      return "no-certificate";
    case LookOutcome::no_tls:
      return "no-tls";
    case LookOutcome::injected:
      return "injected";
    case LookOutcome::no_answer:
      return "no-answer";
  }
  return "";
}

std::string words_for(const std::string& algorithm) {
  return algorithm == "rsa" ? "RSA" : algorithm == "ec" ? "ECDSA" : "other";
}

std::string session_of(const ServiceLook& look) {
  if (look.protocol.empty())
    return look.said.empty() ? "the handshake was not finished" : escaped(look.said);
  std::string text = fmt::format("{}, {}", look.protocol, look.cipher);
  if (!look.group.empty()) text += ", " + look.group;
  return text;
}

bool holds(const std::vector<Certificate>& all, const Certificate& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// The chain as it was sent, each certificate one step further in than what it issued.
std::string tree_of(const ProbedChain& served) {
  const Chain& chain = served.report.chain;
  std::string text;
  const auto line = [&](std::size_t depth, const std::string& what) {
    text += fmt::format("{:{}}{}\n", "", 2 * depth + 4, what);
  };
  std::size_t depth = 0;
  for (const Certificate& one : served.sent) {
    const bool is_root = chain.root && *chain.root == one;
    const bool belongs = is_root || holds(chain.certificates, one);
    const std::string subject = one.subject();
    line(belongs ? depth++ : depth,
         fmt::format("{} ({}), until {}{}", subject.empty() ? "no subject" : subject,
                     one.key().description, date_of(one.not_after()),
                     !belongs                                ? " [does not belong]"
                     : is_root && one != served.sent.front() ? " [root]"
                     : is_root                               ? " [self-signed]"
                                                             : ""));
  }
  if (!chain.complete)
    line(depth, "MISSING: " + chain.missing_issuer());
  else if (!holds(served.sent, *chain.root))
    line(depth, "root, not sent: " + chain.root->subject());
  return text;
}

std::string chain_text_of(const ProbedServed& served) {
  const ProbedChain& chain = *served.chain;
  const Certificate& leaf = chain.sent.front();
  std::string text = fmt::format("  {}: {}\n{}", words_for(served.by->algorithm),
                                 session_of(served.by->look), tree_of(chain));
  const auto line = [&](std::string_view label, const std::string& value) {
    text += fmt::format("    {:<12} {}\n", label, value);
  };
  line("names", listed(name_texts(leaf)));
  line("trusted", chain.trust.trusted ? "yes" : "no: " + escaped(chain.trust.error));
  line("certificate", fingerprint(leaf.der()));
  line("public key", fingerprint(leaf.spki_der()));
  return text;
}

Json nullable(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json json_of_chain(const ProbedServed& served) {
  const ProbedChain& chain = *served.chain;
  const ServiceLook& look = served.by->look;
  Json json = {{"algorithm", served.by->algorithm.empty() ? "other" : served.by->algorithm},
               {"protocol", nullable(look.protocol)},
               {"cipher", nullable(look.cipher)},
               {"group", nullable(look.group)},
               {"trusted", chain.trust.trusted},
               {"trust_error", nullable(chain.trust.error)},
               {"complete", chain.report.chain.complete}};
  json["name_matches"] =
      served.match ? Json(served.match->outcome == MatchOutcome::matches) : Json(nullptr);
  json["on_disk"] = served.on_disk ? Json(*served.on_disk) : Json(nullptr);
  json["not_after"] = rfc3339(chain.sent.front().not_after());
  json["certificate"] = fingerprint(chain.sent.front().der());
  json["public_key"] = fingerprint(chain.sent.front().spki_der());
  json["certificates"] = *chain.certificates;
  return json;
}

}  // namespace

std::string text_of(const ProbedHost& host, Hints hints) {
  std::string text;
  if (!host.chains.empty()) {
    const ServiceLook& look = host.chains.front().by->look;
    text = label_of(host.target);
    if (!look.address.empty() && look.address != host.target.host)
      text += fmt::format(" ({})", look.address);
    if (!host.target.domain.empty()) text += fmt::format(", for {}", host.target.domain);
    text += host.target.implicit ? ": TLS at once\n" : ": STARTTLS\n";
    for (const ProbedServed& served : host.chains) text += chain_text_of(served);
  }
  for (Finding finding : host.findings) {
    if (hints == Hints::no) finding.hint.clear();
    text += as_text(finding) + "\n";
  }
  return text;
}

Json json_of(const ProbedHost& host) {
  const ServiceLook& last =
      host.chains.empty() ? host.looks.back().look : host.chains.front().by->look;
  Json algorithms = Json::object();
  for (const ProbeLook& one : host.looks)
    if (!one.algorithm.empty()) algorithms[one.algorithm] = name_of(one.look.outcome);
  Json chains = Json::array();
  for (const ProbedServed& served : host.chains) chains.push_back(json_of_chain(served));
  Json findings = Json::array();
  for (const Finding& finding : host.findings) findings.push_back(as_json(finding));
  return {{"host", host.target.host},
          {"port", host.target.port},
          {"implicit", host.target.implicit},
          {"name", nullable(host.target.name)},
          {"domain", nullable(host.target.domain)},
          {"address", nullable(last.address)},
          {"outcome", name_of(last.outcome)},
          {"said", nullable(last.said)},
          {"algorithms", std::move(algorithms)},
          {"chains", std::move(chains)},
          {"findings", std::move(findings)}};
}

}  // namespace postseal
