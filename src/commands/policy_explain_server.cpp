// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "commands/chain_inputs.hpp"
#include "commands/policy_explain_seen.hpp"
#include "core/digest.hpp"
#include "core/error.hpp"
#include "core/parameters.hpp"
#include "core/policy_words.hpp"
#include "core/text.hpp"
#include "crypto/digests.hpp"
#include "crypto/material.hpp"
#include "crypto/peer_trust.hpp"

namespace postseal {
namespace {

void append(std::vector<Certificate>& all, const std::vector<Certificate>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

// "1a2b3c4d.0", as c_rehash names them: other files of a CApath nobody opens.
bool is_hash_link(std::string_view name) {
  const std::size_t dot = name.find('.');
  return dot == 8 && name.size() > 9 &&
         name.substr(0, 8).find_first_not_of("0123456789abcdef") == std::string_view::npos &&
         name.substr(9).find_first_not_of("0123456789") == std::string_view::npos;
}

class Trust {
 public:
  Trust(Context& context, const CheckedConfig& config, EffectivePolicy& policy)
      : context_(context), config_(config), policy_(policy) {}

  [[nodiscard]] TrustRules run() {
    const PostfixVersion& version = config_.version;
    const bool is_named = policy_.level == "verify" || policy_.level == "secure";
    const bool must_match = is_named || policy_.level == "fingerprint";
    TrustRules rules{.anchors_match_leaf = version >= library_matches_since,
                     .depth = depth(),
                     .security_level = must_match && version >= PostfixVersion{3, 0, 14} ? 1 : 0,
                     .now = context_.host().now()};
    rules.cas = cas();
    if (is_named && version >= PostfixVersion{2, 11, 0}) take_anchors(rules);
    return rules;
  }
  [[nodiscard]] const std::string& by() const noexcept { return by_; }

 private:
  [[nodiscard]] std::string value(std::string_view name) const {
    return value_in(config_, nullptr, name);
  }
  [[nodiscard]] std::string place_of(const std::string& path) const {
    return path.starts_with('/') ? path : value("queue_directory") + "/" + path;
  }

  [[nodiscard]] int depth() const {
    const std::string text = value("smtp_tls_scert_verifydepth");
    const bool is_number = !text.empty() && text.size() < 6 &&
                           text.find_first_not_of("0123456789") == std::string::npos;
    return is_number ? std::stoi(text) : 9;
  }

  std::vector<Certificate> cas() {
    std::vector<Certificate> all;
    if (const std::string file = value("smtp_tls_CAfile"); !file.empty()) {
      by_ = "smtp_tls_CAfile";
      try {
        append(all, read_certificates(context_, place_of(file)));
      } catch (const Error& error) {
        policy_.unavailable =
            fmt::format("smtp_tls_CAfile {}: {}", quoted_text(file), error.problem().message);
      }
    }
    if (const std::string path = value("smtp_tls_CApath"); !path.empty()) {
      by_ += by_.empty() ? "smtp_tls_CApath" : " and smtp_tls_CApath";
      append(all, in_path(place_of(path)));
    }
    // Before there was the parameter, they were always added.
    const bool with_defaults = !known("tls_append_default_CA", config_.version) ||
                               is_on(config_, nullptr, "tls_append_default_CA");
    if (!by_.empty() && with_defaults) append(all, read_roots(context_, std::nullopt));
    return all;
  }

  std::vector<Certificate> in_path(const std::string& path) {
    std::vector<Certificate> all;
    try {
      for (const std::string& name : context_.host().list(path))
        if (is_hash_link(name)) append(all, read_certificates(context_, path + "/" + name));
    } catch (const Error& error) {
      context_.note(
          fmt::format("smtp_tls_CApath {}: {}", quoted_text(path), error.problem().message));
    }
    return all;
  }

  void take_anchors(TrustRules& rules) {
    std::vector<std::string> files;
    for (const PolicyAttribute& one : policy_.entry.attributes)
      if (one.name == "tafile" && one.value) files.push_back(*one.value);
    std::string by = "tafile";
    if (const std::string file = value("smtp_tls_trust_anchor_file");
        files.empty() && !file.empty()) {
      by = "smtp_tls_trust_anchor_file";
      files.push_back(file);
    }
    if (files.empty()) return;
    by_ = by;
    rules.by_anchors = true;
    for (const std::string& file : files) take_anchor(rules, file);
  }

  void take_anchor(TrustRules& rules, const std::string& file) {
    std::string trouble = "holds no certificate";
    try {
      const Secret bytes = context_.host().read(place_of(file));
      const Material material = read_material(file, bytes.reveal());
      for (const FoundCertificate& one : material.certificates)
        rules.anchors.push_back(one.certificate);
      for (const FoundPublicKey& one : material.public_keys)
        rules.anchor_keys.push_back(one.spki_der);
      if (!material.certificates.empty() || !material.public_keys.empty()) return;
    } catch (const Error& error) {
      trouble = error.problem().message;
    }
    policy_.findings.push_back({.id = "policy-tafile",
                                .severity = Severity::error,
                                .subject = place_of(file),
                                .message = fmt::format("{} {}", by_, trouble),
                                .hint = "make it a PEM file of certificates, mode 0644"});
  }

  Context& context_;
  const CheckedConfig& config_;
  EffectivePolicy& policy_;
  std::string by_{};
};

std::vector<OfferedName> names_of(const Certificate& leaf) {
  std::vector<OfferedName> names;
  for (const SubjectName& one : leaf.names()) {
    if (one.kind == NameKind::dns)
      names.push_back({.kind = OfferedKind::dns, .text = one.text, .raw = one.raw});
    if (one.kind == NameKind::address)
      names.push_back({.kind = OfferedKind::address, .text = one.text, .raw = one.raw});
  }
  for (const std::string& one : leaf.common_names())
    names.push_back({.kind = OfferedKind::common_name, .text = one, .raw = one});
  return names;
}

void take_pins(OfferedChain& offered, const Certificate& leaf, const CheckedConfig& config) {
  const auto digest = find_digest(value_in(config, nullptr, "smtp_tls_fingerprint_digest"));
  if (!digest) return;
  const Hasher hash(*digest);
  offered.certificate_pin = colon_hex(hash(leaf.der()));
  // 2.9.0 to 2.9.5 took it of other bytes, as later ones do that are told to.
  const bool has_keys = config.version >= PostfixVersion{2, 9, 6};
  if (has_keys && !is_on(config, nullptr, "tls_legacy_public_key_fingerprints"))
    offered.key_pin = colon_hex(hash(leaf.spki_der()));
}

}  // namespace

std::optional<OfferedChain> offered_chain(Context& context, const CheckedConfig& config,
                                          EffectivePolicy& policy,
                                          const std::optional<std::string>& file) {
  if (!file) return std::nullopt;
  const std::vector<Certificate> sent = read_certificates(context, *file);
  const Certificate& leaf = sent.front();
  Trust trust(context, config, policy);
  TrustRules rules = trust.run();
  const PeerTrust found = peer_trust(sent, rules);
  OfferedChain offered{.names = names_that_count(names_of(leaf), config.version),
                       .trusted = found.trusted,
                       .trusted_by = trust.by(),
                       .by_anchors = rules.by_anchors,
                       .trust_code = found.code,
                       .trust_depth = found.depth,
                       .trust_error = found.error,
                       .shows_before_names = found.shows_before_names,
                       .most_issuers = rules.depth + 1,
                       .issuer = escaped(found.issuer),
                       .dated = found.dated,
                       .unfit = found.unfit,
                       .weak_key = found.weak_key,
                       .no_issuer = found.no_issuer,
                       .no_anchor = found.no_anchor};
  take_pins(offered, leaf, config);
  if (found.trusted || (!found.no_issuer && !found.no_anchor)) return offered;
  offered.system_cas = system_ca_bundle(context.host()).value_or("");
  if (offered.system_cas.empty()) return offered;
  rules.cas = read_roots(context, std::nullopt);
  rules.by_anchors = false;
  rules.anchors.clear();
  offered.system_would_do = peer_trust(sent, rules).trusted;
  return offered;
}

}  // namespace postseal
