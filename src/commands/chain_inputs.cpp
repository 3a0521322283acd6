// SPDX-License-Identifier: MIT
#include "commands/chain_inputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "core/error.hpp"
#include "core/os_layout.hpp"
#include "core/text.hpp"
#include "crypto/decode_all.hpp"
#include "crypto/material.hpp"

namespace postseal {
namespace {

void append(std::vector<Certificate>& all, const Material& material) {
  std::vector<Certificate> found;
  for (const FoundCertificate& one : material.certificates) found.push_back(one.certificate);
  decode_all(found);
  std::copy_if(found.begin(), found.end(), std::back_inserter(all),
               [](const Certificate& one) { return one.decodes(); });
}

bool is_blank(const Material& material) {
  return material.empty() && material.problems.size() == 1 &&
         material.problems.front().id == "file-empty";
}

void add_member(Context& context, const std::string& path, std::vector<Certificate>& all) {
  try {
    const Secret bytes = context.host().read(path);
    append(all, read_material(path, bytes.reveal()));
  } catch (const Error& error) {
    context.note(fmt::format("{}: passed over: {}", escaped(path), error.problem().message));
  }
}

// Links to directories are not followed: they may lead back.
std::vector<Certificate> in_directory(Context& context, const std::string& path) {
  std::vector<Certificate> all;
  std::vector<std::string> left{path};
  while (!left.empty()) {
    const std::string next = std::move(left.back());
    left.pop_back();
    const auto here = context.host().status(next, Follow::no);
    const bool link = here && here->kind == FileKind::symlink;
    const auto there = link ? context.host().status(next, Follow::yes) : here;
    if (!there) continue;
    if (there->kind == FileKind::regular) add_member(context, next, all);
    if (there->kind != FileKind::directory) continue;
    if (link && next != path) continue;
    const std::vector<std::string> names = context.host().list(next);
    const std::string prefix = next.ends_with('/') ? next : next + "/";
    std::for_each(names.rbegin(), names.rend(),
                  [&](const std::string& name) { left.push_back(prefix + name); });
  }
  return all;
}

bool is_directory(const Host& host, const std::string& path) {
  const auto status = path == "-" ? std::nullopt : host.status(path, Follow::yes);
  return status && status->kind == FileKind::directory;
}

}  // namespace

std::optional<std::string> system_ca_bundle(const Host& host) {
  for (const OsLayout os : {OsLayout::debian, OsLayout::rhel, OsLayout::freebsd, OsLayout::other})
    for (const std::string_view path : ca_bundles(os))
      if (host.status(std::string(path), Follow::yes)) return std::string(path);
  return std::nullopt;
}

Material read_with_certificates(Context& context, const std::string& path) {
  const Secret bytes = context.host().read(path);
  const std::string subject = path == "-" ? "standard input" : path;
  Material material = read_material(subject, bytes.reveal());
  // A PKCS#12 file hides its certificates, too.
  if (material.certificates.empty() && !material.locked.empty())
    material = read_material(subject, bytes.reveal(),
                             [&](const std::string& name) { return context.passphrase(name); });
  return material;
}

std::vector<Certificate> read_certificates(Context& context, const std::string& path) {
  return certificates_of(read_with_certificates(context, path));
}

std::vector<Certificate> read_roots(Context& context, const std::optional<std::string>& option) {
  std::string path = option.value_or("system");
  if (path == "system") {
    const auto bundle = system_ca_bundle(context.host());
    if (!bundle) {
      context.note("this machine has no bundle of public CAs: nothing counts as trusted");
      return {};
    }
    path = *bundle;
  }
  if (is_directory(context.host(), path)) return in_directory(context, path);
  return read_certificates(context, path);
}

std::vector<Certificate> read_issuers(Context& context, const std::string& path) {
  if (is_directory(context.host(), path)) return in_directory(context, path);
  if (path != "-" && !context.host().status(path, Follow::yes)) {
    context.note(fmt::format("{}: is not there, so nothing is taken from it", escaped(path)));
    return {};
  }
  const Material material = read_with_certificates(context, path);
  if (is_blank(material)) return {};
  require_sound(material);
  std::vector<Certificate> all;
  append(all, material);
  return all;
}

}  // namespace postseal
