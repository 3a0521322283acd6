// SPDX-License-Identifier: MIT
#include "commands/check_policy_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "core/error.hpp"
#include "core/file_references.hpp"
#include "core/key_content.hpp"
#include "core/logical_lines.hpp"
#include "core/policy_words.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

CheckFinding broken(Finding finding) {
  finding.severity = Severity::error;
  return {.finding = std::move(finding), .urgency = Urgency::broken};
}

CheckFinding weak(Finding finding) {
  finding.severity = Severity::warning;
  return {.finding = std::move(finding), .urgency = Urgency::weak};
}

std::optional<FileStatus> status_of(Context& context, const std::string& path) {
  try {
    return context.host().status(path, Follow::yes);
  } catch (const Error&) {
    return std::nullopt;
  }
}

Finding at_setting(const NamedAt& at, std::string id, const std::string& message,
                   std::string hint) {
  return {.id = std::move(id),
          .subject = at.path,
          .line = at.line,
          .message = fmt::format("{}: {}", at.parameter, message),
          .hint = std::move(hint)};
}

CheckFinding type_gone(const TableName& table, const NamedAt& at) {
  const bool is_berkeley = table.type == "hash" || table.type == "btree";
  return broken(at_setting(
      at, "policy-type-gone",
      fmt::format("this Postfix has no {} tables: every lookup in {} fails, and mail is deferred",
                  escaped(table.type), quoted_text(table.text)),
      is_berkeley ? "it was built without Berkeley DB: use lmdb or texthash, and postmap again"
                  : "install the package that adds this type, or use another"));
}

CheckFinding unread(const TableName& table, const NamedAt& at) {
  Finding finding =
      at_setting(at, "policy-table-unread",
                 fmt::format("{} is a {} table, which is not looked into", quoted_text(table.text),
                             escaped(table.type)),
                 fmt::format("ask it with postmap -q NEXTHOP {}", escaped(table.text)));
  finding.severity = Severity::info;
  return {.finding = std::move(finding), .urgency = Urgency::untidy};
}

CheckFinding no_table(const TableName& table, const NamedAt& at) {
  return broken(at_setting(at, "policy-table-malformed",
                           fmt::format("{} has no type before it: what reads it ends at once, and "
                                       "mail waits",
                                       quoted_text(table.text)),
                           fmt::format("write texthash:{}", escaped(table.text))));
}

std::vector<CheckFinding> look_at_index(Context& context, const TableName& table,
                                        const NamedAt& at) {
  const std::string& path = table.name;
  const std::string suffix = index_suffix(table.type);
  const auto source = status_of(context, path);
  const auto index = suffix.empty() ? std::nullopt : status_of(context, path + suffix);
  const std::string postmap = fmt::format("postmap {}:{}", table.type, escaped(path));
  if (!source && !index)
    return {broken(at_setting(
        at, "policy-table-missing",
        fmt::format("{} is not there: every lookup fails, and mail is deferred", quoted_text(path)),
        "make the table, or take it out of the parameter"))};
  if (!source)
    return {weak(at_setting(
        at, "policy-table-missing",
        fmt::format("{} is not there: what is in its index cannot be looked at", quoted_text(path)),
        "put the source back, or make it of postmap -s"))};
  if (suffix.empty()) return {};
  if (!index)
    return {broken(at_setting(
        at, "policy-index-missing",
        fmt::format("{} has no index: every lookup fails, and mail is deferred", quoted_text(path)),
        postmap))};
  if (index->modified >= source->modified) return {};
  return {weak({.id = "policy-index-stale",
                .subject = path,
                .message = fmt::format("was changed at {}, after its index was made at {}: what "
                                       "Postfix reads is older",
                                       rfc3339(source->modified), rfc3339(index->modified)),
                .hint = postmap})};
}

// Whether a user of this name, and of a group of this name, gets through the permission BIT (4:
// read, 1: pass through).
bool lets_through(const FileStatus& status, const std::string& owner, std::uint32_t bit) {
  if (status.owner == owner) return (status.mode & (bit << 6U)) != 0;
  if (status.group == owner) return (status.mode & (bit << 3U)) != 0;
  return (status.mode & bit) != 0;
}

// The first directory above PATH that OWNER may not pass; "": none.
std::string barrier(Context& context, const std::string& path, const std::string& owner) {
  for (std::size_t slash = path.find('/', 1); slash != std::string::npos;
       slash = path.find('/', slash + 1)) {
    const auto status = status_of(context, path.substr(0, slash));
    if (status && !lets_through(*status, owner, 1)) return path.substr(0, slash);
  }
  return "";
}

// What keeps OWNER from the certificates in the file; "": nothing.
std::string trouble_with(Context& context, const std::string& path, const std::string& owner) {
  const auto status = status_of(context, path);
  if (!status) return fmt::format("{} is not there", quoted_text(path));
  if (const std::string where = barrier(context, path, owner); !where.empty())
    return fmt::format("{} may not look into {}", escaped(owner), quoted_text(where));
  if (!lets_through(*status, owner, 4))
    return fmt::format("{} may not read {}, mode {:04o}", escaped(owner), quoted_text(path),
                       status->mode);
  try {
    const Secret bytes = context.host().read(path);
    for (const std::string_view kind : {"CERTIFICATE", "X509 CERTIFICATE", "PUBLIC KEY"})
      if (bytes.reveal().find(fmt::format("-----BEGIN {}-----", kind)) != std::string_view::npos)
        return "";
    return fmt::format("{} holds no certificate", quoted_text(path));
  } catch (const Error& error) {
    if (context.host().effective_uid() != 0) return "";
    return fmt::format("{} {}", quoted_text(path), error.problem().message);
  }
}

}  // namespace

std::vector<std::string> installed_table_types(Context& context, const CheckedConfig& config) {
  if (context.globals().postfix_version || !context.postfix_installed()) return {};
  const auto postconf = context.host().find_program("postconf");
  if (!postconf) return {};
  const ProgramResult said =
      context.host().run({.program = *postconf, .arguments = {"-c", config.dir, "-m"}});
  return said.status == 0 ? list_elements(said.out) : std::vector<std::string>{};
}

std::vector<CheckFinding> look_at_table(Context& context, const TableName& table, const NamedAt& at,
                                        const std::vector<std::string>& types) {
  if (table.kind == TableKind::malformed) return {no_table(table, at)};
  if (!types.empty() && std::find(types.begin(), types.end(), table.type) == types.end())
    return {type_gone(table, at)};
  if (table.kind == TableKind::source) return look_at_index(context, table, at);
  if (table.kind == TableKind::unread) return {unread(table, at)};
  return {};
}

void refuse_key(const std::string& path, const Secret& bytes) {
  if (!holds_private_key(bytes.reveal())) return;
  throw Error(Fault::input, {.id = "policy-table-key",
                             .subject = path,
                             .message = "holds a private key, and is no table",
                             .hint = "name the source of the table"});
}

std::optional<Secret> source_of(Context& context, const std::string& path,
                                std::vector<CheckFinding>& findings) {
  try {
    if (!context.host().status(path, Follow::yes)) return std::nullopt;
    // Tables of a million lines are in use; what is kept of each is its key.
    constexpr std::uint64_t table_cap = 256UL * 1024 * 1024;
    Secret bytes = context.host().read(path, table_cap);
    refuse_key(path, bytes);
    return bytes;
  } catch (const Error& error) {
    const Problem& problem = error.problem();
    findings.push_back(weak(
        {.id = problem.id, .subject = path, .message = problem.message, .hint = problem.hint}));
    return std::nullopt;
  }
}

std::vector<CheckFinding> look_at_trust_anchors(Context& context, const CheckedConfig& config,
                                                const Service* service,
                                                const std::vector<NamedFile>& files) {
  const std::string owner = value_in(config, nullptr, "mail_owner");
  const std::string queue = value_in(config, nullptr, "queue_directory");
  const bool chrooted = service != nullptr && is_chrooted(config, *service);
  std::vector<CheckFinding> found;
  for (const NamedFile& file : files) {
    const bool is_absolute = file.path.starts_with('/');
    const std::string path = !is_absolute ? queue + "/" + file.path
                             : chrooted   ? queue + file.path
                                          : file.path;
    const std::string trouble = trouble_with(context, path, owner);
    if (trouble.empty()) continue;
    found.push_back(
        broken({.id = "policy-tafile",
                .subject = file.from,
                .line = file.line,
                .message = fmt::format("tafile {}: {}, and {} opens it {}as {} when it sends",
                                       quoted_text(file.path), trouble,
                                       service == nullptr ? "smtp" : escaped(service->key()),
                                       chrooted ? "within its chroot " : "", escaped(owner)),
                .hint = chrooted ? fmt::format("copy it to {}, mode 0644", escaped(path))
                                 : "make it a PEM file of certificates, mode 0644"}));
  }
  return found;
}

}  // namespace postseal
