// SPDX-License-Identifier: MIT
#include "commands/identity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "commands/cert_names.hpp"
#include "commands/identity_contents.hpp"
#include "commands/material_files.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "crypto/digests.hpp"
#include "crypto/issue.hpp"
#include "crypto/material.hpp"

namespace postseal {
namespace {

std::vector<IdentityPart> parts_for(const IdentityWish& wish) {
  std::vector<IdentityPart> parts;
  for (const MaterialFile& file : material_files(wish.files, wish.version))
    for (const KeyType type : file.types)
      parts.push_back({.type = type,
                       .key_path = file.key.empty() ? file.chain : file.key,
                       .chain_path = file.chain});
  return parts;
}

// Everything that lies in the files of an identity.
struct HeldCertificate {
  Certificate certificate;
  bool self_signed = false;
};
struct Held {
  std::vector<std::shared_ptr<const PrivateKey>> keys{};
  std::vector<HeldCertificate> certificates{};
};

// To verify a signature takes longer than all else that is done with a certificate.
HeldCertificate held(const Certificate& certificate, const std::vector<std::string>& known) {
  const bool is_known = !known.empty() && std::find(known.begin(), known.end(),
                                                    fingerprint(certificate.der())) != known.end();
  return {.certificate = certificate, .self_signed = is_known || certificate.self_signed()};
}

void hold(Held& all, const OutputSeen& seen, const std::vector<std::string>& known) {
  if (!seen.status || seen.bytes.empty()) return;
  Material material = read_material(seen.path, seen.bytes.reveal());
  require_sound(material);
  for (FoundKey& found : material.keys)
    all.keys.push_back(std::make_shared<const PrivateKey>(std::move(found.key)));
  for (const FoundCertificate& found : material.certificates)
    all.certificates.push_back(held(found.certificate, known));
}

void refuse_ca_issued(const Context& context, const Held& held, const std::string& path) {
  if (context.globals().force) return;
  for (const auto& [certificate, self_signed] : held.certificates)
    if (!self_signed)
      throw Error(
          Fault::input,
          {.id = "material-ca-issued",
           .subject = path,
           .message = fmt::format("holds a certificate that \"{}\" issued", certificate.issuer()),
           .hint = "init makes self-signed ones: give another --name or --dir"});
}

bool fits(const HeldCertificate& held, const IdentityWish& wish, Time now) {
  const Certificate& certificate = held.certificate;
  return held.self_signed && certificate.not_before() <= now &&
         certificate.not_after() > now + std::chrono::days(wish.renew_before) &&
         has_names(certificate.names(), certificate.common_names(), wish.hosts);
}

void keep_what_fits(IdentityPart& part, const Held& held, const IdentityWish& wish, Time now) {
  for (const auto& key : held.keys)
    if (key->facts().type == part.type) part.key = key;
  if (!part.key) return;
  for (const HeldCertificate& one : held.certificates)
    if (part.key->matches(one.certificate) && fits(one, wish, now))
      part.certificate = one.certificate;
}

Error differs(const std::string& path, std::string_view type) {
  return {Fault::input,
          {.id = "material-differs",
           .subject = path,
           .message = fmt::format("holds a key of type {}, which was not asked for", type),
           .hint = "only `postseal key rotate` replaces a key; or give the identity another name"}};
}

// One order whatever was asked for first, so that files and main.cf do not change with it: EC
// leads, since it is what most clients take.
std::vector<KeyType> ordered(std::vector<KeyType> types) {
  const auto rank = [](KeyType type) {
    return algorithm_of(type) == "ec" ? -1 : static_cast<int>(type);
  };
  std::stable_sort(types.begin(), types.end(),
                   [&](KeyType a, KeyType b) { return rank(a) < rank(b); });
  return types;
}

// Which types there shall be: those asked for, else those that are there, else the default.
std::vector<KeyType> types_for(const IdentityWish& wish, const Held& held,
                               const std::string& path) {
  std::vector<KeyType> there;
  for (const auto& key : held.keys) {
    if (!key->facts().type) throw differs(path, key->description());
    there.push_back(*key->facts().type);
  }
  if (wish.files.types.empty())
    return there.empty() ? std::vector{KeyType::ec_p256, KeyType::rsa_3072} : there;
  for (const KeyType type : there)
    if (std::find(wish.files.types.begin(), wish.files.types.end(), type) == wish.files.types.end())
      throw differs(path, name_of(type));
  return wish.files.types;
}

// The paths an identity may have, whatever types it has.
std::vector<std::string> candidate_paths(IdentityWish wish) {
  std::vector<std::string> paths;
  for (const KeyType type : all_key_types) {
    wish.files.types = {type};
    for (const IdentityPart& part : parts_for(wish))
      for (const std::string& path : {part.key_path, part.chain_path})
        if (std::find(paths.begin(), paths.end(), path) == paths.end()) paths.push_back(path);
  }
  return paths;
}

Access access_for(const IdentityContent& content, const IdentityWish& wish) {
  return content.secret ? wish.key_access : wish.certificate_access;
}

bool all_kept(const std::vector<IdentityPart>& parts) {
  return std::all_of(parts.begin(), parts.end(), [](const IdentityPart& part) {
    return part.key != nullptr && part.certificate.has_value();
  });
}

Json pins_json(const std::vector<IdentityPart>& parts) {
  const Hasher hash(Digest::sha256);
  Json pins = Json::array();
  for (const IdentityPart& part : parts)
    pins.push_back({{"type", name_of(part.type)},
                    {"public_key", colon_hex(hash(part.certificate->spki_der()))}});
  return pins;
}

// Makes what is missing of the parts; the rest is kept byte for byte.
void complete(std::vector<IdentityPart>& parts, const IdentityWish& wish, Time now) {
  for (IdentityPart& part : parts) {
    if (!part.key) part.key = std::make_shared<const PrivateKey>(PrivateKey::generate(part.type));
    if (!part.certificate)
      part.certificate = self_signed_certificate(*part.key, wish.hosts, valid_for(now, wish.days));
  }
}

std::string names_text(const std::vector<HostName>& hosts) {
  std::string text;
  for (const HostName& host : hosts) text += (text.empty() ? "" : " ") + host.text;
  return text;
}

Facts facts_of(const IdentityContent& content, const IdentitySeen& seen) {
  Facts facts;
  for (const auto& [index, is_key] : content.pieces) {
    const IdentityPart& part = seen.parts.at(index);
    const std::string type(name_of(part.type));
    if (is_key)
      facts.push_back({"key", fmt::format("{}{}", type, part.key ? "" : " (new)")});
    else
      facts.push_back({"certificate", fmt::format("{} for {}{}", type, names_text(seen.wish.hosts),
                                                  part.certificate ? "" : " (new)")});
  }
  return facts;
}

const OutputSeen& file_at(const IdentitySeen& seen, const std::string& path) {
  return *std::find_if(seen.files.begin(), seen.files.end(),
                       [&](const OutputSeen& file) { return file.path == path; });
}

// A directory that is still to be made holds nothing.
OutputSeen observe_file(const Context& context, const IdentityWish& wish, const std::string& path) {
  if (!context.host().status(wish.files.directory, Follow::yes)) return {.path = path};
  return observe_output(context, path);
}

}  // namespace

void refuse_ca_issued(Context& context, const std::string& path) {
  if (!context.host().status(path, Follow::yes)) return;
  Held all;
  const Secret bytes = context.host().read(path);
  for (const FoundCertificate& found : read_material(path, bytes.reveal()).certificates)
    all.certificates.push_back(held(found.certificate, {}));
  refuse_ca_issued(context, all, path);
}

IdentitySeen observe_identity(Context& context, IdentityWish wish) {
  Held held;
  std::vector<OutputSeen> there;
  for (const std::string& path : candidate_paths(wish)) {
    OutputSeen file = observe_file(context, wish, path);
    hold(held, file, wish.self_signed);
    refuse_ca_issued(context, held, path);
    there.push_back(std::move(file));
  }

  const Time now = context.host().now();
  IdentitySeen seen;
  wish.files.types = ordered(types_for(wish, held, wish.files.directory));
  seen.parts = parts_for(wish);
  for (IdentityPart& part : seen.parts) keep_what_fits(part, held, wish, now);
  seen.wish = std::move(wish);
  seen.complete = all_kept(seen.parts);
  for (const IdentityContent& content : contents_for(seen.parts)) {
    const auto file = std::find_if(there.begin(), there.end(),
                                   [&](const OutputSeen& one) { return one.path == content.path; });
    if (seen.complete && file->bytes.reveal() != assembled(content, seen.parts).reveal())
      seen.complete = false;
    seen.files.push_back(std::move(*file));
  }
  return seen;
}

std::vector<Step> identity_steps(const IdentitySeen& seen, Time now) {
  const std::vector<IdentityContent> contents = contents_for(seen.parts);
  std::vector<Step> steps;
  if (seen.complete) {
    for (const IdentityContent& content : contents)
      if (auto step =
              access_step(file_at(seen, content.path),
                          {.access = access_for(content, seen.wish), .secret = content.secret}))
        steps.push_back(std::move(*step));
    return steps;
  }
  WriteFiles write;
  std::vector<Change> changes;
  for (const IdentityContent& content : contents) {
    const OutputSeen& file = file_at(seen, content.path);
    const FileWish wish{.access = access_for(content, seen.wish),
                        .secret = content.secret,
                        .after = facts_of(content, seen)};
    write.files.push_back(output_for(file, wish.access));
    changes.push_back(file_change(file, wish));
  }
  write.mint = [contents, parts = seen.parts, wish = seen.wish, now](const Minting&) {
    std::vector<IdentityPart> made = parts;
    complete(made, wish, now);
    Minted minted;
    for (const IdentityContent& content : contents)
      minted.contents.push_back(assembled(content, made));
    minted.facts = shared({{"pins", pins_json(made)}});
    return minted;
  };
  steps.push_back({.effect = std::move(write), .changes = std::move(changes)});
  return steps;
}

std::vector<Pin> pins_of(const IdentitySeen& seen, const Applied& applied) {
  Json pins = Json::array();
  if (all_kept(seen.parts)) pins = pins_json(seen.parts);
  for (const auto& facts : applied.minted)
    if (facts && facts->contains("pins")) pins = facts->at("pins");
  std::vector<Pin> list;
  for (const Json& pin : pins)
    list.push_back({.type = pin.at("type"), .public_key = pin.at("public_key")});
  return list;
}

std::vector<MaterialFile> material_of(const IdentitySeen& seen) {
  return material_files(seen.wish.files, seen.wish.version);
}

}  // namespace postseal
