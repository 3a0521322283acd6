// SPDX-License-Identifier: MIT
#include "commands/policy_pin_seen.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "commands/check_config.hpp"
#include "commands/fingerprint_sources.hpp"
#include "commands/policy_pin_host.hpp"
#include "core/error.hpp"
#include "core/host_port.hpp"
#include "core/text.hpp"
#include "crypto/digests.hpp"

namespace postseal {
namespace {

// Which part is pinned: of public keys, since these survive a renewal, where this Postfix can.
PinOf part_of(Context& context, const PinOptions& options, const PinRules& rules) {
  const PinOf wanted = options.of.value_or(PinOf::public_key);
  if (rules.of_keys || wanted == PinOf::certificate) return wanted;
  if (options.of)
    throw Error(Fault::usage,
                {.id = "policy-pin-no-keys",
                 .subject = "--of",
                 .message = "this Postfix does not compare fingerprints of public keys",
                 .hint = "give --of certificate; keys are new in 2.9.6, and not with "
                         "tls_legacy_public_key_fingerprints = yes"});
  context.note(
      "the certificate is pinned, not its key: this Postfix does not compare fingerprints of "
      "public keys");
  return PinOf::certificate;
}

std::vector<std::string> pins_of(const std::vector<PinSeen>& seen, PinOf part,
                                 const std::string& source) {
  std::vector<std::string> pins;
  const auto take = [&](const std::string& pin) {
    if (!pin.empty() && std::find(pins.begin(), pins.end(), pin) == pins.end()) pins.push_back(pin);
  };
  for (const PinSeen& one : seen) {
    if (part != PinOf::public_key) take(one.certificate);
    if (part != PinOf::certificate) take(one.public_key);
  }
  if (pins.empty())
    throw Error(Fault::input,
                {.id = "pin-missing",
                 .subject = escaped(source),
                 .message = "there is no fingerprint of this kind in what was given",
                 .hint = "a key or request has no fingerprint of a certificate: leave --of out"});
  return pins;
}

std::vector<PinSeen> seen_in_files(Context& context, const PinOptions& options,
                                   const PinRules& rules) {
  const Hasher hasher(rules.digest);
  std::vector<PinSeen> seen;
  for (Print& print :
       without_issuers(printed({options.source}, context,
                               {.hasher = hasher, .public_key = rules.of_keys, .names = true}),
                       context))
    seen.push_back({.source = std::move(print.source),
                    .subject = std::move(print.subject),
                    .not_after = print.not_after,
                    .certificate = std::move(print.certificate),
                    .public_key = std::move(print.public_key)});
  return seen;
}

}  // namespace

std::string_view name_of(Vouched vouched) {
  switch (vouched) {
    case Vouched::chain:
      return "chain";
    case Vouched::expected:
      return "expect";
    case Vouched::first_use:
      return "tofu";
    default:
      return "file";
  }
}

PinsSeen observe_pins(Context& context, const PinOptions& options) {
  const CheckedConfig config = checked_config(context);
  const PinRules rules = pin_rules(context, config);
  const PinOf part = part_of(context, options, rules);
  const bool is_file =
      options.source == "-" || context.host().status(options.source, Follow::yes).has_value();
  const auto host = is_file ? std::nullopt : parse_host_port(options.source);
  if (!host && !options.expected.empty())
    throw Error(Fault::usage, {.id = "option-unused",
                               .subject = "--expect",
                               .message = "means something with a host only",
                               .hint = "compare a file with postseal fingerprint FILE"});
  PinsSeen found;
  found.seen = host ? seen_at_host(context, config, options, *host, rules)
                    : seen_in_files(context, options, rules);
  found.pins = pins_of(found.seen, part, options.source);
  return found;
}

}  // namespace postseal
