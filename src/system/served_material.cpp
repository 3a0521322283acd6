// SPDX-License-Identifier: MIT
#include "system/served_material.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/error.hpp"
#include "core/file_references.hpp"
#include "crypto/pem_objects.hpp"

namespace postseal {
namespace {

// What main.cf may leave unsaid and its TLS parameters may still use.
Lookup defaults_of(const std::string& config_dir) {
  return [config_dir](std::string_view name) -> std::optional<std::string> {
    if (name == "config_directory") return config_dir;
    if (name == "queue_directory") return "/var/spool/postfix";
    if (name == "data_directory") return "/var/lib/postfix";
    if (name == "inet_interfaces") return "all";
    return std::nullopt;
  };
}

// What a file holds as one parameter reads it; one that cannot be opened is part of the answer.
LoadableFile loadable(const Host& host, const std::string& path,
                      LoadableFile (*read)(std::string, std::string_view)) {
  try {
    return read(path, host.read(path, input_cap).reveal());
  } catch (const Error& error) {
    return {.file = {.name = path, .open_error = error.problem().message}};
  }
}

std::vector<LoaderFile> loader_files(const std::vector<LoadableFile>& material) {
  std::vector<LoaderFile> files;
  for (const LoadableFile& one : material) files.push_back(one.file);
  return files;
}

std::vector<LegacyPair> legacy_pairs(const Host& host, const TlsService& service,
                                     std::vector<LoadableFile>& material) {
  std::vector<LegacyPair> pairs;
  for (const LegacyFiles& files : service.legacy) {
    const bool together = files.key == files.certificate;
    material.push_back(loadable(host, files.certificate, together ? chain_file : certificate_file));
    LegacyPair pair{.family = files.family, .certificate = material.back().file};
    material.push_back(together ? LoadableFile{} : loadable(host, files.key, key_file));
    if (!together) pair.key = material.back().file;
    pairs.push_back(std::move(pair));
  }
  return pairs;
}

std::string algorithm_of_slot(std::string_view slot) {
  if (slot == "RSA" || slot == "RSA-PSS") return "rsa";
  if (slot == "ECDSA") return "ec";
  if (slot == "ED25519") return "ed25519";
  return slot == "ED448" ? "ed448" : "";
}

LoadedService loaded(const Host& host, TlsService service) {
  LoadedService all{.service = std::move(service)};
  std::vector<LoadableFile> material;
  if (!all.service.chain_value.empty()) {
    for (const std::string& file : all.service.chain_files)
      material.push_back(loadable(host, file, chain_file));
    all.result = load_chain_files(all.service.chain_value, loader_files(material));
  } else {
    all.result = load_legacy(legacy_pairs(host, all.service, material));
  }
  for (const LoadedChain& chain : all.result.chains) {
    const LoadableFile& file = material.at(chain.leaf.file);
    const auto& leaf = file.certificates.at(chain.leaf.object);
    if (leaf)
      all.chains.push_back(
          {.algorithm = algorithm_of_slot(chain.slot), .leaf = *leaf, .file = file.file.name});
  }
  return all;
}

bool is_wanted(const TlsService& service, const std::vector<std::string>& files) {
  if (files.empty()) return !service.chain_value.empty() || !service.legacy.empty();
  return std::any_of(files.begin(), files.end(),
                     [&](const std::string& file) { return service.uses(file); });
}

std::optional<std::string> text_of(const Host& host, const std::string& path) {
  if (!host.status(path, Follow::yes)) return std::nullopt;
  return std::string(host.read(path, input_cap).reveal());
}

}  // namespace

std::vector<LoadedService> load_services(const Host& host, const std::string& config_dir,
                                         const std::vector<std::string>& files) {
  const auto main_text = text_of(host, config_dir + "/main.cf");
  const auto master_text = text_of(host, config_dir + "/master.cf");
  if (!main_text || !master_text) return {};
  const MainCf main_cf = parse_main_cf(*main_text, config_dir + "/main.cf");
  const MasterCf master_cf = parse_master_cf(*master_text, config_dir + "/master.cf");
  require_sound(main_cf.findings);
  require_sound(master_cf.findings);
  std::vector<LoadedService> all;
  for (TlsService& service : tls_services(main_cf, master_cf, defaults_of(config_dir)))
    if (is_wanted(service, files)) all.push_back(loaded(host, std::move(service)));
  return all;
}

std::string queue_directory_of(const Host& host, const std::string& config_dir) {
  const auto text = text_of(host, config_dir + "/main.cf");
  const MainCf main_cf = parse_main_cf(text.value_or(""), config_dir + "/main.cf");
  return value_of(main_cf, defaults_of(config_dir), "queue_directory");
}

void require_loadable(const Host& host, const RequireLoadable& wanted) {
  if (wanted.files.empty()) return;
  for (const LoadedService& one : load_services(host, wanted.config_dir, wanted.files)) {
    const TlsOutcome outcome = one.result.outcome;
    if (outcome == TlsOutcome::works || outcome == TlsOutcome::warns) continue;
    throw Error(Fault::postfix,
                {.id = "load-refused",
                 .subject = one.service.key,
                 .message = fmt::format(
                     "Postfix would not load its certificates: {}",
                     one.result.log.empty() ? "no reason is known" : one.result.log.front()),
                 .hint = "postseal chain check FILE says what is wrong with a file"});
  }
}

}  // namespace postseal
