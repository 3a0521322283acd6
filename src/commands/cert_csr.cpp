// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <memory>

#include "commands/cert_names.hpp"
#include "commands/commands.hpp"
#include "commands/key_choice.hpp"
#include "commands/material_flags.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "crypto/issue.hpp"

namespace postseal {
namespace {

struct Options {
  std::vector<std::string> names{};
  KeyChoice key{};
  std::string out{};
};

struct Seen {
  KeyAndOutput files{};
  std::vector<HostName> names{};
  std::optional<Request> request{};  // there already, and as asked for
};

// What keeps the file at --out from being the request asked for; "" if it is.
std::string obstacle(const Seen& seen, const Material& there) {
  if (there.requests.size() != 1 || !there.problems.empty())
    return fmt::format("is there, and holds {}", contents_of(there));
  const Request& request = there.requests[0].request;
  if (!seen.files.key || seen.files.key->spki_der() != request.spki_der())
    return "has a request for another key";
  if (!has_names(request.names(), request.common_names(), seen.names))
    return "has a request for other names";
  return {};
}

Seen observe(const Options& options, Context& context) {
  Seen seen{.names = parse_host_names(options.names, "HOSTNAME")};
  seen.files = observe_key(context, options.key, options.out);
  if (seen.files.one_file)
    throw Error(Fault::usage, {.id = "option-conflict",
                               .subject = "--out",
                               .message = "a request does not go into the file of its key",
                               .hint = "give --out another file: it is sent to a CA"});
  const Material there = look_into(seen.files.out);
  const std::string why = obstacle(seen, there);
  if (why.empty())
    seen.request = there.requests[0].request;
  else
    refuse_losses(context, seen.files, why);
  return seen;
}

Planned plan(const Seen& seen) {
  if (seen.request)
    return plan_nothing(seen.files, facts_of(*seen.request),
                        {{"request", request_json(*seen.request)}});
  Planned planned = plan_making(
      seen.files,
      {.before = seen.files.out.status ? facts_of(look_into(seen.files.out)) : Facts{},
       .after = {{"request for", listed(texts_of(seen.names))}},
       .make = [names = seen.names](const PrivateKey& key) {
         const Request made = request_for(key, names);
         return Document{.pem = made.pem(), .facts = shared({{"request", request_json(made)}})};
       }});
  if (std::string note = common_name_note(seen.names); !note.empty())
    planned.notes.push_back(std::move(note));
  return planned;
}

}  // namespace

Command cert_csr_command() {
  const auto options = std::make_shared<Options>();
  std::vector<Flag> flags = key_flags(options->key);
  flags.push_back(out_flag(options->out, "where the request is written; - is standard output"));
  return {.description =
              "Makes a PKCS#10 certificate request for a CA, with the same names and extensions as "
              "cert self-signed. The key is the one of --key, or a new one that is written to "
              "--key-out.\n\n"
              "JSON result: path, key_path, request: subject, common_names, names, key, "
              "extended_key_usage.",
          .flags = std::move(flags),
          .arguments = {hostnames_argument(options->names)},
          .examples = {{.command = "postseal cert csr mail.example.org --key mx.key --out mx.csr",
                        .help = "a request for the key there is"}},
          .plan = [=](Context& context) { return plan(observe(*options, context)); }};
}

}  // namespace postseal
