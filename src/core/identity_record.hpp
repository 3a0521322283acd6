// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/material.hpp"
#include "core/time.hpp"

namespace postseal {

// A file of a generation, and the copy that is kept of it beside the record.
struct StoredFile {
  std::string path{};    // absolute
  std::string stored{};  // a plain name
  std::uint32_t mode = 0600;
  friend bool operator==(const StoredFile&, const StoredFile&) = default;
};

// What the run that made a generation did to a parameter of main.cf; nullopt: not set.
struct ParameterEdit {
  std::string name{};
  std::optional<std::string> before{};
  std::optional<std::string> after{};
  friend bool operator==(const ParameterEdit&, const ParameterEdit&) = default;
};

struct LeafRecord {
  std::string algorithm{};    // "rsa", "ec", ...
  std::string fingerprint{};  // SHA-256 of the certificate, with colons
  Time not_after{};
  bool self_signed = false;
  friend bool operator==(const LeafRecord&, const LeafRecord&) = default;
};

// One state of an identity's files. `why`: "found", "init", "apply", "deploy" or "rollback".
struct Generation {
  int id = 0;
  Time made{};
  std::string why{};
  int copy_of = 0;  // rollback: the generation whose files it has again
  std::vector<StoredFile> files{};
  std::vector<ParameterEdit> parameters{};
  std::vector<LeafRecord> leaves{};
  friend bool operator==(const Generation&, const Generation&) = default;

  [[nodiscard]] int origin() const noexcept { return copy_of != 0 ? copy_of : id; }
};

// Where an ACME client keeps what its hook had deployed: a client that is cut short before it calls
// its hook never calls it for that certificate again.
struct SourceRecord {
  std::string algorithm{};
  std::string certificate{};  // absolute paths; chain may be ""
  std::string key{};
  std::string chain{};
  friend bool operator==(const SourceRecord&, const SourceRecord&) = default;
};

// What is remembered of an identity: its generations, oldest first, the last one being what is
// there; and the certificates that a rollback has replaced, which hooks do not install again.
struct IdentityRecord {
  std::string name{};
  Layout layout = Layout::single;
  std::vector<Generation> generations{};
  std::vector<std::string> held{};      // fingerprints
  std::vector<SourceRecord> sources{};  // one of each algorithm
  friend bool operator==(const IdentityRecord&, const IdentityRecord&) = default;

  [[nodiscard]] const Generation* find(int id) const;
  // Whether the certificate with this fingerprint is in place, or held.
  [[nodiscard]] bool knows(std::string_view fingerprint) const;
  // What `rollback` goes back to: the newest original before the one that is there; null: none.
  [[nodiscard]] const Generation* previous() const;
  // Takes out what is beyond the newest three originals, and copies of what goes; returns the names
  // of the stored files that nobody needs any more.
  [[nodiscard]] std::vector<std::string> prune();
};

inline constexpr int generations_kept = 3;

[[nodiscard]] std::string record_name(std::string_view identity);  // "NAME.record.json"

[[nodiscard]] std::string record_text(const IdentityRecord& record);

// Error "record-damaged" with PATH as its subject: not what record_text() writes, or with names
// that would lead elsewhere.
[[nodiscard]] IdentityRecord parse_record(std::string_view text, const std::string& path);

// A deployment that failed and is tried again by later runs.
struct PendingRecord {
  std::string certificate{};  // absolute paths of its source; chain may be ""
  std::string key{};
  std::string chain{};
  std::string identity{};            // "": the one whose names fit
  std::vector<std::string> names{};  // of the certificate, as far as it could be read
  bool allow_name_loss = false;
  bool keep_self_signed = false;
  bool require_live = false;
  Time since{};
  std::string error_id{};
  std::string error{};  // "SUBJECT: MESSAGE"
  friend bool operator==(const PendingRecord&, const PendingRecord&) = default;
};

[[nodiscard]] std::string pending_text(const PendingRecord& record);
[[nodiscard]] PendingRecord parse_pending(std::string_view text, const std::string& path);

}  // namespace postseal
