// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>

#include "commands/chain_inputs.hpp"
#include "commands/chain_many.hpp"
#include "commands/chain_output.hpp"
#include "commands/chain_text.hpp"
#include "commands/commands.hpp"
#include "commands/files.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/key_content.hpp"
#include "core/report.hpp"
#include "crypto/chain_lint.hpp"
#include "crypto/chain_roles.hpp"
#include "crypto/material.hpp"

namespace postseal {
namespace {

struct Options {
  std::string leaf{};  // the first of `leaves`
  std::vector<std::string> leaves{};
  std::optional<std::string> key{};
  std::vector<std::string> from{};
  std::optional<std::string> roots{};
  std::optional<std::string> out{};
  std::optional<std::string> out_dir{};
  bool include_root = false;
  bool allow_incomplete = false;
};

struct Seen {
  std::vector<Certificate> bag{};  // the certificates of LEAF, then those of each --from
  std::size_t in_leaf_file = 0;
  std::vector<Certificate> roots{};
  std::shared_ptr<const PrivateKey> key{};  // null: without --key
  std::optional<OutputSeen> out{};
  Time now{};
};

std::shared_ptr<const PrivateKey> read_key(Context& context, const std::string& path) {
  const Secret bytes = context.host().read(path);
  return std::make_shared<const PrivateKey>(
      take_key(read_material(path, bytes.reveal(), [&](const std::string& subject) {
        return context.passphrase(subject);
      })));
}

void check(const Options& options) {
  if (options.key && !options.out)
    throw Error(Fault::usage, {.id = "option-missing",
                               .subject = "--key",
                               .message = "goes with --out FILE: the key is written there, too",
                               .hint = "--out - prints the key and the chain"});
  if (options.out_dir && (options.key || options.out))
    throw Error(Fault::usage, {.id = "option-unused",
                               .subject = "--out-dir",
                               .message = "goes with neither --out nor --key",
                               .hint = "it is for the chains of many leaves"});
  if (options.leaves.size() > 1 && !options.out_dir)
    throw Error(Fault::usage, {.id = "option-missing",
                               .subject = "--out-dir",
                               .message = "is needed where there are several LEAF",
                               .hint = "each chain is written to DIR/NAME, as its leaf is called"});
}

Seen observe(const Options& options, Context& context) {
  Seen seen{.now = context.host().now()};
  if (options.out) seen.out = observe_output(context, *options.out);
  if (options.key) seen.key = read_key(context, *options.key);
  seen.bag = read_certificates(context, options.leaf);
  seen.in_leaf_file = seen.bag.size();
  for (const std::string& path : options.from) {
    std::vector<Certificate> more = read_issuers(context, path);
    std::move(more.begin(), more.end(), std::back_inserter(seen.bag));
  }
  seen.roots = read_roots(context, options.roots);
  return seen;
}

// LEAF may be a whole chain or a bag: its leaf is the certificate of the key, without a key the
// first that is no CA, and where all are, the first.
const Certificate& leaf_of(const Options& options, const Seen& seen) {
  const auto end = seen.bag.begin() + static_cast<std::ptrdiff_t>(seen.in_leaf_file);
  const auto found = std::find_if(seen.bag.begin(), end, [&](const Certificate& certificate) {
    return seen.key ? seen.key->matches(certificate) : !certificate.is_ca();
  });
  if (found != end) return *found;
  if (!seen.key) return seen.bag.front();
  throw Error(Fault::input,
              {.id = "key-cert-mismatch",
               .subject = *options.key,
               .message = fmt::format("does not belong to {}: public keys differ", options.leaf),
               .hint = "postseal key show and cert show tell which key belongs to which "
                       "certificate"});
}

// What a run finds out: pure, from what was seen.
struct Built {
  Chain chain{};
  std::vector<ChainReport::Ignored> ignored{};
  std::vector<Finding> findings{};
};

Built build(const Options& options, const Seen& seen) {
  ChainFinder finder(seen.now);
  for (const Certificate& certificate : seen.bag) finder.add(certificate);
  for (const Certificate& root : seen.roots) finder.trust(root);
  Built built{.chain = finder.find(leaf_of(options, seen))};
  const std::vector<ChainRole> roles = roles_in(built.chain, seen.bag, finder);
  for (std::size_t i = 0; i < roles.size(); ++i) {
    const bool written =
        roles[i] == ChainRole::member || (options.include_root && built.chain.root == seen.bag[i]);
    if (!written)
      built.ignored.push_back(
          {.subject = seen.bag[i].subject(), .why = std::string(why_ignored(roles[i]))});
  }
  // The certificates are not the user's to choose; only their dates are worth a word.
  for (const Certificate& certificate : built.chain.certificates)
    for (Finding& finding :
         judge_certificate({.certificate = certificate, .file = options.leaf},
                           CertificatePlace::issuer, {.now = seen.now, .within_days = 0}))
      if (finding.id.starts_with("certificate-")) built.findings.push_back(std::move(finding));
  return built;
}

Secret content_of(const Options& options, const Seen& seen, const Chain& chain) {
  Secret content;
  if (seen.key) content = seen.key->pkcs8_pem();
  const WithRoot root = options.include_root ? WithRoot::yes : WithRoot::no;
  content.append(chain_pem(chain, root).reveal());
  return content;
}

Facts facts_of(const Seen& seen, const Chain& chain) {
  Facts facts = chain_facts(chain);
  if (seen.key) facts.insert(facts.begin(), {"key", seen.key->description()});
  return facts;
}

// A key that is not in the new content as well would be lost.
void refuse_key_loss(const OutputSeen& out, const PrivateKey* kept) {
  if (!holds_private_key(out.bytes.reveal())) return;
  const Material material = read_material(out.path, out.bytes.reveal());
  const bool all_kept =
      kept != nullptr && material.locked.empty() && !material.keys.empty() &&
      material.problems.empty() &&
      std::all_of(material.keys.begin(), material.keys.end(),
                  [kept](const FoundKey& found) { return found.key.same_as(*kept); });
  if (all_kept) return;
  throw Error(Fault::input, {.id = "would-lose-key",
                             .subject = out.path,
                             .message = "holds a private key, which chain build never replaces",
                             .hint = "give another --out, or move that file away"});
}

// 0600 or 0400 for a key, 0644 for certificates alone.
Access access_for(const Seen& seen) {
  if (!seen.key) return {.mode = public_mode};
  const bool tighter = seen.out->status && seen.out->status->mode == 0400;
  return {.mode = tighter ? 0400 : private_mode};
}

// Writes the file unless it is there already; at most its mode is put right then.
Plan writing(const Context& context, const Seen& seen, Secret content, Facts facts) {
  const OutputSeen& out = *seen.out;
  const bool there = out.status && out.bytes.reveal() == content.reveal();
  FileWish wish{
      .access = access_for(seen), .secret = seen.key != nullptr, .after = std::move(facts)};
  if (there)
    wish.before = wish.after;
  else if (out.status)
    wish.before = {{"content", contents_of(read_material(out.path, out.bytes.reveal()))}};
  std::optional<Step> access = access_step(out, wish);
  if (!there && out.status) {
    refuse_key_loss(out, seen.key.get());
    refuse_overwrite(context, out, "is there with other content");
  }
  Plan plan;
  if (!there)
    plan.steps.push_back(write_step(out, wish, known_bytes(std::move(content))));
  else if (access)
    plan.steps.push_back(std::move(*access));
  return plan;
}

Planned plan(const Options& options, const Seen& seen, Context& context) {
  Built built = build(options, seen);
  if (!options.allow_incomplete) refuse_incomplete(built.chain, options.leaf);
  Planned planned;
  Answer answer{.result = shared(chains_json({built.chain}, built.ignored))};
  answer.remarks.push_back("the chain:\n" + chain_text(built.chain) + ignored_text(built.ignored));
  answer.remarks.back().pop_back();
  for (const Finding& finding : built.findings) answer.remarks.push_back(as_text(finding));
  answer.findings = std::move(built.findings);
  Secret content = content_of(options, seen, built.chain);
  if (options.out)
    planned.plan = writing(context, seen, std::move(content), facts_of(seen, built.chain));
  else
    answer.text = content.reveal();  // certificates alone: see check()
  planned.answer = [answer = std::move(answer)](const Applied&) { return answer; };
  return planned;
}

ChainsWish wish_of(const Options& options) {
  return {.leaves = options.leaves,
          .from = options.from,
          .roots = options.roots,
          .out_dir = *options.out_dir,
          .include_root = options.include_root,
          .allow_incomplete = options.allow_incomplete};
}

std::vector<Flag> flags(const std::shared_ptr<Options>& options) {
  return {{.name = "--key",
           .value = "KEY",
           .help = "write the single-file form: this key, the leaf, the intermediates (mode 0600)",
           .completes = Completes::file,
           .set = [=](const std::string& text) { options->key = text; }},
          {.name = "--from",
           .value = "PATH",
           .help = "look for issuers here: a file in any form, or a directory",
           .repeatable = true,
           .completes = Completes::file,
           .set = [=](const std::string& text) { options->from.push_back(text); }},
          {.name = "--roots",
           .value = "FILE|DIR|system",
           .help = "the roots that peers trust (default: those of this machine)",
           .completes = Completes::file,
           .set = [=](const std::string& text) { options->roots = text; }},
          {.name = "--include-root",
           .help = "write the root at the end, which no client needs",
           .set = [=](const std::string&) { options->include_root = true; }},
          {.name = "--allow-incomplete",
           .help = "write what there is if an issuer is missing",
           .set = [=](const std::string&) { options->allow_incomplete = true; }},
          {.name = "--out",
           .value = "FILE",
           .help = "where to write (default: the certificates to standard output)",
           .completes = Completes::file,
           .set = [=](const std::string& text) { options->out = text; }},
          {.name = "--out-dir",
           .value = "DIR",
           .help = "many leaves: write each chain to DIR/NAME, as its leaf is called",
           .completes = Completes::directory,
           .set = [=](const std::string& text) { options->out_dir = text; }}};
}

}  // namespace

Command chain_build_command() {
  const auto options = std::make_shared<Options>();
  return {
      .description =
          "Finds the issuers of the certificate in LEAF among the certificates of LEAF itself and "
          "of "
          "every --from, by signature and not by their order or by names alone, and writes leaf "
          "and "
          "intermediates in the order that TLS wants. Roots, duplicates and strangers are left "
          "out. "
          "Of several paths it takes the one that verifies against the roots and lives longest.\n\n"
          "A root among the files ends the chain as well as one of --roots; --roots decides what "
          "is "
          "called trusted. A self-signed certificate is a chain by itself. With --out-dir there "
          "may "
          "be many LEAF, and directories of them; all have the same pool of issuers.",
      .flags = flags(options),
      .arguments = {{.name = "LEAF",
                     .help = "the certificate, PEM, DER, PKCS#7 or PKCS#12; - is standard input",
                     .least = 1,
                     .most = -1,
                     .completes = Completes::file,
                     .set = [=](const std::string& text) { options->leaves.push_back(text); }}},
      .examples = {{.command =
                        "postseal chain build mx.crt --from bundle.p7b --key mx.key --out mx.pem",
                    .help = "one file for smtpd_tls_chain_files"},
                   {.command = "postseal chain build mx.crt --from intermediates/ --out chain.pem",
                    .help = "leaf and intermediates, for smtpd_tls_cert_file"},
                   {.command = "postseal chain build leaves/ --from pool/ --out-dir chains/",
                    .help = "a chain for every certificate of a directory"}},
      .plan = [=](Context& context) {
        check(*options);
        if (options->out_dir) return plan_chains(wish_of(*options), context);
        options->leaf = options->leaves.front();
        return plan(*options, observe(*options, context), context);
      }};
}

}  // namespace postseal
