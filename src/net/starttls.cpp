// SPDX-License-Identifier: MIT
// One look: what goes over the connection is decided by SmtpClient and TlsClient.
#include "net/starttls.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
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
#include <asio/write.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "net/smtp_client.hpp"
#include "net/tls_client.hpp"

namespace postseal::net {
namespace {

using asio::awaitable;
using asio::ip::tcp;
using Clock = asio::steady_timer::clock_type;

// How long a server may take to say goodbye, and how much.
constexpr std::chrono::seconds farewell{1};
constexpr std::size_t longest_farewell = std::size_t{64} << 10;
// Of a name with more addresses the rest is not tried.
constexpr std::size_t most_addresses = 8;
// How often a limit may pass before a thread is free to look up a name.
constexpr int most_queueing = 4;

// A connection, and everything that may keep it waiting. The timers that end it share it.
struct Line : std::enable_shared_from_this<Line> {
  Line(const asio::any_io_executor& executor, std::chrono::milliseconds longest)
      : socket(executor), bell(executor), clock(executor), turn(executor), limit(longest) {}
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
    for (asio::steady_timer* timer : {&bell, &clock, &turn}) timer->cancel();
  }

  // Ends the line when the limit has passed; the time until a thread was free to look up its name
  // is not the server's.
  void watch(Clock::time_point until) {
    clock.expires_at(until);
    clock.async_wait([line = shared_from_this(), until](const std::error_code& cancelled) {
      if (cancelled) return;
      const auto begun = line->lookup ? line->lookup->begun() : std::nullopt;
      if (line->lookup && !begun && line->queued++ < most_queueing)
        return line->watch(Clock::now() + line->limit);
      if (begun && *begun + line->limit > until) return line->watch(*begun + line->limit);
      line->late = true;
      line->end();
    });
  }

  // What went wrong, and at what.
  [[nodiscard]] std::string words(const std::error_code& error) const {
    const std::string what = late                        ? "timed out"
                             : error == asio::error::eof ? "it closed the connection"
                                                         : error.message();
    return first_line(fmt::format("{} while {}", what, doing));
  }

  tcp::socket socket;
  asio::steady_timer bell;   // rung when the name is looked up
  asio::steady_timer clock;  // the limit
  asio::steady_timer turn;   // one address of several
  std::chrono::milliseconds limit;
  int queued = 0;
  std::shared_ptr<Lookup> lookup{};
  std::string address{};  // that answered
  std::string_view doing{};
  bool late = false;
  std::array<char, std::size_t{16} << 10> arrived{};
};

struct Received {
  std::string_view bytes{};  // until the next are received
  std::error_code error{};
};

awaitable<Received> receive(Line& line) {
  Received got;
  const std::size_t size = co_await line.socket.async_read_some(
      asio::buffer(line.arrived), asio::redirect_error(asio::use_awaitable, got.error));
  got.bytes = {line.arrived.data(), size};
  co_return got;
}

awaitable<std::error_code> send(Line& line, std::string bytes) {
  std::error_code error;
  if (!bytes.empty())
    co_await asio::async_write(line.socket, asio::buffer(bytes),
                               asio::redirect_error(asio::use_awaitable, error));
  co_return error;
}

awaitable<Lookup::Answer> addresses_of(Line& line, Lookups& lookups, const std::string& host) {
  const auto executor = co_await asio::this_coro::executor;
  line.doing = "looking up its name";
  line.bell.expires_at(Clock::time_point::max());
  line.lookup = lookups.start(host, [executor, weak = line.weak_from_this()] {
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

// Each address gets its share of the time that is left: one that swallows packets is not the end.
awaitable<std::error_code> connect_to(Line& line, const tcp::endpoint& endpoint,
                                      std::size_t addresses_left) {
  std::error_code error;
  line.socket.close(error);
  if (addresses_left > 1) {
    line.turn.expires_after((line.clock.expiry() - Clock::now()) /
                            static_cast<Clock::rep>(addresses_left));
    line.turn.async_wait([weak = line.weak_from_this()](const std::error_code& cancelled) {
      std::error_code ignored;
      const auto waiting = cancelled ? nullptr : weak.lock();
      if (waiting) waiting->socket.close(ignored);
    });
  }
  co_await line.socket.async_connect(endpoint, asio::redirect_error(asio::use_awaitable, error));
  line.turn.cancel();
  if (!error && !line.socket.is_open()) error = asio::error::timed_out;
  co_return error;
}

// Returns what went wrong; nothing: the line is connected.
awaitable<std::string> connect(Line& line, Lookups& lookups, const ServiceAddress& address) {
  Lookup::Answer answer{.addresses = {address.host}};
  std::error_code error;
  asio::ip::make_address(address.host, error);
  if (error) answer = co_await addresses_of(line, lookups, address.host);
  if (line.late) co_return line.words({});
  if (!answer.error.empty()) co_return first_line(answer.error);

  line.doing = "connecting";
  error = asio::error::host_not_found;
  const std::size_t tried = std::min(answer.addresses.size(), most_addresses);
  for (std::size_t i = 0; i < tried && !line.late; ++i) {
    const auto ip = asio::ip::make_address(answer.addresses[i], error);
    if (error) continue;
    line.address = answer.addresses[i];
    error =
        co_await connect_to(line, {ip, static_cast<asio::ip::port_type>(address.port)}, tried - i);
    if (!error) co_return "";
  }
  line.address.clear();
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

// Without QUIT, servers log a lost connection; so do some where nobody takes their answer to it.
// A greeting we have not waited for forbids it.
awaitable<void> take_leave(Line& line, TlsClient& tls, bool implicit) {
  tls.say_goodbye(implicit ? "" : "QUIT\r\n");
  std::error_code error = co_await send(line, tls.outgoing());
  if (error) co_return;
  line.socket.shutdown(tcp::socket::shutdown_send, error);
  line.watch(std::min(line.clock.expiry(), Clock::now() + farewell));
  std::size_t heard = 0;
  while (!error && heard < longest_farewell) {
    const Received got = co_await receive(line);
    error = got.error;
    heard += got.bytes.size();
  }
}

ServiceLook judged(const Line& line, const TlsClient& tls, const Shaken& end, bool implicit) {
  ServiceLook seen = tls.seen();
  if (end.error) {
    if (end.state != TlsClient::State::failed) seen.said = line.words(end.error);
    if (end.state == TlsClient::State::done && seen.chain.empty())
      seen.outcome = LookOutcome::no_answer;
    // A TLS service without a usable certificate ends the session, and may do so with a reset.
    if (implicit && !tls.heard() && !line.late) seen.outcome = LookOutcome::refused;
  }
  // It came in a packet of its own, which says no more for it than if it had not.
  if (!implicit && !tls.plaintext().empty()) {
    seen.outcome = LookOutcome::injected;
    seen.said =
        first_line(fmt::format("plaintext came after its answer to STARTTLS: {}", tls.plaintext()));
  }
  return seen;
}

awaitable<Looked> look_at_tls(Line& line, TlsClient& tls, bool implicit) {
  const Shaken end = co_await shake_hands(line, tls);
  Looked looked{.seen = judged(line, tls, end, implicit)};
  // Some servers without a certificate of the kind that was asked for just end the connection.
  looked.worth_another = !line.late && looked.seen.outcome != LookOutcome::injected;
  if (end.state == TlsClient::State::done && !end.error) co_await take_leave(line, tls, implicit);
  co_return looked;
}

awaitable<Looked> look_along(Line& line, Lookups& lookups, SSL_CTX* offer,
                             const ServiceAddress& address) {
  std::string failure = co_await connect(line, lookups, address);
  if (!failure.empty()) co_return Looked{.seen = {.said = std::move(failure)}};
  if (!address.implicit) {
    std::optional<ServiceLook> end = co_await talk(line);
    if (end) co_return Looked{.seen = *std::move(end)};
  }
  TlsClient tls(offer, address.server_name);
  co_return co_await look_at_tls(line, tls, address.implicit);
}

// One look, by a time that no step of it can move.
awaitable<Looked> look(ServiceAddress address, std::shared_ptr<Lookups> lookups, SSL_CTX* offer) {
  const auto executor = co_await asio::this_coro::executor;
  const auto line = std::make_shared<Line>(executor, address.limit);
  line->watch(Clock::now() + address.limit);
  Looked looked = co_await look_along(*line, *lookups, offer, address);
  line->end();
  looked.seen.address = line->address;
  co_return looked;
}

}  // namespace

void Looker::begin(const ServiceAddress& address, Done done) {
  asio::co_spawn(context_, look(address, lookups_, offers_.of(address.algorithm)), std::move(done));
}

}  // namespace postseal::net
