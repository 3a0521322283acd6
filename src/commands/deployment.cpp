// SPDX-License-Identifier: MIT
#include "commands/deployment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "commands/config_edit.hpp"
#include "commands/deployment_parts.hpp"
#include "commands/identity_choice.hpp"
#include "commands/material_files.hpp"
#include "commands/site.hpp"
#include "commands/sni_index.hpp"
#include "commands/state_dirs.hpp"
#include "commands/steps.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "core/time.hpp"

namespace postseal {
namespace {

std::optional<ConfigSeen> observe_postfix(Context& context) {
  if (!context.host().status(context.config_dir() + "/main.cf", Follow::yes)) return std::nullopt;
  return observe_config(context);
}

bool runs(Context& context, const ConfigSeen& config) {
  const auto queue = parameter_value(context, &config.main_cf, "queue_directory");
  return queue && context.host().postfix_runs(*queue);
}

Error identity_none(const DeployWish& wish, const std::vector<std::string>& names) {
  return {Fault::input,
          {.id = "identity-none",
           .subject = wish.source.certificate,
           .message = fmt::format("is for {}, which fits no identity here and not myhostname",
                                  listed(names)),
           .hint = "give --name IDENTITY to say what it is for"}};
}

// A hook that is not concerned: nothing to do, and nothing wrong.
Planned passed_over(std::string note) {
  Planned planned{.answer = [](const Applied&) { return Answer{}; }};
  planned.notes.push_back(std::move(note));
  return planned;
}

Error held(const DeployWish& wish, const std::string& identity) {
  return {Fault::input,
          {.id = "deploy-held",
           .subject = wish.source.certificate,
           .message = fmt::format("a rollback of {} replaced this certificate", identity),
           .hint = "--force installs it all the same; a newer one needs no --force"}};
}

DeploySeen observe(Context& context, const DeployWish& wish, StateSeen state,
                   std::optional<ConfigSeen> config) {
  DeploySeen seen{.renewed = read_renewed(context, wish.source),
                  .state = std::make_shared<const StateSeen>(std::move(state)),
                  .config = std::move(config),
                  .now = context.host().now()};
  const std::vector<std::string> names = served_names(seen.renewed.leaf());
  std::optional<std::string> identity;
  if (!wish.identity.empty()) identity = wish.identity;
  if (!identity)
    identity = choose_identity(context, {.state = *seen.state,
                                         .config = seen.config ? &*seen.config : nullptr,
                                         .names = names,
                                         .may_begin = !wish.from_hook});
  if (!identity) throw identity_none(wish, names);
  seen.there = observe_parts(context, {.dir = seen.state->dir,
                                       .name = *identity,
                                       .layout = layout_of(*seen.state, *identity),
                                       .version = context.version()});
  seen.postfix_runs = seen.config && runs(context, *seen.config);
  return seen;
}

// ---- the answer ----

Json served_json(const std::vector<ServedSeen>& served) {
  Json list = Json::array();
  for (const ServedSeen& one : served)
    list.push_back(
        {{"service", one.service},
         {"algorithm", one.algorithm},
         {"state", name_of(one.state)},
         {"fingerprint", one.fingerprint.empty() ? Json(nullptr) : Json(one.fingerprint)},
         {"said", one.said}});
  return list;
}

// What is known before it is done.
struct Known {
  Json result{};
  std::vector<Finding> findings{};
};

Json result_of(const DeploySeen& seen, const Deployment& deployment) {
  Json files = Json::array();
  for (const std::string& path : deployment.files) files.push_back(path);
  return {{"identity", seen.there.place.name},
          {"directory", seen.state->dir},
          {"files", std::move(files)},
          {"certificate", certificate_json(seen.renewed.leaf())},
          {"intermediates", seen.renewed.chain.size() - 1},
          {"postfix_runs", seen.postfix_runs}};
}

void add_notes(Planned& planned, const DeploySeen& seen) {
  if (!planned.plan.empty() && seen.config && !seen.postfix_runs)
    planned.notes.emplace_back(
        "Postfix does not run: it reads the new files when it starts, and was not asked");
}

Planned planned_for(Context& context, const DeployWish& wish, const DeploySeen& seen) {
  Deployment deployment = plan_files(context, wish, seen);
  Planned planned{
      .plan = {.steps = std::move(deployment.steps), .state_dir = seen.state->state_dir}};
  if (planned.plan.empty()) planned.plan.state_dir.clear();
  const auto known = std::make_shared<const Known>(
      Known{.result = result_of(seen, deployment), .findings = std::move(deployment.findings)});
  planned.answer = [known](const Applied& applied) {
    return deployment_answer(known->result, known->findings, applied);
  };
  add_notes(planned, seen);
  return planned;
}

// A certificate for no identity here may still be one that a table of tls_server_sni_maps names.
std::optional<Planned> plan_index(Context& context, const DeployWish& wish,
                                  const std::optional<ConfigSeen>& config) {
  if (!config) return std::nullopt;
  std::vector<std::string> paths;
  for (const std::string& path : {wish.source.certificate, wish.source.key, wish.source.chain})
    if (!path.empty()) paths.push_back(path);
  std::vector<Step> steps = sni_index_steps(context, *config, paths, {});
  if (steps.empty()) return std::nullopt;
  const StateSeen state = observe_state(context, material_dir(context, wish.dir));
  Planned planned{.plan = {.steps = state_steps(state), .state_dir = state.state_dir},
                  .answer = [](const Applied&) { return Answer{}; }};
  append(planned.plan.steps, std::move(steps));
  append(planned.plan.steps,
         after_change_steps({.config_dir = config->dir, .postfix_runs = runs(context, *config)}));
  return planned;
}

}  // namespace

Finding unverified_finding(const ServedSeen& seen) {
  return {.id = "deploy-unverified",
          .severity = Severity::warning,
          .subject = seen.service,
          .message = fmt::format("does not show the {} certificate that was put in place: {}",
                                 seen.algorithm, seen.said.empty() ? "no answer" : seen.said),
          .hint = "look at Postfix's log"};
}

Answer deployment_answer(const Json& known, std::vector<Finding> findings, const Applied& applied) {
  Json result = known;
  result["served"] = served_json(applied.served);
  Answer answer{.result = shared(std::move(result)), .findings = std::move(findings)};
  for (const ServedSeen& one : applied.served) {
    if (one.state == ServedState::confirmed)
      answer.remarks.push_back(fmt::format("confirmed: {} shows the {} certificate",
                                           escaped(one.service), one.algorithm));
    else
      answer.findings.push_back(unverified_finding(one));
  }
  for (const Finding& finding : answer.findings)
    answer.remarks.push_back(fmt::format("postseal: {}: {}: {}",
                                         finding.severity == Severity::info ? "note" : "warning",
                                         escaped(finding.subject), escaped(finding.message)));
  return answer;
}

std::string material_dir(Context& context, const std::string& wanted) {
  if (!wanted.empty()) return context.host().absolute(wanted);
  constexpr std::string_view below = "/.postseal";
  for (const std::string& state : state_dirs(context))
    if (context.host().status(state, Follow::no))
      return state.substr(0, state.size() - below.size());
  return context.config_dir() + "/tls";
}

Planned plan_one_deployment(Context& context, const DeployWish& wish) {
  StateSeen state = observe_state(context, material_dir(context, wish.dir));
  std::optional<ConfigSeen> config = observe_postfix(context);
  try {
    const DeploySeen seen = observe(context, wish, std::move(state), std::move(config));
    if (is_held(seen) && !context.globals().force) {
      if (!wish.from_hook) throw held(wish, seen.there.place.name);
      return passed_over(fmt::format("{}: a rollback of {} replaced this certificate: it is held",
                                     wish.source.certificate, seen.there.place.name));
    }
    return planned_for(context, wish, seen);
  } catch (const Error& error) {
    if (error.problem().id != "identity-none") throw;
    if (auto planned = plan_index(context, wish, observe_postfix(context))) return *planned;
    if (!wish.from_hook) throw;
    return passed_over(fmt::format("{}: {}: it is not for this server", error.problem().subject,
                                   error.problem().message));
  }
}

Planned plan_deployment(Context& context, const DeployWish& wish) {
  Planned planned = plan_one_deployment(context, wish);
  planned.others =
      retries(context, material_dir(context, wish.dir), wish.source.certificate, planned.plan);
  return planned;
}

}  // namespace postseal
