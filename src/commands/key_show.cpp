// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <memory>

#include "commands/commands.hpp"
#include "commands/material_files.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

struct Options {
  std::string file{};
};

Material observe(const Options& options, Context& context) {
  Material material = read_input(context, options.file);
  require_sound(material);
  if (material.keys.empty() && material.locked.empty()) (void)take_key(std::move(material));
  return material;
}

// A digest that this OpenSSL does not offer (md5 under FIPS) is left out.
std::string digest_or_nothing(std::string_view spki, Digest digest) {
  try {
    return fingerprint(spki, digest);
  } catch (const Error&) {
    return {};
  }
}

Json digests_json(std::string_view spki) {
  Json json = Json::object();
  for (const Digest digest : all_digests)
    if (const std::string value = digest_or_nothing(spki, digest); !value.empty())
      json[std::string(name_of(digest))] = value;
  return json;
}

std::string text_of(const Material& material, const FoundKey& found) {
  const KeyFacts facts = found.key.facts();
  const std::string spki = found.key.spki_der();
  std::string text = fmt::format("{}: {}, {}\n", escaped(material.subject), found.form,
                                 found.encrypted ? "encrypted" : "not encrypted");
  text += fmt::format("  type    {}{}\n", facts.description,
                      facts.explicit_curve ? " (curve spelt out: many TLS clients refuse it)" : "");
  text += fmt::format("  bits    {}\n", facts.bits);
  for (const Digest digest : all_digests)
    if (const std::string value = digest_or_nothing(spki, digest); !value.empty())
      text += fmt::format("  {:<6}  {}\n", name_of(digest), value);
  return text;
}

Json json_of(const FoundKey& found) {
  const std::string spki = found.key.spki_der();
  Json json = {{"form", found.form}, {"encrypted", found.encrypted}};
  json.update(key_json(found.key.facts(), spki));
  json["digests"] = digests_json(spki);
  return json;
}

Answer answer(const Material& material) {
  Json keys = Json::array();
  std::string text;
  for (const FoundKey& found : material.keys) {
    keys.push_back(json_of(found));
    text += text_of(material, found);
  }
  for (const LockedKey& locked : material.locked) {
    keys.push_back({{"form", locked.form},
                    {"encrypted", true},
                    {"type", nullptr},
                    {"bits", nullptr},
                    {"public_key", nullptr},
                    {"digests", Json::object()}});
    text += fmt::format("{}: {}, encrypted; --passphrase-file shows what is inside\n",
                        escaped(material.subject), locked.form);
  }
  return {.result = shared({{"path", material.subject}, {"keys", std::move(keys)}}),
          .text = std::move(text)};
}

}  // namespace

Command key_show_command() {
  const auto options = std::make_shared<Options>();
  return {
      .description =
          "Shows the type and size of each private key in a file, whether it is encrypted, and the "
          "digests of its public key (SubjectPublicKeyInfo), which is what pins are made of. The "
          "key itself is never shown.\n\n"
          "JSON result: path, keys: a list of form, encrypted, type, bits, public_key (SHA-256), "
          "digests; all but the first two are null where a passphrase is missing.",
      .arguments = {{.name = "FILE",
                     .help = "a private key in any usual form; - is standard input",
                     .least = 1,
                     .completes = Completes::file,
                     .set = [=](const std::string& text) { options->file = text; }}},
      .examples = {{.command = "postseal key show mx.key", .help = "what kind of key this is"}},
      .looks = true,
      .plan = [=](Context& context) -> Planned {
        const auto material = std::make_shared<const Material>(observe(*options, context));
        return {.answer = [material](const Applied&) { return answer(*material); }};
      }};
}

}  // namespace postseal
