// SPDX-License-Identifier: MIT
#include "commands/server_engine.hpp"

#include "commands/server_groups.hpp"
#include "commands/server_handshake.hpp"
#include "commands/server_level.hpp"
#include "core/logical_lines.hpp"
#include "core/parameters.hpp"
#include "core/protocol_list.hpp"
#include "core/text.hpp"
#include "crypto/loadable.hpp"

namespace postseal {
namespace {

// What a server makes of its settings before it looks at any file (pre_jail_init()).
struct Wanted {
  ServerLevel level{};
  bool ask = false;           // clients for a certificate
  std::string certificate{};  // of the *_cert_file; "" for "none"
};

bool names_legacy(const TlsEngine& engine, const Wanted& wanted) {
  return !wanted.certificate.empty() || !engine.own("eccert_file").empty() ||
         !engine.own("dcert_file").empty();
}

void note_both(TlsEngine& engine) {
  engine.warn(
      "Both {} and one or more of the legacy  {}, {} or {} are non-empty; the legacy  parameters "
      "will be ignored",
      engine.name("chain_files"), engine.name("cert_file"), engine.name("eccert_file"),
      engine.name("dcert_file"));
  engine.complain(engine.name("chain_files"),
                  {.id = "chain-files-and-legacy",
                   .message = fmt::format("is set beside {} or its like, which are ignored",
                                          engine.name("cert_file")),
                   .hint = fmt::format("remove {}, {} and the key files with them",
                                       engine.name("cert_file"), engine.name("eccert_file")),
                   .severity = Severity::warning,
                   .urgency = Urgency::untidy});
}

// Client certificates that are asked for in vain.
void check_requests(TlsEngine& engine, Wanted& wanted, bool has_certificate) {
  const bool requires_one = engine.is_on(engine.name("req_ccert"));
  wanted.ask = engine.is_on(engine.name("ask_ccert")) || (wanted.level.enforce && requires_one);
  if (wanted.ask && !has_certificate) {
    engine.warn("Need a server cert to request client certs");
    engine.complain(engine.name(requires_one ? "req_ccert" : "ask_ccert"),
                    {.id = "ccert-needs-certificate",
                     .message = "clients cannot be asked for certificates by a server that has "
                                "none itself",
                     .hint = fmt::format("set {}", engine.name("chain_files"))});
  }
  if (wanted.level.enforce || !requires_one) return;
  engine.warn("Can't require client certs unless TLS is required");
  engine.complain(engine.name("req_ccert"),
                  {.id = "ccert-needs-encrypt",
                   .message = "client certificates are not required, since TLS is not either",
                   .hint = "set the level encrypt for this service, or ask with "
                           "smtpd_tls_ask_ccert = yes",
                   .severity = Severity::warning,
                   .urgency = Urgency::weak});
}

void check_certificates_named(TlsEngine& engine, Wanted& wanted, std::string_view refusal) {
  const bool knows_list = engine.version() >= PostfixVersion{3, 4, 0};
  const bool none = lower(wanted.certificate) == "none";
  if (none) wanted.certificate.clear();
  const bool legacy = names_legacy(engine, wanted);
  const bool list = knows_list && !engine.own("chain_files").empty();
  if (list && legacy) note_both(engine);
  check_requests(engine, wanted, legacy || list);
  if (legacy || list || (none && !wanted.ask)) return;
  if (wanted.level.enforce && engine.version() < PostfixVersion{2, 5, 0}) {
    engine.log("fatal: No server certs available. TLS can't be enabled");
    engine.stop(EngineState::dead);
  } else {
    engine.warn("No server certs available. TLS {} be enabled", refusal);
    engine.stop(EngineState::off);
  }
  engine.complain(engine.name(knows_list ? "chain_files" : "cert_file"),
                  {.id = "no-certificate",
                   .message = "TLS is wanted, and no certificate is named: STARTTLS is announced "
                              "and answered with 454",
                   .hint = "postseal init --configure makes and names one"});
}

void check_protocols(TlsEngine& engine, const std::string& name) {
  if (!engine.goes_on()) return;
  const std::string list = engine.value(name);
  const bool checks = engine.version() >= PostfixVersion{2, 5, 0};
  if (!checks || protocols_of(list, engine.version())) return;
  engine.warn("Invalid TLS protocol list \"{}\": disabling TLS support", list);
  engine.stop(EngineState::off);
  const bool bounds = engine.version() >= PostfixVersion{3, 6, 0};
  engine.complain(name,
                  {.id = "protocols-unknown",
                   .message = fmt::format("\"{}\" is no list of protocols for Postfix {}: "
                                          "there is no TLS at all",
                                          escaped(list), text_of(engine.version())),
                   .hint = fmt::format("{} = {}", name, bounds ? ">=TLSv1.2" : "!SSLv2, !SSLv3")});
}

void load_client_ca_names(TlsEngine& engine, const Wanted& wanted) {
  const std::string file = engine.own("CAfile");
  if (!engine.goes_on() || !wanted.ask || file.empty()) return;
  const ServiceFiles::File& opened = engine.files().open(file);
  if (!opened.error && names_cas(opened.bytes.reveal())) return;
  engine.warn("error loading client CA names from: {}", file);
  engine.complain(engine.name("CAfile"),
                  {.id = "ca-names-missing",
                   .message = fmt::format("{} has no certificate whose name could be sent to "
                                          "clients that are asked for theirs",
                                          escaped(file)),
                   .hint = "name a file of CA certificates in PEM",
                   .severity = Severity::warning,
                   .urgency = Urgency::untidy});
}

void check_ticket_cipher(TlsEngine& engine) {
  constexpr std::string_view name = "tls_session_ticket_cipher";
  if (!engine.goes_on() || !known(name, engine.version())) return;
  const std::string cipher = engine.value(name);
  if (cipher.empty() || is_ticket_cipher(cipher)) return;
  engine.warn("{}: invalid value: {}; session tickets disabled", name, cipher);
  engine.complain(name, {.id = "ticket-cipher-unknown",
                         .message = fmt::format("is \"{}\", no CBC cipher with a key of 128 to 256 "
                                                "bits: there are no session tickets",
                                                escaped(cipher)),
                         .hint = fmt::format("leave {} out", name),
                         .severity = Severity::warning,
                         .urgency = Urgency::untidy});
}

// What TLS there is, clients do not hear of it.
void check_announced(TlsEngine& engine) {
  constexpr std::string_view name = "smtpd_discard_ehlo_keywords";
  if (engine.state() == EngineState::dead || !engine.is_set(name)) return;
  if (engine.is_on("smtpd_tls_wrappermode")) return;
  bool hidden = false;
  for (const std::string& word : list_elements(engine.value(name)))
    hidden = hidden || lower(word) == "starttls";
  if (!hidden) return;
  engine.stop(EngineState::disabled);
  engine.complain(name, {.id = "starttls-hidden",
                         .message = "has starttls: TLS is configured and not announced",
                         .hint = "remove the word",
                         .severity = Severity::warning,
                         .urgency = Urgency::weak});
}

void report_wrapped(TlsEngine& engine) {
  if (engine.state() != EngineState::off || !engine.is_on("smtpd_tls_wrappermode")) return;
  engine.warn(
      "Wrapper-mode request dropped from NAME[ADDRESS] for service {}. TLS context initialization "
      "failed. For details see earlier warnings in your logs.",
      engine.service().name);
}

// What tells smtpd(8) and tlsproxy(8) apart.
struct ServerWords {
  std::string_view refusal{};  // of a server without certificates
  std::string peer{};
  std::string failure{};
};

void start_server(TlsEngine& engine, const ServerLevel& level, const ServerWords& words) {
  Wanted wanted{.level = level, .certificate = engine.own("cert_file")};
  check_certificates_named(engine, wanted, words.refusal);
  const std::string protocols = engine.name(level.enforce ? "mandatory_protocols" : "protocols");
  read_library_values(engine);
  if (engine.goes_on() && known("tls_server_sni_maps", engine.version()))
    open_maps(engine, "tls_server_sni_maps");
  read_log_level(engine, engine.name("loglevel"));
  read_openssl_config(engine);
  check_protocols(engine, protocols);
  check_digest(engine);
  look_for_tlsmgr(engine);
  read_openssl_options(engine);
  check_ticket_cipher(engine);
  load_cas(engine);
  load_certificates(engine, wanted.certificate);
  load_dh(engine);
  choose_server_groups(engine);
  load_client_ca_names(engine, wanted);
  shake_hands(engine, {.peer = std::string(words.peer),
                       .failure = std::string(words.failure),
                       .enforce = level.enforce,
                       .ask = wanted.ask,
                       .protocols = protocols});
}

}  // namespace

void start_smtpd(TlsEngine& engine) {
  read_daemon_values(engine, "smtpd");
  if (engine.goes_on() && engine.is_set("relay_clientcerts"))
    open_maps(engine, "relay_clientcerts");
  const bool wrapped = engine.is_on("smtpd_tls_wrappermode");
  const ServerLevel level = read_server_level(engine, "smtpd", wrapped);
  if (!engine.goes_on()) return;
  if (!level.use) return engine.stop(EngineState::disabled);
  start_server(engine, level,
               {.refusal = "won't",
                .peer = "NAME[ADDRESS]",
                .failure = "SSL_accept error from NAME[ADDRESS]: -1"});
  report_wrapped(engine);
  check_announced(engine);
}

void start_tlsproxy_server(TlsEngine& engine) {
  const ServerLevel level = read_server_level(engine, "tlsproxy", false);
  if (!engine.goes_on()) return;
  if (level.use) return start_server(engine, level, {.refusal = "can't", .peer = "[ADDRESS]:PORT"});
  engine.stop(EngineState::disabled);
  const bool roles = is_since("3.6 3.5.2 3.4.12", engine.version());
  engine.warn("TLS {} disabled with {} or tlsproxy_use_tls",
              roles ? "server role is" : "service is requested, but",
              engine.name("security_level"));
}

}  // namespace postseal
