// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "commands/authority.hpp"
#include "commands/cert_names.hpp"
#include "commands/commands.hpp"
#include "commands/fingerprint_digest.hpp"
#include "commands/key_choice.hpp"
#include "commands/material_flags.hpp"
#include "core/error.hpp"
#include "core/fingerprint.hpp"
#include "core/json.hpp"
#include "core/time.hpp"
#include "crypto/issue.hpp"

namespace postseal {
namespace {

struct Options {
  std::vector<std::string> names{};
  std::string authority{};
  KeyChoice key{};
  std::string out{};
  std::optional<int> days{};
  bool client = false;
};

// What Postfix looks up in relay_clientcerts: the fingerprint of the certificate, and from 2.9 also
// that of the public key, which stays when the certificate is renewed.
struct Lookup {
  Digest digest = Digest::sha256;
  bool public_key = true;
};

struct Seen {
  Authority authority;
  KeyAndOutput files{};
  std::vector<HostName> names{};
  std::optional<Certificate> certificate{};  // there already, and as asked for
  std::optional<Lookup> lookup{};            // for relay_clientcerts
  Time now{};
};

Purpose purpose_of(const Options& options) {
  return options.client ? Purpose::client : Purpose::server;
}

void check_names(const Authority& authority, const std::vector<HostName>& names) {
  for (const HostName& name : names) {
    if (permits(authority.root, name) && permits(authority.intermediate, name)) continue;
    const auto domains = permitted_domains(authority.intermediate);
    throw Error(
        Fault::input,
        {.id = "name-not-permitted",
         .subject = authority.directory,
         .message = domains.empty() ? fmt::format("this CA may not certify \"{}\"", name.text)
                                    : fmt::format("this CA certifies names in {} only, not \"{}\"",
                                                  listed(domains), name.text),
         .hint = "leave the name out, or use a CA that was made for it"});
  }
}

// What keeps the file at --out from being the certificate asked for; "" if it is.
std::string obstacle(const Options& options, const Seen& seen, const Material& there) {
  if (there.certificates.empty() || !there.problems.empty())
    return fmt::format("is there, and holds {}", contents_of(there));
  const Certificate& leaf = there.certificates[0].certificate;
  if (!leaf.signed_by(seen.authority.intermediate)) return "has a certificate by another issuer";
  if (!seen.files.key || !seen.files.key->matches(leaf)) return "has a certificate for another key";
  if (!has_names(leaf.names(), leaf.common_names(), seen.names))
    return fmt::format("has a certificate for {}", listed(name_texts(leaf)));
  const std::string usage = options.client ? "clientAuth" : "serverAuth";
  if (leaf.extended_key_usage() != std::vector{usage}) return "has a certificate for another use";
  const bool clamped = leaf.not_after() == seen.authority.intermediate.not_after();
  const std::string why =
      shortcoming(leaf, {.now = seen.now, .days = clamped ? std::nullopt : options.days});
  return why.empty() ? "" : fmt::format("has a certificate that {}", why);
}

Seen observe(const Options& options, Context& context) {
  std::vector<HostName> names = parse_host_names(options.names, "HOSTNAME");
  Seen seen{.authority = read_authority(context, options.authority),
            .names = std::move(names),
            .now = context.host().now()};
  check_names(seen.authority, seen.names);
  seen.files = observe_key(context, options.key, options.out);
  if (options.client)
    seen.lookup = {.digest = configured_digest(context, "smtpd_tls_fingerprint_digest"),
                   .public_key = context.version() >= PostfixVersion{2, 9, 0}};
  const Material there = look_into(seen.files.out);
  const std::string why = obstacle(options, seen, there);
  if (why.empty())
    seen.certificate = there.certificates[0].certificate;
  else
    refuse_losses(context, seen.files, why);
  return seen;
}

// A certificate is worth nothing once its issuer has expired.
Validity validity_of(const Options& options, const Seen& seen) {
  Validity validity = valid_for(seen.now, options.days.value_or(issued_days));
  const Certificate& issuer = seen.authority.intermediate;
  validity.until = std::min(validity.until, issuer.not_after());
  validity.from = std::max(validity.from, issuer.not_before());
  return validity;
}

Json result(const Certificate& certificate, const std::optional<Lookup>& lookup) {
  Json json = {{"certificate", certificate_json(certificate)}, {"relay_clientcerts", nullptr}};
  if (!lookup) return json;
  const auto bytes = lookup->public_key ? certificate.spki_der() : certificate.der();
  json["relay_clientcerts"] = access_line(fingerprint(bytes, lookup->digest));
  return json;
}

Answer answer(std::shared_ptr<const Json> facts) {
  const Json& line = facts->at("relay_clientcerts");
  return {.result = facts, .text = line.is_string() ? line.get<std::string>() + "\n" : ""};
}

Planned plan(const Options& options, const Seen& seen) {
  if (seen.certificate) {
    Planned planned = plan_nothing(seen.files, facts_of(*seen.certificate),
                                   result(*seen.certificate, seen.lookup));
    planned.answer = [facts = planned.answer({}).result](const Applied&) { return answer(facts); };
    return planned;
  }
  const Validity validity = validity_of(options, seen);
  Making making{.before = seen.files.out.status ? facts_of(look_into(seen.files.out)) : Facts{},
                .after = {{"names", listed(texts_of(seen.names))},
                          {"issuer", seen.authority.intermediate.subject()},
                          {"not after", rfc3339(validity.until)},
                          {"fingerprint", std::string(known_once_made)}},
                .make = [wish = LeafWish{.names = seen.names,
                                         .purpose = purpose_of(options),
                                         .validity = validity},
                         authority = seen.authority, lookup = seen.lookup](const PrivateKey& key) {
                  const Certificate made = issued_certificate(
                      key, wish, {.certificate = authority.intermediate, .key = *authority.key});
                  return Document{.pem = made.pem() + authority.intermediate.pem(),
                                  .facts = shared(result(made, lookup))};
                }};
  Planned planned = plan_making(seen.files, making);
  planned.answer = [](const Applied& applied) { return answer(applied.minted.at(0)); };
  if (validity.until < valid_for(seen.now, options.days.value_or(issued_days)).until)
    planned.notes.push_back(
        fmt::format("valid until {} only, as long as its issuer", date_of(validity.until)));
  if (std::string note = common_name_note(seen.names); !note.empty())
    planned.notes.push_back(std::move(note));
  return planned;
}

}  // namespace

Command ca_issue_command() {
  const auto options = std::make_shared<Options>();
  std::vector<Flag> flags = key_flags(options->key);
  flags.push_back(out_flag(options->out, "where the certificate and its intermediate are written"));
  flags.push_back({.name = "--ca",
                   .value = "DIR",
                   .help = "the directory of the CA",
                   .required = true,
                   .completes = Completes::directory,
                   .set = [=](const std::string& text) { options->authority = text; }});
  flags.push_back({.name = "--client",
                   .help = "for a client: extended key usage clientAuth, and print the line for "
                           "relay_clientcerts",
                   .set = [=](const std::string&) { options->client = true; }});
  flags.push_back(days_flag(options->days, issued_days));
  return {
      .description =
          "Issues a certificate by a CA of `ca new`. The output has the certificate and the "
          "intermediate, which is what a server or client sends; with --key-out the same as --out "
          "the key stands in front of both. It never outlives its issuer. Names outside the name "
          "constraints of the CA are refused.\n\n"
          "JSON result: path, key_path, certificate (the fields of cert show), relay_clientcerts "
          "(the line, or null).",
      .flags = std::move(flags),
      .arguments = {hostnames_argument(options->names)},
      .examples = {{.command = "postseal ca issue relay1.example.org --ca /etc/postfix/ca --client "
                               "--out relay1.pem --key-out relay1.pem",
                    .help = "a client certificate with its key in one file"}},
      .plan = [=](Context& context) { return plan(*options, observe(*options, context)); }};
}

}  // namespace postseal
