// SPDX-License-Identifier: MIT
#include "commands/server_level.hpp"

#include "core/text.hpp"
#include "core/tls_level.hpp"

namespace postseal {
namespace {

constexpr PostfixVersion fatal_since{2, 5, 0};

// Postfix 2.3 and 2.4 pass over a level that they do not know.
void ignore_level(TlsEngine& engine, const std::string& name, const std::string& level) {
  engine.warn("{}: ignoring unknown TLS level \"{}\"", name, level);
  engine.complain(name, {.id = "level-unknown",
                         .message = fmt::format("is \"{}\", no level of a server: it is ignored",
                                                escaped(level)),
                         .hint = fmt::format("{} = may", name)});
}

void refuse_level(TlsEngine& engine, const std::string& name, const std::string& level) {
  if (engine.version() < fatal_since) return ignore_level(engine, name, level);
  engine.log(fmt::format("fatal: Invalid TLS level \"{}\"", level));
  engine.stop(EngineState::dead);
  engine.complain(name, {.id = "level-unknown",
                         .message = fmt::format("is \"{}\", no level of a server: the daemon ends "
                                                "as it starts, and the port hangs",
                                                escaped(level)),
                         .hint = fmt::format("{} = may", name)});
}

void note_unsupported(TlsEngine& engine, const std::string& name, const std::string& level) {
  engine.warn("{}: unsupported TLS level \"{}\", using \"encrypt\"", name, level);
  engine.complain(name, {.id = "level-unsupported",
                         .message = fmt::format("is \"{}\", which a server cannot be: it is taken "
                                                "for \"encrypt\"",
                                                escaped(level)),
                         .hint = fmt::format("{} = encrypt, or may on port 25", name),
                         .severity = Severity::warning,
                         .urgency = Urgency::untidy});
}

void read_level(TlsEngine& engine, ServerLevel& level) {
  const std::string name = engine.name("security_level");
  const std::string value = engine.value(name);
  if (value.empty()) return;
  const auto known = tls_level_of(value);
  if (!known || *known == TlsLevel::dane || *known == TlsLevel::dane_only)
    return refuse_level(engine, name, value);
  if (*known > TlsLevel::encrypt) note_unsupported(engine, name, value);
  level.enforce = *known >= TlsLevel::encrypt;
  level.use = *known != TlsLevel::none;
}

}  // namespace

ServerLevel read_server_level(TlsEngine& engine, std::string_view daemon, bool wrapped) {
  ServerLevel level;
  if (!engine.goes_on()) return level;
  level.use = engine.is_on(fmt::format("{}_use_tls", daemon));
  level.enforce = engine.is_on(fmt::format("{}_enforce_tls", daemon));
  if (!wrapped) read_level(engine, level);
  level.enforce = level.enforce || wrapped;
  level.use = level.use || level.enforce;
  return level;
}

}  // namespace postseal
