// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/check_finding.hpp"
#include "core/policy_lint.hpp"
#include "core/policy_maps.hpp"

namespace postseal {

// More findings of one table than this are counted and not told one by one.
inline constexpr std::size_t most_findings_of_a_table = 100;

// The first findings of a table, and how many more there were.
class FindingsOfTable {
 public:
  void add(CheckFinding finding);
  // With a last one, "findings-cut", that counts the others and is as severe as the worst of them.
  [[nodiscard]] std::vector<CheckFinding> take();

 private:
  std::vector<CheckFinding> found_{};
  std::size_t more_ = 0;
  CheckFinding worst_{};
};

// A file that an entry names.
struct NamedFile {
  std::string path{};
  std::string from{};  // the table
  int line = 0;
};

// Where main.cf sends mail: "relayhost" and "[mail.example.com]:587".
struct NextHop {
  std::string parameter{};
  std::string value{};
};

// Who reads a source: postmap(1), to make an index, or the daemon itself (texthash).
enum class SourceUse { indexed, as_text };

// Looks at the tables of one smtp_tls_policy_maps, in their order. One line is held at a time, and
// of the others only the keys.
class PolicyTableLint {
 public:
  PolicyTableLint(PolicyRules rules, const std::vector<NextHop>& next_hops);

  // The source of a table. SUBJECT: the file.
  void add_source(const std::string& subject, std::string_view text,
                  SourceUse use = SourceUse::indexed);
  // One entry of a table that is written in main.cf, at LINE of SUBJECT.
  void begin(const std::string& subject, SourceUse use = SourceUse::indexed);
  void add_entry(std::string_view key, std::string_view value, int line);
  void add_inline(const TableName& table, int line);  // all of them
  // A value that every key has.
  void add_value(std::string_view key, std::string_view value, int line);

  [[nodiscard]] std::vector<CheckFinding> findings();  // of the tables so far
  [[nodiscard]] const std::vector<NamedFile>& trust_anchors() const { return trust_anchors_; }

 private:
  struct Place {
    std::size_t table = 0;
    int line = 0;
    std::size_t value = 0;  // its hash
  };
  struct Wanted {
    NextHop next_hop{};
    bool found = false;
    std::optional<Place> near{};  // the first entry of that host under another key
    std::string near_key{};
  };

  void add(Finding finding, Urgency urgency, int line);
  void remember(const std::string& key, const Place& place);
  void look_for_next_hops(const std::string& key, const Place& place);
  void close();

  PolicyRules rules_;
  std::vector<std::string> subjects_{};
  SourceUse use_ = SourceUse::indexed;  // of the last of them
  FindingsOfTable current_{};
  std::vector<CheckFinding> found_{};
  std::unordered_map<std::string, Place> keys_{};
  std::unordered_map<std::string, std::vector<std::size_t>> wanted_hosts_{};
  std::vector<Wanted> wanted_{};
  std::vector<NamedFile> trust_anchors_{};
  std::unordered_set<std::string> known_anchors_{};
  std::size_t without_cas_ = 0;
  Place first_without_cas_{};
};

}  // namespace postseal
