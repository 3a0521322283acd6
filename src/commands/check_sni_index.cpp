// SPDX-License-Identifier: MIT
#include "commands/check_sni_index.hpp"

#include <fmt/format.h>

#include <unordered_set>
#include <utility>

#include "commands/check_names.hpp"
#include "core/error.hpp"
#include "core/sni_table.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

// Thousands of identities with RSA keys and long chains.
constexpr std::uint64_t index_cap = 64UL * 1024 * 1024;

std::size_t hash_of(std::string_view value) { return std::hash<std::string_view>()(value); }

class Index {
 public:
  Index(MaterialLook& look, const StoredSni& stored, const Setting& setting)
      : look_(look), stored_(stored), setting_(setting) {}

  [[nodiscard]] std::vector<CheckFinding> findings() && {
    const auto& index = look_.files.status(stored_.index);
    if (!index) {
      if (look_.files.is_absent(stored_.index)) report_missing();
      return std::move(findings_);
    }
    const bool compared = compare();
    const auto& source = look_.files.status(stored_.source);
    if (compared && findings_.empty() && source && index->modified < source->modified)
      report_older(*index, *source);
    return std::move(findings_);
  }

 private:
  void add(Urgency urgency, Severity severity, std::string id, std::string message) {
    findings_.push_back({.finding = {.id = std::move(id),
                                     .severity = severity,
                                     .subject = stored_.index,
                                     .message = std::move(message),
                                     .hint = fmt::format("postmap -F {}:{}", stored_.type,
                                                         escaped(stored_.source))},
                         .urgency = urgency});
  }

  void report_missing() {
    add(Urgency::broken, Severity::error, "sni-map-not-indexed",
        fmt::format("is not there: Postfix breaks off with every client that asks for a name, "
                    "while those that ask for none get the default certificate"));
    Finding& finding = findings_.back().finding;
    finding.message =
        fmt::format("tls_server_sni_maps: \"{}\" {}", escaped(stored_.index), finding.message);
    finding = finding_about(setting_, std::move(finding));
  }

  void report_older(const FileStatus& index, const FileStatus& source) {
    add(Urgency::untidy, Severity::warning, "sni-map-stale",
        fmt::format("is of {}, and its source of {}: what was changed there since does not count",
                    rfc3339(index.modified), rfc3339(source.modified)));
  }

  // false: it could not be read.
  bool compare() {
    const auto bytes = read();
    if (!bytes) return false;
    const Secret joined = joined_index(bytes->reveal());
    std::unordered_set<std::size_t> values;
    for (const std::string_view value : stored_values(joined.reveal()))
      values.insert(hash_of(value));
    if (values.empty() && holds_names(bytes->reveal())) {
      add(Urgency::broken, Severity::error, "sni-map-without-files",
          "holds the names of the files and not what is in them, since postmap was run without -F: "
          "Postfix breaks off with clients that ask for one of its names");
      return true;
    }
    std::vector<std::string> stale;
    for (const StoredSni::Entry& entry : stored_.entries)
      if (values.count(entry.value) == 0) stale.push_back(entry.name);
    if (!stale.empty())
      add(Urgency::dated, Severity::warning, "sni-map-stale",
          fmt::format("does not hold what the files for {} hold now: Postfix shows what they held "
                      "when postmap was run",
                      listed_names(stale)));
    return true;
  }

  [[nodiscard]] bool holds_names(std::string_view bytes) const {
    for (const StoredSni::Entry& entry : stored_.entries)
      if (bytes.find(entry.file) != std::string_view::npos) return true;
    return false;
  }

  [[nodiscard]] std::optional<Secret> read() const {
    try {
      return look_.context.host().read(stored_.index, index_cap);
    } catch (const Error&) {
      return std::nullopt;
    }
  }

  MaterialLook& look_;
  const StoredSni& stored_;
  const Setting& setting_;
  std::vector<CheckFinding> findings_{};
};

}  // namespace

void StoredSni::add(const Secret& value, std::string name, std::string file) {
  entries.push_back(
      {.value = hash_of(value.reveal()), .name = std::move(name), .file = std::move(file)});
}

std::vector<CheckFinding> check_sni_index(MaterialLook& look, const StoredSni& stored,
                                          const Setting& setting) {
  return Index(look, stored, setting).findings();
}

}  // namespace postseal
