// SPDX-License-Identifier: MIT
#include "commands/server_handshake.hpp"

#include <algorithm>
#include <set>

#include "commands/cipher_choice.hpp"
#include "core/dh_verdict.hpp"
#include "core/error.hpp"
#include "core/protocol_list.hpp"
#include "core/text.hpp"
#include "crypto/dh.hpp"

namespace postseal {
namespace {

constexpr std::string_view dh_parameter_rest = "dh1024_param_file";

std::vector<std::string> opening_log(const std::string& file, const std::string& error,
                                     const PostfixVersion& version) {
  if (version >= PostfixVersion{3, 7, 0})
    return {
        fmt::format("warning: error opening DH parameter file \"{}\": {} -- using compiled-in "
                    "defaults",
                    file, error)};
  return {
      fmt::format("warning: cannot load {}DH parameters from file {}: {} -- using compiled-in "
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

// Whether one of our certificates goes with a suite.
bool goes_with(const TlsEngine& engine, const net::CipherSuite& suite) {
  return std::any_of(engine.chains.begin(), engine.chains.end(),
                     [&](const TlsEngine::Chain& chain) {
                       const bool edwards = chain.slot.starts_with("ED") && suite.slot == "ECDSA";
                       const bool pss = chain.slot == "RSA-PSS" && suite.slot == "RSA";
                       return chain.usual && (suite.slot == chain.slot || edwards || pss);
                     });
}

// Whether a client of our time, which takes every kind of certificate, gets through.
bool can_agree(const TlsEngine& engine, const std::vector<net::CipherSuite>& suites,
               const std::set<int>& protocols) {
  const bool usual =
      std::any_of(engine.chains.begin(), engine.chains.end(),
                  [](const TlsEngine::Chain& chain) { return chain.usual && chain.slot != "DSA"; });
  if (protocols.empty()) return false;
  if (usual && engine.common_group && protocols.contains(0x0304)) return true;
  return std::any_of(suites.begin(), suites.end(), [&](const net::CipherSuite& suite) {
    return suite.first_tls <= *protocols.rbegin() && (!suite.curves || engine.common_group) &&
           goes_with(engine, suite);
  });
}

constexpr std::string_view consequence = "STARTTLS is answered with 220, and every handshake fails";

void explain_failure(TlsEngine& engine, const Handshake& handshake, bool no_protocol) {
  if (engine.chains.empty()) {
    // Files that cannot be opened were complained of already.
    if (lower(engine.own("cert_file")) == "none")
      engine.complain(
          engine.name("cert_file"),
          {.id = "certificate-none",
           .message = fmt::format("is none, and clients want a certificate: {}", consequence),
           .hint = fmt::format("set {}", engine.name("chain_files"))});
    return;
  }
  if (no_protocol)
    return engine.complain(handshake.protocols,
                           {.id = "protocols-none",
                            .message = fmt::format("leaves no version of TLS: {}", consequence),
                            .hint = fmt::format("leave {} out", handshake.protocols)});
  engine.complain(
      engine.name("exclude_ciphers"),
      {.id = "ciphers-none",
       .message = fmt::format("no cipher is left that goes with the certificate: {}", consequence),
       .hint = "leave the lists of ciphers, curves and protocols at their defaults"});
}

}  // namespace

void load_dh(TlsEngine& engine) {
  const std::string name = engine.name(dh_parameter_rest);
  const std::string file = engine.value(name);
  const bool automatic = file == "auto" && engine.version() >= PostfixVersion{3, 7, 0};
  if (!engine.goes_on() || file.empty() || automatic) return;
  const ServiceFiles::File& opened = engine.files().open(file);
  if (opened.hidden) return engine.give_up(file);
  if (opened.error) {
    for (const std::string& line : opening_log(file, *opened.error, engine.version()))
      engine.log(line);
    engine.complain(name, {.id = "file-missing",
                           .message = fmt::format("{} cannot be opened ({}): Postfix uses what is "
                                                  "compiled in",
                                                  escaped(file), *opened.error),
                           .hint = "leave the parameter at its default",
                           .severity = Severity::warning,
                           .urgency = Urgency::untidy});
    return;
  }
  const DhUse use = use_of_bytes(file, opened.bytes.reveal(), engine.version());
  for (const std::string& line : dh_log(use, file, engine.version())) {
    const int times = use == DhUse::refused ? server_contexts(engine.version()) : 1;
    for (int i = 0; i < times; ++i) engine.log(line);
  }
}

void shake_hands(TlsEngine& engine, const Handshake& handshake) {
  if (!engine.goes_on()) return;
  const auto suites = set_ciphers(
      engine, {.peer = handshake.peer,
               .enforce = handshake.enforce,
               .also_excluded = handshake.ask ? "aNULL" : "",
               .consequence = "STARTTLS is answered with 220, and every handshake is broken off"});
  if (!suites) return;
  const auto protocols = protocols_of(engine.value(handshake.protocols), engine.version());
  if (can_agree(engine, *suites, protocols.value_or(std::set<int>{}))) return;
  engine.stop(EngineState::failing);
  if (!handshake.failure.empty()) engine.log(handshake.failure);
  explain_failure(engine, handshake, protocols && protocols->empty());
}

}  // namespace postseal
