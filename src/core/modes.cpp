// SPDX-License-Identifier: MIT
#include "core/modes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/der_kind.hpp"
#include "core/key_content.hpp"
#include "core/pem.hpp"

namespace postseal {
namespace {

constexpr std::uint32_t others = 0007;
constexpr std::uint32_t others_write = 0002;
constexpr std::uint32_t group_bits = 0070;
constexpr std::uint32_t group_write = 0020;
constexpr std::uint32_t sticky = 01000;
constexpr std::uint32_t all_read = 0444;

// How base64 of PEM text starts, by the kind of key: what postmap -F writes into an index.
constexpr std::array index_marks{
    std::string_view("LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0t"),  // -----BEGIN PRIVATE KEY--
    std::string_view("LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBL"),  // -----BEGIN RSA PRIVATE K
    std::string_view("LS0tLS1CRUdJTiBFQyBQUklWQVRFIEtF"),  // -----BEGIN EC PRIVATE KE
};

bool is_secret(ContentKind kind) {
  return kind == ContentKind::key || kind == ContentKind::index_of_keys ||
         kind == ContentKind::source_of_keys;
}

bool may_read_keys(const AccessSeen& seen, const ModeRules& rules) {
  return seen.gid == 0 || seen.group == "ssl-cert" ||
         (!rules.group.empty() &&
          (seen.group == rules.group || std::to_string(seen.gid) == rules.group));
}

std::string access_text(const AccessSeen& seen) {
  return fmt::format("mode {:04o}, {}:{}", seen.mode, seen.owner, seen.group);
}

Finding secret_finding(const std::string& path, ContentKind kind, Severity severity,
                       std::string_view id) {
  Finding finding{.id = std::string(id), .severity = severity, .subject = path};
  if (kind != ContentKind::key) finding.id = "sni-map-readable";
  // Of the source only what postmap makes of it is in danger.
  if (kind == ContentKind::source_of_keys) finding.severity = Severity::warning;
  return finding;
}

std::string_view what_shows(ContentKind kind) {
  switch (kind) {
    case ContentKind::index_of_keys:
      return "the private keys in it";
    case ContentKind::source_of_keys:
      return "the keys in the index, which postmap gives the same mode,";
    default:
      return "the private key";
  }
}

std::optional<Finding> judge_secret_mode(const std::string& path, ContentKind kind,
                                         const AccessSeen& seen, const ModeRules& rules) {
  const std::string now = access_text(seen);
  if ((seen.mode & others) != 0) {
    Finding finding = secret_finding(path, kind, Severity::error, "key-world-readable");
    finding.message = fmt::format("{}: everyone on this machine can {} {}", now,
                                  (seen.mode & 0004) != 0 ? "read" : "change", what_shows(kind));
    finding.hint = "postseal modes fix; if others had access, make a new key";
    return finding;
  }
  if ((seen.mode & group_bits) == 0) return std::nullopt;
  if ((seen.mode & group_write) != 0) {
    Finding finding = secret_finding(path, kind, Severity::warning, "key-group-writable");
    finding.message =
        fmt::format("{}: the group {} can change {}", now, seen.group, what_shows(kind));
    finding.hint = "postseal modes fix";
    return finding;
  }
  if (may_read_keys(seen, rules)) return std::nullopt;
  Finding finding = secret_finding(path, kind, Severity::warning, "key-group-readable");
  finding.message = fmt::format("{}: the group {} can read {}", now, seen.group, what_shows(kind));
  finding.hint = fmt::format(
      "postseal modes fix, or --group {} if that is meant; Postfix reads keys as root", seen.group);
  return finding;
}

bool is_foreign(const AccessSeen& seen, const ModeRules& rules) {
  return seen.uid != 0 && seen.uid != rules.caller_uid && seen.owner != rules.owner &&
         std::to_string(seen.uid) != rules.owner;
}

std::optional<Finding> judge_material_mode(const std::string& path, const AccessSeen& seen) {
  const bool by_all = (seen.mode & others_write) != 0;
  const bool by_group = (seen.mode & group_write) != 0 && seen.gid != 0;
  if (by_all || by_group)
    return Finding{
        .id = "cert-writable",
        .severity = by_all ? Severity::error : Severity::warning,
        .subject = path,
        .message = fmt::format("{}: {} can change it", access_text(seen),
                               by_all ? "everyone on this machine" : "the group " + seen.group),
        .hint = "postseal modes fix"};
  if ((seen.mode & all_read) != all_read)
    return Finding{.id = "cert-not-readable",
                   .severity = Severity::info,
                   .subject = path,
                   .message = fmt::format("{}: it holds no secret, and not everyone can read it",
                                          access_text(seen)),
                   .hint = "postseal modes fix, if a program other than Postfix needs it"};
  return std::nullopt;
}

constexpr std::array public_labels{
    std::string_view("CERTIFICATE"),
    std::string_view("TRUSTED CERTIFICATE"),
    std::string_view("X509 CERTIFICATE"),
    std::string_view("X509 CRL"),
    std::string_view("PKCS7"),
    std::string_view("CERTIFICATE REQUEST"),
    std::string_view("CMS"),
    std::string_view("NEW CERTIFICATE REQUEST"),
    std::string_view("PUBLIC KEY"),
    std::string_view("RSA PUBLIC KEY"),
    std::string_view("DH PARAMETERS"),
    std::string_view("X9.42 DH PARAMETERS"),
    std::string_view("EC PARAMETERS"),
    std::string_view("DSA PARAMETERS"),
};

// A block that we do not know may be a secret: its file is not ours to open to everyone.
bool has_material(std::string_view bytes) {
  PemReader reader(bytes);
  bool found = false;
  while (const auto block = reader.next()) {
    found =
        std::find(public_labels.begin(), public_labels.end(), block->label) != public_labels.end();
    if (!found) return false;
  }
  if (found) return true;
  const DerKind kind = kind_of(bytes);
  return kind == DerKind::certificate || kind == DerKind::request || kind == DerKind::pkcs7 ||
         kind == DerKind::public_key || kind == DerKind::pkcs1;
}

}  // namespace

std::string_view name_of(ContentKind kind) {
  switch (kind) {
    case ContentKind::key:
      return "key";
    case ContentKind::index_of_keys:
      return "index-of-keys";
    case ContentKind::source_of_keys:
      return "source-of-keys";
    case ContentKind::material:
      return "material";
    case ContentKind::other:
      return "other";
  }
  return "other";
}

ContentKind content_kind_of(std::string_view bytes) {
  if (holds_private_key(bytes)) return ContentKind::key;
  for (const std::string_view mark : index_marks)
    if (bytes.find(mark) != std::string_view::npos) return ContentKind::index_of_keys;
  return has_material(bytes) ? ContentKind::material : ContentKind::other;
}

std::vector<Finding> judge_access(const std::string& path, ContentKind kind, const AccessSeen& seen,
                                  const ModeRules& rules) {
  std::vector<Finding> findings;
  if (kind == ContentKind::other) return findings;
  const auto mode = is_secret(kind) ? judge_secret_mode(path, kind, seen, rules)
                                    : judge_material_mode(path, seen);
  if (mode) findings.push_back(*mode);
  if (kind == ContentKind::key && is_foreign(seen, rules))
    findings.push_back({.id = "key-foreign-owner",
                        .severity = Severity::warning,
                        .subject = path,
                        .message = fmt::format(
                            "belongs to {}, who can read and change the private key", seen.owner),
                        .hint = "postseal modes fix --owner root; Postfix reads keys as root"});
  return findings;
}

Access wanted_access(ContentKind kind, const AccessSeen& seen, const ModeRules& rules) {
  Access wanted{.mode = seen.mode, .owner = rules.owner, .group = rules.group};
  if (kind == ContentKind::other) return {.mode = seen.mode};
  if (is_secret(kind)) {
    const bool bad = judge_secret_mode({}, kind, seen, rules).has_value();
    wanted.mode = rules.key_mode.value_or(bad ? private_mode : seen.mode);
  } else {
    const bool bad = judge_material_mode({}, seen).has_value();
    wanted.mode = rules.cert_mode.value_or(bad ? public_mode : seen.mode);
  }
  return wanted;
}

std::optional<Finding> judge_directory(const std::string& path, const AccessSeen& seen) {
  if ((seen.mode & sticky) != 0) return std::nullopt;
  const bool by_all = (seen.mode & others_write) != 0;
  if (!by_all && ((seen.mode & group_write) == 0 || seen.gid == 0)) return std::nullopt;
  return Finding{.id = "parent-writable",
                 .severity = by_all ? Severity::error : Severity::warning,
                 .subject = path,
                 .message = fmt::format(
                     "{}: {} can put other files in place of those below it", access_text(seen),
                     by_all ? "everyone on this machine" : "the group " + seen.group),
                 .hint = fmt::format("chmod {} {}; modes fix changes files only",
                                     by_all ? "go-w" : "g-w", path)};
}

std::vector<Relabel> relabels_in(std::string_view output) {
  constexpr std::string_view start = "Would relabel ";
  std::vector<Relabel> found;
  while (!output.empty()) {
    const std::size_t end = std::min(output.find('\n'), output.size());
    const std::string_view line = output.substr(0, end);
    output.remove_prefix(std::min(end + 1, output.size()));
    const std::size_t to = line.rfind(" to ");
    if (!line.starts_with(start) || to == std::string_view::npos) continue;
    const std::size_t from = line.rfind(" from ", to);
    if (from == std::string_view::npos || from < start.size()) continue;
    found.push_back({.path = std::string(line.substr(start.size(), from - start.size())),
                     .before = std::string(line.substr(from + 6, to - from - 6)),
                     .after = std::string(line.substr(to + 4))});
  }
  return found;
}

}  // namespace postseal
