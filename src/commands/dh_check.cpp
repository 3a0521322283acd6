// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <memory>

#include "commands/commands.hpp"
#include "commands/context.hpp"
#include "core/dh_advice.hpp"
#include "core/json.hpp"
#include "core/report.hpp"
#include "core/text.hpp"
#include "crypto/dh.hpp"

namespace postseal {
namespace {

struct Options {
  std::string file{};
};

struct Seen {
  std::string path{};
  DhParams params{};
  DhFacts facts{};
  PostfixVersion version{};
};

Seen observe(const Options& options, Context& context) {
  Seen seen{.path = context.host().absolute(options.file), .version = context.version()};
  const Secret bytes = context.host().read(options.file);
  seen.params = read_dh_params(bytes.reveal(), options.file == "-" ? "standard input" : seen.path);
  seen.facts = examine_dh(seen.params);
  return seen;
}

std::string_view name_of(DhForm form) { return form == DhForm::pkcs3 ? "pkcs3" : "x942"; }
std::string_view name_of(DhEncoding encoding) {
  return encoding == DhEncoding::pem ? "pem" : "der";
}
std::string_view name_of(DhUse use) {
  switch (use) {
    case DhUse::used:
      return "used";
    case DhUse::replaced:
      return "ignored";
    case DhUse::refused:
      return "no-dhe";
    case DhUse::breaks:
      return "fails";
  }
  return "used";
}

std::string_view order_text(DhGenerator generator) {
  switch (generator) {
    case DhGenerator::subgroup:
      return "of prime order";
    case DhGenerator::full:
      return "of the whole group";
    case DhGenerator::useless:
      return "useless";
    case DhGenerator::wrong_order:
      return "not of the order that the file gives";
    case DhGenerator::untested:
      return "of unknown order";
  }
  return "of unknown order";
}

Json order_name(DhGenerator generator) {
  switch (generator) {
    case DhGenerator::subgroup:
      return "prime";
    case DhGenerator::full:
      return "whole";
    case DhGenerator::useless:
    case DhGenerator::wrong_order:
      return "wrong";
    case DhGenerator::untested:
      return nullptr;
  }
  return nullptr;
}

std::string_view prime_text(const DhFacts& facts) {
  if (!facts.prime) return "not tested";
  if (!*facts.prime) return "not a prime";
  return facts.safe == true ? "a safe prime" : "a prime, not a safe one";
}

std::string origin_text(const DhFacts& facts) {
  if (facts.group) return fmt::format("{} of {}", name_of(*facts.group), source_of(*facts.group));
  if (facts.known) return fmt::format("known: {}", facts.known->name);
  return "not known from elsewhere";
}

// What is used in place of a file that is ignored.
std::string_view substitute(const PostfixVersion& version) {
  const DhAdvice advice = advise_dh(version);
  if (advice.automatic) return "OpenSSL's choice (with OpenSSL 3)";
  return advice.builtin_bits == 1024 ? "its own prime of 1024 bits" : "its own prime of 2048 bits";
}

std::string use_text(const Seen& seen, DhUse use) {
  switch (use) {
    case DhUse::used:
      return "loads it and uses it for DHE";
    case DhUse::replaced:
      return fmt::format("ignores it with a warning and uses {}", substitute(seen.version));
    case DhUse::refused:
      return "loads it, OpenSSL refuses it, and no DHE cipher is left (ECDHE and TLS 1.3 work)";
    case DhUse::breaks:
      return "loads it, and every handshake that takes DHE fails (ECDHE and TLS 1.3 work)";
  }
  return {};
}

template <typename T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json result_of(const Seen& seen, DhUse use) {
  const DhFacts& facts = seen.facts;
  return {{"bits", facts.bits},
          {"form", name_of(seen.params.form)},
          {"encoding", name_of(seen.params.encoding)},
          {"prime", or_null(facts.prime)},
          {"safe_prime", or_null(facts.safe)},
          {"generator", facts.generator_text},
          {"generator_order", order_name(facts.generator)},
          {"group", facts.group ? Json(name_of(*facts.group)) : Json(nullptr)},
          {"known", facts.known ? Json(facts.known->name) : Json(nullptr)},
          {"postfix", {{"use", name_of(use)}, {"log", dh_log(use, seen.path, seen.version)}}}};
}

std::string text_of(const Seen& seen, DhUse use, const std::vector<Finding>& findings) {
  const DhFacts& facts = seen.facts;
  std::string text = fmt::format(
      "{}: DH parameters of {} bits, {}, {}\n"
      "  modulus:    {}, {}\n"
      "  generator:  {}, {}\n"
      "  Postfix {}: {}\n",
      escaped(seen.path), facts.bits, seen.params.form == DhForm::pkcs3 ? "PKCS#3" : "X9.42",
      seen.params.encoding == DhEncoding::pem ? "PEM" : "DER", prime_text(facts),
      origin_text(facts), facts.generator_text, order_text(facts.generator), text_of(seen.version),
      use_text(seen, use));
  for (const std::string& line : dh_log(use, seen.path, seen.version))
    text += fmt::format("    log: {}\n", escaped(line));
  for (const Finding& finding : findings) text += as_text(finding) + "\n";
  return text;
}

Planned plan(const Seen& seen) {
  return {.answer = [seen](const Applied&) {
    const DhUse use = use_of(seen.params, seen.facts, seen.version);
    Answer answer{.findings = judge_dh(seen.params, seen.facts, seen.path, seen.version)};
    answer.result = shared(result_of(seen, use));
    answer.text = text_of(seen, use, answer.findings);
    answer.verdict = verdict_of(answer.findings, Severity::error);
    return answer;
  }};
}

}  // namespace

Command dh_check_command() {
  const auto options = std::make_shared<Options>();
  return {.description =
              "Tests a file of Diffie-Hellman parameters: its form, the length of the prime, "
              "whether it is a safe prime, the generator, and whether many servers share it. Says "
              "what the installed Postfix (or --postfix-version) does with it and logs.\n\n"
              "Exit status 3 if something is wrong with it. Above 8192 bits nothing is tested, so "
              "that the answer always comes within seconds.",
          .arguments = {{.name = "FILE",
                         .help = "PEM or DER; - is standard input",
                         .least = 1,
                         .completes = Completes::file,
                         .set = [=](const std::string& word) { options->file = word; }}},
          .examples = {{.command = "postseal dh check /etc/postfix/dh.pem",
                        .help = "the file that smtpd_tls_dh1024_param_file names"}},
          .looks = true,
          .plan = [=](Context& context) { return plan(observe(*options, context)); }};
}

}  // namespace postseal
