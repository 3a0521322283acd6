// SPDX-License-Identifier: MIT
#include <array>

#include "commands/tls_engine.hpp"
#include "core/load_findings.hpp"
#include "core/logical_lines.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

using Kind = ServiceFiles::Kind;

constexpr PostfixVersion chain_files_since{3, 4, 0};

// The legacy parameters of one algorithm.
struct Family {
  std::string_view name{};
  std::string_view certificate{};
  std::string_view key{};
};
constexpr std::array families{Family{"RSA", "cert_file", "key_file"},
                              Family{"DSA", "dcert_file", "dkey_file"},
                              Family{"ECDSA", "eccert_file", "eckey_file"}};

struct Load {
  LoadResult result{};
  std::vector<LoaderFile> files{};  // the places of `result` point into these
  bool hidden = false;
};

Load load_list(TlsEngine& engine, const std::string& list) {
  Load load;
  for (const std::string& file : list_elements(list)) {
    load.hidden = load.hidden || engine.files().is_hidden(file);
    load.files.push_back(engine.files().load(file, Kind::chain).file);
  }
  load.result = load_chain_files(list, load.files);
  return load;
}

// Postfix 3.4 and later read one file once where both parameters name it.
LegacyPair pair_of(TlsEngine& engine, const Family& family, const std::string& certificate,
                   const std::string& key) {
  LegacyPair pair{.family = std::string(family.name)};
  if (certificate == key && engine.version() >= chain_files_since) {
    pair.certificate = engine.files().load(certificate, Kind::chain).file;
    return pair;
  }
  pair.certificate = engine.files().load(certificate, Kind::certificate).file;
  pair.key = engine.files().load(key, Kind::key).file;
  return pair;
}

Load load_pairs(TlsEngine& engine, const std::string& rsa_certificate) {
  Load load;
  std::vector<LegacyPair> pairs;
  for (const Family& family : families) {
    const bool first = family.certificate == families.front().certificate;
    const std::string certificate = first ? rsa_certificate : engine.own(family.certificate);
    if (certificate.empty()) continue;
    const std::string key = engine.own(family.key);
    pairs.push_back(pair_of(engine, family, certificate, key));
    load.files.push_back(pairs.back().certificate);
    load.files.push_back(pairs.back().key.value_or(LoaderFile{}));
    load.hidden = load.hidden || engine.files().is_hidden(certificate) ||
                  (pairs.back().key && engine.files().is_hidden(key));
  }
  load.result = load_legacy(pairs);
  return load;
}

}  // namespace

void load_certificates(TlsEngine& engine, const std::string& certificate) {
  if (!engine.goes_on()) return;
  const std::string list =
      engine.version() >= chain_files_since ? engine.own("chain_files") : std::string();
  Load load = list.empty() ? load_pairs(engine, certificate) : load_list(engine, list);
  if (load.hidden) return engine.stop(EngineState::unknown);
  for (std::string& line : load.result.log) engine.log(std::move(line));
  for (Finding& finding : findings_of(load.result, load.files)) {
    const Urgency urgency =
        finding.severity == Severity::error ? Urgency::broken : Urgency::untidy;
    engine.add({.finding = std::move(finding), .urgency = urgency});
  }
  engine.loaded = std::move(load.result);
  if (engine.loaded.outcome == TlsOutcome::off) engine.stop(EngineState::off);
}

}  // namespace postseal
