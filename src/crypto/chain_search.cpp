// SPDX-License-Identifier: MIT
#include "crypto/chain_search.hpp"

#include <algorithm>
#include <queue>
#include <string>
#include <unordered_map>
#include <utility>

namespace postseal {
namespace {

// Honest chains have a handful of paths. A certificate is passed more than once because the best
// way to it may be too long for a path length constraint above it.
constexpr std::size_t most_paths = 32;
constexpr std::size_t most_steps = 4096;
constexpr int most_visits = 4;

bool may_sign_certificates(const Certificate& certificate) {
  const std::vector<std::string> usage = certificate.key_usage();
  return usage.empty() || std::find(usage.begin(), usage.end(), "keyCertSign") != usage.end();
}

}  // namespace

bool ChainSearch::is_root(std::size_t number) {
  const auto& issuers = pool_.issuers_of(number);
  return std::find(issuers.begin(), issuers.end(), number) != issuers.end();
}

bool ChainSearch::holds(std::size_t step, std::size_t number) const {
  while (steps_[step].number != number && steps_[step].below != step) step = steps_[step].below;
  return steps_[step].number == number;
}

ChainSearch::Step ChainSearch::above(std::size_t step, std::size_t issuer) {
  const Certificate& certificate = pool_.at(issuer);
  const Step& below = steps_[step];
  Rank rank = below.rank;
  const auto limit = certificate.path_length();
  const bool in_time = certificate.not_before() <= now_ && now_ <= certificate.not_after();
  const bool fits = !limit || below.authorities <= *limit;
  rank.sound = rank.sound && in_time && fits && may_sign_certificates(certificate);
  rank.lives = std::min(rank.lives, certificate.not_after());
  --rank.shortness;
  const bool counts = certificate.subject_der() != certificate.issuer_der();
  return {.number = issuer,
          .below = step,
          .authorities = below.authorities + (counts ? 1 : 0),
          .rank = rank};
}

std::vector<std::size_t> ChainSearch::path_to(std::size_t step) const {
  std::vector<std::size_t> path{steps_[step].number};
  for (; steps_[step].below != step; path.push_back(steps_[step].number)) step = steps_[step].below;
  std::reverse(path.begin(), path.end());
  return path;
}

void ChainSearch::note_partial(std::size_t step, Paths& paths) {
  const Step& here = steps_[step];
  const Step& best = steps_[best_partial_];
  const bool better = std::pair(here.rank.sound, -here.rank.shortness) >
                      std::pair(best.rank.sound, -best.rank.shortness);
  if (!paths.partial.empty() && !better) return;
  paths.partial = path_to(step);
  best_partial_ = step;
}

ChainSearch::Paths ChainSearch::from(std::size_t leaf) {
  Paths paths;
  steps_ = {{.number = leaf}};
  best_partial_ = 0;
  std::unordered_map<std::size_t, int> visits;
  const auto worse = [this](std::size_t a, std::size_t b) {
    return steps_[a].rank < steps_[b].rank;
  };
  std::priority_queue<std::size_t, std::vector<std::size_t>, decltype(worse)> open(worse);
  open.push(0);
  while (!open.empty() && paths.complete.size() < most_paths && steps_.size() < most_steps) {
    const std::size_t step = open.top();
    open.pop();
    const std::size_t number = steps_[step].number;
    if (visits[number]++ >= most_visits) continue;
    if (is_root(number)) {
      paths.complete.push_back(path_to(step));
      continue;
    }
    note_partial(step, paths);
    for (const std::size_t issuer : pool_.issuers_of(number)) {
      const bool may = pool_.at(issuer).is_ca() || is_root(issuer);
      if (!may || holds(step, issuer)) continue;
      steps_.push_back(above(step, issuer));
      open.push(steps_.size() - 1);
    }
  }
  return paths;
}

}  // namespace postseal
