// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <memory>

#include "commands/authority.hpp"
#include "commands/commands.hpp"
#include "commands/material_flags.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/names.hpp"
#include "core/text.hpp"
#include "core/time.hpp"
#include "crypto/issue.hpp"

namespace postseal {
namespace {

struct Options {
  std::string name{};
  std::string directory{};
  std::vector<std::string> permitted{};
  KeyType type = KeyType::ec_p256;
  std::optional<int> days{};
};

struct Seen {
  std::string directory{};
  bool make_directory = false;
  std::vector<OutputSeen> files{};   // root key, root, intermediate key, intermediate
  std::vector<Certificate> there{};  // root, intermediate: the CA asked for stands already
  std::vector<std::string> permitted{};
  Time now{};
};

// Both common names must fit (RFC 5280: 64 characters).
constexpr std::size_t longest_name = longest_common_name - std::string_view(" Intermediate").size();

std::string root_name(const Options& options) { return options.name + " Root"; }
std::string intermediate_name(const Options& options) { return options.name + " Intermediate"; }

void check_name(const std::string& name) {
  const bool clean =
      escaped(name) == name && !name.empty() && name.front() != ' ' && name.back() != ' ';
  if (clean && name.size() <= longest_name) return;
  throw Error(
      Fault::usage,
      {.id = "name-invalid",
       .subject = "NAME",
       .message = clean ? fmt::format("has {} bytes; {} is the most", name.size(), longest_name)
                        : fmt::format("\"{}\" is no name for a CA", escaped(name)),
       .hint = "give a short name such as \"Example relay CA\""});
}

// The CA that stands there, if it is the one asked for.
std::vector<Certificate> standing(const Options& options, const Seen& seen) {
  for (const OutputSeen& file : seen.files)
    if (!file.status) return {};
  const Material root = look_into(seen.files[1]);
  const Material intermediate = look_into(seen.files[3]);
  if (root.certificates.size() != 1 || intermediate.certificates.size() != 1) return {};
  const Certificate& top = root.certificates[0].certificate;
  const Certificate& below = intermediate.certificates[0].certificate;
  const bool same = top.common_names() == std::vector{root_name(options)} &&
                    below.common_names() == std::vector{intermediate_name(options)} &&
                    permitted_domains(below) == seen.permitted && top.self_signed() &&
                    below.signed_by(top) && below.not_after() > seen.now;
  return same ? std::vector{top, below} : std::vector<Certificate>{};
}

void refuse_what_is_there(const Context& context, const Seen& seen) {
  for (const OutputSeen& file : seen.files) {
    if (!file.status) continue;
    refuse_key_loss(file, nullptr);
    // A certificate whose key stays behind would be lost as well: --force is for neither.
    throw Error(Fault::input, {.id = "exists",
                               .subject = file.path,
                               .message = "belongs to another CA, or to part of one",
                               .hint = "give another --dir"});
  }
  (void)context;
}

Seen observe(const Options& options, const Context& context) {
  check_name(options.name);
  Seen seen{.directory = context.host().absolute(options.directory), .now = context.host().now()};
  for (const std::string& domain : options.permitted)
    seen.permitted.push_back(parse_domain(domain, "--permit"));
  const AuthorityPaths paths = authority_paths(seen.directory);
  const auto status = context.host().status(seen.directory, Follow::yes);
  seen.make_directory = !status;
  // Where the directory is still to be made, its parent is what has to be there.
  if (seen.make_directory) (void)observe_output(context, seen.directory);
  for (const std::string& path :
       {paths.root_key, paths.root, paths.intermediate_key, paths.intermediate})
    seen.files.push_back(seen.make_directory ? OutputSeen{.path = path}
                                             : observe_output(context, path));
  seen.there = standing(options, seen);
  if (seen.there.empty()) refuse_what_is_there(context, seen);
  return seen;
}

Json result(const std::string& directory, const Certificate& root,
            const Certificate& intermediate) {
  return {{"directory", directory},
          {"root", certificate_json(root)},
          {"intermediate", certificate_json(intermediate)}};
}

struct Wish {
  AuthorityWish root{};
  AuthorityWish intermediate{};
  KeyType type = KeyType::ec_p256;
  std::string directory{};
};

Minted make_authority(const Wish& wish) {
  const PrivateKey root_key = PrivateKey::generate(wish.type);
  const PrivateKey key = PrivateKey::generate(wish.type);
  const Certificate root = root_certificate(root_key, wish.root);
  const Certificate intermediate =
      intermediate_certificate(key, wish.intermediate, {.certificate = root, .key = root_key});
  Minted minted{.facts = shared(result(wish.directory, root, intermediate))};
  minted.contents.push_back(root_key.pkcs8_pem());
  minted.contents.emplace_back(std::string_view(root.pem()));
  minted.contents.push_back(key.pkcs8_pem());
  minted.contents.emplace_back(std::string_view(intermediate.pem()));
  return minted;
}

FileWish key_wish(const Options& options) {
  return {.access = {.mode = private_mode},
          .secret = true,
          .after = {{"key", std::string(name_of(options.type))},
                    {"public key", std::string(known_once_made)}}};
}

FileWish certificate_wish(const AuthorityWish& wish) {
  FileWish made{.access = {.mode = public_mode}, .after = {{"subject", "CN=" + wish.common_name}}};
  if (!wish.permitted.empty()) made.after.push_back({"permits", listed(wish.permitted)});
  made.after.insert(made.after.end(), {{"not after", rfc3339(wish.validity.until)},
                                       {"fingerprint", std::string(known_once_made)}});
  return made;
}

Planned nothing(const Seen& seen) {
  Planned planned{.answer = [json = shared(result(seen.directory, seen.there[0], seen.there[1]))](
                                const Applied&) { return Answer{.result = json}; }};
  for (std::size_t i = 0; i < seen.files.size(); ++i) {
    const bool key = i % 2 == 0;
    const Facts facts = facts_of(look_into(seen.files[i]));
    const FileWish wish{
        .access = key ? private_access(seen.files[i]) : public_access(seen.files[i]),
        .secret = key,
        .before = facts,
        .after = facts};
    if (auto step = access_step(seen.files[i], wish))
      planned.plan.steps.push_back(std::move(*step));
  }
  return planned;
}

Planned plan(const Options& options, const Seen& seen) {
  if (!seen.there.empty()) return nothing(seen);
  const Validity validity = valid_for(seen.now, options.days.value_or(authority_days));
  const Wish wish{.root = {.common_name = root_name(options),
                           .permitted = seen.permitted,
                           .validity = validity},
                  .intermediate = {.common_name = intermediate_name(options),
                                   .permitted = seen.permitted,
                                   .validity = validity},
                  .type = options.type,
                  .directory = seen.directory};
  Planned planned{
      .answer = [](const Applied& applied) { return Answer{.result = applied.minted.at(0)}; }};
  if (seen.make_directory)
    planned.plan.steps.push_back(
        {.effect = MakeDirectory{.path = seen.directory},
         .changes = {{.target = seen.directory,
                      .after = {{"directory, mode", fmt::format("{:04o}", directory_mode)}},
                      .access = {.mode = directory_mode}}}});
  const std::vector<FileWish> wishes{key_wish(options), certificate_wish(wish.root),
                                     key_wish(options), certificate_wish(wish.intermediate)};
  Step step;
  WriteFiles write{.mint = [wish](const Minting&) { return make_authority(wish); }};
  for (std::size_t i = 0; i < wishes.size(); ++i) {
    write.files.push_back(output_for(seen.files[i], wishes[i].access));
    step.changes.push_back(file_change(seen.files[i], wishes[i]));
  }
  step.effect = std::move(write);
  planned.plan.steps.push_back(std::move(step));
  planned.notes.push_back(
      fmt::format("{}/root.key signs nothing from now on but new intermediates: keep it off this "
                  "machine",
                  seen.directory));
  return planned;
}

}  // namespace

Command ca_new_command() {
  const auto options = std::make_shared<Options>();
  return {
      .description =
          "Makes a private CA for internal relays and client certificates: a root, and below it an "
          "intermediate that signs certificates and no further CAs. DIR gets root.key, root.crt, "
          "intermediate.key and intermediate.crt; it is made if it is not there. With --permit "
          "both "
          "are limited by critical name constraints to names in these domains, and to no "
          "addresses. "
          "What relays trust is root.crt (smtp_tls_CAfile, smtpd_tls_CAfile).\n\n"
          "JSON result: directory, root, intermediate (the fields of cert show).",
      .flags = {{.name = "--dir",
                 .value = "DIR",
                 .help = "where the CA is kept",
                 .required = true,
                 .completes = Completes::directory,
                 .set = [=](const std::string& text) { options->directory = text; }},
                {.name = "--permit",
                 .value = "DOMAIN",
                 .help = "certify names in this domain only",
                 .repeatable = true,
                 .set = [=](const std::string& text) { options->permitted.push_back(text); }},
                type_flag([=](KeyType type) { options->type = type; }),
                days_flag(options->days, authority_days)},
      .arguments = {{.name = "NAME",
                     .help = "what the CA is called",
                     .least = 1,
                     .set = [=](const std::string& text) { options->name = text; }}},
      .examples = {{.command =
                        "postseal ca new \"Example relay CA\" --dir /etc/postfix/ca --permit "
                        "example.org",
                    .help = "a CA for the hosts of example.org"}},
      .plan = [=](Context& context) { return plan(*options, observe(*options, context)); }};
}

}  // namespace postseal
