// SPDX-License-Identifier: MIT
#include <array>
#include <utility>

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
  std::vector<const LoadableFile*> files{};  // the places of `result` point into these; null: none
  std::string hidden{};                      // a file that we cannot read
};

std::vector<LoaderFile> for_loader(const std::vector<const LoadableFile*>& files) {
  std::vector<LoaderFile> all;
  for (const LoadableFile* file : files) all.push_back(file != nullptr ? file->file : LoaderFile{});
  return all;
}

// Clients have signature algorithms for three curves; an RSA key under 528 bits cannot make a
// signature of RSASSA-PSS with SHA-256 (RFC 8017, 9.1.1), which TLS 1.3 asks for.
bool is_usual(const LoadableFile& file, std::size_t index) {
  constexpr int least_rsa_bits = 528;
  const auto& leaf = file.certificates.at(index);
  if (!leaf) return true;
  const KeyFacts facts = leaf->key();
  if (facts.family == KeyFamily::rsa) return facts.bits >= least_rsa_bits;
  if (facts.family != KeyFamily::ec) return true;
  return facts.type.has_value() || facts.explicit_curve;
}

std::vector<TlsEngine::Chain> chains_of(const Load& load) {
  std::vector<TlsEngine::Chain> chains;
  for (const LoadedChain& chain : load.result.chains)
    chains.push_back({.slot = chain.slot,
                      .usual = is_usual(*load.files.at(chain.leaf.file), chain.leaf.object)});
  return chains;
}

void note_hidden(TlsEngine& engine, Load& load, const std::string& file) {
  if (engine.files().is_hidden(file)) load.hidden = file;
}

Load load_list(TlsEngine& engine, const std::string& list) {
  Load load;
  for (const std::string& file : list_elements(list)) {
    note_hidden(engine, load, file);
    load.files.push_back(&engine.files().load(file, Kind::chain));
  }
  load.result = load_chain_files(list, for_loader(load.files));
  return load;
}

// Postfix 3.4 and later read one file once where both parameters name it.
void add_pair(TlsEngine& engine, Load& load, const std::string& certificate,
              const std::string& key) {
  const bool together = certificate == key && engine.version() >= chain_files_since;
  load.files.push_back(
      &engine.files().load(certificate, together ? Kind::chain : Kind::certificate));
  load.files.push_back(together ? nullptr : &engine.files().load(key, Kind::key));
  note_hidden(engine, load, certificate);
  if (!together) note_hidden(engine, load, key);
}

Load load_pairs(TlsEngine& engine, const std::string& rsa_certificate) {
  Load load;
  std::vector<LegacyPair> pairs;
  for (const Family& family : families) {
    const bool first = family.certificate == families.front().certificate;
    const std::string certificate = first ? rsa_certificate : engine.own(family.certificate);
    if (certificate.empty()) continue;
    const std::string key = engine.own(family.key);
    add_pair(engine, load, certificate, key);
    LegacyPair pair{.family = std::string(family.name),
                    .certificate = load.files.at(load.files.size() - 2)->file};
    if (load.files.back() != nullptr) pair.key = load.files.back()->file;
    pairs.push_back(std::move(pair));
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
  if (!load.hidden.empty()) return engine.give_up(load.hidden);
  for (const std::string& line : load.result.log) engine.log(line);
  for (Finding& finding : findings_of(load.result, for_loader(load.files))) {
    const Urgency urgency = finding.severity == Severity::error ? Urgency::broken : Urgency::untidy;
    engine.add({.finding = std::move(finding), .urgency = urgency});
  }
  engine.chains = chains_of(load);
  if (load.result.outcome == TlsOutcome::off) engine.stop(EngineState::off);
}

}  // namespace postseal
