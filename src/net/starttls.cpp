// SPDX-License-Identifier: MIT
// The one file that sees Asio: what goes over a connection is decided by SmtpClient and TlsClient.
#include "net/starttls.hpp"

#include <fmt/format.h>

#include <asio/awaitable.hpp>
#include <asio/buffer.hpp>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/address.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/post.hpp>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/use_future.hpp>
#include <asio/write.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "net/lookup.hpp"
#include "net/smtp_client.hpp"
#include "net/tls_client.hpp"

namespace postseal::net {
namespace {

using asio::awaitable;
using asio::ip::tcp;

// A connection, and everything that may keep it waiting. The timer that ends it shares it.
struct Line : std::enable_shared_from_this<Line> {
  explicit Line(const asio::any_io_executor& executor) : socket(executor), bell(executor) {}
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
  Line(Line&&) = delete;
  Line& operator=(Line&&) = delete;
  ~Line() {
    if (lookup) lookup->leave();
  }

  void end() {
    std::error_code ignored;
    socket.close(ignored);
    bell.cancel();
  }

  // What went wrong, and at what.
  [[nodiscard]] std::string words(const std::error_code& error) const {
    const std::string what = late                        ? "timed out"
                             : error == asio::error::eof ? "it closed the connection"
                                                         : error.message();
    return first_line(fmt::format("{} while {}", what, doing));
  }

  tcp::socket socket;
  asio::steady_timer bell;  // rung when the name is looked up
  std::shared_ptr<Lookup> lookup{};
  std::string_view doing{};
  bool late = false;
};

struct Received {
  std::string bytes{};
  std::error_code error{};
};

awaitable<Received> receive(Line& line) {
  Received got{.bytes = std::string(longest_line, '\0')};
  const std::size_t size = co_await line.socket.async_read_some(
      asio::buffer(got.bytes), asio::redirect_error(asio::use_awaitable, got.error));
  got.bytes.resize(size);
  co_return got;
}

awaitable<std::error_code> send(Line& line, std::string bytes) {
  std::error_code error;
  if (!bytes.empty())
    co_await asio::async_write(line.socket, asio::buffer(bytes),
                               asio::redirect_error(asio::use_awaitable, error));
  co_return error;
}

awaitable<Lookup::Answer> addresses_of(Line& line, const std::string& host) {
  const auto executor = co_await asio::this_coro::executor;
  line.doing = "looking up its name";
  line.bell.expires_at(asio::steady_timer::time_point::max());
  line.lookup = Lookup::start(host, [executor, weak = line.weak_from_this()] {
    asio::post(executor, [weak] {
      if (const auto waiting = weak.lock()) waiting->bell.cancel();
    });
  });
  Lookup::Answer answer = line.lookup->answer();
  while (!line.late && answer.addresses.empty() && answer.error.empty()) {
    std::error_code rung;
    co_await line.bell.async_wait(asio::redirect_error(asio::use_awaitable, rung));
    answer = line.lookup->answer();
  }
  line.lookup->leave();
  co_return answer;
}

// Returns what went wrong; nothing: the line is connected.
awaitable<std::string> connect(Line& line, const ServiceAddress& address) {
  Lookup::Answer answer{.addresses = {address.host}};
  std::error_code error;
  asio::ip::make_address(address.host, error);
  if (error) answer = co_await addresses_of(line, address.host);
  if (line.late) co_return line.words({});
  if (!answer.error.empty()) co_return first_line(answer.error);

  line.doing = "connecting";
  error = asio::error::host_not_found;
  for (const std::string& literal : answer.addresses) {
    if (line.late) break;
    const auto ip = asio::ip::make_address(literal, error);
    if (error) continue;
    line.socket.close(error);
    co_await line.socket.async_connect({ip, static_cast<asio::ip::port_type>(address.port)},
                                       asio::redirect_error(asio::use_awaitable, error));
    if (!error) co_return "";
  }
  co_return line.words(error);
}

// The dialogue as far as TLS. Returns how it ended; nothing: the handshake may begin.
awaitable<std::optional<ServiceLook>> talk(Line& line) {
  line.doing = "talking SMTP";
  SmtpClient client;
  while (true) {
    const Received got = co_await receive(line);
    if (got.error) co_return ServiceLook{.said = line.words(got.error)};
    SmtpClient::Turn turn = client.take(got.bytes);
    if (turn.tls) co_return std::nullopt;
    const std::error_code error = co_await send(line, std::move(turn.say));
    if (turn.end) co_return std::move(turn.end);
    if (error) co_return ServiceLook{.said = line.words(error)};
  }
}

// How a handshake ended: in itself, or for want of a connection.
struct Shaken {
  TlsClient::State state = TlsClient::State::going;
  std::error_code error{};
};

awaitable<Shaken> shake_hands(Line& line, TlsClient& tls) {
  line.doing = "talking TLS";
  Shaken end{.state = tls.take("")};
  while (true) {
    // A failure has something to send too: the alert that says so.
    end.error = co_await send(line, tls.outgoing());
    if (end.error || end.state != TlsClient::State::going) co_return end;
    const Received got = co_await receive(line);
    end.error = got.error;
    if (end.error) co_return end;
    end.state = tls.take(got.bytes);
  }
}

awaitable<ServiceLook> look_at_tls(Line& line, const ServiceAddress& address) {
  TlsClient tls(address.algorithm);
  const Shaken end = co_await shake_hands(line, tls);

  ServiceLook seen;
  if (end.state == TlsClient::State::failed)
    seen = tls.failure();
  else if (end.error)
    seen.said = line.words(end.error);
  // A TLS service without a usable certificate ends the session, and may do so with a reset.
  if (end.error && address.implicit && !tls.heard() && !line.late)
    seen.outcome = LookOutcome::refused;
  if (!tls.chain().empty()) {
    seen.outcome = LookOutcome::shown;
    seen.chain = tls.chain();
  }
  if (end.state == TlsClient::State::done && !end.error) {
    // Without QUIT, servers log a lost connection. A greeting we have not waited for forbids it.
    tls.say_goodbye(address.implicit ? "" : "QUIT\r\n");
    co_await send(line, tls.outgoing());
  }
  co_return seen;
}

awaitable<ServiceLook> look_along(Line& line, const ServiceAddress& address) {
  std::string failure = co_await connect(line, address);
  if (!failure.empty()) co_return ServiceLook{.said = std::move(failure)};
  if (!address.implicit) {
    std::optional<ServiceLook> end = co_await talk(line);
    if (end) co_return *std::move(end);
  }
  co_return co_await look_at_tls(line, address);
}

// One look, by a time that no step of it can move. Any number of them may run on one thread.
awaitable<ServiceLook> look(ServiceAddress address) {
  const auto executor = co_await asio::this_coro::executor;
  const auto line = std::make_shared<Line>(executor);
  asio::steady_timer limit(executor, address.limit);
  limit.async_wait([line](const std::error_code& cancelled) {
    if (cancelled) return;
    line->late = true;
    line->end();
  });
  ServiceLook seen = co_await look_along(*line, address);
  line->end();
  co_return seen;
}

}  // namespace

ServiceLook look_at(const ServiceAddress& address) {
  asio::io_context context;
  auto seen = asio::co_spawn(context, look(address), asio::use_future);
  context.run();
  return seen.get();
}

}  // namespace postseal::net
