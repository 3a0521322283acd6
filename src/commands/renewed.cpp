// SPDX-License-Identifier: MIT
#include "commands/renewed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "commands/chain_inputs.hpp"
#include "commands/identity_parts.hpp"
#include "commands/material_files.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "core/time.hpp"
#include "crypto/chain.hpp"

namespace postseal {
namespace {

// certbot's lineage has a link for each file, to NAME7.pem: the number of the renewal.
std::string renewal_number(const Context& context, const std::string& path) {
  const auto status = context.host().status(path, Follow::no);
  if (!status || status->kind != FileKind::symlink) return {};
  const std::string stem = std::filesystem::path(context.host().resolve(path)).stem().string();
  const std::size_t end = stem.find_last_not_of("0123456789");
  return end == std::string::npos ? stem : stem.substr(end + 1);
}

// A renewal that was cut short leaves links of two renewals; their keys may even fit.
void require_one_renewal(const Context& context, const RenewedSource& source) {
  std::set<std::string> numbers;
  for (const std::string& path : {source.certificate, source.key, source.chain}) {
    const std::string number = path.empty() ? "" : renewal_number(context, path);
    if (!number.empty()) numbers.insert(number);
  }
  if (numbers.size() < 2) return;
  throw Error(Fault::input,
              {.id = "lineage-half-flipped",
               .subject = std::filesystem::path(source.certificate).parent_path().string(),
               .message = fmt::format("its links are of different renewals: {}",
                                      fmt::join(numbers, " and ")),
               .hint = "the ACME client was cut short; run it again, it mends its links"});
}

void take(std::vector<Certificate>& bag, std::vector<Certificate> more) {
  for (Certificate& one : more)
    if (one.decodes()) bag.push_back(std::move(one));
}

const Certificate& leaf_for(const PrivateKey& key, const std::vector<Certificate>& bag,
                            const RenewedSource& source) {
  const auto found = std::find_if(bag.begin(), bag.end(), [&](const Certificate& certificate) {
    return key.matches(certificate);
  });
  if (found != bag.end()) return *found;
  throw Error(Fault::input, {.id = "key-cert-mismatch",
                             .subject = source.key,
                             .message = fmt::format("does not belong to {}: public keys differ",
                                                    source.certificate),
                             .hint = "both have to be of the same renewal"});
}

void require_valid_now(const Certificate& leaf, const std::string& path, Time now) {
  if (leaf.not_after() <= now)
    throw Error(Fault::input,
                {.id = "certificate-expired",
                 .subject = path,
                 .message = fmt::format("expired on {}", rfc3339(leaf.not_after())),
                 .hint = fmt::format("it is {} here: renew it, or set the clock", rfc3339(now))});
  if (leaf.not_before() > now)
    throw Error(Fault::input,
                {.id = "certificate-not-yet-valid",
                 .subject = path,
                 .message = fmt::format("is valid from {} only", rfc3339(leaf.not_before())),
                 .hint = fmt::format("it is {} here: is the clock right?", rfc3339(now))});
}

std::string algorithm_for(const PrivateKey& key, const std::string& path) {
  std::string algorithm = algorithm_name(key.family());
  if (!algorithm.empty()) return algorithm;
  throw Error(Fault::input, {.id = "key-unsupported",
                             .subject = path,
                             .message = fmt::format("is a key of type {}", key.description()),
                             .hint = "mail clients take rsa, ec, ed25519 and ed448"});
}

// The leaf with what the server has to send along. Its root need not be known, its issuer does.
std::vector<Certificate> chain_for(Context& context, const Certificate& leaf,
                                   const std::vector<Certificate>& bag,
                                   const RenewedSource& source) {
  ChainFinder finder(context.host().now());
  for (const Certificate& certificate : bag) finder.add(certificate);
  Chain chain = finder.find(leaf);
  const bool alone = chain.certificates.size() == 1 && !chain.complete;
  if (!alone) return chain.certificates;
  // A CA that signs servers with its root: nothing is missing if the root is one that is trusted.
  for (const Certificate& root : read_roots(context, std::nullopt)) finder.trust(root);
  chain = finder.find(leaf);
  if (chain.complete) return chain.certificates;
  throw Error(Fault::input,
              {.id = "chain-incomplete",
               .subject = source.certificate,
               .message = fmt::format("its issuer \"{}\" is missing: clients could not verify it",
                                      escaped(leaf.issuer())),
               .hint = "give the full chain (fullchain.pem), or its issuers with --chain"});
}

}  // namespace

Renewed read_renewed(Context& context, const RenewedSource& source) {
  require_one_renewal(context, source);
  Renewed renewed{.key = read_key(context, source.key)};
  std::vector<Certificate> bag;
  take(bag, read_certificates(context, source.certificate));
  const Certificate leaf = leaf_for(*renewed.key, bag, source);
  if (!source.chain.empty()) take(bag, read_issuers(context, source.chain));
  require_valid_now(leaf, source.certificate, context.host().now());
  renewed.algorithm = algorithm_for(*renewed.key, source.key);
  renewed.self_signed = leaf.self_signed();
  renewed.chain = chain_for(context, leaf, bag, source);
  return renewed;
}

std::vector<std::string> served_names(const Certificate& certificate) {
  std::vector<std::string> names;
  const auto add = [&](const std::string& text) {
    try {
      names.push_back(parse_host_name(text, "certificate").text);
    } catch (const Error&) {
      names.push_back(lower(text));  // no host has this name, but it must not get lost unseen
    }
  };
  for (const SubjectName& name : certificate.names())
    if (name.kind == NameKind::dns || name.kind == NameKind::address) add(name.text);
  if (names.empty())
    for (const std::string& name : certificate.common_names()) add(name);
  return names;
}

bool covers(const std::vector<std::string>& names, const std::string& name) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& one) {
    if (one == name) return true;
    const std::size_t dot = name.find('.');
    return one.starts_with("*.") && dot != std::string::npos && !name.starts_with("*.") &&
           std::string_view(one).substr(1) == std::string_view(name).substr(dot);
  });
}

}  // namespace postseal
