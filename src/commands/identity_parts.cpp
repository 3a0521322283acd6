// SPDX-License-Identifier: MIT
#include "commands/identity_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "commands/material_files.hpp"
#include "core/error.hpp"

namespace postseal {
namespace {

// One type of each algorithm: file names depend on the algorithm alone.
constexpr std::array one_of_each{KeyType::ec_p256, KeyType::rsa_2048, KeyType::ed25519,
                                 KeyType::ed448};

KeyType type_of(std::string_view algorithm) {
  for (const KeyType type : one_of_each)
    if (algorithm_of(type) == algorithm) return type;
  return KeyType::ec_p256;
}

std::vector<MaterialFile> files_for(const IdentityPlace& place, const std::vector<KeyType>& types) {
  return material_files(
      {.directory = place.dir, .name = place.name, .layout = place.layout, .types = types},
      place.version);
}

void add_once(std::vector<std::string>& paths, const std::string& path) {
  if (!path.empty() && std::find(paths.begin(), paths.end(), path) == paths.end())
    paths.push_back(path);
}

std::vector<std::string> possible_paths(const IdentityPlace& place) {
  std::vector<std::string> paths;
  for (const KeyType type : one_of_each)
    for (const MaterialFile& file : files_for(place, {type})) {
      add_once(paths, file.chain);
      add_once(paths, file.key);
    }
  return paths;
}

using Keys = std::vector<std::shared_ptr<const PrivateKey>>;

// A certificate with a key begins a part, one without continues it.
void add_certificate(std::vector<ChainPart>& parts, const Keys& keys, const Certificate& one) {
  const auto key = std::find_if(keys.begin(), keys.end(),
                                [&](const auto& candidate) { return candidate->matches(one); });
  if (key != keys.end())
    parts.push_back({.algorithm = algorithm_name((*key)->family()), .key = *key, .chain = {one}});
  else if (!parts.empty())
    parts.back().chain.push_back(one);
}

std::vector<ChainPart> parts_in(std::vector<Material> materials) {
  Keys keys;
  std::vector<Certificate> certificates;
  for (Material& material : materials) {
    for (FoundKey& found : material.keys)
      keys.push_back(std::make_shared<const PrivateKey>(std::move(found.key)));
    for (const FoundCertificate& found : material.certificates)
      certificates.push_back(found.certificate);
  }
  std::vector<ChainPart> parts;
  for (const Certificate& certificate : certificates) add_certificate(parts, keys, certificate);
  std::erase_if(parts, [](const ChainPart& part) { return part.algorithm.empty(); });
  return parts;
}

std::string chain_pem(const ChainPart& part) {
  std::string text;
  for (const Certificate& certificate : part.chain) text += certificate.pem();
  return text;
}

void append(Facts& facts, const Facts& more) {
  facts.insert(facts.end(), more.begin(), more.end());
}

Facts chain_facts(const ChainPart& part) {
  Facts facts = facts_of(part.leaf());
  facts.push_back({"issuer", part.leaf().self_signed() ? "itself" : part.leaf().issuer()});
  if (part.chain.size() > 1)
    facts.push_back({"intermediates", std::to_string(part.chain.size() - 1)});
  return facts;
}

}  // namespace

std::string algorithm_name(KeyFamily family) {
  switch (family) {
    case KeyFamily::rsa:
      return "rsa";
    case KeyFamily::ec:
      return "ec";
    case KeyFamily::ed25519:
      return "ed25519";
    case KeyFamily::ed448:
      return "ed448";
    case KeyFamily::rsa_pss:
    case KeyFamily::dsa:
    case KeyFamily::other:
      break;
  }
  return {};
}

IdentityThere observe_parts(Context& context, const IdentityPlace& place) {
  IdentityThere there{.place = place};
  const bool has_dir = context.host().status(place.dir, Follow::yes).has_value();
  for (const std::string& path : possible_paths(place))
    there.files.push_back(has_dir ? observe_output(context, path) : OutputSeen{.path = path});
  std::vector<Material> materials;
  for (const OutputSeen& file : there.files)
    if (file.status) materials.push_back(look_into(file));
  there.parts = parts_in(std::move(materials));
  return there;
}

PartsLayout lay_out(const IdentityPlace& place, std::vector<ChainPart> parts) {
  std::stable_sort(parts.begin(), parts.end(), [](const ChainPart& a, const ChainPart& b) {
    return (a.algorithm == "ec") > (b.algorithm == "ec");
  });
  std::vector<KeyType> types;
  for (const ChainPart& part : parts) types.push_back(type_of(part.algorithm));
  PartsLayout layout{.material = files_for(place, types)};
  for (const MaterialFile& file : layout.material) {
    Secret keys;
    Secret chains;
    PartsFile key_file{.path = file.key, .secret = true};
    PartsFile chain_file{.path = file.chain, .secret = file.key.empty()};
    for (const ChainPart& part : parts) {
      const KeyType type = type_of(part.algorithm);
      if (std::find(file.types.begin(), file.types.end(), type) == file.types.end()) continue;
      (file.key.empty() ? chains : keys).append(part.key->pkcs8_pem().reveal());
      chains.append(chain_pem(part));
      append(chain_file.facts, chain_facts(part));
      append(key_file.facts, facts_of(*part.key));
    }
    if (!file.key.empty()) {
      key_file.bytes = std::make_shared<const Secret>(std::move(keys));
      layout.files.push_back(std::move(key_file));
    }
    chain_file.bytes = std::make_shared<const Secret>(std::move(chains));
    layout.files.push_back(std::move(chain_file));
  }
  return layout;
}

Facts chain_facts_of(const std::string& path, std::string_view bytes) {
  std::vector<Material> materials;
  materials.push_back(read_material(path, bytes));
  const Facts otherwise = facts_of(materials.front());  // a file of certificates alone, or of a key
  Facts facts;
  for (const ChainPart& part : parts_in(std::move(materials))) append(facts, chain_facts(part));
  return facts.empty() ? otherwise : facts;
}

std::string identity_of_file(std::string_view file_name) {
  std::string_view stem = file_name;
  const auto strip = [&](std::string_view suffix) {
    const bool has = stem.ends_with(suffix);
    if (has) stem.remove_suffix(suffix.size());
    return has;
  };
  if (!strip(".pem") && !strip(".crt") && !strip(".key")) return {};
  for (const std::string_view suffix : {".ec", ".rsa", ".ed25519", ".ed448"})
    if (strip(suffix)) break;
  return std::string(stem);
}

}  // namespace postseal
