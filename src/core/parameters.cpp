// SPDX-License-Identifier: MIT
#include "core/parameters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "core/nearest.hpp"
#include "core/parameter_rows.hpp"

namespace postseal {
namespace {

constexpr std::string_view lmtp_has_not[] = {"tls_cipherlist", "tls_dane_insecure_mx_policy"};
constexpr std::string_view postscreen_has_not[] = {"auth_only",
                                                   "cipherlist",
                                                   "received_header",
                                                   "session_cache_database",
                                                   "session_cache_timeout",
                                                   "wrappermode"};
constexpr std::string_view tlsproxy_has_not[] = {"auth_only", "cipherlist", "loglevel_maps",
                                                 "trace_size_limit", "wrappermode"};
constexpr std::string_view tlsproxy_client_has[] = {
    "CAfile",    "CApath",           "cert_file",  "chain_files",        "dcert_file",
    "dkey_file", "eccert_file",      "eckey_file", "fingerprint_digest", "key_file",
    "loglevel",  "scert_verifydepth"};

// Programs whose parameters are twins of another program's: PREFIX instead of MODEL.
struct Family {
  std::string_view prefix{};
  std::string_view model{};
  std::string_view since{};  // the twin is as old as its model, but not older than this
  std::span<const std::string_view> exceptions{};
  bool exceptions_only = false;  // the exceptions are what there is
  bool inherits = false;         // unset, a twin has its model's value
};

constexpr std::array families{
    Family{"lmtp_", "smtp_", "2.3", lmtp_has_not, false, false},
    Family{"postscreen_tls_", "smtpd_tls_", "3.12", postscreen_has_not, false, true},
    Family{"tlsproxy_tls_", "smtpd_tls_", "2.8", tlsproxy_has_not, false, true},
    Family{"tlsproxy_client_", "smtp_tls_", "3.4", tlsproxy_client_has, true, true},
};

// A row as it reads for one name.
struct Entry {
  const ParameterRow* row = nullptr;
  std::string name{};
  const Family* family = nullptr;  // null: the row is its own
};

std::array<std::span<const ParameterRow>, 4> tables() {
  return {smtpd_rows(), smtp_rows(), library_rows(), relative_rows()};
}

const ParameterRow* find_row(std::string_view name) {
  for (const std::span<const ParameterRow> table : tables())
    for (const ParameterRow& row : table)
      if (row.name == name) return &row;
  return nullptr;
}

bool has_twin(const Family& family, std::string_view rest) {
  const bool listed = std::find(family.exceptions.begin(), family.exceptions.end(), rest) !=
                      family.exceptions.end();
  return listed == family.exceptions_only;
}

std::optional<Entry> find_entry(std::string_view name) {
  if (const ParameterRow* row = find_row(name)) return Entry{.row = row, .name = std::string(name)};
  for (const Family& family : families) {
    if (!name.starts_with(family.prefix)) continue;
    const std::string_view rest = name.substr(family.prefix.size());
    const ParameterRow* row = find_row(fmt::format("{}{}", family.model, rest));
    if (row != nullptr && has_twin(family, rest))
      return Entry{.row = row, .name = std::string(name), .family = &family};
  }
  return std::nullopt;
}

// "smtp_x" and "$smtp_x" as the family has them.
std::string twin_text(const Entry& entry, std::string_view text) {
  if (entry.family == nullptr) return std::string(text);
  const std::string_view sign = text.starts_with('$') ? "$" : "";
  const std::string_view name = text.substr(sign.size());
  if (!name.starts_with(entry.family->model)) return std::string(text);
  return fmt::format("{}{}{}", sign, entry.family->prefix, name.substr(entry.family->model.size()));
}

std::string_view since_of(const Entry& entry) {
  const std::string_view own = entry.row->since;
  if (entry.family == nullptr) return own;
  const std::string_view first = own.substr(0, own.find(' '));
  return read_mail_version(first) < read_mail_version(entry.family->since) ? entry.family->since
                                                                           : own;
}

// The warnings of postconf name each parameter; twins of another program's are not among them.
std::string_view deprecated_of(const Entry& entry) {
  const bool is_other_program = entry.family != nullptr && entry.family->inherits;
  return is_other_program ? "" : entry.row->deprecated;
}

bool is_known(const Entry& entry, const PostfixVersion& version) {
  return is_since(since_of(entry), version) && !is_since(entry.row->removed, version);
}

Releases readable(std::string_view releases) {
  Releases text(releases);
  for (std::size_t at = text.find(' '); at != std::string::npos; at = text.find(' ', at + 2))
    text.replace(at, 1, ", ");
  return text;
}

}  // namespace

std::string_view name_of(ValueType type) {
  switch (type) {
    case ValueType::boolean:
      return "boolean";
    case ValueType::choice:
      return "choice";
    case ValueType::integer:
      return "integer";
    case ValueType::time:
      return "time";
    case ValueType::text:
      return "text";
    case ValueType::list:
      return "list";
    case ValueType::path:
      return "path";
    case ValueType::path_list:
      return "list of paths";
    case ValueType::directory:
      return "directory";
    case ValueType::map:
      return "lookup table";
  }
  return "unknown";
}

std::optional<Parameter> find_parameter(std::string_view name) {
  const auto entry = find_entry(name);
  if (!entry) return std::nullopt;
  const ParameterRow& row = *entry->row;
  const bool inherits = entry->family != nullptr && entry->family->inherits;
  return Parameter{.name = entry->name,
                   .type = row.type,
                   .since = readable(since_of(*entry)),
                   .deprecated = readable(deprecated_of(*entry)),
                   .ignored = readable(row.ignored),
                   .removed = readable(row.removed),
                   .values = std::string(row.values),
                   .replacement = twin_text(*entry, row.replacement),
                   .note = inherits ? fmt::format("has the value of {} unless set", row.name)
                                    : std::string(row.note)};
}

std::vector<std::string> parameter_names() {
  std::vector<std::string> names;
  for (const std::span<const ParameterRow> table : tables())
    for (const ParameterRow& row : table) {
      names.emplace_back(row.name);
      for (const Family& family : families)
        if (row.name.starts_with(family.model) &&
            has_twin(family, row.name.substr(family.model.size())))
          names.push_back(fmt::format("{}{}", family.prefix, row.name.substr(family.model.size())));
    }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

bool known(std::string_view name, const PostfixVersion& version) {
  const auto entry = find_entry(name);
  return entry && is_known(*entry, version);
}

bool deprecated(std::string_view name, const PostfixVersion& version) {
  const auto entry = find_entry(name);
  return entry && is_since(deprecated_of(*entry), version);
}

bool ignored(std::string_view name, const PostfixVersion& version) {
  const auto entry = find_entry(name);
  return entry && is_known(*entry, version) && is_since(entry->row->ignored, version);
}

std::optional<std::string> replacement(std::string_view name, const PostfixVersion& version) {
  const auto entry = find_entry(name);
  if (!entry || entry->row->replacement.empty()) return std::nullopt;
  std::string other = twin_text(*entry, entry->row->replacement);
  if (!known(other, version)) return std::nullopt;
  return other;
}

std::optional<std::string> default_of(std::string_view name, const PostfixVersion& version) {
  const auto entry = find_entry(name);
  if (!entry || !is_known(*entry, version)) return std::nullopt;
  if (entry->family != nullptr && entry->family->inherits)
    return fmt::format("${}", entry->row->name);
  std::string_view value = entry->row->initial;
  for (const DefaultSince& later : entry->row->later)
    if (is_since(later.since, version)) value = later.value;
  return twin_text(*entry, value);
}

std::vector<DefaultChange> default_history(std::string_view name) {
  const auto entry = find_entry(name);
  if (!entry) return {};
  const std::string since = readable(since_of(*entry));
  if (entry->family != nullptr && entry->family->inherits)
    return {{.since = since, .value = fmt::format("${}", entry->row->name)}};
  std::vector<DefaultChange> history{
      {.since = since, .value = twin_text(*entry, entry->row->initial)}};
  for (const DefaultSince& later : entry->row->later)
    if (!later.since.empty())
      history.push_back({.since = readable(later.since), .value = twin_text(*entry, later.value)});
  return history;
}

std::optional<std::string> nearest_parameter(std::string_view name, const PostfixVersion& version) {
  constexpr std::size_t longest_name = 64;
  if (name.size() > longest_name || known(name, version)) return std::nullopt;
  const std::vector<std::string> names = parameter_names();
  std::vector<std::string_view> known_names;
  for (const std::string& candidate : names)
    if (known(candidate, version)) known_names.push_back(candidate);
  const auto best = nearest(name, known_names);
  if (!best) return std::nullopt;
  return std::string(*best);
}

}  // namespace postseal
