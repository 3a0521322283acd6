// SPDX-License-Identifier: MIT
// chain build --out-dir: many leaves at once, in time that grows with their number.
#include "commands/chain_many.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "commands/chain_inputs.hpp"
#include "commands/chain_output.hpp"
#include "commands/chain_text.hpp"
#include "commands/files.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/key_content.hpp"
#include "crypto/chain.hpp"
#include "crypto/decode_all.hpp"
#include "crypto/material.hpp"

namespace postseal {
namespace {

// One leaf, and what its file holds beside it.
struct Leaf {
  std::string path{};
  Certificate certificate;
  std::vector<Certificate> others{};
};

std::string name_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }

std::vector<std::string> files_in(Context& context, const std::string& path) {
  const auto status = context.host().status(path, Follow::yes);
  if (!status || status->kind != FileKind::directory) return {path};
  std::vector<std::string> files;
  for (const std::string& name : context.host().list(path)) {
    std::string file = path.ends_with('/') ? path + name : fmt::format("{}/{}", path, name);
    const auto member = context.host().status(file, Follow::yes);
    if (member && member->kind == FileKind::regular) files.push_back(std::move(file));
  }
  return files;
}

// The first that is no CA, and where all are, the first; of one alone nothing needs to be asked.
Leaf leaf_in(const Material& material) {
  std::vector<Certificate> all = certificates_of(material);
  const auto found = all.size() == 1 ? all.begin()
                                     : std::find_if(all.begin(), all.end(),
                                                    [](const auto& one) { return !one.is_ca(); });
  const auto chosen = found == all.end() ? all.begin() : found;
  Leaf leaf{.path = material.subject, .certificate = *chosen};
  all.erase(chosen);
  leaf.others = std::move(all);
  return leaf;
}

std::vector<Leaf> read_leaves(const ChainsWish& wish, Context& context) {
  std::vector<Material> materials;
  std::set<std::string> names;
  for (const std::string& path : wish.leaves)
    for (const std::string& file : files_in(context, path)) {
      if (!names.insert(name_of(file)).second)
        throw Error(Fault::usage,
                    {.id = "value-invalid",
                     .subject = file,
                     .message = fmt::format("another LEAF is called \"{}\", too", name_of(file)),
                     .hint = "each chain is written to a file of its leaf's name: build them in "
                             "two runs"});
      materials.push_back(read_with_certificates(context, file));
    }
  std::vector<Certificate> all;
  for (const Material& material : materials)
    for (const FoundCertificate& found : material.certificates) all.push_back(found.certificate);
  decode_all(all);
  std::vector<Leaf> leaves;
  for (const Material& material : materials) leaves.push_back(leaf_in(material));
  return leaves;
}

void refuse_key_loss(const OutputSeen& out) {
  if (!holds_private_key(out.bytes.reveal())) return;
  throw Error(Fault::input, {.id = "would-lose-key",
                             .subject = out.path,
                             .message = "holds a private key, which chain build never replaces",
                             .hint = "give another --out-dir, or move that file away"});
}

// A step where there is something to do; at most the mode is put right where the content is there.
std::optional<Step> writing(const Context& context, const std::string& path, Secret content,
                            Facts facts) {
  const OutputSeen out = observe_output(context, path);
  FileWish wish{.access = {.mode = public_mode}, .after = std::move(facts)};
  if (out.status && out.bytes.reveal() == content.reveal()) {
    wish.before = wish.after;
    return access_step(out, wish);
  }
  if (out.status) {
    refuse_key_loss(out);
    refuse_overwrite(context, out, "is there with other content");
  }
  return write_step(out, wish, known_bytes(std::move(content)));
}

std::string summary(const std::vector<Chain>& chains) {
  const auto count = [&](bool Chain::*what) {
    return std::count_if(chains.begin(), chains.end(), [&](const Chain& one) { return one.*what; });
  };
  return fmt::format("chains: {}, complete: {}, trusted: {}", chains.size(),
                     count(&Chain::complete), count(&Chain::trusted));
}

}  // namespace

Planned plan_chains(const ChainsWish& wish, Context& context) {
  const std::vector<Leaf> leaves = read_leaves(wish, context);
  ChainFinder finder(context.host().now());
  // All of them first: the issuers of an issuer are looked for again when the pool has grown.
  for (const Leaf& leaf : leaves) {
    finder.add(leaf.certificate);
    for (const Certificate& other : leaf.others) finder.add(other);
  }
  for (const std::string& path : wish.from)
    for (const Certificate& issuer : read_issuers(context, path)) finder.add(issuer);
  for (const Certificate& root : read_roots(context, wish.roots)) finder.trust(root);
  finder.pool().find_all_issuers();

  Planned planned;
  std::vector<Chain> chains;
  const WithRoot root = wish.include_root ? WithRoot::yes : WithRoot::no;
  const std::string dir = context.host().absolute(wish.out_dir);
  for (const Leaf& leaf : leaves) {
    Chain chain = finder.find(leaf.certificate);
    if (!wish.allow_incomplete) refuse_incomplete(chain, leaf.path);
    const std::string path = fmt::format("{}/{}", dir, name_of(leaf.path));
    if (auto step = writing(context, path, chain_pem(chain, root), chain_facts(chain)))
      planned.plan.steps.push_back(std::move(*step));
    chains.push_back(std::move(chain));
  }
  Answer answer{.remarks = {summary(chains)}};
  if (context.globals().json) answer.result = shared(chains_json(chains, {}));
  planned.answer = [answer = std::move(answer)](const Applied&) { return answer; };
  return planned;
}

}  // namespace postseal
