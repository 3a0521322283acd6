// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "commands/check_uses.hpp"

namespace postseal {

// What came of one chain.
struct JudgedChain {
  Chain chain{};
  std::vector<Finding> findings{};
  bool self_signed = false;  // its leaf: nobody finds a CA for it
};

// Judges chains, each once, however many services and names show it.
class ChainJudge {
 public:
  explicit ChainJudge(MaterialLook& look) : look_(look) {}

  [[nodiscard]] const JudgedChain& judge(const ShownChain& shown, ChainUse use);

  // Those whose leaf stands in the file.
  [[nodiscard]] std::vector<const JudgedChain*> chains_in(const std::string& path) const;

  // Everything that was found, each thing once; what is the same in many files is said of the
  // first.
  [[nodiscard]] std::vector<CheckFinding> findings() const;

 private:
  [[nodiscard]] JudgedChain judged(const ShownChain& shown, ChainUse use);
  void read_roots();
  void trust(ChainFinder& finder, const std::vector<PlacedCertificate>& certificates);
  [[nodiscard]] Certificate shared(const Certificate& certificate);

  MaterialLook& look_;
  bool roots_read_ = false;
  std::vector<Certificate> roots_{};
  std::unordered_multimap<std::string_view, std::size_t> roots_by_subject_{};
  std::unordered_map<std::string_view, Certificate> known_{};  // by DER: decoded once
  std::unordered_map<std::string, JudgedChain> judged_{};
  std::vector<const JudgedChain*> order_{};
  std::unordered_map<std::string, std::vector<const JudgedChain*>> by_file_{};
};

// How soon a finding about a chain matters.
[[nodiscard]] Urgency urgency_of_chain(std::string_view id);

}  // namespace postseal
