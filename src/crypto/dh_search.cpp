// SPDX-License-Identifier: MIT
#include "crypto/dh_search.hpp"

#include <algorithm>
#include <deque>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

#include "crypto/prime_rounds.hpp"

namespace postseal {
namespace {

// A candidate, and what it takes to test it. q = 3 modulo 4, so the test of Miller and Rabin is
// 2^((q - 1) / 2) = 1 or -1 modulo q. Then 2^q = 1 modulo p proves p prime if q is (Pocklington:
// q > sqrt(p) - 1 divides p - 1, and 2^((p - 1) / q) - 1 = 3 does not divide p).
struct Candidate {
  std::uint32_t k = 0;
  Limbs q{};
  Limbs half{};  // (q - 1) / 2
  Limbs p{};     // once q has passed
};

Candidate candidate_at(const DhWindow& window, std::uint32_t k) {
  Candidate candidate{.k = k, .q = plus(window.start, dh_stride * k)};
  candidate.half = half_of(candidate.q);
  return candidate;
}

// What the threads share while they test.
struct Tests {
  const DhWindow& window;
  const DhKernel& kernel;
  SearchTeam& team;
  std::atomic<std::uint64_t>& tried;
  std::vector<std::uint32_t> left{};  // by the sieve
  std::atomic<std::size_t> next{0};   // of `left`
  std::atomic<bool> found{false};
  std::mutex mutex{};
  std::optional<Candidate> best{};  // guarded by mutex: the first one that was found
};

void keep(Tests& tests, Candidate candidate) {
  const std::lock_guard lock(tests.mutex);
  if (!tests.best || candidate.k < tests.best->k) tests.best = std::move(candidate);
  tests.found = true;
}

// Fills the lanes that are free with candidates that nobody has taken.
void take(Tests& tests, std::vector<Candidate>& batch) {
  const std::size_t lanes = tests.kernel.lanes;
  if (batch.size() >= lanes) return;
  const std::size_t wanted = lanes - batch.size();
  std::size_t next = tests.next.fetch_add(wanted, std::memory_order_relaxed);
  const std::size_t end = std::min(next + wanted, tests.left.size());
  for (; next < end; ++next) batch.push_back(candidate_at(tests.window, tests.left[next]));
}

PowerJob job_of(const Candidate& candidate) {
  if (!candidate.p.empty()) return {.modulus = candidate.p, .exponent = candidate.q};
  return {.modulus = candidate.q, .exponent = candidate.half};
}

// What each thread does. A q that has passed comes back with its p in the next batch: few do, and
// in a lane of their own they would cost a batch.
void test(Tests& tests) {
  std::vector<Candidate> batch;
  while (!tests.team.over() && !tests.found) {
    take(tests, batch);
    if (batch.empty()) return;
    std::vector<PowerJob> jobs;
    jobs.reserve(batch.size());
    for (const Candidate& candidate : batch) jobs.push_back(job_of(candidate));
    const std::vector<Residue> residues = tests.kernel.powers(jobs);
    std::vector<Candidate> passed;
    for (std::size_t i = 0; i < batch.size(); ++i) {
      Candidate& candidate = batch[i];
      if (candidate.p.empty()) {
        tests.tried.fetch_add(1, std::memory_order_relaxed);
        if (residues[i] == Residue::other) continue;
        candidate.p = twice_plus_one(candidate.q);
        passed.push_back(std::move(candidate));
      } else if (residues[i] == Residue::one) {
        return keep(tests, std::move(candidate));
      }
    }
    batch = std::move(passed);
  }
}

}  // namespace

std::optional<Limbs> safe_prime_in(const DhWindow& window, const DhKernel& kernel, SearchTeam& team,
                                   std::atomic<std::uint64_t>& tried) {
  DhSieve sieve(window);
  team.run([&] {
    while (!team.over() && sieve.strike_block()) continue;
  });
  Tests tests{
      .window = window, .kernel = kernel, .team = team, .tried = tried, .left = sieve.survivors()};
  team.run([&] { test(tests); });
  if (!tests.best || !passes_rounds(tests.best->q, kernel, team)) return std::nullopt;
  return tests.best->q;
}

}  // namespace postseal
