// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <iterator>
#include <memory>

#include "commands/chain_inputs.hpp"
#include "commands/chain_text.hpp"
#include "commands/commands.hpp"
#include "commands/context.hpp"
#include "commands/loaded_files.hpp"
#include "commands/values.hpp"
#include "core/json.hpp"
#include "core/load_findings.hpp"
#include "core/report.hpp"
#include "core/text.hpp"
#include "crypto/chain_lint.hpp"
#include "crypto/digests.hpp"

namespace postseal {
namespace {

struct Options {
  std::vector<std::string> files{};
  std::optional<std::string> key{};
  std::optional<std::string> roots{};
  int within_days = 30;
  Severity fail_on = Severity::error;
};

struct Seen {
  LoadedFiles loaded{};
  std::vector<Certificate> roots{};
  Time now{};
  std::string version{};
};

Seen observe(const Options& options, Context& context) {
  Seen seen{.now = context.host().now(), .version = text_of(context.version())};
  seen.loaded = load_files(context, options.files, options.key);
  seen.roots = read_roots(context, options.roots);
  return seen;
}

// What Postfix sends for one key.
std::vector<PlacedCertificate> sent(const LoadedFiles& loaded, const LoadedChain& chain) {
  std::vector<ObjectPlace> places{chain.leaf};
  places.insert(places.end(), chain.issuers.begin(), chain.issuers.end());
  std::vector<PlacedCertificate> certificates;
  for (const ObjectPlace& place : places) {
    const LoadableFile& file = loaded.material.at(place.file);
    if (const auto& certificate = file.certificates.at(place.object))
      certificates.push_back({.certificate = *certificate,
                              .file = file.file.name,
                              .line = file.file.objects.at(place.object).line});
  }
  return certificates;
}

Json sent_json(const std::string& slot, const std::vector<PlacedCertificate>& certificates) {
  const Hasher sha256(Digest::sha256);
  Json fingerprints = Json::array();
  for (const PlacedCertificate& placed : certificates)
    fingerprints.push_back(colon_hex(sha256(placed.certificate.der())));
  return {{"algorithm", slot}, {"certificates", std::move(fingerprints)}};
}

struct Judged {
  std::vector<Finding> findings{};
  std::vector<Chain> chains{};
  std::vector<ChainReport::Ignored> ignored{};
  Json sent = Json::array();
  std::string text{};
};

void judge(Judged& judged, const Seen& seen, const Options& options, const LoadedChain& loaded) {
  const std::vector<PlacedCertificate> certificates = sent(seen.loaded, loaded);
  if (certificates.empty()) return;
  ChainFinder finder(seen.now);
  for (const Certificate& root : seen.roots) finder.trust(root);
  ChainReport report = judge_chain(certificates, finder,
                                   {.now = seen.now,
                                    .within_days = options.within_days,
                                    .roots_given = options.roots.has_value()});
  judged.sent.push_back(sent_json(loaded.slot, certificates));
  judged.text += fmt::format("{} chain:\n{}", loaded.slot, chain_text(report.chain));
  judged.chains.push_back(std::move(report.chain));
  std::move(report.findings.begin(), report.findings.end(), std::back_inserter(judged.findings));
  std::move(report.ignored.begin(), report.ignored.end(), std::back_inserter(judged.ignored));
}

std::string outcome_text(const Seen& seen) {
  const auto words = [&]() -> std::string_view {
    switch (seen.loaded.result.outcome) {
      case TlsOutcome::works:
        return "loads it";
      case TlsOutcome::warns:
        return "loads it with a warning";
      case TlsOutcome::fails:
        return "announces STARTTLS and has no certificate to show";
      case TlsOutcome::off:
        return "refuses it, and answers STARTTLS with 454";
    }
    return "";
  }();
  std::string text = fmt::format("{} = {}\nPostfix {} {}\n", seen.loaded.parameter,
                                 escaped(seen.loaded.value), seen.version, words);
  for (const std::string& line : seen.loaded.result.log)
    text += fmt::format("  log: {}\n", escaped(line));
  return text;
}

Answer answer(const Options& options, const Seen& seen) {
  const LoadResult& result = seen.loaded.result;
  Judged judged{.findings = seen.loaded.findings};
  for (const LoadedChain& chain : result.chains) judge(judged, seen, options, chain);

  Json json = chains_json(judged.chains, judged.ignored);
  json["postfix"] = {{"parameter", seen.loaded.parameter},
                     {"outcome", name_of(result.outcome)},
                     {"log", result.log},
                     {"library", result.library_reason},
                     {"chains", std::move(judged.sent)}};
  std::string text = outcome_text(seen) + judged.text + ignored_text(judged.ignored);
  for (const Finding& finding : judged.findings) text += as_text(finding) + "\n";
  if (judged.findings.empty()) text += "nothing to complain about\n";
  const Verdict verdict = verdict_of(judged.findings, options.fail_on);
  return {.result = shared(std::move(json)),
          .text = std::move(text),
          .findings = std::move(judged.findings),
          .verdict = verdict};
}

std::vector<Flag> flags(const std::shared_ptr<Options>& options) {
  return {{.name = "--key",
           .value = "KEY",
           .help = "the key is in this file: judge them as smtpd_tls_cert_file and "
                   "smtpd_tls_key_file",
           .completes = Completes::file,
           .set = [=](const std::string& text) { options->key = text; }},
          {.name = "--roots",
           .value = "FILE|DIR|system",
           .help = "the roots that peers trust (default: those of this machine)",
           .completes = Completes::file,
           .set = [=](const std::string& text) { options->roots = text; }},
          {.name = "--within",
           .value = "DAYS",
           .help = "warn of certificates that expire within so many days (default 30)",
           .set =
               [=](const std::string& text) {
                 options->within_days = parse_number(text, "--within", {.most = 36500});
               }},
          {.name = "--fail-on",
           .value = "SEVERITY",
           .help = "exit with 3 for findings of this severity or above (default error)",
           .choices = {"error", "warning", "info"},
           .set = [=](const std::string& text) { options->fail_on = parse_severity(text); }}};
}

}  // namespace

Command chain_check_command() {
  const auto options = std::make_shared<Options>();
  return {
      .description =
          "Reads FILE by Postfix's own rules, as the value of smtpd_tls_chain_files: which blocks "
          "count, which are ignored, what ends the load. Says whether Postfix has TLS with it, "
          "what "
          "it logs, and which certificates it sends. Several files are one list.\n\n"
          "Postfix looks at nothing else. What it would send in silence, although peers then fail, "
          "is an error marked \"postfix: accepts\": a missing intermediate, a wrong order, a "
          "certificate that does not belong there, one that has expired.",
      .flags = flags(options),
      .arguments = {{.name = "FILE",
                     .help = "a file with a key, its certificate and the intermediates",
                     .least = 1,
                     .most = -1,
                     .completes = Completes::file,
                     .set = [=](const std::string& text) { options->files.push_back(text); }}},
      .examples = {{.command = "postseal chain check /etc/postfix/tls/mx.example.com.pem",
                    .help = "the file of smtpd_tls_chain_files"},
                   {.command = "postseal chain check fullchain.pem --key privkey.pem",
                    .help = "a certificate file and its key file"}},
      .looks = true,
      .plan = [=](Context& context) {
        const auto seen = std::make_shared<const Seen>(observe(*options, context));
        return Planned{.answer = [=](const Applied&) { return answer(*options, *seen); }};
      }};
}

}  // namespace postseal
