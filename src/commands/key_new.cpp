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
  KeyType type = KeyType::ec_p256;
  std::string out{};
};

struct Seen {
  OutputSeen out{};
  std::shared_ptr<const PrivateKey> key{};  // null: no key there yet
};

// The key that is there, if it is of the type asked for; any other is in the way.
std::shared_ptr<const PrivateKey> key_in(const OutputSeen& out, KeyType wanted) {
  if (!holds_private_key(out)) return nullptr;
  Material material = look_into(out);
  for (FoundKey& found : material.keys)
    if (found.key.facts().type == wanted)
      return std::make_shared<const PrivateKey>(std::move(found.key));
  refuse_key_loss(out, nullptr);
  return nullptr;
}

Seen observe(const Options& options, const Context& context) {
  Seen seen{.out = observe_output(context, options.out)};
  seen.key = key_in(seen.out, options.type);
  if (!seen.key)
    refuse_overwrite(context, seen.out,
                     fmt::format("is there, and holds {}", contents_of(look_into(seen.out))));
  return seen;
}

Json result(const std::string& path, const PrivateKey& key) {
  Json json = {{"path", path}};
  json.update(key_json(key.facts(), key.spki_der()));
  return json;
}

Planned plan(const Options& options, const Seen& seen) {
  const Access access = private_access(seen.out);
  if (seen.key) {
    FileWish wish{.access = access, .secret = true, .before = facts_of(*seen.key)};
    wish.after = wish.before;
    Planned planned;
    if (auto step = access_step(seen.out, wish)) planned.plan.steps.push_back(std::move(*step));
    planned.answer = [json = shared(result(seen.out.path, *seen.key))](const Applied&) {
      return Answer{.result = json};
    };
    return planned;
  }
  const FileWish wish{.access = access,
                      .secret = true,
                      .before = seen.out.status ? facts_of(look_into(seen.out)) : Facts{},
                      .after = {{"key", std::string(name_of(options.type))},
                                {"public key", std::string(known_once_made)}}};
  const auto mint = [type = options.type, path = seen.out.path](const Minting&) {
    const PrivateKey key = PrivateKey::generate(type);
    Minted minted{.facts = shared(result(path, key))};
    minted.contents.push_back(key.pkcs8_pem());
    return minted;
  };
  return {.plan = {.steps = {write_step(seen.out, wish, mint)}},
          .answer = [](const Applied& applied) { return Answer{.result = applied.minted.at(0)}; }};
}

}  // namespace

Command key_new_command() {
  const auto options = std::make_shared<Options>();
  return {
      .description =
          "Makes a private key and writes it as unencrypted PKCS#8 PEM with mode 0600, which is "
          "what Postfix reads. A file that has a key of this type already is left as it is; a "
          "private key is never overwritten, not even with --force.\n\n"
          "JSON result: path, type, bits, public_key (SHA-256 of the SubjectPublicKeyInfo).",
      .flags = {type_flag([=](KeyType type) { options->type = type; }),
                out_flag(options->out, "where the key is written; - is standard output")},
      .examples = {{.command = "postseal key new --out mx.key",
                    .help = "an ECDSA key on the curve P-256"},
                   {.command = "postseal key new --type rsa:4096 --out mx.key",
                    .help = "an RSA key"}},
      .plan = [=](Context& context) { return plan(*options, observe(*options, context)); }};
}

}  // namespace postseal
