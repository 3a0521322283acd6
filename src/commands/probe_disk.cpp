// SPDX-License-Identifier: MIT
#include "commands/probe_disk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "commands/chain_inputs.hpp"
#include "commands/material_files.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "core/time.hpp"

namespace postseal {
namespace {

bool share_a_name(const Certificate& a, const Certificate& b) {
  const auto names = name_texts(a);
  const auto others = name_texts(b);
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return std::find(others.begin(), others.end(), name) != others.end();
  });
}

bool is_leaf(const Certificate& certificate) {
  return !certificate.is_ca() || certificate.self_signed();
}

// What should be shown in place of SERVED: for the same names and the same kind of key, the one
// that lives longest.
const Certificate* rival_of(const Certificate& served, const DiskCertificates& disk) {
  const Certificate* best = nullptr;
  for (const Certificate& one : disk.all)
    if (is_leaf(one) && one.key().family == served.key().family && share_a_name(one, served) &&
        (best == nullptr || one.not_after() > best->not_after()))
      best = &one;
  return best;
}

std::string words_for(const Certificate& certificate) {
  return fmt::format("\"{}\", {}, until {}, {}", certificate.subject(),
                     certificate.key().description, date_of(certificate.not_after()),
                     fingerprint(certificate.der()));
}

Finding stranger(const std::string& label, const Certificate& served,
                 const DiskCertificates& disk) {
  Finding finding{.id = "served-differs", .subject = label};
  const Certificate* rival = rival_of(served, disk);
  if (rival == nullptr) {
    finding.message = fmt::format("shows {}, which is not in {}", words_for(served),
                                  escaped(fmt::format("{}", fmt::join(disk.paths, ", "))));
    finding.hint = "see that it is the right server, and which files it loads: postseal check";
    return finding;
  }
  finding.message = fmt::format("shows {}; on disk is {}", words_for(served), words_for(*rival));
  finding.hint = rival->not_before() > served.not_before()
                     ? "the newer one is not loaded yet: postfix reload"
                     : "find out which files it loads: postseal check";
  return finding;
}

}  // namespace

DiskCertificates disk_certificates(Context& context, const std::vector<std::string>& paths) {
  DiskCertificates disk{.paths = paths};
  for (const std::string& path : paths) {
    std::vector<Certificate> more = read_issuers(context, path);
    if (more.empty())
      throw Error(Fault::input, {.id = "certificate-missing",
                                 .subject = path,
                                 .message = "holds no certificate to compare with",
                                 .hint = "name the file that the server loads"});
    std::move(more.begin(), more.end(), std::back_inserter(disk.all));
  }
  return disk;
}

std::vector<Finding> differences(const std::string& label, const std::vector<Certificate>& leaves,
                                 const DiskCertificates& disk) {
  std::vector<Finding> found;
  std::vector<KeyFamily> shown;
  for (const Certificate& leaf : leaves) {
    shown.push_back(leaf.key().family);
    if (std::find(disk.all.begin(), disk.all.end(), leaf) == disk.all.end())
      found.push_back(stranger(label, leaf, disk));
  }
  for (const Certificate& one : disk.all) {
    const KeyFamily family = one.key().family;
    const bool belongs =
        is_leaf(one) && std::any_of(leaves.begin(), leaves.end(),
                                    [&](const auto& leaf) { return share_a_name(one, leaf); });
    if (!belongs || std::find(shown.begin(), shown.end(), family) != shown.end()) continue;
    shown.push_back(family);
    found.push_back({.id = "served-missing",
                     .subject = label,
                     .message = fmt::format(
                         "shows no certificate of this kind of key; on disk is {}", words_for(one)),
                     .hint = "find out which files it loads: postseal check"});
  }
  return found;
}

}  // namespace postseal
