// SPDX-License-Identifier: MIT
#include "commands/policy_pin_host.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "commands/policy_edit.hpp"
#include "commands/policy_explain_seen.hpp"
#include "core/error.hpp"
#include "core/next_hop.hpp"
#include "core/policy_table.hpp"
#include "core/text.hpp"
#include "crypto/digests.hpp"

namespace postseal {
namespace {

bool is_expected(const ExpectedPin& expected, const Certificate& leaf) {
  const Hasher hash(expected.digest);
  return hash(leaf.der()) == expected.bytes || hash(leaf.spki_der()) == expected.bytes;
}

PinSeen seen_of(const ServedLeaf& served, const ServiceAddress& address) {
  const Certificate& leaf = served.leaf();
  PinSeen seen{.source = text_of(address),
               .key = leaf.key().description,
               .subject = leaf.subject(),
               .issuer = leaf.issuer(),
               .not_before = leaf.not_before(),
               .not_after = leaf.not_after(),
               .certificate = served.certificate_pin,
               .public_key = served.key_pin};
  for (const SubjectName& name : leaf.names())
    if (name.kind == NameKind::dns || name.kind == NameKind::address)
      seen.names.push_back(name.text);
  return seen;
}

std::string described(const PinSeen& seen) {
  constexpr std::size_t most = 10;
  std::string names;
  for (std::size_t i = 0; i < seen.names.size() && i < most; ++i)
    names += (i == 0 ? "" : ", ") + seen.names[i];
  if (seen.names.size() > most) names += fmt::format(" and {} more", seen.names.size() - most);
  std::string text = fmt::format("{} shows {}, {}", seen.source, seen.key,
                                 seen.subject.empty() ? "no subject" : seen.subject);
  if (!names.empty()) text += fmt::format("; names {}", names);
  text += fmt::format("; issuer {}", seen.issuer);
  if (seen.not_before && seen.not_after)
    text += fmt::format("; {} to {}", date_of(*seen.not_before), date_of(*seen.not_after));
  text += fmt::format("; certificate {}", seen.certificate);
  if (!seen.public_key.empty()) text += fmt::format("; public key {}", seen.public_key);
  return text;
}

// Whether the client trusts a chain, and its names are those of the next hop, as at level secure
// or, by the name of the host that was given here, at verify.
class ChainJudge {
 public:
  ChainJudge(Context& context, const CheckedConfig& config, const PinOptions& options,
             const ServiceAddress& address)
      : context_(context), config_(config), address_(address) {
    PolicyLookup lookup;
    lookup.entry = PolicyHit{.key = options.next_hop, .value = "secure"};
    policy_ = effective_policy(config, options.next_hop, "", std::move(lookup));
    trust_ = client_trust(context, config, policy_);
  }

  // "": it is good.
  [[nodiscard]] std::string why_not(const ServedLeaf& served) const {
    const OfferedChain offered = offered_chain(context_, config_, trust_, served.chain);
    if (!offered.trusted)
      return offered.trusted_by.empty()
                 ? "no CA is set in main.cf (smtp_tls_CAfile) that could vouch for it"
                 : fmt::format("not trusted by {}: {}", offered.trusted_by, offered.trust_error);
    for (const char* pattern : {"nexthop", "dot-nexthop", "hostname"}) {
      const bool is_host = std::string_view(pattern) == "hostname";
      // The host in brackets is the only one that mail is sent to.
      if (is_host && (policy_.next_hop.starts_with('[') || is_address(address_.host))) continue;
      const auto wanted = names_wanted({pattern}, policy_.next_hop, address_.host, config_.version);
      if (match_names(wanted, offered.names, policy_.rules).outcome == MatchOutcome::matches)
        return "";
    }
    return fmt::format("none of its names is that of {}", escaped(policy_.next_hop));
  }

 private:
  Context& context_;
  const CheckedConfig& config_;
  const ServiceAddress& address_;
  EffectivePolicy policy_{};
  ClientTrust trust_{};
};

Error unproven(const PinSeen& seen, const std::string& why) {
  const std::string& pin = seen.public_key.empty() ? seen.certificate : seen.public_key;
  return {Fault::input,
          {.id = "policy-pin-unproven",
           .subject = seen.source,
           .message = fmt::format("nobody vouches for its {} certificate {}: {}", seen.key,
                                  seen.subject, why),
           .hint = fmt::format("ask the operator of the server for the fingerprint; if it is this "
                               "one, give --expect {}; --tofu takes it unseen",
                               pin)}};
}

void require_expected(const PinOptions& options, const std::vector<ServedLeaf>& leaves,
                      const ServiceAddress& address) {
  for (const ExpectedPin& expected : options.expected) {
    const bool is_there = std::any_of(leaves.begin(), leaves.end(), [&](const ServedLeaf& one) {
      return is_expected(expected, one.leaf());
    });
    if (is_there) continue;
    std::string shown;
    for (const ServedLeaf& one : leaves)
      shown += fmt::format("{}{} of {}", shown.empty() ? "" : ", ",
                           one.key_pin.empty() ? one.certificate_pin : one.key_pin, name_of(one));
    throw Error(Fault::input,
                {.id = "policy-pin-unexpected",
                 .subject = text_of(address),
                 .message = fmt::format("shows {}, not {}", shown, colon_hex(expected.bytes)),
                 .hint = "it is another server, or has another certificate by now: ask its "
                         "operator"});
  }
}

Vouched vouched_by(const PinOptions& options, const ServedLeaf& served, const PinSeen& seen,
                   const ChainJudge& judge) {
  const bool is_told =
      std::any_of(options.expected.begin(), options.expected.end(),
                  [&](const ExpectedPin& one) { return is_expected(one, served.leaf()); });
  if (is_told) return Vouched::expected;
  const std::string why = judge.why_not(served);
  if (why.empty()) return Vouched::chain;
  if (options.first_use) return Vouched::first_use;
  throw unproven(seen, why);
}

// A kind that could not be asked for may be the one that is shown next time.
void note_silence(Context& context, const HostLooks& looks) {
  for (const auto& [kind, look] : {std::pair("RSA", &looks.rsa), std::pair("ECDSA", &looks.ecdsa)})
    if (look->outcome != LookOutcome::shown && look->outcome != LookOutcome::no_certificate)
      context.note(fmt::format("{}: whether it has an {} certificate is not known: it {}",
                               text_of(looks.address), kind, words_for(*look)));
}

}  // namespace

std::vector<PinSeen> seen_at_host(Context& context, const CheckedConfig& config,
                                  const PinOptions& options, const HostPort& host,
                                  const PinRules& rules) {
  ServiceAddress address = service_of(with_port_of(options.next_hop, config, host), options.start);
  // The entry that is there may say which server name is sent along.
  const PoliciesSeen policies = observe_policies(context, options.table);
  address.server_name =
      server_name(config, present_entry(policies, options.next_hop).value_or(PolicyEntry{}),
                  options.next_hop, address.host);
  const HostLooks looks = look_at_hosts(context, {address}, 3).front();
  const std::vector<ServedLeaf> leaves = leaves_of(looks, rules);
  if (leaves.empty()) throw nothing_shown(address, looks.usual);
  note_silence(context, looks);
  require_expected(options, leaves, address);
  const ChainJudge judge(context, config, options, address);
  std::vector<PinSeen> seen;
  for (const ServedLeaf& one : leaves) {
    seen.push_back(seen_of(one, address));
    seen.back().vouched = vouched_by(options, one, seen.back(), judge);
    context.note(
        fmt::format("{}; taken by {}", described(seen.back()), name_of(seen.back().vouched)));
  }
  return seen;
}

}  // namespace postseal
