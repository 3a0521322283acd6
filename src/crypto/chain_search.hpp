// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstddef>
#include <vector>

#include "core/time.hpp"
#include "crypto/certificate_pool.hpp"

namespace postseal {

// The paths from one certificate upwards, the best first (Dijkstra by the worst link).
class ChainSearch {
 public:
  ChainSearch(CertificatePool& pool, Time now) : pool_(pool), now_(now) {}

  struct Paths {
    std::vector<std::vector<std::size_t>> complete{};  // numbers in the pool, leaf to root
    std::vector<std::size_t> partial{};                // the longest of the best without a root
  };
  [[nodiscard]] Paths from(std::size_t leaf);

 private:
  // How good a path is; the greater the better.
  struct Rank {
    bool sound = true;         // nothing in it is out of date or unfit
    Time lives = Time::max();  // the earliest end of its issuers
    long shortness = 0;        // minus its length
    auto operator<=>(const Rank&) const = default;
  };
  // One certificate of a path, and the step below it.
  struct Step {
    std::size_t number = 0;
    std::size_t below = 0;  // index of a Step; its own for the leaf
    int authorities = 0;    // intermediates so far that count for a path length (RFC 5280, 4.2.1.9)
    Rank rank{};
  };

  [[nodiscard]] bool holds(std::size_t step, std::size_t number) const;
  [[nodiscard]] bool is_root(std::size_t number);
  [[nodiscard]] Step above(std::size_t step, std::size_t issuer);
  [[nodiscard]] std::vector<std::size_t> path_to(std::size_t step) const;
  void note_partial(std::size_t step, Paths& paths);

  CertificatePool& pool_;
  Time now_;
  std::vector<Step> steps_{};
  std::size_t best_partial_ = 0;
};

}  // namespace postseal
