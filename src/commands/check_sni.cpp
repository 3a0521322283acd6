// SPDX-License-Identifier: MIT
#include "commands/check_sni.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "commands/check_names.hpp"
#include "commands/check_sni_index.hpp"
#include "commands/renewed.hpp"
#include "core/file_references.hpp"
#include "core/load_findings.hpp"
#include "core/sni_table.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

constexpr std::string_view parameter = "tls_server_sni_maps";

// Whether one of NAMES is what a client may look for that sent NAME, or one below ".example.com".
bool covers_entry(const std::vector<std::string>& names, const std::string& name) {
  if (!name.starts_with('.')) return covers(names, name);
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& one) { return one.ends_with(name); });
}

// One table: its entries by the files that they name, since many names may share a certificate.
class Table {
 public:
  Table(MaterialLook& look, ChainJudge& judge, SniSeen& seen, const Setting& setting)
      : look_(look), judge_(judge), seen_(seen), setting_(setting) {}

  void look_at(const SniTable& table) {
    source_ = look_.absolute(table.source);
    const std::string suffix = index_suffix(table.type);
    if (suffix.empty() && table.type != "texthash" && table.type != "inline") return;
    indexed_ = !suffix.empty();
    text_ = table.type == "texthash";
    if (table.type == "inline") {
      group(sni_entries(table, {}));
    } else {
      const auto text = bytes_of(look_.context.host(), source_);
      if (!indexed_ && look_.files.is_absent(source_)) return report_absent();
      if (text) group(sni_entries(table, text->reveal()));
    }
    for (const auto& [files, entries] : groups_) look_at_group(files, entries);
    if (!indexed_) return;
    stored_.type = table.type;
    stored_.source = source_;
    stored_.index = source_ + suffix;
    for (CheckFinding& finding : check_sni_index(look_, stored_, setting_))
      seen_.findings.push_back(std::move(finding));
  }

 private:
  using Files = std::vector<std::string>;

  [[nodiscard]] Finding at(const SniEntry& entry, Finding finding) const {
    if (entry.line == 0) return finding_about(setting_, std::move(finding));
    finding.subject = source_;
    finding.line = entry.line;
    return finding;
  }
  void add(Urgency urgency, Finding finding) {
    seen_.findings.push_back({.finding = std::move(finding), .urgency = urgency});
  }

  void report_absent() {
    add(Urgency::broken,
        finding_about(setting_,
                      {.id = "sni-map-missing",
                       .severity = Severity::error,
                       .message = fmt::format("{}: \"{}\" cannot be read: Postfix breaks off with "
                                              "every client that asks for a name",
                                              parameter, escaped(source_)),
                       .hint = "make it, or take it out of the parameter"}));
  }

  void group(std::vector<SniEntry> entries) {
    for (SniEntry& entry : entries) {
      if (const std::string_view why = why_never_asked(entry.name); !why.empty())
        add(Urgency::broken, at(entry, {.id = "sni-name-useless",
                                        .severity = Severity::warning,
                                        .message = fmt::format("no client asks for \"{}\": {}",
                                                               escaped(entry.name), why),
                                        .hint = "write the name as clients send it"}));
      if (entry.files.empty())
        skipped(entry, "it names no file");
      else if (!is_first_of_name(entry) || has_relative(entry))
        continue;
      else
        groups_[entry.files].push_back(std::move(entry));
    }
  }

  [[nodiscard]] bool is_first_of_name(const SniEntry& entry) {
    const auto [known, added] = lines_.emplace(entry.name, entry.line);
    if (!added && text_)
      add(Urgency::broken,
          at(entry, {.id = "sni-name-repeated",
                     .severity = Severity::error,
                     .message = fmt::format("\"{}\" is in line {} already: a texthash table with a "
                                            "name twice is not opened, and Postfix breaks off with "
                                            "every client that asks for a name",
                                            escaped(entry.name), known->second),
                     .hint = "remove one of the two"}));
    else if (!added)
      add(Urgency::untidy,
          at(entry, {.id = "sni-name-repeated",
                     .severity = Severity::warning,
                     .message = fmt::format("\"{}\" is in line {} already: only one of them counts",
                                            escaped(entry.name), known->second),
                     .hint = "remove one of the two"}));
    return added;
  }

  // postmap opens what is relative below the directory it was started in.
  [[nodiscard]] bool has_relative(const SniEntry& entry) {
    const auto found = std::find_if(entry.files.begin(), entry.files.end(),
                                    [](const std::string& file) { return file.front() != '/'; });
    if (found == entry.files.end()) return false;
    add(Urgency::weak,
        at(entry, {.id = "path-relative",
                   .severity = Severity::warning,
                   .message = fmt::format("\"{}\" is relative to {}", escaped(*found),
                                          indexed_ ? "wherever postmap is started"
                                                   : "queue_directory, where smtpd runs"),
                   .hint = "write the whole path"}));
    return true;
  }

  void skipped(const SniEntry& entry, const std::string& why) {
    add(Urgency::broken,
        at(entry, {.id = "sni-entry-skipped",
                   .severity = Severity::error,
                   .message = fmt::format("{}: Postfix passes over the entry, and who asks for "
                                          "\"{}\" gets the default certificate",
                                          why, escaped(entry.name)),
                   .hint = "name a file with the key, its certificate and the intermediates"}));
  }

  void look_at_group(const Files& names, const std::vector<SniEntry>& entries) {
    remember(names, entries);
    std::vector<LoadableFile> files;
    std::vector<Secret> contents;
    for (const std::string& name : names) {
      auto bytes = bytes_of(look_.context.host(), name);
      if (!bytes) return report_unread(name, entries);
      files.push_back(chain_file(name, bytes->reveal()));
      contents.push_back(std::move(*bytes));
    }
    stored_.add(value_of_files(contents), entries.front().name, names.front());
    judge_group(files, entries);
  }

  // What only we cannot read, modes check says.
  void report_unread(const std::string& name, const std::vector<SniEntry>& entries) {
    if (look_.files.is_file(name)) return;
    const bool absent = look_.files.is_absent(name);
    if (!absent && !look_.files.status(name)) return;
    for (const SniEntry& entry : entries)
      skipped(entry,
              fmt::format("\"{}\" {}", escaped(name), absent ? "is not there" : "is no file"));
  }

  void judge_group(const std::vector<LoadableFile>& files, const std::vector<SniEntry>& entries) {
    std::vector<LoaderFile> loader_files;
    std::vector<const LoadableFile*> places;
    for (const LoadableFile& file : files) {
      loader_files.push_back(file.file);
      places.push_back(&file);
    }
    const LoadResult result =
        load_chain_files(fmt::format("SNI data for {}", entries.front().name), loader_files);
    for (Finding& finding : findings_of(result, loader_files)) refuse(std::move(finding), entries);
    for (const LoadedChain& chain : result.chains) {
      ShownChain shown{.slot = chain.slot, .certificates = placed_in(chain, places)};
      if (shown.certificates.empty()) continue;
      (void)judge_.judge(shown, ChainUse::server);
      judge_names(shown.certificates.front(), entries);
    }
  }

  // tls_load_pem_chain() fails in the callback of the handshake, which ends with an alert: there is
  // no way back to the default certificate.
  void refuse(Finding finding, const std::vector<SniEntry>& entries) {
    const bool error = finding.severity == Severity::error;
    if (error)
      finding.message += fmt::format(": Postfix breaks off with clients that ask for {}",
                                     listed_names(names_of(entries)));
    add(error ? Urgency::broken : Urgency::untidy, std::move(finding));
  }

  void judge_names(const PlacedCertificate& leaf, const std::vector<SniEntry>& entries) {
    const std::vector<std::string> names = served_names(leaf.certificate);
    std::vector<std::string> missing;
    for (const SniEntry& entry : entries)
      if (why_never_asked(entry.name).empty() && !covers_entry(names, entry.name))
        missing.push_back(entry.name);
    if (names.empty() || missing.empty()) return;
    const bool own = leaf.certificate.subject_der() == leaf.certificate.issuer_der();
    add(own ? Urgency::untidy : Urgency::broken,
        {.id = "sni-name-not-covered",
         .severity = own ? Severity::info : Severity::warning,
         .subject = leaf.file,
         .line = leaf.line > 0 ? std::optional(leaf.line) : std::nullopt,
         .message =
             fmt::format("is for {}, and shown to clients that ask for {} (postfix: accepts)",
                         listed_names(names), listed_names(missing)),
         .hint = "have it issued for these names too, or name another file in the table"});
  }

  [[nodiscard]] static std::vector<std::string> names_of(const std::vector<SniEntry>& entries) {
    std::vector<std::string> names;
    for (const SniEntry& entry : entries) names.push_back(entry.name);
    return names;
  }

  void remember(const Files& names, const std::vector<SniEntry>& entries) {
    for (const SniEntry& entry : entries) seen_.names.insert(entry.name);
    for (const std::string& name : names) {
      SniFile file{.path = name};
      for (const SniEntry& entry : entries)
        file.from.push_back(entry.line == 0 ? std::string(parameter)
                                            : fmt::format("{}:{}", source_, entry.line));
      seen_.files.push_back(std::move(file));
    }
  }

  MaterialLook& look_;
  ChainJudge& judge_;
  SniSeen& seen_;
  const Setting& setting_;
  std::string source_{};
  bool indexed_ = false;
  std::map<std::string, int> lines_{};  // of each name
  std::map<Files, std::vector<SniEntry>> groups_{};
  StoredSni stored_{};
  bool text_ = false;
};

}  // namespace

SniSeen check_sni(MaterialLook& look, const std::vector<MaterialUse>& uses, ChainJudge& judge) {
  SniSeen seen;
  std::set<std::string> passed;
  for (const MaterialUse& use : uses) {
    if (use.use != ChainUse::server) continue;
    const auto setting = setting_of(look.config, use.service, parameter);
    if (!setting) continue;
    for (const SniTable& table : sni_tables(setting->value))
      if (passed.insert(fmt::format("{}:{}", table.type, table.source)).second)
        Table(look, judge, seen, *setting).look_at(table);
  }
  return seen;
}

}  // namespace postseal
