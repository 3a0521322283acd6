// SPDX-License-Identifier: MIT
#include "core/policy_match.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "core/error.hpp"
#include "core/name_patterns.hpp"
#include "core/names.hpp"
#include "core/policy_words.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

std::string bytes_of_address(std::string_view text) {
  try {
    return parse_host_name(text, "address").address;
  } catch (const Error&) {
    return "";
  }
}

// midna_domain_to_ascii(3); as it is where it has no such form.
std::string ascii_form(const std::string& name, const PostfixVersion& version) {
  const bool is_ascii = std::all_of(name.begin(), name.end(),
                                    [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (is_ascii || version < PostfixVersion{3, 0, 0}) return name;
  const bool has_dot = name.starts_with('.');
  try {
    return (has_dot ? "." : "") + parse_host_name(name.substr(has_dot ? 1 : 0), "name").text;
  } catch (const Error&) {
    return name;
  }
}

std::string_view kind_text(OfferedKind kind) {
  return kind == OfferedKind::common_name ? "common name" : "name";
}

std::string how_it_fits(const WantedName& wanted, const OfferedName& offered, NameFit fit) {
  const std::string name = fmt::format("the {} {} of the certificate", kind_text(offered.kind),
                                       quoted_text(offered.text));
  switch (fit) {
    case NameFit::no:
      break;
    case NameFit::equal:
      return fmt::format("{} is the one wanted", name);
    case NameFit::wildcard:
      return fmt::format("{} covers {}", name, quoted_text(wanted.text));
    case NameFit::below:
      return fmt::format("{} is below {}", name, quoted_text(wanted.text.substr(1)));
  }
  return name;
}

class Matching {
 public:
  Matching(const std::vector<OfferedName>& offered, const MatchRules& rules)
      : offered_(offered), rules_(rules), by_library_(rules.version >= library_matches_since) {}

  [[nodiscard]] NameMatch run(const std::vector<WantedName>& wanted) {
    for (const WantedName& one : wanted) take(one);
    if (!has_names_ && !address_ && !is_unsure_)
      return {MatchOutcome::nothing_wanted, "there is no usable name to match"};
    // check_id() of OpenSSL: one of the names, and the address beside them.
    const bool name_differs = has_names_ && why_.empty();
    if (address_ && !address_fits_)
      return {name_differs ? MatchOutcome::both_differ : MatchOutcome::address_differs,
              fmt::format("{} is wanted as an address in subjectAltName{}, and is not there",
                          quoted_text(*address_), has_names_ ? " beside a name" : "")};
    if (!why_.empty()) return {MatchOutcome::matches, why_};
    if (is_unsure_)
      return {MatchOutcome::depends, "it depends on the host name of the MX, which is not known"};
    if (name_differs)
      return {MatchOutcome::differs, offered_.empty()
                                         ? "the certificate has no name"
                                         : "no name of the certificate is one of those wanted"};
    return {MatchOutcome::matches,
            fmt::format("the address {} is in subjectAltName", quoted_text(*address_))};
  }

 private:
  void take(const WantedName& wanted) {
    if (wanted.text.empty() || wanted.text == ".") return;
    if (!wanted.is_known) {
      is_unsure_ = true;
      return;
    }
    if (by_library_ && is_address(wanted.text)) return take_address(wanted.text);
    has_names_ = true;
    for (const OfferedName& one : offered_) {
      if (one.kind == OfferedKind::address || !why_.empty()) continue;
      const NameFit fit = by_library_
                              ? fit_by_library(one.raw, wanted.text)
                              : fit_by_postfix(one.raw, wanted.text, rules_.wildcards_span_labels);
      if (fit != NameFit::no) why_ = how_it_fits(wanted, one, fit);
    }
  }

  // A second one is dropped with a warning (SSL_add1_host()).
  void take_address(const std::string& text) {
    if (address_) return;
    address_ = text;
    const std::string bytes = bytes_of_address(text);
    address_fits_ = std::any_of(offered_.begin(), offered_.end(), [&](const OfferedName& one) {
      return one.kind == OfferedKind::address && one.raw == bytes;
    });
  }

  const std::vector<OfferedName>& offered_;
  const MatchRules& rules_;
  bool by_library_;
  bool has_names_ = false;
  bool is_unsure_ = false;
  bool address_fits_ = false;
  std::optional<std::string> address_{};
  std::string why_{};
};

}  // namespace

bool is_address(std::string_view text) {
  if (text.find_first_of(".:") == std::string_view::npos || text.starts_with('[')) return false;
  return !bytes_of_address(text).empty();
}

std::string domain_in_next_hop(std::string_view next_hop) {
  if (next_hop.starts_with('['))
    return std::string(next_hop.substr(1, std::min(next_hop.find(']'), next_hop.size()) - 1));
  return std::string(next_hop.substr(0, next_hop.find(':')));
}

std::vector<WantedName> names_wanted(const std::vector<std::string>& patterns,
                                     std::string_view next_hop, std::string_view mx,
                                     const PostfixVersion& version) {
  const std::string domain = domain_in_next_hop(next_hop);
  const std::string host = next_hop.starts_with('[') && mx.empty() ? domain : std::string(mx);
  std::vector<WantedName> wanted;
  for (const std::string& pattern : patterns) {
    const std::string word = lower(pattern);
    if (word == "nexthop")
      wanted.push_back({.text = domain, .from = word});
    else if (word == "dot-nexthop")
      wanted.push_back({.text = "." + domain, .from = word});
    else if (word == "hostname")
      wanted.push_back(
          {.text = host.empty() ? word : host, .from = word, .is_known = !host.empty()});
    else
      wanted.push_back({.text = pattern, .from = pattern});
    wanted.back().text = ascii_form(wanted.back().text, version);
  }
  return wanted;
}

std::vector<OfferedName> names_that_count(std::vector<OfferedName> all,
                                          const PostfixVersion& version) {
  const bool by_library = version >= library_matches_since;
  const bool has_dns = std::any_of(
      all.begin(), all.end(), [](const OfferedName& one) { return one.kind == OfferedKind::dns; });
  std::vector<OfferedName> names;
  bool has_common_name = false;
  for (OfferedName& one : all) {
    if (one.kind == OfferedKind::common_name) {
      if (has_dns || (has_common_name && !by_library)) continue;
      has_common_name = true;
    }
    if (one.kind == OfferedKind::address && !by_library) continue;
    names.push_back(std::move(one));
  }
  return names;
}

NameMatch match_names(const std::vector<WantedName>& wanted,
                      const std::vector<OfferedName>& offered, const MatchRules& rules) {
  return Matching(offered, rules).run(wanted);
}

}  // namespace postseal
