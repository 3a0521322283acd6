// SPDX-License-Identifier: MIT
#include "core/file_references.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/logical_lines.hpp"

namespace postseal {
namespace {

constexpr std::string_view sni_parameter = "tls_server_sni_maps";

constexpr std::array file_suffixes{
    std::string_view("_chain_files"),       std::string_view("_cert_file"),
    std::string_view("_key_file"),          std::string_view("_eccert_file"),
    std::string_view("_eckey_file"),        std::string_view("_dcert_file"),
    std::string_view("_dkey_file"),         std::string_view("_CAfile"),
    std::string_view("_dh1024_param_file"), std::string_view("_dh512_param_file"),
    std::string_view("_trust_anchor_file"),
};

// smtp_tls_key_file, smtpd_tls_CAfile, tlsproxy_client_chain_files, ...
bool names_files(std::string_view parameter) {
  return parameter.find("tls") != std::string_view::npos &&
         std::any_of(file_suffixes.begin(), file_suffixes.end(),
                     [&](std::string_view suffix) { return parameter.ends_with(suffix); });
}

// Words that stand for no file: smtpd_tls_cert_file = none, smtpd_tls_dh1024_param_file = auto.
bool is_keyword(std::string_view parameter, std::string_view value) {
  return value == "none" || (value == "auto" && parameter.ends_with("_param_file"));
}

std::string absolute(std::string_view path, const std::string& queue_directory) {
  return path.starts_with('/') ? std::string(path) : fmt::format("{}/{}", queue_directory, path);
}

// What the name of a table's index ends in, by its type; empty: it has none.
std::vector<std::string_view> index_suffixes(std::string_view type) {
  if (type == "hash" || type == "btree") return {".db"};
  if (type == "lmdb") return {".lmdb"};
  if (type == "cdb") return {".cdb"};
  if (type == "dbm" || type == "sdbm") return {".dir", ".pag"};
  if (type.empty())
    return {".db", ".lmdb", ".cdb"};  // $default_database_type, which we do not know
  return {};
}

// Collects references, each once.
class Collector {
 public:
  explicit Collector(std::string queue_directory) : queue_(std::move(queue_directory)) {}

  void parameter(std::string_view name, std::string_view value, const std::string& from) {
    if (name == sni_parameter) return tables(value, from);
    if (!names_files(name)) return;
    for (const std::string& path : list_elements(value))
      if (!is_keyword(name, path)) add({.path = absolute(path, queue_), .from = from});
  }

  std::vector<FileReference> take() { return std::move(found_); }

 private:
  // "hash:/etc/postfix/sni, texthash:/etc/postfix/more"; inline tables and the like name no file.
  void tables(std::string_view value, const std::string& from) {
    if (value.find('{') != std::string_view::npos) return;
    for (const std::string& table : list_elements(value)) {
      std::string_view rest = table;
      if (rest.starts_with("proxy:")) rest.remove_prefix(6);
      const std::size_t colon = rest.find(':');
      if (colon == std::string_view::npos) continue;
      this->table(rest.substr(0, colon), absolute(rest.substr(colon + 1), queue_), from);
    }
  }

  void table(std::string_view type, const std::string& path, const std::string& from) {
    const auto suffixes = index_suffixes(type);
    if (suffixes.empty() && type != "texthash") return;
    // The text of a texthash table is read as it is: nothing takes its mode.
    add({.path = path,
         .role = suffixes.empty() ? ReferenceRole::sni_text : ReferenceRole::sni_source,
         .from = from});
    for (const std::string_view suffix : suffixes)
      add({.path = fmt::format("{}{}", path, suffix),
           .role = ReferenceRole::sni_index,
           .from = from,
           .certain = suffixes.size() == 1});
  }

  void add(FileReference reference) {
    const bool known = std::any_of(found_.begin(), found_.end(), [&](const FileReference& one) {
      return one.path == reference.path && one.role == reference.role && one.from == reference.from;
    });
    if (!known) found_.push_back(std::move(reference));
  }

  std::string queue_;
  std::vector<FileReference> found_{};
};

Lookup lookup_in(const MainCf& main_cf, const Lookup& defaults) {
  return [&](std::string_view name) -> std::optional<std::string> {
    if (const ParameterLine* line = main_cf.find(name)) return line->value;
    return defaults(name);
  };
}

}  // namespace

std::string value_of(const MainCf& main_cf, const Lookup& defaults, std::string_view name) {
  const Lookup lookup = lookup_in(main_cf, defaults);
  const auto value = lookup(name);
  return value ? expand(*value, lookup) : "";
}

std::vector<FileReference> file_references(const MainCf& main_cf, const MasterCf& master_cf,
                                           const Lookup& defaults) {
  const Lookup in_main = lookup_in(main_cf, defaults);
  Collector collector(value_of(main_cf, defaults, "queue_directory"));
  for (const ParameterLine& line : main_cf.entries)
    if (main_cf.find(line.name) == &line)
      collector.parameter(line.name, expand(line.value, in_main), line.name);
  for (const Service& service : master_cf.services) {
    const Lookup in_service = [&](std::string_view name) -> std::optional<std::string> {
      if (const ParameterLine* line = service.find(name)) return line->value;
      return in_main(name);
    };
    for (const ParameterLine& line : service.overrides)
      collector.parameter(line.name, expand(line.value, in_service),
                          fmt::format("{}: {}", service.key(), line.name));
  }
  return collector.take();
}

std::string index_suffix(std::string_view type) {
  const auto suffixes = index_suffixes(type);
  return suffixes.size() == 1 ? std::string(suffixes.front()) : std::string{};
}

std::vector<FileReference> references_in_sni(std::string_view text, const std::string& path,
                                             const std::string& queue_directory) {
  std::vector<FileReference> found;
  for (const LogicalLine& line : logical_lines(text).lines) {
    std::vector<std::string> words = list_elements(line.text);
    for (std::size_t i = 1; i < words.size(); ++i)
      found.push_back({.path = absolute(words[i], queue_directory),
                       .from = fmt::format("{}:{}", path, line.line)});
  }
  return found;
}

}  // namespace postseal
