// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <iterator>
#include <unordered_set>
#include <utility>

#include "commands/check_parts.hpp"
#include "commands/check_policy_access.hpp"
#include "commands/check_policy_files.hpp"
#include "core/inline_table.hpp"
#include "core/policy_rules.hpp"
#include "core/policy_words.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

void append(std::vector<CheckFinding>& all, std::vector<CheckFinding> more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

// A service as it reads its policy tables. Several often read the same ones in the same way.
struct Reader {
  const Service* service = nullptr;  // null: main.cf alone
  std::string program{};
  std::string parameter{};  // that names the tables
  Setting maps{};
  PolicyRules rules{};
  bool chrooted = false;

  // The same for readers that make the same of the same tables.
  [[nodiscard]] std::string key() const {
    return fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}{}{}{}", program, maps.value,
                       rules.digest_name, rules.pins, rules.verify_names, rules.secure_names,
                       maps.is_set(), rules.has_trust_anchors, rules.has_cas, rules.has_dnssec,
                       chrooted);
  }
};

Reader reader_of(const CheckedConfig& config, const Service* service, const std::string& program) {
  return {.service = service,
          .program = program,
          .parameter = program + "_tls_policy_maps",
          .maps = setting_of(config, service, program + "_tls_policy_maps").value_or(Setting{}),
          .rules = policy_rules(config, service, program),
          .chrooted = service != nullptr && is_chrooted(config, *service)};
}

std::vector<Reader> readers_in(const CheckedConfig& config) {
  std::vector<Reader> readers;
  std::unordered_set<std::string> known;
  for (const std::string program : {"smtp", "lmtp"}) {
    std::vector<const Service*> services = services_running(config, program);
    // Without a master.cf there is still a main.cf to look at.
    if (services.empty() && program == "smtp") services.push_back(nullptr);
    for (const Service* service : services) {
      Reader reader = reader_of(config, service, program);
      if (known.insert(reader.key()).second) readers.push_back(std::move(reader));
    }
  }
  return readers;
}

// The first one that is none makes all lookups fail.
std::vector<CheckFinding> malformed_entries(const TableName& table, const NamedAt& at) {
  for (const InlineEntry& entry : inline_entries(table.name))
    if (!entry.error.empty())
      return {{.finding = {.id = "policy-table-malformed",
                           .severity = Severity::error,
                           .subject = at.path,
                           .line = at.line,
                           .message = fmt::format("{}: an entry of {} is none: {}", at.parameter,
                                                  quoted_text(table.text), entry.error),
                           .hint = "write inline:{ {key = value}, {key = value} }"},
               .urgency = Urgency::broken}};
  return {};
}

std::vector<CheckFinding> look_at_tables(Context& context, const CheckedConfig& config,
                                         const Reader& reader,
                                         const std::vector<std::string>& types) {
  const NamedAt at{reader.parameter, reader.maps.path, reader.maps.line};
  const std::string queue = value_in(config, nullptr, "queue_directory");
  std::vector<CheckFinding> found;
  const bool is_smtp = reader.program == "smtp";
  PolicyTableLint lint(reader.rules,
                       is_smtp ? next_hops_in(config, reader.service) : std::vector<NextHop>{});
  for (const TableName& table : tables_named_in(reader.maps.value, queue)) {
    append(found, look_at_table(context, table, at, types));
    if (table.kind == TableKind::written) {
      append(found, malformed_entries(table, at));
      lint.begin(reader.maps.path);
      lint.add_inline(table, reader.maps.line);
    } else if (table.kind == TableKind::value) {
      lint.begin(reader.maps.path);
      lint.add_value("static", table.name, reader.maps.line);
    } else if (table.kind == TableKind::source) {
      if (const auto source = source_of(context, table.name, found))
        lint.add_source(table.name, source->reveal(),
                        table.type == "texthash" ? SourceUse::as_text : SourceUse::indexed);
    }
  }
  append(found, lint.findings());
  append(found, look_at_trust_anchors(context, config, reader.service, lint.trust_anchors()));
  return found;
}

// The fingerprints and the level that main.cf has for everything no table speaks of.
std::vector<CheckFinding> look_at_pins(const CheckedConfig& config, const Reader& reader) {
  const std::string name = reader.program + "_tls_fingerprint_cert_match";
  const auto pins = setting_of(config, reader.service, name).value_or(Setting{});
  const auto level = setting_of(config, reader.service, reader.program + "_tls_security_level")
                         .value_or(Setting{});
  const bool is_level = lower(level.value) == "fingerprint";
  std::vector<std::string_view> words;
  std::string_view rest = pins.value;
  while (true) {
    const std::string_view word = take_element(rest, ", \t\r\n");
    if (word.empty()) break;
    words.push_back(word);
  }
  std::vector<CheckFinding> found = lint_pins(words, name + ": ", reader.rules);
  for (CheckFinding& one : found) {
    one.finding.subject = pins.path;
    one.finding.line = pins.line;
  }
  if (!is_level || !words.empty()) return found;
  found.push_back(
      {.finding = {.id = "policy-fingerprint-missing",
                   .severity = Severity::error,
                   .subject = level.path,
                   .line = level.line,
                   .message = fmt::format("{}_tls_security_level: is \"fingerprint\", but {} is "
                                          "empty: mail without a policy of its own stays here",
                                          reader.program, name),
                   .hint = "set the fingerprints there, or use this level in a policy table only"},
       .urgency = Urgency::broken});
  return found;
}

// Readers that differ in something else say the same of many lines.
class Findings {
 public:
  void add(std::vector<CheckFinding> more) {
    for (CheckFinding& one : more)
      if (known_.insert(identity_of(one.finding)).second) all_.push_back(std::move(one));
  }
  [[nodiscard]] std::vector<CheckFinding> take() { return std::move(all_); }

 private:
  static std::string identity_of(const Finding& finding) {
    return fmt::format("{}\n{}\n{}\n{}", finding.id, finding.subject, finding.line.value_or(0),
                       finding.message);
  }

  std::vector<CheckFinding> all_{};
  std::unordered_set<std::string> known_{};
};

}  // namespace

std::vector<CheckFinding> check_policy(Context& context, const CheckedConfig& config) {
  const std::vector<std::string> types = installed_table_types(context, config);
  Findings all;
  for (const Reader& reader : readers_in(config)) {
    all.add(look_at_tables(context, config, reader, types));
    all.add(look_at_pins(config, reader));
  }
  all.add(check_access_tables(context, config, types));
  return all.take();
}

std::vector<CheckFinding> check_policy_tables(Context& context, const CheckedConfig& config) {
  const std::vector<std::string> types = installed_table_types(context, config);
  Findings all;
  for (const Reader& reader : readers_in(config))
    all.add(look_at_tables(context, config, reader, types));
  return all.take();
}

std::vector<CheckFinding> check_policy_table(Context& context, const CheckedConfig& config,
                                             const std::string& table) {
  Reader reader = reader_of(config, config.master_cf.find("smtp/unix"), "smtp");
  reader.parameter = "--table";
  reader.maps = {.value = table, .path = table};
  std::vector<CheckFinding> found =
      look_at_tables(context, config, reader, installed_table_types(context, config));
  for (CheckFinding& one : found)
    if (one.finding.line == 0) one.finding.line.reset();
  return found;
}

}  // namespace postseal
