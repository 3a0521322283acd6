// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <memory>

#include "commands/commands.hpp"
#include "commands/material_files.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "core/time.hpp"

namespace postseal {
namespace {

struct Options {
  std::vector<std::string> files{};
};

struct Seen {
  std::vector<Material> files{};
  Time now{};
};

constexpr std::size_t none = static_cast<std::size_t>(-1);

// Certificates of one file, and for each the place of its issuer among them.
struct Tree {
  std::vector<Certificate> certificates{};
  std::vector<std::size_t> parent{};
};

// A passphrase is asked for only where the certificates themselves are locked away.
Material read_certificates(Context& context, const std::string& path) {
  const Secret bytes = context.host().read(path);
  const std::string subject = path == "-" ? "standard input" : path;
  Material material = read_material(subject, bytes.reveal());
  if (material.certificates.empty() && !material.locked.empty())
    material = read_material(subject, bytes.reveal(), [&context](const std::string& locked) {
      return context.passphrase(locked);
    });
  if (material.certificates.empty() && !material.locked.empty())
    (void)take_key(std::move(material));
  return material;
}

Seen observe(const Options& options, Context& context) {
  Seen seen{.now = context.host().now()};
  for (const std::string& file : options.files)
    seen.files.push_back(read_certificates(context, file));
  return seen;
}

// Certificates that issued each other in a circle would all be below another.
void break_circles(std::vector<std::size_t>& parent) {
  for (std::size_t i = 0; i < parent.size(); ++i) {
    std::size_t at = parent[i];
    for (std::size_t steps = 0; at != none && at != i && steps < parent.size(); ++steps)
      at = parent[at];
    if (at == i) parent[i] = none;
  }
}

Tree tree_of(const Material& material) {
  Tree tree{.certificates = certificates_of(material)};
  std::multimap<std::string_view, std::size_t> by_subject;
  for (std::size_t i = 0; i < tree.certificates.size(); ++i)
    by_subject.emplace(tree.certificates[i].subject_der(), i);
  tree.parent.assign(tree.certificates.size(), none);
  for (std::size_t i = 0; i < tree.certificates.size(); ++i) {
    const Certificate& certificate = tree.certificates[i];
    if (certificate.issuer_der() == certificate.subject_der()) continue;
    const auto [first, last] = by_subject.equal_range(certificate.issuer_der());
    for (auto issuer = first; issuer != last && tree.parent[i] == none; ++issuer)
      if (certificate.signed_by(tree.certificates[issuer->second])) tree.parent[i] = issuer->second;
  }
  break_circles(tree.parent);
  return tree;
}

std::string role_of(const Certificate& certificate) {
  const bool own = certificate.self_signed();
  if (certificate.is_ca()) return own ? "root" : "intermediate";
  return own ? "self-signed" : "";
}

std::string validity_text(const Certificate& certificate, Time now) {
  std::string text =
      fmt::format("{} to {}", rfc3339(certificate.not_before()), rfc3339(certificate.not_after()));
  if (certificate.not_after() <= now) return text + " (expired)";
  if (certificate.not_before() > now) return text + " (not yet valid)";
  const auto days = std::chrono::floor<std::chrono::days>(certificate.not_after() - now).count();
  return text + fmt::format(" ({} days left)", days);
}

std::string node_text(const Certificate& certificate, std::size_t depth, Time now) {
  std::string text;
  const std::string indent(2 * depth, ' ');
  const auto line = [&](std::string_view label, const std::string& value) {
    if (!value.empty()) text += fmt::format("{}    {:<12} {}\n", indent, label, value);
  };
  const std::string subject = certificate.subject();
  const std::string role = role_of(certificate);
  text += fmt::format("{}  {}{}\n", indent, subject.empty() ? "(no subject)" : subject,
                      role.empty() ? "" : fmt::format(" [{}]", role));
  std::vector<std::string> names;
  for (const SubjectName& name : certificate.names()) names.push_back(name.text);
  if (role != "root" && role != "self-signed") line("issuer", certificate.issuer());
  line("names", listed(names));
  line("valid", validity_text(certificate, now));
  line("key", certificate.key().description);
  line("signature", certificate.signature_algorithm());
  line("usage", fmt::format("{}", fmt::join(certificate.extended_key_usage(), ", ")));
  line("serial", certificate.serial());
  line("certificate", fingerprint(certificate.der()));
  line("public key", fingerprint(certificate.spki_der()));
  return text;
}

void append_branch(std::string& text, const Tree& tree, std::size_t parent, Time now) {
  // Without recursion: a file may hold a chain of any length.
  std::vector<std::pair<std::size_t, std::size_t>> open;  // certificate, depth
  const auto push_children = [&](std::size_t of, std::size_t depth) {
    for (std::size_t i = tree.parent.size(); i-- > 0;)
      if (tree.parent[i] == of) open.emplace_back(i, depth);
  };
  push_children(parent, 0);
  while (!open.empty()) {
    const auto [at, depth] = open.back();
    open.pop_back();
    text += node_text(tree.certificates[at], depth, now);
    push_children(at, depth + 1);
  }
}

Json json_of(const Tree& tree, const std::string& path) {
  Json list = Json::array();
  for (std::size_t i = 0; i < tree.certificates.size(); ++i) {
    Json one = {{"index", i},
                {"parent", tree.parent[i] == none ? Json(nullptr) : Json(tree.parent[i])}};
    one.update(certificate_json(tree.certificates[i]));
    list.push_back(std::move(one));
  }
  return {{"path", path}, {"certificates", std::move(list)}};
}

Answer answer(const Seen& seen) {
  Json files = Json::array();
  std::string text;
  for (const Material& material : seen.files) {
    const Tree tree = tree_of(material);
    text += fmt::format("{}: {}\n", escaped(material.subject), contents_of(material));
    append_branch(text, tree, none, seen.now);
    files.push_back(json_of(tree, material.subject));
  }
  return {.result = shared({{"files", std::move(files)}}), .text = std::move(text)};
}

}  // namespace

Command cert_show_command() {
  const auto options = std::make_shared<Options>();
  return {
      .description =
          "Shows the certificates of each file as a tree: below each issuer what it signed, found "
          "by signature. Files may be PEM, DER, PKCS#7 or PKCS#12. The digests are SHA-256.\n\n"
          "JSON result: files: a list of path, certificates: a list of index, parent (the index of "
          "its issuer in this file, or null), subject, issuer, serial, not_before, not_after, "
          "common_names, names (type, value), key (type, bits, public_key), signature_algorithm, "
          "self_signed, ca, path_length, key_usage, extended_key_usage, subject_key_id, "
          "authority_key_id, fingerprint.",
      .arguments = {{.name = "FILE",
                     .help = "a file with certificates; - is standard input",
                     .least = 1,
                     .most = -1,
                     .completes = Completes::file,
                     .set = [=](const std::string& text) { options->files.push_back(text); }}},
      .examples = {{.command = "postseal cert show fullchain.pem", .help = "who signed whom"}},
      .looks = true,
      .plan = [=](Context& context) -> Planned {
        const auto seen = std::make_shared<const Seen>(observe(*options, context));
        return {.answer = [seen](const Applied&) { return answer(*seen); }};
      }};
}

}  // namespace postseal
