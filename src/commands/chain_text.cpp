// SPDX-License-Identifier: MIT
#include "commands/chain_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/json.hpp"
#include "core/time.hpp"

namespace postseal {
namespace {

std::string line_of(const Certificate& certificate, std::size_t depth) {
  const std::string subject = certificate.subject();
  return fmt::format("{:{}}{} ({}), until {}\n", "", 2 * depth + 2,
                     subject.empty() ? "no subject" : subject, certificate.key().description,
                     date_of(certificate.not_after()));
}

std::string end_of(const Chain& chain) {
  const std::string indent(2 * chain.certificates.size() + 2, ' ');
  if (!chain.complete) return fmt::format("{}MISSING: {}\n", indent, chain.missing_issuer());
  if (chain.certificates.front() == *chain.root) return "";
  return fmt::format("{}root, not sent: {}\n", indent, chain.root->subject());
}

std::string state_of(const Chain& chain) {
  if (!chain.complete) return "incomplete";
  if (chain.trusted) return "complete, trusted";
  const bool own = chain.certificates.front() == *chain.root;
  const char* what = own ? "self-signed" : "complete";
  return chain.untrusted.empty() ? fmt::format("{}, its root is not among the trusted ones", what)
                                 : fmt::format("{}, does not verify: {}", what, chain.untrusted);
}

}  // namespace

std::string chain_text(const Chain& chain) {
  std::string text;
  for (std::size_t i = 0; i < chain.certificates.size(); ++i)
    text += line_of(chain.certificates[i], i);
  return text + end_of(chain) + fmt::format("  {}\n", state_of(chain));
}

std::string ignored_text(const std::vector<ChainReport::Ignored>& ignored) {
  std::vector<std::string> lines;
  for (const ChainReport::Ignored& one : ignored)
    lines.push_back(fmt::format("  not needed: {} ({})", one.subject, one.why));
  std::string text;
  for (auto line = lines.begin(); line != lines.end(); ++line) {
    if (std::find(lines.begin(), line, *line) != line) continue;
    const auto times = std::count(line, lines.end(), *line);
    text += times > 1 ? fmt::format("{}, {} times\n", *line, times) : *line + "\n";
  }
  return text;
}

Json chains_json(const std::vector<Chain>& chains,
                 const std::vector<ChainReport::Ignored>& ignored) {
  Json subjects = Json::array();
  Json left_out = Json::array();
  Time end = Time::max();
  for (const Chain& chain : chains) {
    end = std::min(end, chain.not_after());
    for (const Certificate& certificate : chain.certificates)
      subjects.push_back(certificate.subject());
  }
  for (const ChainReport::Ignored& one : ignored)
    left_out.push_back({{"subject", one.subject}, {"why", one.why}});
  const auto all = [&](bool Chain::*property) {
    return !chains.empty() && std::all_of(chains.begin(), chains.end(),
                                          [&](const Chain& chain) { return chain.*property; });
  };
  return {{"subjects", std::move(subjects)},
          {"complete", all(&Chain::complete)},
          {"trusted", all(&Chain::trusted)},
          {"not_after", chains.empty() ? Json(nullptr) : Json(rfc3339(end))},
          {"ignored", std::move(left_out)}};
}

}  // namespace postseal
