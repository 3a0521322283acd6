// SPDX-License-Identifier: MIT
// The one file that sees c-ares.
#include "net/mx_lookup.hpp"

#include <ares.h>
#include <arpa/nameser.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/mail_exchangers.hpp"
#include "core/names.hpp"
#include "core/policy_words.hpp"

namespace postseal::net {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// A server that is down must leave time for the next one, and for a second question.
constexpr int patience = 2000;  // ms, the first time; c-ares doubles it
constexpr int tries = 3;

struct EndChannel {
  void operator()(ares_channel channel) const noexcept { ares_destroy(channel); }
};
using Channel = std::unique_ptr<std::remove_pointer_t<ares_channel>, EndChannel>;

struct FreeData {
  void operator()(void* data) const noexcept { ares_free_data(data); }
};
struct FreeAddresses {
  void operator()(ares_addrinfo* found) const noexcept { ares_freeaddrinfo(found); }
};

// What came of one question.
struct Reply {
  bool here = false;
  int status = ARES_ECANCELLED;
  std::vector<MxRecord> records{};
};

std::vector<MxRecord> records_in(const unsigned char* bytes, int size, int& status) {
  ares_mx_reply* list = nullptr;
  status = ares_parse_mx_reply(bytes, size, &list);
  const std::unique_ptr<ares_mx_reply, FreeData> owned(list);
  std::vector<MxRecord> records;
  for (const ares_mx_reply* one = list; one != nullptr; one = one->next)
    records.push_back({.preference = one->priority, .host = one->host});
  return records;
}

void take_records(void* reply, int status, int /*timeouts*/, unsigned char* bytes, int size) {
  Reply& taken = *static_cast<Reply*>(reply);
  taken.here = true;
  taken.status = status;
  if (status == ARES_SUCCESS) taken.records = records_in(bytes, size, taken.status);
}

void take_addresses(void* reply, int status, int /*timeouts*/, ares_addrinfo* found) {
  const std::unique_ptr<ares_addrinfo, FreeAddresses> owned(found);
  Reply& taken = *static_cast<Reply*>(reply);
  taken.here = true;
  taken.status = status;
  if (status == ARES_SUCCESS && (found == nullptr || found->nodes == nullptr))
    taken.status = ARES_ENODATA;
}

// What becomes of SERVFAIL, NOTIMP and REFUSED: another server is asked, and after the last one
// c-ares says that none could be reached; or that is the answer.
enum class Refusals { pass_over, tell };

// The questions about one domain, and the time they may take.
class Resolver {
 public:
  Resolver(const MxQuestion& question, Clock::time_point end, Refusals refusals) : end_(end) {
    ares_options options{};
    // The name is complete, and $HOSTALIASES is for interactive programs.
    options.flags = ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES |
                    (refusals == Refusals::tell ? ARES_FLAG_NOCHECKRESP : 0);
    options.ndomains = 0;
    options.timeout = patience;
    options.tries = tries;
    options.sock_state_cb = watch;
    options.sock_state_cb_data = this;
    ares_channel made = nullptr;
    problem_ = ares_init_options(&made, &options,
                                 ARES_OPT_FLAGS | ARES_OPT_DOMAINS | ARES_OPT_TIMEOUTMS |
                                     ARES_OPT_TRIES | ARES_OPT_SOCK_STATE_CB);
    channel_.reset(made);
    if (problem_ == ARES_SUCCESS && !question.servers.empty())
      problem_ = ares_set_servers_ports_csv(made, question.servers.c_str());
  }
  Resolver(const Resolver&) = delete;
  Resolver& operator=(const Resolver&) = delete;
  Resolver(Resolver&&) = delete;
  Resolver& operator=(Resolver&&) = delete;
  ~Resolver() = default;

  Reply mail_exchangers(const std::string& domain) {
    Reply reply{.here = problem_ != ARES_SUCCESS, .status = problem_};
    if (!reply.here)
      ares_query(channel_.get(), domain.c_str(), ns_c_in, ns_t_mx, take_records, &reply);
    await(reply);
    return reply;
  }

  // Whether it has an address at all: `status`.
  Reply addresses(const std::string& domain) {
    ares_addrinfo_hints wanted{};
    wanted.ai_flags = ARES_AI_NOSORT;
    wanted.ai_family = AF_UNSPEC;
    wanted.ai_socktype = SOCK_STREAM;
    Reply reply;
    ares_getaddrinfo(channel_.get(), domain.c_str(), nullptr, &wanted, take_addresses, &reply);
    await(reply);
    return reply;
  }

 private:
  static void watch(void* self, ares_socket_t socket, int readable, int writable) {
    auto& sockets = static_cast<Resolver*>(self)->sockets_;
    const int events = (readable != 0 ? POLLIN : 0) | (writable != 0 ? POLLOUT : 0);
    if (events == 0)
      sockets.erase(socket);
    else
      sockets[socket] = static_cast<short>(events);
  }

  [[nodiscard]] milliseconds left() const {
    return std::chrono::ceil<milliseconds>(end_ - Clock::now());
  }

  // Until c-ares has something to do, or the time is up.
  [[nodiscard]] int wait_in_ms() const {
    timeval next{};
    const bool waits = ares_timeout(channel_.get(), nullptr, &next) != nullptr;
    const milliseconds most = std::max(left(), milliseconds{0});
    const milliseconds own{next.tv_sec * 1000 + next.tv_usec / 1000 + 1};
    return static_cast<int>((waits ? std::min(own, most) : most).count());
  }

  // Returns when the reply is here, which every question comes to: in the end it is cancelled.
  void await(const Reply& reply) {
    while (!reply.here) {
      if (left() <= milliseconds{0}) {
        ares_cancel(channel_.get());
        return;
      }
      std::vector<pollfd> polled;
      for (const auto& [socket, events] : sockets_)
        polled.push_back({.fd = socket, .events = events, .revents = 0});
      const int ready = ::poll(polled.data(), polled.size(), wait_in_ms());
      if (ready <= 0) ares_process_fd(channel_.get(), ARES_SOCKET_BAD, ARES_SOCKET_BAD);
      for (const pollfd& one : polled) {
        if (one.revents == 0) continue;
        const bool writes = (one.events & POLLOUT) != 0 && (one.revents & ~POLLIN) != 0;
        const bool reads = (one.revents & ~POLLOUT) != 0;
        ares_process_fd(channel_.get(), reads ? one.fd : ARES_SOCKET_BAD,
                        writes ? one.fd : ARES_SOCKET_BAD);
      }
    }
  }

  Clock::time_point end_;
  std::map<ares_socket_t, short> sockets_{};
  int problem_ = ARES_SUCCESS;
  Channel channel_{};  // the last: its end still calls `watch`
};

// What a status means for the person who asked.
std::string words(int status, milliseconds limit) {
  switch (status) {
    case ARES_ENOTFOUND:
      return "there is no such domain (NXDOMAIN)";
    case ARES_ENODATA:
      return "it has neither an MX record nor an address";
    case ARES_ESERVFAIL:
      return "the name server failed (SERVFAIL)";
    case ARES_EREFUSED:
      return "the name server refused to answer (REFUSED)";
    case ARES_ENOTIMP:
    case ARES_EFORMERR:
      return "the name server does not take the question";
    case ARES_EBADRESP:
    case ARES_EBADNAME:
      return "the answer of the name server is malformed";
    case ARES_ECONNREFUSED:
      return "no name server can be reached";
    case ARES_ETIMEOUT:
    case ARES_ECANCELLED:
      return fmt::format("no name server answered within {} seconds",
                         std::chrono::duration<double>(limit).count());
    default:
      return fmt::format("the resolver failed: {}", ares_strerror(status));
  }
}

bool says_none(int status) { return status == ARES_ENODATA || status == ARES_ENOTFOUND; }

// What people write, as the DNS has it; else why it has not.
struct Domain {
  std::string name{};
  std::string error{};
};

Domain domain_in(std::string_view text) {
  if (text.ends_with('.')) text.remove_suffix(1);
  try {
    const std::string name = parse_domain(text, "");
    if (!text.starts_with('.')) return {.name = name};
    return {.error = fmt::format("{} begins with a dot", quoted_text(name))};
  } catch (const Error& error) {
    return {.error = error.problem().message};
  }
}

struct Found {
  MailExchangers exchangers{};
  int status = ARES_SUCCESS;
};

Found failed(int status, const MxQuestion& question) {
  return {.exchangers = {.error = words(status, question.limit)}, .status = status};
}

Found ask(Resolver& resolver, const std::string& domain, const MxQuestion& question) {
  Reply mx = resolver.mail_exchangers(domain);
  // An alias of a name without any.
  if (mx.status == ARES_SUCCESS && mx.records.empty()) mx.status = ARES_ENODATA;
  if (mx.status == ARES_SUCCESS) return {.exchangers = exchangers_of(mx.records)};
  if (!says_none(mx.status)) return failed(mx.status, question);

  const Reply addresses = resolver.addresses(domain);
  if (addresses.status != ARES_SUCCESS)
    return failed(says_none(addresses.status) ? mx.status : addresses.status, question);
  return {.exchangers = {.hosts = {{.preference = 0, .host = domain}}, .by_address = true}};
}

}  // namespace

MailExchangers look_up_mx(const MxQuestion& question) {
  const Domain domain = domain_in(question.domain);
  if (!domain.error.empty()) return {.error = domain.error};
  const Clock::time_point end = Clock::now() + question.limit;
  Found found;
  for (const Refusals refusals : {Refusals::pass_over, Refusals::tell}) {
    Resolver resolver(question, end, refusals);
    found = ask(resolver, domain.name, question);
    if (found.status != ARES_ECONNREFUSED) break;
  }
  return found.exchangers;
}

}  // namespace postseal::net
