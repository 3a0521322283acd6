// SPDX-License-Identifier: MIT
#include "commands/server_handshake.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "core/dh_verdict.hpp"
#include "core/error.hpp"
#include "core/protocol_list.hpp"
#include "core/text.hpp"
#include "crypto/dh.hpp"
#include "net/cipher_suites.hpp"

namespace postseal {
namespace {

constexpr std::string_view dh_parameter_rest = "dh1024_param_file";

std::vector<std::string> opening_log(const std::string& file, const std::string& error,
                                     const PostfixVersion& version) {
  if (version >= PostfixVersion{3, 7, 0})
    return {fmt::format("warning: error opening DH parameter file \"{}\": {} -- using compiled-in "
                        "defaults",
                        file, error)};
  return {fmt::format("warning: cannot load {}DH parameters from file {}: {} -- using compiled-in "
                      "defaults",
                      version >= PostfixVersion{3, 6, 0} ? "" : "1024-bit ", file, error)};
}

// What Postfix makes of the bytes of a DH file.
DhUse use_of_bytes(const std::string& file, std::string_view bytes, const PostfixVersion& version) {
  try {
    const DhParams params = read_dh_params(bytes, file);
    return use_of(params, examine_dh(params), version);
  } catch (const Error&) {
    return DhUse::replaced;
  }
}

std::string cipher_list_of(const TlsEngine& engine, const std::string& grade) {
  const bool merged = engine.version() >= PostfixVersion{3, 8, 0};
  std::string word = lower(grade);
  if (merged && (word == "low" || word == "export")) word = "medium";
  constexpr std::array grades{"high", "medium", "low", "export", "null"};
  if (std::find(grades.begin(), grades.end(), word) == grades.end()) return "";
  return engine.value(fmt::format("tls_{}_cipherlist", word));
}

std::vector<std::string> tokens_of(std::string_view text) {
  constexpr std::string_view separators = ", \t\r\n:";
  std::vector<std::string> tokens;
  while (true) {
    text.remove_prefix(std::min(text.find_first_not_of(separators), text.size()));
    if (text.empty()) return tokens;
    tokens.emplace_back(text.substr(0, text.find_first_of(separators)));
    text.remove_prefix(tokens.back().size());
  }
}

void refuse_all(TlsEngine& engine, const std::string& name, std::string id, std::string what,
                std::string hint) {
  engine.stop(EngineState::failing);
  engine.complain(name, {.id = std::move(id),
                         .message = what + ": STARTTLS is answered with 220, and every handshake "
                                           "is broken off",
                         .hint = std::move(hint)});
}

// The suites that a handshake can choose from; nullopt: Postfix breaks it off.
std::optional<std::vector<net::CipherSuite>> set_ciphers(TlsEngine& engine,
                                                         const Handshake& handshake) {
  const std::string name = engine.name(handshake.enforce ? "mandatory_ciphers" : "ciphers");
  const std::string grade = engine.value(name);
  std::string list = cipher_list_of(engine, grade);
  if (list.empty()) {
    engine.warn("NAME[ADDRESS]: invalid cipher grade: \"{}\"", grade);
    refuse_all(engine, name, "cipher-grade-unknown",
               fmt::format("is \"{}\", which is no cipher grade", escaped(grade)),
               fmt::format("{} = medium", name));
    return std::nullopt;
  }
  const std::string excluding = engine.name("exclude_ciphers");
  std::string exclusions = engine.value(excluding);
  if (handshake.enforce) exclusions += " " + engine.own("mandatory_exclude_ciphers");
  if (handshake.ask) exclusions += " aNULL";
  for (const std::string& token : tokens_of(exclusions)) {
    if (std::string_view("!+-@").find(token.front()) != std::string_view::npos) {
      engine.warn("NAME[ADDRESS]: invalid unary '!+-@' in cipher exclusion: {}", token);
      refuse_all(engine, excluding, "cipher-exclusion-malformed",
                 fmt::format("has \"{}\": a name to exclude cannot begin with \"{}\"",
                             escaped(token), token.substr(0, 1)),
                 "write the names alone");
      return std::nullopt;
    }
    list += ":!" + token;
  }
  auto suites = net::cipher_suites(list);
  if (!suites) {
    engine.warn("NAME[ADDRESS]: error setting cipher grade: \"{}\"", grade);
    refuse_all(engine, excluding, "ciphers-none", "no cipher is left",
               fmt::format("leave {} and the tls_*_cipherlist at their defaults", excluding));
  }
  return suites;
}

// Whether one of our certificates goes with a suite, or with TLS 1.3.
bool can_agree(const TlsEngine& engine, const std::vector<net::CipherSuite>& suites,
               const std::set<int>& protocols) {
  if (engine.loaded.chains.empty() || protocols.empty()) return false;
  if (protocols.contains(0x0304)) return true;
  return std::any_of(suites.begin(), suites.end(), [&](const net::CipherSuite& suite) {
    const bool in_time = suite.first_tls <= *protocols.rbegin();
    return in_time && std::any_of(engine.loaded.chains.begin(), engine.loaded.chains.end(),
                                  [&](const LoadedChain& chain) {
                                    const bool edwards = chain.slot.starts_with("ED");
                                    return suite.slot == chain.slot ||
                                           (edwards && suite.slot == "ECDSA") ||
                                           (chain.slot == "RSA-PSS" && suite.slot == "RSA");
                                  });
  });
}

}  // namespace

void load_dh(TlsEngine& engine) {
  const std::string name = engine.name(dh_parameter_rest);
  const std::string file = engine.value(name);
  const bool automatic = file == "auto" && engine.version() >= PostfixVersion{3, 7, 0};
  if (!engine.goes_on() || file.empty() || automatic) return;
  const ServiceFiles::File& opened = engine.files().open(file);
  if (opened.hidden) return engine.stop(EngineState::unknown);
  if (opened.error) {
    for (std::string& line : opening_log(file, *opened.error, engine.version()))
      engine.log(std::move(line));
    engine.complain(name, {.id = "dh-missing",
                           .message = fmt::format("{} cannot be opened ({}): Postfix uses what is "
                                                  "compiled in",
                                                  escaped(file), *opened.error),
                           .hint = "leave the parameter at its default",
                           .severity = Severity::warning,
                           .urgency = Urgency::untidy});
    return;
  }
  const DhUse use = use_of_bytes(file, opened.bytes.reveal(), engine.version());
  for (std::string& line : dh_log(use, file, engine.version())) {
    const int times = use == DhUse::refused ? server_contexts(engine.version()) : 1;
    for (int i = 0; i < times; ++i) engine.log(line);
  }
}

void shake_hands(TlsEngine& engine, const Handshake& handshake) {
  if (!engine.goes_on()) return;
  const auto suites = set_ciphers(engine, handshake);
  if (!suites) return;
  const auto protocols = protocols_of(engine.value(handshake.protocols), engine.version());
  if (can_agree(engine, *suites, protocols.value_or(std::set<int>{}))) return;
  engine.stop(EngineState::failing);
  engine.log("SSL_accept error from NAME[ADDRESS]: -1");
}

}  // namespace postseal
