// SPDX-License-Identifier: MIT
#include "net/lookup.hpp"

#include <netdb.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <thread>
#include <utility>

namespace postseal::net {
namespace {

struct FreeAddresses {
  void operator()(addrinfo* list) const noexcept { ::freeaddrinfo(list); }
};

Lookup::Answer ask(const std::string& name) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int status = ::getaddrinfo(name.c_str(), nullptr, &wanted, &found);
  if (status == EAI_SYSTEM) return {.error = std::generic_category().message(errno)};
  if (status != 0) return {.error = ::gai_strerror(status)};
  const std::unique_ptr<addrinfo, FreeAddresses> list(found);

  Lookup::Answer answer;
  for (const addrinfo* at = list.get(); at != nullptr; at = at->ai_next) {
    std::array<char, NI_MAXHOST> text{};
    if (::getnameinfo(at->ai_addr, at->ai_addrlen, text.data(), text.size(), nullptr, 0,
                      NI_NUMERICHOST) == 0)
      answer.addresses.emplace_back(text.data());
  }
  if (answer.addresses.empty()) answer.error = ::gai_strerror(EAI_NONAME);
  return answer;
}

}  // namespace

void Lookup::run() {
  {
    const std::scoped_lock lock(mutex_);
    if (!ready_) return;
    begun_ = Clock::now();
  }
  finish(ask(name_));
}

void Lookup::finish(Answer answer) {
  const std::scoped_lock lock(mutex_);
  answer_ = std::move(answer);
  if (ready_) ready_();
}

void Lookup::leave() {
  const std::scoped_lock lock(mutex_);
  ready_ = nullptr;
}

Lookup::Answer Lookup::answer() {
  const std::scoped_lock lock(mutex_);
  return answer_;
}

std::optional<Lookup::Clock::time_point> Lookup::begun() {
  const std::scoped_lock lock(mutex_);
  return begun_;
}

std::shared_ptr<Lookup> Lookups::start(const std::string& name, std::function<void()> ready) {
  auto lookup = std::make_shared<Lookup>(name, std::move(ready));
  const std::scoped_lock lock(mutex_);
  queue_.push_back(lookup);
  if (threads_ == most) return lookup;
  try {
    std::thread([self = shared_from_this()] { self->work(); }).detach();
    ++threads_;
  } catch (const std::system_error& error) {
    if (threads_ > 0) return lookup;  // one of the others will take it
    queue_.pop_back();
    lookup->finish({.error = error.code().message()});
  }
  return lookup;
}

std::shared_ptr<Lookup> Lookups::next() {
  const std::scoped_lock lock(mutex_);
  if (queue_.empty()) {
    --threads_;
    return nullptr;
  }
  auto first = std::move(queue_.front());
  queue_.pop_front();
  return first;
}

void Lookups::work() {
  while (const auto lookup = next()) lookup->run();
}

}  // namespace postseal::net
