// SPDX-License-Identifier: MIT
#include "system/confirm.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/digest.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "crypto/digests.hpp"
#include "system/served_material.hpp"

namespace postseal {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds one_look{10000};
constexpr std::chrono::milliseconds pause{1000};
constexpr int tries = 3;

// Postfix's processes start anew after a reload; the one that answers first may be an old one.
class Asking {
 public:
  Asking(const Host& host, std::chrono::seconds limit) : host_(host), end_(Clock::now() + limit) {}

  [[nodiscard]] ServedSeen look(const TlsService& service, const ServedChain& chain) const;
  [[nodiscard]] std::chrono::milliseconds left() const {
    return std::max(std::chrono::milliseconds(0),
                    std::chrono::duration_cast<std::chrono::milliseconds>(end_ - Clock::now()));
  }

 private:
  const Host& host_;
  Clock::time_point end_;
};

ServedState state_of(const ServiceLook& look, const Certificate& leaf) {
  switch (look.outcome) {
    case LookOutcome::shown:
      return !look.chain.empty() && look.chain.front() == leaf.der() ? ServedState::confirmed
                                                                     : ServedState::contradicted;
    case LookOutcome::refused:
      return ServedState::contradicted;
    case LookOutcome::no_certificate:
    case LookOutcome::no_tls:
    case LookOutcome::injected:
    case LookOutcome::no_answer:
      return ServedState::no_answer;
  }
  return ServedState::no_answer;
}

ServedSeen Asking::look(const TlsService& service, const ServedChain& chain) const {
  ServedSeen seen{.service = service.key, .algorithm = chain.algorithm, .said = "out of time"};
  const std::chrono::milliseconds limit = std::min(one_look, left());
  if (limit.count() == 0) return seen;
  const ServiceLook look = host_.look_at_service({.host = service.endpoint->host,
                                                  .port = service.endpoint->port,
                                                  .implicit = service.implicit,
                                                  .algorithm = chain.algorithm,
                                                  .limit = limit});
  seen.state = state_of(look, chain.leaf);
  seen.said = look.said;
  if (!look.chain.empty()) seen.fingerprint = colon_hex(Hasher(Digest::sha256)(look.chain.front()));
  return seen;
}

bool is_ours(const ServedChain& chain, const std::vector<std::string>& files) {
  return !chain.algorithm.empty() &&
         std::find(files.begin(), files.end(), chain.file) != files.end();
}

struct Question {
  TlsService service{};
  ServedChain chain;
};

std::vector<Question> questions_of(const Host& host, const ConfirmServed& wanted) {
  std::vector<Question> questions;
  for (const LoadedService& one : load_services(host, wanted.config_dir, wanted.files)) {
    if (!one.service.endpoint || !one.service.offers_tls) continue;
    for (const ServedChain& chain : one.chains)
      if (is_ours(chain, wanted.files))
        questions.push_back({.service = one.service, .chain = chain});
  }
  return questions;
}

std::vector<ServedSeen> ask(const std::vector<Question>& questions, const Asking& asking) {
  std::vector<ServedSeen> seen;
  for (const Question& question : questions)
    seen.push_back(asking.look(question.service, question.chain));
  return seen;
}

bool all_confirmed(const std::vector<ServedSeen>& seen) {
  return std::all_of(seen.begin(), seen.end(),
                     [](const ServedSeen& one) { return one.state == ServedState::confirmed; });
}

Error contradicted(const ServedSeen& seen) {
  return {Fault::postfix,
          {.id = "deploy-contradicted",
           .subject = seen.service,
           .message = seen.fingerprint.empty()
                          ? fmt::format("does not take TLS: {}", seen.said)
                          : fmt::format("shows another certificate than the one put in place, {}",
                                        seen.fingerprint),
           .hint = "see Postfix's log; another program may answer on that port"}};
}

Error unverified(const ServedSeen& seen) {
  return {Fault::postfix,
          {.id = "deploy-unverified",
           .subject = seen.service,
           .message = fmt::format("does not show the certificate put in place: {}", seen.said),
           .hint = "without --require-live silence is no reason to undo"}};
}

}  // namespace

std::vector<ServedSeen> look_at_served(const Host& host, const ConfirmServed& wanted,
                                       std::chrono::seconds limit) {
  return ask(questions_of(host, wanted), Asking(host, limit));
}

std::vector<ServedSeen> confirm(Host& host, const ConfirmServed& wanted,
                                std::chrono::seconds limit) {
  const std::vector<Question> questions = questions_of(host, wanted);
  const Asking asking(host, limit);
  std::vector<ServedSeen> seen = ask(questions, asking);
  for (int retry = 1; retry < tries && !all_confirmed(seen) && asking.left() > pause; ++retry) {
    host.wait(pause);
    for (std::size_t i = 0; i < seen.size(); ++i)
      if (seen[i].state != ServedState::confirmed)
        seen[i] = asking.look(questions[i].service, questions[i].chain);
  }
  for (const ServedSeen& one : seen)
    if (one.state == ServedState::contradicted) throw contradicted(one);
  for (const ServedSeen& one : seen)
    if (wanted.require_live && one.state == ServedState::no_answer) throw unverified(one);
  return seen;
}

}  // namespace postseal
