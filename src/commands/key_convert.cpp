// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <memory>

#include "commands/commands.hpp"
#include "commands/material_files.hpp"
#include "commands/material_flags.hpp"
#include "core/json.hpp"

namespace postseal {
namespace {

struct Options {
  std::string in{};
  std::string out{};
  bool traditional = false;
};

struct Seen {
  OutputSeen out{};
  std::shared_ptr<const PrivateKey> key{};
  bool in_place = false;
};

// Whether the output is this key in this form already, and nothing else.
bool is_done(const OutputSeen& out, const PrivateKey& key, bool traditional) {
  if (!out.status) return false;
  const Material there = look_into(out);
  if (there.keys.size() != 1 || there.container != "PEM" || !there.certificates.empty())
    return false;
  const bool form = (there.keys[0].form == "PKCS#8") != traditional;
  return form && !there.keys[0].encrypted && there.keys[0].key.same_as(key);
}

Seen observe(const Options& options, Context& context) {
  Seen seen{.out = observe_output(context, options.out), .key = read_key(context, options.in)};
  seen.in_place = context.host().absolute(options.in) == seen.out.path;
  if (is_done(seen.out, *seen.key, options.traditional)) return seen;
  if (!seen.in_place) refuse_key_loss(seen.out, seen.key.get());
  refuse_overwrite(context, seen.out,
                   seen.in_place
                       ? "is the input itself"
                       : fmt::format("is there, and holds {}", contents_of(look_into(seen.out))));
  return seen;
}

Planned plan(const Options& options, const Seen& seen) {
  const PrivateKey& key = *seen.key;
  const std::string_view form = options.traditional ? "traditional" : "PKCS#8";
  const FileWish wish{.access = private_access(seen.out),
                      .secret = true,
                      .before = seen.out.status ? facts_of(look_into(seen.out)) : Facts{},
                      .after = facts_of(key)};
  Json result = {{"path", seen.out.path}, {"form", form}};
  result.update(key_json(key.facts(), key.spki_der()));
  Secret pem = options.traditional ? key.traditional_pem() : key.pkcs8_pem();
  return {.plan = one_file_plan(write_step(seen.out, wish, known_bytes(std::move(pem))),
                                access_step(seen.out, wish),
                                is_done(seen.out, key, options.traditional)),
          .answer = [json = shared(std::move(result))](const Applied&) {
            return Answer{.result = json};
          }};
}

}  // namespace

Command key_convert_command() {
  const auto options = std::make_shared<Options>();
  return {
      .description =
          "Reads a private key in any usual form (PEM or DER; PKCS#8, PKCS#1 or SEC1; encrypted or "
          "not; PKCS#12) and writes it as unencrypted PKCS#8 PEM with mode 0600, which is what "
          "Postfix reads. The passphrase comes from --passphrase-file or is asked for on a "
          "terminal.\n\n"
          "JSON result: path, form, type, bits, public_key.",
      .flags = {out_flag(options->out, "where the key is written; - is standard output"),
                {.name = "--traditional",
                 .help = "write PKCS#1 (RSA) or SEC1 (EC) instead, for old software",
                 .set = [=](const std::string&) { options->traditional = true; }}},
      .arguments = {{.name = "IN",
                     .help = "the file with the key; - is standard input",
                     .least = 1,
                     .completes = Completes::file,
                     .set = [=](const std::string& text) { options->in = text; }}},
      .examples = {{.command = "postseal key convert mail.p12 --passphrase-file pass --out mx.key",
                    .help = "the key of a PKCS#12 file, as Postfix wants it"}},
      .plan = [=](Context& context) { return plan(*options, observe(*options, context)); }};
}

}  // namespace postseal
