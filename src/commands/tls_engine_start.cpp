// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>

#include "commands/tls_engine.hpp"
#include "core/logical_lines.hpp"
#include "core/parameters.hpp"
#include "core/text.hpp"
#include "core/text_table.hpp"
#include "crypto/loadable.hpp"

namespace postseal {
namespace {

constexpr std::string_view config_file = "tls_config_file";

void refuse_config(TlsEngine& engine, const std::string& what) {
  engine.stop(EngineState::off);
  engine.complain(config_file, {.id = "openssl-config-unusable",
                                .message = what + ": there is no TLS at all",
                                .hint = fmt::format("{} = default", config_file)});
}

// The SSL_OP_ names that Postfix has words for (tls_misc.c).
constexpr std::array workarounds{"microsoft_sess_id_bug",
                                 "netscape_challenge_bug",
                                 "legacy_server_connect",
                                 "netscape_reuse_cipher_change_bug",
                                 "cve-2010-4180",
                                 "sslref2_reuse_cert_type_bug",
                                 "microsoft_big_sslv3_buffer",
                                 "msie_sslv2_rsa_padding",
                                 "cve-2005-2969",
                                 "ssleay_080_client_dh_bug",
                                 "tls_d5_bug",
                                 "tls_block_padding_bug",
                                 "tls_rollback_bug",
                                 "dont_insert_empty_fragments",
                                 "cryptopro_tlsext_bug",
                                 "tlsext_padding",
                                 "enable_middlebox_compat"};
constexpr std::array options{"legacy_server_connect",
                             "no_ticket",
                             "no_compression",
                             "no_renegotiation",
                             "no_session_resumption_on_renegotiation",
                             "prioritize_chacha",
                             "enable_middlebox_compat"};

bool is_hexadecimal(std::string_view word) {
  return word.size() > 2 && word.starts_with("0x") &&
         word.find_first_not_of("0123456789abcdef", 2) == std::string_view::npos;
}

void read_words(TlsEngine& engine, std::string_view name,
                std::span<const char* const> known_words) {
  if (!known(name, engine.version())) return;
  const std::string value = engine.value(name);
  for (const std::string& word : list_elements(value)) {
    const std::string lowered = lower(word);
    const bool is_known =
        std::find(known_words.begin(), known_words.end(), lowered) != known_words.end();
    if (is_known || is_hexadecimal(lowered)) continue;
    engine.warn("unknown {} value \"{}\" in \"{}\"", name, word, value);
    engine.complain(name, {.id = "openssl-option-unknown",
                           .message = fmt::format("has \"{}\", which Postfix has no option of "
                                                  "OpenSSL for",
                                                  escaped(word)),
                           .hint = "remove the word",
                           .severity = Severity::warning,
                           .urgency = Urgency::untidy});
  }
}

// The types of lookup tables that Postfix knows where everything is installed.
constexpr std::array map_types{
    "btree",     "cdb",    "cidr",   "dbm",      "environ",  "fail",    "hash",     "inline",
    "internal",  "ldap",   "lmdb",   "memcache", "mongodb",  "mysql",   "netinfo",  "nis",
    "nisplus",   "pcre",   "pgsql",  "pipemap",  "proxy",    "randmap", "regexp",   "sdbm",
    "socketmap", "sqlite", "static", "tcp",      "texthash", "thash",   "unionmap", "unix"};

// What a type adds to the name of the file; nullopt: not looked at.
std::optional<std::string_view> suffix_of(std::string_view type) {
  if (type == "hash" || type == "btree") return ".db";
  if (type == "cdb") return ".cdb";
  if (type == "texthash") return "";
  return std::nullopt;
}

// One map of a list; postfix goes on with one that always fails (dict_surrogate()).
void open_map(TlsEngine& engine, std::string_view name, const std::string& map) {
  const std::size_t colon = map.find(':');
  if (colon == std::string::npos) {
    engine.log(
        fmt::format("fatal: open dictionary: expecting \"type:name\" form instead of \"{}\"", map));
    engine.stop(EngineState::dead);
    engine.complain(name, {.id = "map-unusable",
                           .message = fmt::format("\"{}\" has no type: the daemon ends as it "
                                                  "starts, and the port hangs",
                                                  escaped(map)),
                           .hint = fmt::format("{} = hash:{}", name, escaped(map))});
    return;
  }
  const std::string type = map.substr(0, colon);
  if (std::find(map_types.begin(), map_types.end(), type) == map_types.end()) {
    engine.log("error: unsupported dictionary type: " + type);
    engine.complain(name, {.id = "map-unusable",
                           .message = fmt::format(
                               "{} is of no type that is known: every lookup fails", escaped(map)),
                           .hint = "postconf -m lists the types that this Postfix has"});
    return;
  }
  const auto suffix = suffix_of(type);
  if (!suffix) return;
  const std::string file = map.substr(colon + 1) + std::string(*suffix);
  const ServiceFiles::File& opened = engine.files().open(file);
  // What that means is said by those who look into tables: check_sni, check_policy.
  if (opened.error)
    return engine.log(fmt::format("error: open database {}: {}", file, *opened.error));
  if (type != "texthash") return;
  if (const auto twice = repeated_key(pieces_of(opened.bytes.reveal()), KeyCase::unicode))
    engine.log(
        fmt::format("error: {}, line {}: duplicate entry: \"{}\"", file, twice->line, twice->key));
}

}  // namespace

void open_maps(TlsEngine& engine, std::string_view full_name) {
  const std::string value = engine.value(full_name);
  // Tables written out in braces are not looked at.
  if (value.find('{') != std::string::npos) return;
  for (const std::string& map : list_elements(value))
    if (engine.goes_on()) open_map(engine, full_name, map);
}

void read_openssl_config(TlsEngine& engine) {
  constexpr std::string_view config_name = "tls_config_name";
  if (!engine.goes_on() || !known(config_file, engine.version())) return;
  const std::string file = engine.value(config_file);
  const std::string name = engine.value(config_name);
  if (file == "default" || file == "none") return;
  if (!file.starts_with('/')) {
    engine.warn("non-default {} = {} is not an absolute pathname, disabling TLS support",
                config_file, file);
    return refuse_config(
        engine,
        fmt::format("is \"{}\", neither a path from the root nor default nor none", escaped(file)));
  }
  const ServiceFiles::File& opened = engine.files().open(file);
  if (opened.hidden) return engine.give_up(file);
  if (!opened.error && loads_as_openssl_config(opened.bytes.reveal())) return;
  engine.warn(
      "error loading the '{}' settings from the {} OpenSSL configuration file, disabling "
      "TLS support",
      name.empty() ? "global" : name, file);
  refuse_config(engine,
                fmt::format("{} {}", escaped(file),
                            opened.error ? fmt::format("cannot be opened ({})", *opened.error)
                                         : "is no configuration file of OpenSSL"));
}

void look_for_tlsmgr(TlsEngine& engine) {
  constexpr std::string_view parameter = "tlsmgr_service_name";
  if (!engine.goes_on()) return;
  const std::string name = known(parameter, engine.version()) ? engine.value(parameter) : "tlsmgr";
  const std::vector<Service>& all = engine.config().master_cf.services;
  const bool runs = std::any_of(all.begin(), all.end(), [&](const Service& service) {
    return service.name == name && service.type == "unix" && service.is_private != "n";
  });
  if (runs) return;
  // It is tried twice.
  for (int i = 0; i < 2; ++i) engine.warn("connect to private/{}: No such file or directory", name);
  engine.warn("problem talking to server private/{}: No such file or directory", name);
  engine.warn("no entropy for TLS key generation: disabling TLS support");
  engine.stop(EngineState::off);
  engine.add({.finding = {.id = "tlsmgr-missing",
                          .subject = engine.config().master_cf.path,
                          .message = fmt::format("there is no service {}/unix, which seeds the "
                                                 "random numbers: there is no TLS at all",
                                                 escaped(name)),
                          .hint = "add the line: tlsmgr unix - - n 1000? 1 tlsmgr"},
              .urgency = Urgency::broken});
}

void read_openssl_options(TlsEngine& engine) {
  if (!engine.goes_on()) return;
  read_words(engine, "tls_disable_workarounds", workarounds);
  read_words(engine, "tls_ssl_options", options);
}

}  // namespace postseal
