// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "commands/cert_names.hpp"
#include "commands/commands.hpp"
#include "commands/material_flags.hpp"
#include "commands/own_certificates.hpp"
#include "core/json.hpp"
#include "core/pem_edit.hpp"
#include "core/time.hpp"
#include "crypto/issue.hpp"

namespace postseal {
namespace {

struct Options {
  std::string certificate{};
  std::optional<std::string> key{};
  std::optional<std::string> out{};
  std::optional<int> days{};
};

struct Seen {
  OwnFile file{};
  OutputSeen out{};
  bool in_place = false;
  std::vector<Certificate> done{};  // renewed already; empty: there is something to do
  Time now{};
};

// A renewal that would move the end by less than this is none: a second run has nothing to do.
std::chrono::seconds slack(int days) {
  return std::min<std::chrono::seconds>(std::chrono::days(1), std::chrono::hours(24) * days / 10);
}

bool is_fresh(const Certificate& certificate, const Options& options, Time now) {
  const int days = options.days.value_or(self_signed_days);
  const std::chrono::seconds gain = now + std::chrono::days(days) - certificate.not_after();
  if (!options.days && gain < slack(days)) return true;
  return std::chrono::abs(gain) < slack(days);
}

// The certificates at the output, if each is a fresh one of those that are to be renewed.
std::vector<Certificate> fresh_ones(const Options& options, const Seen& seen) {
  if (!seen.out.status) return {};
  const Material there = look_into(seen.out);
  if (there.certificates.size() != seen.file.pairs.size()) return {};
  std::vector<Certificate> found;
  for (std::size_t i = 0; i < there.certificates.size(); ++i) {
    const Certificate& now = there.certificates[i].certificate;
    const Certificate& old = seen.file.pairs[i].certificate;
    if (now.subject_der() != old.subject_der() || now.spki_der() != old.spki_der() ||
        name_texts(now) != name_texts(old) || !is_fresh(now, options, seen.now))
      return {};
    found.push_back(now);
  }
  return found;
}

Seen observe(const Options& options, Context& context) {
  Seen seen{.now = context.host().now()};
  const std::string out = options.out.value_or(options.certificate);
  seen.in_place =
      context.host().absolute(out) == context.host().absolute(options.certificate) && out != "-";
  seen.file = read_own_file(context, options.certificate, options.key);
  if (seen.in_place) require_pem(seen.file.path, seen.file.is_pem);
  seen.out = observe_output(context, out);
  seen.done = fresh_ones(options, seen);
  if (!seen.done.empty() || seen.in_place) return seen;
  refuse_key_loss(seen.out, seen.file.holds_keys ? seen.file.pairs.front().key.get() : nullptr);
  refuse_overwrite(context, seen.out,
                   fmt::format("is there, and holds {}", contents_of(look_into(seen.out))));
  return seen;
}

Json certificates_json(const std::string& path, const std::vector<Certificate>& certificates) {
  Json list = Json::array();
  for (const Certificate& one : certificates) list.push_back(certificate_json(one));
  return {{"path", path}, {"certificates", std::move(list)}};
}

// What minting needs; a std::function is copied about, so it holds a pointer to this.
struct Work {
  Secret text{};
  bool is_pem = false;
  std::vector<OwnCertificate> pairs{};
  Validity validity{};
  std::string path{};
};

Minted renew(const Work& work) {
  std::vector<Certificate> made;
  for (const OwnCertificate& pair : work.pairs)
    made.push_back(renewed_certificate(pair.certificate, *pair.key, work.validity));
  Secret all;
  std::vector<Secret> pems;
  for (const Certificate& one : made) {
    pems.emplace_back(std::string_view(one.pem()));
    all.append(pems.back().reveal());
  }
  std::map<int, const Secret*> blocks;
  for (std::size_t i = 0; i < pems.size(); ++i) blocks[work.pairs[i].line] = &pems[i];
  Minted minted{.facts = shared(certificates_json(work.path, made))};
  minted.contents.push_back(work.is_pem ? with_blocks_replaced(work.text.reveal(), blocks)
                                        : std::move(all));
  return minted;
}

Facts wanted_facts(const Seen& seen, Validity validity) {
  Facts facts;
  for (const OwnCertificate& pair : seen.file.pairs)
    facts.insert(facts.end(), {{"names", listed(name_texts(pair.certificate))},
                               {"key", pair.certificate.key().description},
                               {"not before", rfc3339(validity.from)},
                               {"not after", rfc3339(validity.until)},
                               {"fingerprint", std::string(known_once_made)}});
  return facts;
}

Facts certificate_facts(const std::vector<Certificate>& certificates) {
  Facts facts;
  for (const Certificate& one : certificates) {
    const Facts more = facts_of(one);
    facts.insert(facts.end(), more.begin(), more.end());
  }
  return facts;
}

Planned plan(const Options& options, const Seen& seen) {
  const bool secret = seen.file.is_pem && seen.file.holds_keys;
  FileWish wish{.access = secret ? private_access(seen.out) : public_access(seen.out),
                .secret = secret};
  if (!seen.done.empty()) {
    wish.before = wish.after = certificate_facts(seen.done);
    Planned planned{.answer = [json = shared(certificates_json(seen.out.path, seen.done))](
                                  const Applied&) { return Answer{.result = json}; }};
    if (auto step = access_step(seen.out, wish)) planned.plan.steps.push_back(std::move(*step));
    return planned;
  }
  const Validity validity = valid_for(seen.now, options.days.value_or(self_signed_days));
  if (seen.out.status) {
    std::vector<Certificate> there;
    for (const FoundCertificate& found : look_into(seen.out).certificates)
      there.push_back(found.certificate);
    wish.before = certificate_facts(there);
  }
  wish.after = wanted_facts(seen, validity);
  const auto work = std::make_shared<const Work>(Work{.text = seen.file.bytes.copy(),
                                                      .is_pem = seen.file.is_pem,
                                                      .pairs = seen.file.pairs,
                                                      .validity = validity,
                                                      .path = seen.out.path});
  return {.plan = {.steps = {write_step(seen.out, wish,
                                        [work](const Minting&) { return renew(*work); })}},
          .answer = [](const Applied& applied) { return Answer{.result = applied.minted.at(0)}; }};
}

}  // namespace

Command cert_renew_command() {
  const auto options = std::make_shared<Options>();
  return {
      .description =
          "Gives self-signed certificates a new validity and serial number; key, names and "
          "extensions stay, so pins of the public key stay right. It is done in place: in a file "
          "that has keys and certificates every certificate is renewed with its key, and "
          "everything else stays byte for byte. Refused for certificates that a CA issued. A "
          "certificate that was renewed within the last day is left as it is.\n\n"
          "JSON result: path, certificates (the fields of cert show).",
      .flags = {file_flag("--key", options->key, "the private key, if it is in another file"),
                file_flag("--out", options->out,
                          "write to this file instead; - is standard output"),
                days_flag(options->days, self_signed_days)},
      .arguments = {{.name = "CERT",
                     .help = "the file with the certificate",
                     .least = 1,
                     .completes = Completes::file,
                     .set = [=](const std::string& text) { options->certificate = text; }}},
      .examples = {{.command = "postseal cert renew mx.crt --key mx.key", .help = "in place"},
                   {.command = "postseal cert renew /etc/postfix/tls/mail.example.org.pem",
                    .help = "every certificate of a single-file identity"}},
      .plan = [=](Context& context) { return plan(*options, observe(*options, context)); }};
}

}  // namespace postseal
