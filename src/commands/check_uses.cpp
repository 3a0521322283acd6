// SPDX-License-Identifier: MIT
#include "commands/check_uses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/logical_lines.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

constexpr PostfixVersion first_with_chain_files{3, 4, 0};

struct Role {
  std::string_view daemon{};
  std::string_view prefix{};  // of the parameters that it reads
  ChainUse use = ChainUse::server;
};
// postscreen(8) leaves TLS to tlsproxy(8).
constexpr std::array roles{Role{"smtpd", "smtpd_tls_", ChainUse::server},
                           Role{"tlsproxy", "tlsproxy_tls_", ChainUse::server},
                           Role{"smtp", "smtp_tls_", ChainUse::client},
                           Role{"lmtp", "lmtp_tls_", ChainUse::client},
                           Role{"tlsproxy", "tlsproxy_client_", ChainUse::client}};

// Finds out what one service would load.
class Use {
 public:
  Use(MaterialLook& look, const Service& service, const Role& role)
      : look_(look),
        service_(service),
        found_{.service = &service, .use = role.use, .prefix = std::string(role.prefix)} {}

  [[nodiscard]] bool speaks_tls() const {
    if (found_.prefix == "tlsproxy_tls_")
      return !services_running(look_.config, "postscreen").empty() && has_level("smtpd_tls_");
    if (found_.prefix == "tlsproxy_client_") return on("smtp_tls_connection_reuse");
    if (found_.use == ChainUse::server && on("smtpd_tls_wrappermode")) return true;
    return has_level(found_.prefix);
  }

  [[nodiscard]] MaterialUse take() && {
    const std::string chain_files = value("chain_files");
    const bool listed = !chain_files.empty() && look_.config.version >= first_with_chain_files;
    found_.ca_file = look_.absolute(value("CAfile"));
    found_.ca_path = value("CApath");
    keep(listed ? load_list(chain_files) : load_pairs());
    for (ShownChain& chain : found_.chains) complete(chain);
    return std::move(found_);
  }

 private:
  [[nodiscard]] std::string value(std::string_view name) const {
    return value_in(look_.config, &service_, fmt::format("{}{}", found_.prefix, name));
  }
  [[nodiscard]] bool on(std::string_view name) const {
    return is_on(look_.config, &service_, name);
  }

  // The level of an empty one comes from the two older switches; policy tables may ask for TLS.
  [[nodiscard]] bool has_level(std::string_view prefix) const {
    const auto of = [&](std::string_view name) {
      return lower(value_in(look_.config, &service_, fmt::format("{}{}", prefix, name)));
    };
    const std::string family(prefix.substr(0, prefix.find('_')));
    if (found_.use == ChainUse::client && !of("policy_maps").empty()) return true;
    if (const std::string level = of("security_level"); !level.empty()) return level != "none";
    return on(family + "_use_tls") || on(family + "_enforce_tls");
  }

  [[nodiscard]] LoadResult load_list(const std::string& names) {
    std::vector<LoaderFile> files;
    for (const std::string& name : list_elements(names)) {
      found_.files.push_back(look_.absolute(name));
      files_.push_back(&look_.files.chain(found_.files.back()));
      files.push_back(files_.back()->file);
    }
    return load_chain_files(names, files);
  }

  [[nodiscard]] LoadResult load_pairs() {
    constexpr std::array families{
        std::array<std::string_view, 3>{"RSA", "cert_file", "key_file"},
        std::array<std::string_view, 3>{"DSA", "dcert_file", "dkey_file"},
        std::array<std::string_view, 3>{"ECDSA", "eccert_file", "eckey_file"}};
    std::vector<LegacyPair> pairs;
    for (const auto& [family, certificate, key] : families) {
      const std::string file = value(certificate);
      if (file.empty() || file == "none") continue;
      const std::string key_name = value(key);
      pairs.push_back(pair(std::string(family), look_.absolute(file),
                           look_.absolute(key_name.empty() ? file : key_name)));
    }
    return load_legacy(pairs);
  }

  [[nodiscard]] LegacyPair pair(std::string family, const std::string& file,
                                const std::string& key) {
    found_.files.push_back(file);
    const bool together = file == key && look_.config.version >= first_with_chain_files;
    files_.push_back(together ? &look_.files.chain(file) : &look_.files.certificates(file));
    LegacyPair made{.family = std::move(family), .certificate = files_.back()->file};
    files_.push_back(together ? files_.back() : &look_.files.key(key));
    if (!together) made.key = files_.back()->file;
    if (file != key) found_.files.push_back(key);
    return made;
  }

  void keep(const LoadResult& result) {
    for (const LoadedChain& chain : result.chains)
      if (auto placed = placed_in(chain, files_); !placed.empty())
        found_.chains.push_back({.slot = chain.slot, .certificates = std::move(placed)});
  }

  // libssl adds the issuers of a lone leaf from its store (ssl_add_cert_chain, without
  // SSL_MODE_NO_AUTO_CHAIN), which Postfix fills from CAfile.
  void complete(ShownChain& chain) {
    if (chain.certificates.size() != 1 || found_.ca_file.empty()) return;
    const LoadableFile& cas = look_.files.chain(found_.ca_file);
    ChainFinder finder(look_.now());
    for (const auto& ca : cas.certificates)
      if (ca) finder.add(*ca);
    const Chain found = finder.find(chain.certificates.front().certificate);
    std::vector<Certificate> more(found.certificates.begin() + 1, found.certificates.end());
    if (found.root && !(*found.root == found.certificates.front())) more.push_back(*found.root);
    for (const Certificate& ca : more)
      chain.certificates.push_back({.certificate = ca, .file = cas.file.name});
    chain.completed = !more.empty();
  }

  MaterialLook& look_;
  const Service& service_;
  MaterialUse found_;
  std::vector<const LoadableFile*> files_{};  // as the places of a LoadResult count them
};

}  // namespace

std::vector<PlacedCertificate> placed_in(const LoadedChain& chain,
                                         const std::vector<const LoadableFile*>& files) {
  std::vector<ObjectPlace> places{chain.leaf};
  places.insert(places.end(), chain.issuers.begin(), chain.issuers.end());
  std::vector<PlacedCertificate> certificates;
  for (const ObjectPlace& place : places) {
    const LoadableFile& file = *files.at(place.file);
    if (const auto& certificate = file.certificates.at(place.object))
      certificates.push_back({.certificate = *certificate,
                              .file = file.file.name,
                              .line = file.file.objects.at(place.object).line});
  }
  return certificates;
}

std::vector<MaterialUse> material_uses(MaterialLook& look) {
  std::vector<MaterialUse> uses;
  for (const Role& role : roles)
    for (const Service* service : services_running(look.config, role.daemon)) {
      Use use(look, *service, role);
      if (use.speaks_tls()) uses.push_back(std::move(use).take());
    }
  return uses;
}

}  // namespace postseal
