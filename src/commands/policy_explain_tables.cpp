// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "commands/check_policy_files.hpp"
#include "commands/policy_explain_seen.hpp"
#include "core/error.hpp"
#include "core/file_references.hpp"
#include "core/logical_lines.hpp"
#include "core/policy_maps.hpp"
#include "core/policy_words.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

// The line of TEXT that has WORDS in it; "": none has.
std::string_view line_with(std::string_view text, std::string_view words) {
  const std::size_t at = text.find(words);
  if (at == std::string_view::npos) return {};
  const std::size_t begin = text.rfind('\n', at) + 1;  // npos + 1 is the front
  return trimmed(text.substr(begin, text.find('\n', at) - begin));
}

// Tables of a million lines are in use. One line is held at a time.
constexpr std::uint64_t table_cap = 1024UL * 1024 * 1024;

class Reading {
 public:
  Reading(Context& context, const CheckedConfig& config, const KeysOfInterest& keys,
          std::vector<Finding>& findings)
      : context_(context),
        config_(config),
        keys_(keys),
        findings_(findings),
        maps_(setting_of(config, nullptr, "smtp_tls_policy_maps").value_or(Setting{})) {}

  [[nodiscard]] std::vector<TableSeen> run() {
    std::vector<TableSeen> seen;
    const std::string queue = value_in(config_, nullptr, "queue_directory");
    const std::vector<TableName> tables = tables_named_in(maps_.value, queue);
    if (!tables.empty()) types_ = installed_table_types(context_, config_);
    for (const TableName& table : tables) seen.push_back(look_into(table));
    return seen;
  }

 private:
  TableSeen look_into(const TableName& table) {
    TableSeen seen{.name = table.text, .subject = maps_.path};
    if (table.kind == TableKind::unread) {
      ask(table, seen);
      return seen;
    }
    if (const Finding* error = broken_part(table)) {
      seen.failure = error->message;
      return seen;
    }
    if (table.kind == TableKind::value) {
      seen.answers_all = true;
      seen.entries.push_back({.key = "static", .value = table.name, .line = maps_.line});
    } else if (table.kind == TableKind::written) {
      read_inline(table, seen);
    } else {
      read_source(table, seen);
    }
    return seen;
  }

  // What makes every lookup fail.
  const Finding* broken_part(const TableName& table) {
    const std::size_t before = findings_.size();
    const NamedAt at{"smtp_tls_policy_maps", maps_.path, maps_.line};
    for (CheckFinding& one : look_at_table(context_, table, at, types_))
      findings_.push_back(std::move(one.finding));
    const auto found =
        std::find_if(findings_.begin() + static_cast<std::ptrdiff_t>(before), findings_.end(),
                     [](const Finding& one) { return one.severity == Severity::error; });
    return found == findings_.end() ? nullptr : &*found;
  }

  void read_inline(const TableName& table, TableSeen& seen) {
    InlineLook look = look_through_inline(table.name, keys_);
    seen.entries = std::move(look.entries);
    for (TableEntry& entry : seen.entries) entry.line = maps_.line;
    if (!look.error.empty())
      seen.failure = fmt::format("an entry of {} is none: {}", quoted_text(table.text), look.error);
  }

  void read_source(const TableName& table, TableSeen& seen) {
    seen.subject = table.name;
    const bool is_text = table.type == "texthash";
    try {
      // An index without its source is asked like any other table.
      if (!context_.host().status(table.name, Follow::yes)) return ask(table, seen);
      TableLook look = look_through(
          [&](const auto& take) { context_.host().read_pieces(table.name, table_cap, take); },
          keys_, is_text ? Repeats::looked_for : Repeats::allowed);
      seen.entries = std::move(look.entries);
      if (look.repeated) fail_for(*look.repeated, seen);
    } catch (const Error& error) {
      seen.is_unknown = true;
      const Problem& problem = error.problem();
      findings_.push_back({.id = problem.id,
                           .severity = Severity::warning,
                           .subject = table.name,
                           .message = problem.message,
                           .hint = problem.hint});
    }
    if (!is_text) ask_index(table, seen);
  }

  // dict_thash_open(): "duplicate entry".
  void fail_for(const RepeatedKey& again, TableSeen& seen) {
    seen.failure = fmt::format("{}, line {}: {} is there already", escaped(seen.subject),
                               again.line, quoted_text(again.key));
    findings_.push_back(
        {.id = "policy-duplicate",
         .severity = Severity::error,
         .subject = seen.subject,
         .line = again.line,
         .message = fmt::format("{}: is there already, and Postfix uses no texthash "
                                "table that has a key twice: all mail is deferred",
                                quoted_text(again.key)),
         .hint = "remove one of them"});
  }

  void leave_open(const TableName& table, TableSeen& seen) {
    seen.is_unknown = true;
    findings_.push_back(
        {.id = "policy-table-unread",
         .severity = Severity::info,
         .subject = maps_.path,
         .line = maps_.line,
         .message = fmt::format("smtp_tls_policy_maps: {} cannot be asked here: what follows "
                                "holds if it has no entry",
                                quoted_text(table.text)),
         .hint = fmt::format("on the mail server: postmap -q NEXTHOP {}", escaped(table.text))});
  }

  // postmap, where it is that of the Postfix that is asked about.
  [[nodiscard]] std::optional<std::string> postmap() const {
    const bool is_this = !context_.globals().postfix_version && context_.postfix_installed();
    return is_this ? context_.host().find_program("postmap") : std::nullopt;
  }

  void ask(const TableName& table, TableSeen& seen) {
    const auto program = postmap();
    if (!program) return leave_open(table, seen);
    std::string name = table.text;
    if (name.starts_with("proxy:")) name.erase(0, 6);
    Answers answers = answers_of(*program, name);
    if (answers.is_refused) return leave_open(table, seen);
    seen.entries = std::move(answers.entries);
    seen.failure = std::move(answers.failure);
    seen.failing_key = std::move(answers.failing_key);
  }

  // What a daemon reads is the index, whatever became of its source.
  void ask_index(const TableName& table, TableSeen& seen) {
    const auto program = postmap();
    if (!program) return;
    Answers answers = answers_of(*program, fmt::format("{}:{}", table.type, table.name));
    // The source alone is better than nothing.
    if (answers.is_refused) return;
    seen.is_unknown = false;
    seen.failure = std::move(answers.failure);
    seen.failing_key = std::move(answers.failing_key);
    for (const std::string& difference : take_answers(seen.entries, answers.entries, keys_))
      findings_.push_back({.id = "policy-index-differs",
                           .severity = Severity::warning,
                           .subject = table.name,
                           .message = difference,
                           .hint = fmt::format("postmap {}:{}", table.type, escaped(table.name))});
  }

  struct Answers {
    std::vector<TableEntry> entries{};
    std::string failure{};
    std::string failing_key{};
    bool is_refused = false;  // Postfix, which opens it as root, may do better
  };
  // One key after the other as smtp(8) does, and none after an answer.
  [[nodiscard]] Answers answers_of(const std::string& program, const std::string& name) const {
    for (const std::string& key : keys_.tried()) {
      // "-" would be standard input, and no next hop is one.
      if (key == "-") continue;
      const ProgramResult said = context_.host().run(
          {.program = program, .arguments = {"-c", config_.dir, "-q", key, name}});
      const std::string_view value = trimmed(said.out);
      if (said.status == 0 && !value.empty())
        return {.entries = {{.key = key, .value = std::string(value)}}};
      // Without an answer it ends with 1 in silence, or with warnings about something else.
      const std::string_view why = line_with(said.err, ": fatal: ");
      if (why.empty()) continue;
      if (said.err.find("Permission denied") != std::string::npos) return {.is_refused = true};
      return {
          .failure = fmt::format("postmap -q {} {}: {}", escaped(key), escaped(name), escaped(why)),
          .failing_key = key};
    }
    return {};
  }

  Context& context_;
  const CheckedConfig& config_;
  const KeysOfInterest& keys_;
  std::vector<Finding>& findings_;
  Setting maps_;
  std::vector<std::string> types_{};
};

}  // namespace

std::vector<TableSeen> tables_seen(Context& context, const CheckedConfig& config,
                                   const KeysOfInterest& keys, std::vector<Finding>& findings) {
  return Reading(context, config, keys, findings).run();
}

}  // namespace postseal
