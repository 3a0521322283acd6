// SPDX-License-Identifier: MIT
#include <openssl/bn.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "core/error.hpp"
#include "core/search_progress.hpp"
#include "crypto/dh.hpp"
#include "crypto/openssl.hpp"

namespace postseal {
namespace {

using BnContextHandle = std::unique_ptr<BN_CTX, FreeWith<BN_CTX_free>>;
using CallbackHandle = std::unique_ptr<BN_GENCB, FreeWith<BN_GENCB_free>>;
using Clock = std::chrono::steady_clock;

constexpr auto progress_every = std::chrono::milliseconds(250);

std::string big_endian(const BIGNUM* number) {
  std::string bytes(static_cast<std::size_t>(BN_num_bytes(number)), '\0');
  BN_bn2bin(number, reinterpret_cast<unsigned char*>(bytes.data()));
  return bytes;
}

// What the threads of one search share.
class Search {
 public:
  Search(int bits, const Minting& minting) : bits_(bits), minting_(minting) {}

  SafePrime run(int jobs);

 private:
  static int on_event(int event, int count, BN_GENCB* callback);
  void work();
  std::string find();
  void wait();
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(Clock::now() - start_).count();
  }

  int bits_;
  const Minting& minting_;
  Clock::time_point start_ = Clock::now();
  std::atomic<std::uint64_t> tried_{0};
  std::atomic<bool> over_{false};
  std::mutex mutex_{};
  std::condition_variable_any ended_{};
  std::string prime_{};                     // guarded by mutex_
  std::optional<Problem> first_problem_{};  // guarded by mutex_
};

// Event 0: a candidate got through trial division (BN_generate_prime_ex2(3)). Returning 0 stops.
int Search::on_event(int event, int /*count*/, BN_GENCB* callback) {
  auto& search = *static_cast<Search*>(BN_GENCB_get_arg(callback));
  if (event == 0) search.tried_.fetch_add(1, std::memory_order_relaxed);
  return search.over_.load(std::memory_order_relaxed) ? 0 : 1;
}

// A safe prime; empty when the search is over before this thread has one.
std::string Search::find() {
  const BignumHandle prime = require(BignumHandle(BN_new()), "starting the search for a prime");
  const BignumHandle add = require(BignumHandle(BN_new()), "starting the search for a prime");
  const BignumHandle rest = require(BignumHandle(BN_new()), "starting the search for a prime");
  // 2 is a square modulo p = 23 mod 24, so its order is q and it tells nothing about exponents.
  require(BN_set_word(add.get(), 24), "starting the search for a prime");
  require(BN_set_word(rest.get(), 23), "starting the search for a prime");
  const BnContextHandle context =
      require(BnContextHandle(BN_CTX_new()), "starting the search for a prime");
  const CallbackHandle callback =
      require(CallbackHandle(BN_GENCB_new()), "starting the search for a prime");
  BN_GENCB_set(callback.get(), &Search::on_event, this);
  const int found = BN_generate_prime_ex2(prime.get(), bits_, 1, add.get(), rest.get(),
                                          callback.get(), context.get());
  if (found == 1) return big_endian(prime.get());
  if (!over_) crypto_failed("searching for a prime");
  drained_errors();
  return {};
}

void Search::work() {
  std::string found;
  std::optional<Problem> problem;
  try {
    found = find();
  } catch (const Error& error) {
    problem = error.problem();
  }
  const std::lock_guard lock(mutex_);
  if (prime_.empty()) prime_ = std::move(found);
  if (problem && !first_problem_) first_problem_ = std::move(problem);
  over_ = true;
  ended_.notify_all();
}

void Search::wait() {
  std::unique_lock lock(mutex_);
  const double expected = expected_candidates(bits_);
  while (!over_ && !minting_.stop.stop_requested()) {
    if (ended_.wait_for(lock, minting_.stop, progress_every, [&] { return over_.load(); })) return;
    if (!minting_.say) continue;
    lock.unlock();
    minting_.say(progress_line({.tried = tried_, .seconds = seconds(), .expected = expected}));
    lock.lock();
  }
  over_ = true;
}

SafePrime Search::run(int jobs) {
  {
    std::vector<std::jthread> threads;
    threads.reserve(static_cast<std::size_t>(jobs));
    threads.reserve(static_cast<std::size_t>(jobs));
    for (int i = 0; i < jobs; ++i) threads.emplace_back([this] { work(); });
    wait();
  }
  if (!prime_.empty())
    return {
        .p = prime_, .candidates = tried_, .seconds = seconds(), .jobs = jobs, .kernel = "openssl"};
  if (first_problem_) throw Error(Fault::host, *first_problem_);
  throw Error(Fault::host, {.id = "interrupted",
                            .subject = "interrupted",
                            .message = "stopped before anything was changed"});
}

}  // namespace

SafePrime generate_safe_prime(int bits, int jobs, const Minting& minting) {
  return Search(bits, minting).run(jobs);
}

}  // namespace postseal
