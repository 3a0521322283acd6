// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <utility>

#include "commands/tls_engine.hpp"
#include "core/daemon_values.hpp"
#include "core/logical_lines.hpp"
#include "core/parameters.hpp"
#include "core/text.hpp"
#include "crypto/loadable.hpp"
#include "net/cipher_suites.hpp"

namespace postseal {
namespace {

void end_with(TlsEngine& engine, const BadValue& bad) {
  engine.log(bad.log);
  engine.stop(EngineState::dead);
  engine.complain(bad.name, {.id = "value-bad",
                             .message = fmt::format("is \"{}\", and has to be {}: the daemon ends "
                                                    "as it starts, and the port hangs",
                                                    escaped(bad.setting.value), bad.wanted),
                             .hint = fmt::format("correct it, or leave {} out", bad.name)});
}

constexpr std::array log_levels{"0",
                                "none",
                                "1",
                                "routine",
                                "2",
                                "debug",
                                "3",
                                "ssl-expert",
                                "4",
                                "ssl-developer",
                                "5",
                                "6",
                                "7",
                                "8",
                                "9",
                                "summary",
                                "untrusted",
                                "peercert",
                                "certmatch",
                                "verbose",
                                "cache",
                                "dane",
                                "ssl-debug",
                                "ssl-handshake-packet-dump",
                                "ssl-session-packet-dump"};

// Groups that clients offer.
bool is_common(std::string_view group) {
  constexpr std::array common{"x25519",    "x448",  "prime256v1", "p-256",
                              "secp384r1", "p-384", "secp521r1",  "p-521"};
  const std::string word = lower(group);
  return std::find(common.begin(), common.end(), word) != common.end() || word.starts_with("ffdhe");
}

// A daemon ends at the first value that it cannot expand (dict_eval()); Postfix logs in more detail
// before that.
void check_expressions(TlsEngine& engine) {
  for (const std::string& name : parameter_names()) {
    const bool ours = name.starts_with(engine.name("")) && engine.is_set(name);
    const auto setting = ours ? setting_of(engine.config(), &engine.service(), name) : std::nullopt;
    if (!setting || !setting->problem || !known(name, engine.version())) continue;
    engine.log("fatal: dictionary mail_dict: macro processing error");
    engine.stop(EngineState::dead);
    return engine.complain(name, {.id = "expression-malformed",
                                  .message = fmt::format("{}: the daemon ends as it starts",
                                                         setting->problem->message),
                                  .hint = setting->problem->hint});
  }
}

}  // namespace

void read_daemon_values(TlsEngine& engine, std::string_view daemon) {
  check_expressions(engine);
  if (!engine.goes_on()) return;
  if (const auto bad = bad_daemon_value(engine.config(), engine.service(), daemon))
    end_with(engine, *bad);
}

void read_library_values(TlsEngine& engine) {
  if (!engine.goes_on()) return;
  if (const auto bad = bad_library_value(engine.config(), engine.service())) end_with(engine, *bad);
}

void read_log_level(TlsEngine& engine, const std::string& shown) {
  constexpr PostfixVersion names_since{2, 9, 0};
  if (!engine.goes_on() || engine.version() < names_since) return;
  const std::string name = engine.name("loglevel");
  const std::string value = engine.value(name);
  for (const std::string& word : list_elements(value)) {
    if (std::find(log_levels.begin(), log_levels.end(), lower(word)) != log_levels.end()) continue;
    engine.warn("unknown {} value \"{}\" in \"{}\"", shown, word, value);
    engine.complain(name, {.id = "loglevel-unknown",
                           .message = fmt::format("has \"{}\", which is no log level; nothing is "
                                                  "logged of TLS then",
                                                  escaped(word)),
                           .hint = fmt::format("{} = 1", name),
                           .severity = Severity::warning,
                           .urgency = Urgency::untidy});
    return;
  }
}

void check_digest(TlsEngine& engine) {
  const std::string name = engine.name("fingerprint_digest");
  if (!engine.goes_on() || !known(name, engine.version())) return;
  const std::string digest = engine.value(name);
  if (knows_digest(digest)) return;
  constexpr PostfixVersion two_lines{2, 11, 0};
  if (engine.version() < two_lines) {
    engine.warn("Digest algorithm \"{}\" not found: disabling TLS support", digest);
  } else {
    engine.warn("Digest algorithm \"{}\" not found", digest);
    engine.warn("disabling TLS support");
  }
  engine.stop(EngineState::off);
  engine.complain(name, {.id = "digest-unknown",
                         .message = fmt::format("is \"{}\", which OpenSSL does not know as a "
                                                "digest: there is no TLS at all",
                                                escaped(digest)),
                         .hint = fmt::format("{} = sha256", name)});
}

void load_cas(TlsEngine& engine) {
  if (!engine.goes_on()) return;
  const std::string file = engine.own("CAfile");
  const std::string directory = engine.own("CApath");
  if (file.empty()) return;
  const ServiceFiles::File& opened = engine.files().open(file);
  if (opened.hidden) return engine.give_up(file);
  if (!opened.error && loads_as_ca_file(opened.bytes.reveal())) return;
  const std::string path = directory.empty() ? "" : fmt::format(", CApath=\"{}\"", directory);
  engine.log(fmt::format(
      "cannot load Certification Authority data, CAfile=\"{}\"{}: disabling TLS support", file,
      path));
  engine.stop(EngineState::off);
  engine.complain(
      engine.name("CAfile"),
      {.id = "ca-file-damaged",
       .message = fmt::format("{} {}: there is no TLS at all", escaped(file),
                              opened.error ? fmt::format("cannot be opened ({})", *opened.error)
                                           : "is not PEM with a certificate in it"),
       .hint = "name a file of CA certificates in PEM, or leave the parameter out"});
}

void choose_groups(TlsEngine& engine, std::string_view name, int contexts) {
  constexpr PostfixVersion other_words{3, 8, 0};
  constexpr PostfixVersion silent{3, 10, 0};
  if (!engine.goes_on() || !known(name, engine.version()) || engine.version() >= silent) return;
  const bool curves = engine.version() < other_words;
  std::vector<std::string> lines;
  bool usable = false;
  bool common = false;
  bool unsupported = false;
  for (const std::string& word : list_elements(engine.value(name))) {
    const net::GroupUse use = net::group_use(word);
    usable = usable || use == net::GroupUse::usable;
    common = common || (use == net::GroupUse::usable && is_common(word));
    unsupported = unsupported || use == net::GroupUse::unsupported;
    if (use != net::GroupUse::unknown) continue;
    lines.push_back(fmt::format("ignoring unknown {} \"{}\"",
                                curves ? "ECDHE curve" : "key exchange group", word));
    engine.complain(name, {.id = "curves-unknown",
                           .message = fmt::format("has \"{}\", which OpenSSL does not know: it is "
                                                  "passed over",
                                                  escaped(word)),
                           .hint = "leave the parameter at its default",
                           .severity = Severity::warning,
                           .urgency = Urgency::untidy});
  }
  // Without one that it can use, Postfix leaves OpenSSL its own.
  engine.common_group = common || !usable;
  if (curves && !usable && unsupported)
    lines.emplace_back("none of the configured ECDHE curves are supported");
  for (int i = 0; i < contexts; ++i)
    for (const std::string& line : lines) engine.warn("{}", line);
}

}  // namespace postseal
