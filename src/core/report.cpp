// SPDX-License-Identifier: MIT
#include "core/report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/diff.hpp"
#include "core/json.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

struct Words {
  std::string_view would{};
  std::string_view did{};
};

Words words_of(Action action) {
  switch (action) {
    case Action::create:
      return {"would create", "created"};
    case Action::replace:
      return {"would replace", "replaced"};
    case Action::mode:
      return {"would set the mode of", "set the mode of"};
    case Action::remove:
      return {"would remove", "removed"};
    case Action::set:
      return {"would set", "set"};
    case Action::unset:
      return {"would unset", "unset"};
    case Action::index:
      return {"would index", "indexed"};
    case Action::reload:
      return {"would reload", "reloaded"};
  }
  return {};
}

std::string_view name_of(Action action) {
  switch (action) {
    case Action::create:
      return "create";
    case Action::replace:
      return "replace";
    case Action::mode:
      return "mode";
    case Action::remove:
      return "remove";
    case Action::set:
      return "set";
    case Action::unset:
      return "unset";
    case Action::index:
      return "index";
    case Action::reload:
      return "reload";
  }
  return {};
}

std::string_view name_of(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::file:
      return "file";
    case ChangeKind::parameter:
      return "parameter";
    case ChangeKind::service:
      return "service";
    case ChangeKind::map:
      return "map";
    case ChangeKind::daemon:
      return "daemon";
  }
  return {};
}

std::string joined(const Facts& facts, Tense tense) {
  std::string text;
  for (const Fact& fact : facts)
    if (tense == Tense::would || fact.value != known_once_made)
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", fact.name, escaped(fact.value));
  return text;
}

std::string detail_of(const Change& change, Tense tense) {
  if (change.kind == ChangeKind::parameter || change.kind == ChangeKind::service) {
    if (change.action == Action::unset)
      return change.old_value ? fmt::format(" (was \"{}\")", escaped(*change.old_value)) : "";
    return fmt::format(" = {}", escaped(change.new_value.value_or("")));
  }
  const std::string facts = joined(change.after, tense);
  return facts.empty() ? "" : ": " + facts;
}

const Fact* find(const Facts& facts, const Fact& wanted) {
  const auto found = std::find(facts.begin(), facts.end(), wanted);
  return found == facts.end() ? nullptr : &*found;
}

std::string fact_diff(const Change& change) {
  std::string text = fmt::format("--- {0}\n+++ {0}\n", escaped(change.target));
  std::size_t shown = 0;  // facts of `after` already written
  const auto write = [&](char mark, const Fact& fact) {
    text += fmt::format("{}{} {}\n", mark, fact.name, escaped(fact.value));
  };
  for (const Fact& fact : change.before) {
    if (find(change.after, fact) == nullptr) {
      write('-', fact);
      continue;
    }
    while (shown < change.after.size() && change.after[shown] != fact) {
      if (find(change.before, change.after[shown]) == nullptr) write('+', change.after[shown]);
      ++shown;
    }
    write(' ', fact);
    ++shown;
  }
  for (; shown < change.after.size(); ++shown)
    if (find(change.before, change.after[shown]) == nullptr) write('+', change.after[shown]);
  return text;
}

std::string diff_of(const Change& change) {
  switch (change.kind) {
    case ChangeKind::file:
      return fact_diff(change);
    case ChangeKind::parameter:
    case ChangeKind::service: {
      std::string text;
      if (change.old_value) text += fmt::format("-{} = {}\n", change.target, *change.old_value);
      if (change.new_value) text += fmt::format("+{} = {}\n", change.target, *change.new_value);
      return text;
    }
    case ChangeKind::map:
    case ChangeKind::daemon:
      return {};
  }
  return {};
}

Json nullable(const std::optional<std::string>& value) {
  return value ? Json(*value) : Json(nullptr);
}

}  // namespace

std::string as_text(const Plan& plan, Tense tense) {
  std::string text;
  for (const Step& step : plan.steps)
    for (const Change& change : step.changes) {
      const Words words = words_of(change.action);
      text += fmt::format("{} {}{}\n", tense == Tense::would ? words.would : words.did,
                          escaped(change.target), detail_of(change, tense));
    }
  return text;
}

std::string as_diff(const Plan& plan) {
  std::string text;
  for (const Step& step : plan.steps) {
    for (const TextChange& change : step.texts) text += unified_diff(change);
    if (!step.texts.empty()) continue;
    for (const Change& change : step.changes) text += diff_of(change);
  }
  return text;
}

std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::info:
      return "info";
  }
  return {};
}

std::string as_text(const Finding& finding) {
  const std::string line = finding.line ? fmt::format(":{}", *finding.line) : "";
  std::string text =
      fmt::format("{}: {}{}: {} [{}]", name_of(finding.severity), escaped(finding.subject), line,
                  escaped(finding.message), finding.id);
  if (!finding.hint.empty()) text += fmt::format("\n  hint: {}", escaped(finding.hint));
  return text;
}

Json as_json(const Finding& finding) {
  return {
      {"id", finding.id},           {"severity", name_of(finding.severity)},
      {"subject", finding.subject}, {"line", finding.line ? Json(*finding.line) : Json(nullptr)},
      {"message", finding.message}, {"hint", finding.hint}};
}

Json as_json(const Problem& problem) {
  return {{"code", problem.id},
          {"subject", problem.subject},
          {"message", problem.message},
          {"hint", problem.hint}};
}

Json as_json(const Change& change) {
  Json json = {{"kind", name_of(change.kind)}, {"action", name_of(change.action)}};
  switch (change.kind) {
    case ChangeKind::file:
      json["path"] = change.target;
      json["mode"] = fmt::format("{:04o}", change.access.mode);
      json["owner"] = change.access.owner;
      json["group"] = change.access.group;
      json["secret"] = change.secret;
      break;
    case ChangeKind::parameter:
    case ChangeKind::service:
      json["name"] = change.target;
      json["before"] = nullable(change.old_value);
      json["after"] = nullable(change.new_value);
      break;
    case ChangeKind::map:
      json["path"] = change.target;
      break;
    case ChangeKind::daemon:
      break;
  }
  return json;
}

std::string as_document(const Outcome& outcome) {
  Json changes = Json::array();
  const bool changed = outcome.plan != nullptr && !outcome.plan->empty();
  if (changed)
    for (const Step& step : outcome.plan->steps)
      for (const Change& change : step.changes) changes.push_back(as_json(change));
  Json findings = Json::array();
  if (outcome.answer != nullptr)
    for (const Finding& finding : outcome.answer->findings) findings.push_back(as_json(finding));

  Json document = {
      {"schema", 1},
      {"command", outcome.command},
      {"version", outcome.version},
      {"postfix_version",
       outcome.postfix_version.empty() ? Json(nullptr) : Json(outcome.postfix_version)},
      {"changed", changed && outcome.problem == nullptr},
      {"dry_run", outcome.dry_run},
      {"changes", std::move(changes)},
      {"result", outcome.answer != nullptr && outcome.answer->result ? *outcome.answer->result
                                                                     : Json::object()},
      {"findings", std::move(findings)},
      {"error", outcome.problem != nullptr ? as_json(*outcome.problem) : Json(nullptr)}};
  if (outcome.with_diff && outcome.plan != nullptr) document["diff"] = as_diff(*outcome.plan);
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace postseal
