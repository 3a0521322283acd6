// SPDX-License-Identifier: MIT
#include "commands/fingerprint_sources.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_set>
#include <utility>

#include "commands/fingerprint_host.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "crypto/material.hpp"

namespace postseal {
namespace {

// What a file is called in messages.
std::string subject_of(const std::string& source) {
  return source == "-" ? "standard input" : source;
}

// Damage that somebody should hear of; other files in a directory are simply of another kind.
bool is_damaged(const Material& material) {
  constexpr std::array<std::string_view, 5> ids{"pem-truncated", "pem-damaged", "key-invalid",
                                                "certificate-invalid", "cipher-unsupported"};
  return material.container == "PEM" &&
         std::any_of(material.problems.begin(), material.problems.end(), [&](const Problem& one) {
           return std::find(ids.begin(), ids.end(), one.id) != ids.end();
         });
}

Error locked(const Material& material) {
  return {Fault::input,
          {.id = "key-encrypted",
           .subject = material.subject,
           .message = "is encrypted, and there is no passphrase for it",
           .hint = "give --passphrase-file FILE, or run it on a terminal"}};
}

// Reads sources one after another and collects their items.
class Collector {
 public:
  Collector(Context& context, const Printing& printing) : context_(context), printing_(printing) {}

  void add(const std::string& source);
  [[nodiscard]] std::vector<Printed> take() && { return std::move(items_); }

 private:
  void add_directory(const std::string& path);
  void add_member(const std::string& path);
  void add_certificate(const std::string& source, const Certificate& certificate,
                       std::size_t index);
  void add_certificates(const std::string& source, const Material& material);
  void add_requests(const std::string& source, const Material& material);
  void add_keys(const std::string& source, const Material& material);
  void add_bare(Print print, std::string_view public_key);
  [[nodiscard]] Material material_of(const std::string& path, bool may_ask);
  [[nodiscard]] std::optional<Secret> passphrase(const std::string& subject);
  void skipped(const std::string& path, const std::string& why) {
    context_.note(fmt::format("{}: passed over: {}", escaped(path), escaped(why)));
  }

  Context& context_;
  const Printing& printing_;
  std::vector<Printed> items_{};
  std::optional<Secret> passphrase_{};
};

std::optional<Secret> Collector::passphrase(const std::string& subject) {
  if (!context_.globals().passphrase_file) return context_.passphrase(subject);
  if (!passphrase_) passphrase_ = context_.passphrase(subject);  // perhaps a pipe: read it once
  return passphrase_->copy();
}

// Nothing is unlocked that need not be: beside a certificate nobody looks at the key.
Material Collector::material_of(const std::string& path, bool may_ask) {
  const Secret bytes = context_.host().read(path);
  const std::string subject = subject_of(path);
  Material material = read_material(subject, bytes.reveal());
  if (may_ask && material.certificates.empty() && !material.locked.empty())
    material =
        read_material(path, bytes.reveal(), [&](const auto& name) { return passphrase(name); });
  return material;
}

void Collector::add_certificate(const std::string& source, const Certificate& certificate,
                                std::size_t index) {
  Print print{.source = source,
              .index = index,
              .subject = certificate.subject(),
              .not_after = certificate.not_after()};
  if (printing_.certificate) print.certificate = colon_hex(printing_.hasher(certificate.der()));
  if (printing_.public_key) print.public_key = colon_hex(printing_.hasher(certificate.spki_der()));
  items_.push_back({.print = std::move(print)});
  if (!printing_.names) return;
  items_.back().subject = certificate.subject_der();
  items_.back().issuer = certificate.issuer_der();
}

void Collector::add_certificates(const std::string& source, const Material& material) {
  std::size_t index = 0;
  for (const FoundCertificate& found : material.certificates)
    add_certificate(source, found.certificate, index++);
}

void Collector::add_bare(Print print, std::string_view public_key) {
  const bool same_source = !items_.empty() && items_.back().print.source == print.source;
  if (same_source) print.index = items_.back().print.index + 1;
  if (printing_.public_key) print.public_key = colon_hex(printing_.hasher(public_key));
  items_.push_back({.print = std::move(print)});
}

void Collector::add_requests(const std::string& source, const Material& material) {
  for (const FoundRequest& found : material.requests)
    add_bare({.kind = PrintKind::request, .source = source, .subject = found.request.subject()},
             found.request.spki_der());
}

void Collector::add_keys(const std::string& source, const Material& material) {
  for (const FoundKey& found : material.keys)
    add_bare({.kind = PrintKind::key, .source = source}, found.key.spki_der());
  for (const FoundPublicKey& found : material.public_keys)
    add_bare({.kind = PrintKind::key, .source = source}, found.spki_der);
}

void Collector::add_member(const std::string& path) {
  try {
    const Material material = material_of(path, context_.globals().passphrase_file.has_value());
    if (material.certificates.empty() && !material.locked.empty()) throw locked(material);
    if (is_damaged(material)) require_sound(material);
    add_certificates(path, material);
    if (material.certificates.empty()) add_keys(path, material);
  } catch (const Error& error) {
    skipped(path, error.problem().message);
  }
}

void Collector::add_directory(const std::string& path) {
  std::vector<std::string> left{path};
  while (!left.empty()) {
    const std::string next = std::move(left.back());
    left.pop_back();
    const auto here = context_.host().status(next, Follow::no);
    const bool link = here && here->kind == FileKind::symlink;
    const auto there = link ? context_.host().status(next, Follow::yes) : here;
    if (!there) continue;  // a link to nothing
    if (there->kind == FileKind::regular) add_member(next);
    if (there->kind != FileKind::directory) continue;
    if (link && next != path) continue;
    std::vector<std::string> names = context_.host().list(next);
    const std::string prefix = next.ends_with('/') ? next : next + "/";
    std::for_each(names.rbegin(), names.rend(),
                  [&](const std::string& name) { left.push_back(prefix + name); });
  }
}

void Collector::add(const std::string& source) {
  const auto status = source == "-" ? std::nullopt : context_.host().status(source, Follow::yes);
  const std::size_t before = items_.size();
  if (const auto host = status || source == "-" ? std::nullopt : parse_host_port(source)) {
    for (const Certificate& one : shown_by(context_, *host, printing_.implicit))
      add_certificate(source, one, items_.size() - before);
  } else if (status && status->kind == FileKind::directory) {
    add_directory(source);
  } else {
    const Material material = material_of(source, true);
    if (material.certificates.empty() && !material.locked.empty()) throw locked(material);
    require_sound(material);
    add_certificates(source, material);
    if (material.certificates.empty()) {
      add_requests(source, material);
      add_keys(source, material);
    }
  }
  if (items_.size() == before)
    throw Error(Fault::input, {.id = "source-empty",
                               .subject = subject_of(source),
                               .message = "no certificate and no key found in it",
                               .hint = "give PEM, DER or PKCS#12 files, or a directory of them"});
}

}  // namespace

std::vector<Printed> printed(const std::vector<std::string>& sources, Context& context,
                             const Printing& printing) {
  Collector collector(context, printing);
  for (const std::string& source : sources) collector.add(source);
  if (sources.empty()) collector.add("-");
  return std::move(collector).take();
}

std::vector<Print> without_issuers(const std::vector<Printed>& items, Context& context) {
  std::unordered_set<std::string_view> issuers;
  for (const Printed& item : items)
    if (item.issuer != item.subject) issuers.insert(item.issuer);
  std::vector<Print> kept;
  for (const Printed& item : items) {
    if (item.subject.empty() || issuers.count(item.subject) == 0)
      kept.push_back(item.print);
    else
      context.note(
          fmt::format("{}: \"{}\" is left out: it issued another of these certificates, "
                      "and Postfix compares a pin with the peer's own alone",
                      escaped(item.print.source), item.print.subject));
  }
  return kept;
}

}  // namespace postseal
