// SPDX-License-Identifier: MIT
#include "commands/probe_round.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <iterator>
#include <memory>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "commands/probe_chain.hpp"
#include "commands/probe_disk.hpp"
#include "commands/probe_judge.hpp"
#include "core/json.hpp"
#include "core/report.hpp"

namespace postseal {
namespace {

constexpr std::size_t many = 2;  // hosts: a word on all of them, and no hint for each

ServiceAddress address_of(const ProbeTarget& target, const std::string& algorithm, int timeout) {
  return {.host = target.host,
          .port = target.port,
          .implicit = target.implicit,
          .algorithm = algorithm,
          .server_name = is_address(target.name) ? "" : target.name,  // RFC 6066, 3
          .limit = std::chrono::seconds(timeout)};
}

bool has(const std::vector<ProbeLook>& looks, LookOutcome outcome) {
  return std::any_of(looks.begin(), looks.end(),
                     [=](const ProbeLook& one) { return one.look.outcome == outcome; });
}

class Round {
 public:
  Round(const ProbeOptions& options, Context& context)
      : options_(options),
        context_(context),
        found_(probe_targets(options.wish, context)),
        chains_({.now = context.host().now(),
                 .within_days = options.within_days,
                 .version = context.version(),
                 .trust = probe_trust(context, options.ca)}) {
    if (!options.compare.empty()) disk_ = disk_certificates(context, options.compare);
    ended_.resize(options.format == ProbeFormat::text ? found_.targets.size() : 0);
  }

  [[nodiscard]] Answer run() {
    for (const Finding& finding : found_.findings) count(finding);
    std::vector<std::size_t> all(found_.targets.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    look(all, {"rsa", "ec"});
    // Who has neither may have another kind, or none at all.
    look(std::exchange(left_, {}), {""});
    return answer();
  }

 private:
  // What is kept of a host until the end.
  struct Ended {
    std::string text{};
    std::shared_ptr<const Json> json{};
    std::vector<Finding> findings{};
  };

  void look(const std::vector<std::size_t>& targets, const std::vector<std::string>& algorithms) {
    std::vector<ServiceAddress> addresses;
    addresses.reserve(targets.size() * algorithms.size());
    for (const std::size_t at : targets)
      for (const std::string& algorithm : algorithms)
        addresses.push_back(address_of(found_.targets[at], algorithm, options_.wish.timeout));
    context_.host().look_at_services(
        addresses, static_cast<std::size_t>(options_.jobs),
        [&](std::size_t index, ServiceLook look) {
          take(targets[index / algorithms.size()],
               {.algorithm = addresses[index].algorithm, .look = std::move(look)});
        });
  }

  void take(std::size_t target, ProbeLook look) {
    std::vector<ProbeLook>& looks = looks_[target];
    looks.push_back(std::move(look));
    if (looks.size() == 1) return;
    if (looks.size() == 2 && !has(looks, LookOutcome::shown) &&
        has(looks, LookOutcome::no_certificate)) {
      left_.push_back(target);
      return;
    }
    const auto host =
        probed_host(found_.targets[target], std::move(looks), chains_, disk_ ? &*disk_ : nullptr);
    looks_.erase(target);
    end(target, *host);
  }

  void end(std::size_t target, const ProbedHost& host) {
    for (const Finding& finding : host.findings) count(finding);
    if (verdict_of(host.findings, options_.fail_on) == Verdict::bad) ++bad_hosts_;
    ++done_;
    if (options_.format == ProbeFormat::jsonl) {
      context_.print(line_of(json_of(host)));
    } else if (context_.globals().json) {
      ended_[target] = {.json = shared(json_of(host)), .findings = host.findings};
    } else {
      ended_[target] = {.text =
                            text_of(host, found_.targets.size() < many ? Hints::yes : Hints::no)};
    }
    if (found_.targets.size() >= many)
      context_.progress(
          fmt::format("{} of {} hosts, {} not in order", done_, found_.targets.size(), bad_hosts_));
  }

  static std::string line_of(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  }

  void count(const Finding& finding) {
    if (verdict_of({finding}, options_.fail_on) == Verdict::bad) verdict_ = Verdict::bad;
  }

  [[nodiscard]] Answer answer() {
    Answer answer{.verdict = verdict_};
    Json hosts = Json::array();
    answer.findings = found_.findings;
    for (const Finding& finding : found_.findings) answer.text += as_text(finding) + "\n";
    for (Ended& one : ended_) {
      answer.text += one.text;
      if (one.json) hosts.push_back(*one.json);
      std::move(one.findings.begin(), one.findings.end(), std::back_inserter(answer.findings));
    }
    if (found_.targets.empty() && answer.text.empty()) answer.text = "no host was named\n";
    answer.result = shared({{"hosts", std::move(hosts)}});
    if (done_ >= many)
      answer.remarks.push_back(
          fmt::format("{} hosts: {} in order, {} not", done_, done_ - bad_hosts_, bad_hosts_));
    return answer;
  }

  const ProbeOptions& options_;
  Context& context_;
  ProbeTargets found_;
  ProbeChains chains_;
  std::optional<DiskCertificates> disk_{};
  std::unordered_map<std::size_t, std::vector<ProbeLook>> looks_{};  // of hosts under way
  std::vector<std::size_t> left_{};                                  // to be asked once more
  std::vector<Ended> ended_{};                                       // by target; jsonl: none
  std::size_t done_ = 0;
  std::size_t bad_hosts_ = 0;
  Verdict verdict_ = Verdict::good;
};

}  // namespace

Answer probe_round(const ProbeOptions& options, Context& context) {
  return Round(options, context).run();
}

}  // namespace postseal
