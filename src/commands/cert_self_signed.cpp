// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <memory>

#include "commands/cert_names.hpp"
#include "commands/commands.hpp"
#include "commands/key_choice.hpp"
#include "commands/material_flags.hpp"
#include "core/json.hpp"
#include "core/time.hpp"
#include "crypto/issue.hpp"

namespace postseal {
namespace {

struct Options {
  std::vector<std::string> names{};
  KeyChoice key{};
  std::string out{};
  std::optional<int> days{};
};

struct Seen {
  KeyAndOutput files{};
  std::vector<HostName> names{};
  std::optional<Certificate> certificate{};  // there already, and as asked for
  Time now{};
};

// What keeps the file at --out from being the certificate asked for; "" if it is.
std::string obstacle(const Options& options, const Seen& seen, const Material& there) {
  if (there.certificates.size() != 1 || !there.problems.empty())
    return fmt::format("is there, and holds {}", contents_of(there));
  const Certificate& certificate = there.certificates[0].certificate;
  const bool ours = seen.files.key && seen.files.key->matches(certificate);
  if (!certificate.self_signed() || !ours) return "has a certificate for another key";
  if (!has_names(certificate.names(), certificate.common_names(), seen.names))
    return fmt::format("has a certificate for {}", listed(name_texts(certificate)));
  const std::string why = shortcoming(certificate, {.now = seen.now, .days = options.days});
  return why.empty() ? "" : fmt::format("has a certificate that {}", why);
}

Seen observe(const Options& options, Context& context) {
  Seen seen{.names = parse_host_names(options.names, "HOSTNAME"), .now = context.host().now()};
  seen.files = observe_key(context, options.key, options.out);
  if (!seen.files.out.status) {
    refuse_losses(context, seen.files, "");
    return seen;
  }
  const Material there = look_into(seen.files.out);
  const std::string why = obstacle(options, seen, there);
  if (why.empty())
    seen.certificate = there.certificates[0].certificate;
  else
    refuse_losses(context, seen.files, why);
  return seen;
}

Planned plan(const Options& options, const Seen& seen) {
  if (seen.certificate)
    return plan_nothing(seen.files, facts_of(*seen.certificate),
                        {{"certificate", certificate_json(*seen.certificate)}});
  const Validity validity = valid_for(seen.now, options.days.value_or(self_signed_days));
  Making making{.before = seen.files.out.status ? facts_of(look_into(seen.files.out)) : Facts{},
                .after = {{"names", listed(texts_of(seen.names))},
                          {"not before", rfc3339(validity.from)},
                          {"not after", rfc3339(validity.until)},
                          {"fingerprint", std::string(known_once_made)}},
                .make = [names = seen.names, validity](const PrivateKey& key) {
                  const Certificate made = self_signed_certificate(key, names, validity);
                  return Document{.pem = made.pem(),
                                  .facts = shared({{"certificate", certificate_json(made)}})};
                }};
  Planned planned = plan_making(seen.files, making);
  if (std::string note = common_name_note(seen.names); !note.empty())
    planned.notes.push_back(std::move(note));
  return planned;
}

}  // namespace

Command cert_self_signed_command() {
  const auto options = std::make_shared<Options>();
  std::vector<Flag> flags = key_flags(options->key);
  flags.push_back(out_flag(options->out, "where the certificate is written; - is standard output"));
  flags.push_back(days_flag(options->days, self_signed_days));
  return {
      .description =
          "Makes a self-signed server certificate. The first name is the common name, all names "
          "are subjectAltNames; it has key identifiers, key usage and the extended key usage "
          "serverAuth, and begins an hour before now, since clocks differ. The key is the one of "
          "--key, or a new one that is written to --key-out; with --key-out the same as --out, "
          "both go into one file, key first, as smtpd_tls_chain_files wants it. A certificate "
          "that is there with these names, this key and time left is left as it is.\n\n"
          "JSON result: path, key_path, certificate (the fields of cert show).",
      .flags = std::move(flags),
      .arguments = {hostnames_argument(options->names)},
      .examples = {{.command =
                        "postseal cert self-signed mail.example.org --key mx.key --out mx.crt",
                    .help = "for the key there is"},
                   {.command = "postseal cert self-signed mail.example.org --type rsa:2048 --out "
                               "mx.pem --key-out mx.pem",
                    .help = "a new key and its certificate in one file"}},
      .plan = [=](Context& context) { return plan(*options, observe(*options, context)); }};
}

}  // namespace postseal
