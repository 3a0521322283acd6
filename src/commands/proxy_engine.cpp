// SPDX-License-Identifier: MIT
#include "commands/proxy_engine.hpp"

#include "commands/client_engine.hpp"
#include "commands/server_engine.hpp"
#include "commands/server_level.hpp"
#include "core/parameters.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

constexpr PostfixVersion client_since{3, 4, 0};

// What the service that postscreen(8) hands its clients to makes of them; null: there is none.
const Service* proxy_of(const TlsEngine& engine) {
  constexpr std::string_view parameter = "tlsproxy_service_name";
  const std::string name =
      known(parameter, engine.version()) ? engine.value(parameter) : "tlsproxy";
  return engine.config().master_cf.find(name + "/unix");
}

// STARTTLS comes to what the server's half of that service makes of it.
void ask_proxy(TlsEngine& engine, const Service& service) {
  TlsEngine whole(engine.config(), service, engine.files(), "tlsproxy_tls_");
  start_tlsproxy(whole);
  const bool tells = engine.version() >= PostfixVersion{3, 6, 0};
  if (whole.state() == EngineState::dead) {
    if (tells)
      engine.warn(
          "timeout receiving protocol attribute from private/{} service: Resource temporarily "
          "unavailable",
          service.name);
    return engine.stop(EngineState::off);
  }
  TlsEngine server(engine.config(), service, engine.files(), "tlsproxy_tls_");
  start_tlsproxy_server(server);
  if (server.state() != EngineState::off && server.state() != EngineState::disabled)
    return engine.stop(server.state());
  if (tells) engine.warn("problem receiving status from private/{} service", service.name);
  engine.stop(EngineState::off);
}

}  // namespace

void start_tlsproxy(TlsEngine& engine) {
  read_daemon_values(engine, "tlsproxy");
  if (!engine.goes_on()) return;
  start_tlsproxy_server(engine);
  if (engine.state() == EngineState::dead || engine.version() < client_since) return;
  TlsEngine client(engine.config(), engine.service(), engine.files(), "tlsproxy_client_");
  start_tlsproxy_client(client);
  engine.take(client);
  const bool decides =
      client.state() == EngineState::dead || engine.state() == EngineState::disabled;
  if (decides) engine.stop(client.state());
}

void start_postscreen(TlsEngine& engine) {
  read_daemon_values(engine, "postscreen");
  const ServerLevel level = read_server_level(engine, "postscreen", false);
  if (!engine.goes_on()) return;
  if (!level.use) return engine.stop(EngineState::disabled);
  if (const Service* service = proxy_of(engine)) return ask_proxy(engine, *service);
  engine.stop(EngineState::off);
  engine.add({.finding = {.id = "tlsproxy-missing",
                          .subject = engine.config().master_cf.path,
                          .message = "there is no service tlsproxy/unix, to which postscreen "
                                     "leaves TLS: STARTTLS is answered with 454",
                          .hint = "add the line: tlsproxy unix - - n - 0 tlsproxy"},
              .urgency = Urgency::broken});
}

}  // namespace postseal
