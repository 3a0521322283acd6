// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <memory>

#include "commands/commands.hpp"
#include "commands/material_flags.hpp"
#include "commands/own_certificates.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/pem_edit.hpp"
#include "core/time.hpp"
#include "crypto/issue.hpp"

namespace postseal {
namespace {

struct Options {
  std::string certificate{};
  std::optional<std::string> key{};
  std::optional<KeyType> type{};
  std::optional<int> days{};
};

// One key and certificate to be replaced, and the type of the new key.
struct Turn {
  OwnCertificate pair;
  KeyType type = KeyType::ec_p256;
};

struct Seen {
  OwnFile file{};
  OutputSeen out{};
  std::optional<OutputSeen> key_out{};
  std::vector<Turn> turns{};
  Time now{};
  bool force = false;
};

KeyFamily family_of(KeyType type) {
  const std::string_view name = name_of(type);
  if (name.starts_with("rsa")) return KeyFamily::rsa;
  if (name.starts_with("ec:")) return KeyFamily::ec;
  return type == KeyType::ed25519 ? KeyFamily::ed25519 : KeyFamily::ed448;
}

// For a key of a kind or size that we do not make: the default of its family.
KeyType successor_of(const KeyFacts& facts) {
  if (facts.type) return *facts.type;
  const bool rsa = facts.family == KeyFamily::rsa || facts.family == KeyFamily::rsa_pss;
  return rsa ? KeyType::rsa_3072 : KeyType::ec_p256;
}

// A file with several keys keeps one of each kind: --type picks the one of its kind.
std::vector<Turn> turns_of(const OwnFile& file, std::optional<KeyType> wanted) {
  std::vector<Turn> turns;
  for (const OwnCertificate& pair : file.pairs) {
    const KeyFacts facts = pair.key->facts();
    if (wanted && file.pairs.size() > 1 && facts.family != family_of(*wanted)) continue;
    turns.push_back({.pair = pair, .type = wanted.value_or(successor_of(facts))});
  }
  if (turns.empty())
    throw Error(Fault::input, {.id = "key-ambiguous",
                               .subject = file.path,
                               .message = fmt::format("has {} keys, and none is of the kind of {}",
                                                      file.pairs.size(), name_of(*wanted)),
                               .hint = "leave --type out to give each a new key of its own type"});
  return turns;
}

Seen observe(const Options& options, Context& context) {
  Seen seen{.now = context.host().now(), .force = context.globals().force};
  seen.file = read_own_file(context, options.certificate, options.key);
  require_pem(seen.file.path, seen.file.is_pem);
  seen.turns = turns_of(seen.file, options.type);
  seen.out = observe_output(context, options.certificate);
  for (const Turn& turn : seen.turns) {
    if (!turn.pair.key_apart || seen.key_out) continue;
    require_pem(seen.file.key_path, seen.file.key_is_pem);
    seen.key_out = observe_output(context, seen.file.key_path);
  }
  return seen;
}

// There is no telling a new key from an old one but by the certificate that was made with it.
bool is_recent(const Seen& seen) {
  for (const Turn& turn : seen.turns) {
    const Certificate& certificate = turn.pair.certificate;
    const auto age = seen.now - (certificate.not_before() + backdating);
    if (age < std::chrono::hours(0) || age >= std::chrono::hours(1)) return false;
    if (turn.pair.key->facts().type != turn.type) return false;
  }
  return true;
}

// What minting needs; a std::function is copied about, so it holds a pointer to this.
struct Work {
  Secret text{};
  Secret key_text{};
  bool two_files = false;
  std::vector<Turn> turns{};
  Validity validity{};
  Json paths{};
};

Minted rotate(const Work& work) {
  Json list = Json::array();
  std::vector<std::pair<Secret, Secret>> pems;  // key, certificate
  for (const Turn& turn : work.turns) {
    const PrivateKey key = PrivateKey::generate(turn.type);
    const Certificate made = rekeyed_certificate(turn.pair.certificate, key, work.validity);
    pems.emplace_back(key.pkcs8_pem(), Secret(std::string_view(made.pem())));
    list.push_back(certificate_json(made));
  }
  std::map<int, const Secret*> blocks;
  std::map<int, const Secret*> key_blocks;
  for (std::size_t i = 0; i < pems.size(); ++i) {
    const OwnCertificate& pair = work.turns[i].pair;
    blocks[pair.line] = &pems[i].second;
    (pair.key_apart ? key_blocks : blocks)[pair.key_line] = &pems[i].first;
  }
  Json facts = work.paths;
  facts["certificates"] = std::move(list);
  Minted minted{.facts = shared(std::move(facts))};
  if (work.two_files)
    minted.contents.push_back(with_blocks_replaced(work.key_text.reveal(), key_blocks));
  minted.contents.push_back(with_blocks_replaced(work.text.reveal(), blocks));
  return minted;
}

void append(Facts& facts, const Facts& more) {
  facts.insert(facts.end(), more.begin(), more.end());
}

Step step_for(const Seen& seen, Validity validity) {
  FileWish key{.secret = true};
  FileWish certificate{.secret = seen.file.holds_keys};
  for (const Turn& turn : seen.turns) {
    FileWish& of_key = turn.pair.key_apart ? key : certificate;
    append(of_key.before, facts_of(*turn.pair.key));
    append(of_key.after, {{"key", std::string(name_of(turn.type))},
                          {"public key", std::string(known_once_made)}});
    append(certificate.before, facts_of(turn.pair.certificate));
    append(certificate.after, {{"names", listed(name_texts(turn.pair.certificate))},
                               {"not before", rfc3339(validity.from)},
                               {"not after", rfc3339(validity.until)},
                               {"fingerprint", std::string(known_once_made)}});
  }
  Step step;
  WriteFiles write;
  if (seen.key_out) {
    key.access = private_access(*seen.key_out);
    write.files.push_back(output_for(*seen.key_out, key.access));
    step.changes.push_back(file_change(*seen.key_out, key));
  }
  certificate.access = certificate.secret ? private_access(seen.out) : public_access(seen.out);
  write.files.push_back(output_for(seen.out, certificate.access));
  step.changes.push_back(file_change(seen.out, certificate));
  step.effect = std::move(write);
  return step;
}

Json paths_of(const Seen& seen) {
  return {{"path", seen.out.path}, {"key_path", (seen.key_out ? *seen.key_out : seen.out).path}};
}

Planned nothing(const Seen& seen) {
  Json result = paths_of(seen);
  result["certificates"] = Json::array();
  for (const Turn& turn : seen.turns)
    result["certificates"].push_back(certificate_json(turn.pair.certificate));
  return {
      .answer = [json =
                     shared(std::move(result))](const Applied&) { return Answer{.result = json}; },
      .notes = {fmt::format("{} was made less than an hour ago; --force makes a new key all the "
                            "same",
                            seen.out.path)}};
}

Planned plan(const Options& options, const Seen& seen) {
  if (!seen.force && is_recent(seen)) return nothing(seen);
  const Validity validity = valid_for(seen.now, options.days.value_or(self_signed_days));
  Step step = step_for(seen, validity);
  const auto work = std::make_shared<const Work>(Work{.text = seen.file.bytes.copy(),
                                                      .key_text = seen.file.key_bytes.copy(),
                                                      .two_files = seen.key_out.has_value(),
                                                      .turns = seen.turns,
                                                      .validity = validity,
                                                      .paths = paths_of(seen)});
  std::get<WriteFiles>(step.effect).mint = [work](const Minting&) { return rotate(*work); };
  Planned planned{
      .answer = [](const Applied& applied) { return Answer{.result = applied.minted.at(0)}; }};
  planned.plan.steps.push_back(std::move(step));
  if (seen.key_out)
    planned.notes.push_back(
        "two files cannot be swapped as one: a Postfix that reads them in "
        "between has no TLS until it reads them again");
  planned.notes.push_back("pins of the old public key match no more");
  return planned;
}

}  // namespace

Command key_rotate_command() {
  const auto options = std::make_shared<Options>();
  return {
      .description =
          "Replaces the private key of a self-signed certificate by a new one of the same type (or "
          "of --type) and makes the certificate anew with the same names and extensions. It is the "
          "only command that changes a key that is there. The key is in the file of the "
          "certificate, or in that of --key. Of a file with several keys every one is replaced, or "
          "with --type the one of that kind. A certificate made within the last hour is left as it "
          "is without --force, so that a second run has nothing to do.\n\n"
          "JSON result: path, key_path, certificates (the fields of cert show).",
      .flags = {file_flag("--key", options->key, "the private key, if it is in another file"),
                type_flag([=](KeyType type) { options->type = type; }),
                days_flag(options->days, self_signed_days)},
      .arguments = {{.name = "CERT",
                     .help = "the file with the certificate",
                     .least = 1,
                     .completes = Completes::file,
                     .set = [=](const std::string& text) { options->certificate = text; }}},
      .examples = {{.command = "postseal key rotate mx.crt --key mx.key",
                    .help = "a new key in mx.key, a new certificate in mx.crt"}},
      .plan = [=](Context& context) { return plan(*options, observe(*options, context)); }};
}

}  // namespace postseal
