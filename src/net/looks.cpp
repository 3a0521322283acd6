// SPDX-License-Identifier: MIT
#include "net/looks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <asio/io_context.hpp>
#include <exception>
#include <string>
#include <unordered_map>
#include <utility>

#include "net/descriptors.hpp"
#include "net/starttls.hpp"

namespace postseal::net {
namespace {

using Take = std::function<void(std::size_t index, ServiceLook look)>;

// The looks at one service, in the order they were asked for.
using Group = std::vector<std::size_t>;

std::vector<Group> groups_of(const std::vector<ServiceAddress>& addresses) {
  std::vector<Group> groups;
  std::unordered_map<std::string, std::size_t> known;
  known.reserve(addresses.size());
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    const ServiceAddress& one = addresses[i];
    const std::string key =
        fmt::format("{} {} {} {}", one.host, one.port, one.implicit ? 1 : 0, one.server_name);
    const auto [place, is_new] = known.emplace(key, groups.size());
    if (is_new) groups.emplace_back();
    groups[place->second].push_back(i);
  }
  return groups;
}

class Round {
 public:
  Round(const std::vector<ServiceAddress>& addresses, const Take& take)
      : addresses_(addresses), groups_(groups_of(addresses)), take_(take) {}

  void run(std::size_t at_once) {
    at_once = room_for_connections(std::min(std::max<std::size_t>(at_once, 1), groups_.size()));
    for (std::size_t i = 0; i < at_once; ++i) begin_next_group();
    context_.run();
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  void begin_next_group() {
    if (next_ < groups_.size()) begin(groups_[next_++], 0, "");
  }

  // ANSWERED: the address that answered before, so that a name with several of them is asked for
  // all kinds in one place.
  void begin(const Group& group, std::size_t at, const std::string& answered) {
    ServiceAddress address = addresses_[group[at]];
    if (!answered.empty()) address.host = answered;
    looker_.begin(address, [this, &group, at](const std::exception_ptr& failure, Looked looked) {
      try {
        if (failure) std::rethrow_exception(failure);
        take(group, at, std::move(looked));
      } catch (...) {
        failure_ = std::current_exception();
        context_.stop();
      }
    });
  }

  void take(const Group& group, std::size_t at, Looked looked) {
    const std::string answered = looked.seen.address;
    if (looked.worth_another) {
      take_(group[at], std::move(looked.seen));
      if (at + 1 < group.size()) return begin(group, at + 1, answered);
    } else {
      for (; at < group.size(); ++at) take_(group[at], looked.seen);
    }
    begin_next_group();
  }

  const std::vector<ServiceAddress>& addresses_;
  std::vector<Group> groups_;
  const Take& take_;
  std::size_t next_ = 0;
  std::exception_ptr failure_{};
  TlsOffers offers_{};           // outlives the handshakes that the context may still hold
  asio::io_context context_{1};  // one thread: no locks
  Looker looker_{context_, offers_};
};

}  // namespace

void look_at_all(const std::vector<ServiceAddress>& addresses, std::size_t at_once,
                 const Take& take) {
  if (!addresses.empty()) Round(addresses, take).run(at_once);
}

ServiceLook look_at(const ServiceAddress& address) {
  ServiceLook seen;
  look_at_all({address}, 1, [&](std::size_t, ServiceLook look) { seen = std::move(look); });
  return seen;
}

}  // namespace postseal::net
