// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>

#include "commands/commands.hpp"
#include "commands/flags.hpp"
#include "commands/policy_edit.hpp"
#include "commands/policy_files.hpp"
#include "commands/policy_pin_seen.hpp"
#include "commands/policy_set.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/policy_pins.hpp"
#include "core/policy_table.hpp"
#include "core/policy_words.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

// Everything but the table is looked at before the lock is taken: a host may take its time.
struct State {
  PinOptions options{};
  std::optional<PinsSeen> found{};
};

void check(const PinOptions& options, const Globals& globals) {
  require_writable({.key = options.next_hop, .level = "fingerprint"});
  if (options.first_use && !options.expected.empty())
    throw Error(Fault::usage, {.id = "options-conflict",
                               .subject = "--tofu",
                               .message = "cannot go with --expect",
                               .hint = "what is expected need not be taken unseen"});
  if (options.source == "-" && globals.passphrase_file == "-")
    throw Error(Fault::usage, {.id = "stdin-taken",
                               .subject = "--passphrase-file",
                               .message = "standard input cannot be both source and passphrase",
                               .hint = "put one of the two in a file"});
}

void prepare(State& state, Context& context) {
  if (state.found) return;
  check(state.options, context.globals());
  state.found = observe_pins(context, state.options);
}

// ---- the entry ----

bool is_match(const PolicyAttribute& one) { return one.name == "match" && one.value; }

// The pins that count for an entry now.
std::vector<std::string> pins_there(const CheckedConfig& config, const PolicyEntry& entry) {
  std::vector<std::string> pins;
  if (entry.level != "fingerprint") return pins;
  for (const PolicyAttribute& one : entry.attributes)
    if (is_match(one) && !one.value->empty()) pins.push_back(*one.value);
  if (!pins.empty()) return pins;
  const std::string value = value_in(config, nullptr, "smtp_tls_fingerprint_cert_match");
  std::string_view rest = value;
  for (std::string_view one = take_element(rest, ", \t\r\n"); !one.empty();
       one = take_element(rest, ", \t\r\n"))
    pins.emplace_back(one);
  return pins;
}

// Those of BEFORE that stay, as they are written, then those that are new.
std::vector<std::string> merged(Context& context, const std::vector<std::string>& before,
                                const State& state) {
  const auto same = [](const std::string& a) {
    return [bare = bare_pin(a)](const std::string& b) { return bare_pin(b) == bare; };
  };
  const std::vector<std::string>& wanted = state.found->pins;
  std::vector<std::string> pins;
  for (const std::string& pin : before) {
    const bool is_wanted = std::any_of(wanted.begin(), wanted.end(), same(pin));
    const bool is_usable =
        look_at_pin(pin, std::nullopt, context.version()).verdict == PinVerdict::usable;
    const bool is_new = std::none_of(pins.begin(), pins.end(), same(pin));
    if (!is_usable && !is_wanted && state.options.add)
      context.note(fmt::format("{} is not kept: this Postfix cannot use it", quoted_text(pin)));
    if (is_usable && is_new && (is_wanted || state.options.add)) pins.push_back(pin);
  }
  for (const std::string& pin : wanted)
    if (std::none_of(pins.begin(), pins.end(), same(pin))) pins.push_back(pin);
  return pins;
}

PolicyEntry pinned_entry(Context& context, const State& state) {
  const PoliciesSeen policies = observe_policies(context, state.options.table);
  const std::optional<PolicyEntry> present = present_entry(policies, state.options.next_hop);
  PolicyEntry entry{.key = state.options.next_hop, .level = "fingerprint"};
  std::vector<std::string> before;
  if (present) {
    before = pins_there(policies.config, *present);
    if (present->level != "fingerprint")
      context.note(fmt::format("the entry of {} was {}: from now on the pins alone decide",
                               quoted_text(entry.key), quoted_text(value_text(*present))));
    for (const PolicyAttribute& one : present->attributes)
      if (!is_match(one) && is_allowed_at(one.name, "fingerprint")) entry.attributes.push_back(one);
  }
  std::vector<PolicyAttribute> pins;
  for (const std::string& pin : merged(context, before, state)) pins.push_back({"match", pin});
  // Where the pins were: an entry that says the same is left as it is written.
  std::size_t place = 0;
  if (present && present->level == "fingerprint") {
    const auto first =
        std::find_if(present->attributes.begin(), present->attributes.end(), is_match);
    if (first != present->attributes.end())
      place = static_cast<std::size_t>(first - present->attributes.begin());
  }
  place = std::min(place, entry.attributes.size());
  entry.attributes.insert(entry.attributes.begin() + static_cast<std::ptrdiff_t>(place),
                          std::make_move_iterator(pins.begin()),
                          std::make_move_iterator(pins.end()));
  return entry;
}

// ---- the answer ----

Json json_of(const PinSeen& seen) {
  const auto text = [](const std::string& value) {
    return value.empty() ? Json() : Json(utf8_of(value));
  };
  Json names = Json::array();
  for (const std::string& one : seen.names) names.push_back(utf8_of(one));
  return {{"source", utf8_of(seen.source)},
          {"key", text(seen.key)},
          {"subject", text(seen.subject)},
          {"issuer", text(seen.issuer)},
          {"names", std::move(names)},
          {"not_before", seen.not_before ? Json(rfc3339(*seen.not_before)) : Json()},
          {"not_after", seen.not_after ? Json(rfc3339(*seen.not_after)) : Json()},
          {"certificate", text(seen.certificate)},
          {"public_key", text(seen.public_key)},
          {"trusted_by", std::string(name_of(seen.vouched))}};
}

Json result_of(const State& state, const PolicyEntry& entry, const Json& written) {
  Json pins = Json::array();
  for (const PolicyAttribute& one : entry.attributes)
    if (is_match(one)) pins.push_back(*one.value);
  Json seen = Json::array();
  for (const PinSeen& one : state.found->seen) seen.push_back(json_of(one));
  return {{"nexthop", utf8_of(entry.key)},
          {"table", written.at("table")},
          {"pins", std::move(pins)},
          {"before", written.at("before")},
          {"seen", std::move(seen)}};
}

Planned plan(State& state, Context& context) {
  prepare(state, context);
  const PolicyEntry entry = pinned_entry(context, state);
  Planned planned = plan_policy_entry(context, entry, state.options.table);
  planned.answer = [state, entry, written = std::move(planned.answer)](const Applied& applied) {
    Answer answer = written(applied);
    answer.result = shared(result_of(state, entry, *answer.result));
    return answer;
  };
  return planned;
}

ExpectedPin expected_pin(const std::string& text) {
  if (auto pin = parse_expected_pin(text)) return std::move(*pin);
  throw Error(Fault::usage, {.id = "value-invalid",
                             .subject = "--expect",
                             .message = fmt::format("{} is no fingerprint", quoted_text(text)),
                             .hint = "give it as hexadecimal digits, with or without colons, or "
                                     "in base64"});
}

constexpr std::array parts{"certificate", "public-key", "both"};

std::vector<Flag> flags(PinOptions& options) {
  return {table_option(options.table),
          option(options.add,
                 {.name = "--add", .help = "keep the pins that are there beside the new ones"}),
          {.name = "--expect",
           .value = "FINGERPRINT",
           .help = "what a host must show, of its certificate or key, in any form and digest",
           .repeatable = true,
           .set = [&](const std::string& text) { options.expected.push_back(expected_pin(text)); }},
          option(options.first_use,
                 {.name = "--tofu", .help = "take what a host shows, whoever it is"}),
          {.name = "--implicit",
           .help = "hosts: TLS at once, as on port 465, instead of STARTTLS",
           .set = [&](const std::string&) { options.start = TlsStart::at_once; }},
          {.name = "--of",
           .value = "PART",
           .help = "of the public key (default), of the certificate, or both",
           .choices = {parts.begin(), parts.end()},
           .set = [&](const std::string& text) {
             options.of =
                 static_cast<PinOf>(std::find(parts.begin(), parts.end(), text) - parts.begin());
           }}};
}

}  // namespace

Command policy_pin_command() {
  const auto state = std::make_shared<State>();
  return {
      .description =
          "Pins a server: writes NEXTHOP fingerprint match=... to the policy table, and replaces "
          "the pins that are there. Then only a server with one of these keys gets the mail, "
          "whatever its names, dates and issuers say. SOURCE is a file as `postseal fingerprint` "
          "takes it (certificate, chain, key, request), or a host, which is asked for its RSA and "
          "its ECDSA certificate: both are pinned, since either may be shown.\n\n"
          "What a host shows is written only if somebody vouches for it: its chain is trusted by "
          "smtp_tls_CAfile or smtp_tls_CApath and has the name of the next hop (or, for a domain, "
          "of the host that is given); or --expect has its fingerprint; or --tofu takes it as it "
          "is. The host is asked before anything is locked.\n\n"
          "A rollover: pin the new key with --add before the server uses it, and drop the old one "
          "with `postseal policy prune` afterwards. Pins are made with "
          "smtp_tls_fingerprint_digest, of public keys unless --of says otherwise: these survive "
          "a renewal with the same key.",
      .flags = flags(state->options),
      .arguments = {{.name = "NEXTHOP",
                     .help = "as mail is routed there: example.net, [mx.example.net]:587",
                     .least = 1,
                     .set = [=](const std::string& word) { state->options.next_hop = word; }},
                    {.name = "SOURCE",
                     .help = "file, or HOST[:PORT] (port: that of NEXTHOP, else 25)",
                     .least = 1,
                     .completes = Completes::file,
                     .set = [=](const std::string& word) { state->options.source = word; }}},
      .examples = {{.command = "postseal policy pin example.net mx.example.net",
                    .help = "what the server shows, if a CA that is trusted vouches for it"},
                   {.command = "postseal policy pin '[mx.example.net]:587' mx.example.net:587 "
                               "--expect AA:BB:...",
                    .help = "the fingerprint that its operator told"},
                   {.command = "postseal policy pin example.net next.key --add",
                    .help = "the next key beside the present one"}},
      .locks = true,
      .prepare = [=](Context& context) { prepare(*state, context); },
      .plan = [=](Context& context) { return plan(*state, context); }};
}

}  // namespace postseal
