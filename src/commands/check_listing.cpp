// SPDX-License-Identifier: MIT
#include "commands/check_listing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "commands/chain_text.hpp"
#include "core/error.hpp"
#include "core/file_references.hpp"

namespace postseal {
namespace {

struct NamedKind {
  std::string_view ending{};  // of a parameter
  std::string_view kind{};
};
constexpr std::array kinds{
    NamedKind{"_chain_files", "chain"}, NamedKind{"cert_file", "chain"},
    NamedKind{"key_file", "key"},       NamedKind{"_CAfile", "ca"},
    NamedKind{"_param_file", "dh"},     NamedKind{"_trust_anchor_file", "trust-anchor"}};

std::string_view kind_of(const FileReference& reference) {
  if (reference.role == ReferenceRole::sni_index) return "sni-index";
  if (reference.role != ReferenceRole::material) return "sni-map";
  for (const NamedKind& one : kinds)
    if (reference.from.ends_with(one.ending)) return one.kind;
  return "other";
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// Collects the files in the order in which they are named.
class Listing {
 public:
  Listing(MaterialLook& look, const ChainJudge& judge) : look_(look), judge_(judge) {}

  void add(const std::string& path, std::string_view kind, const std::string& from) {
    const auto [known, added] = places_.emplace(path, files_.size());
    if (added) files_.push_back({.path = path, .kind = std::string(kind)});
    std::vector<std::string>& names = files_[known->second].from;
    if (std::find(names.begin(), names.end(), from) == names.end()) names.push_back(from);
  }

  [[nodiscard]] std::vector<CheckedFile> take() && {
    for (CheckedFile& file : files_) describe(file);
    return std::move(files_);
  }

 private:
  void describe(CheckedFile& file) {
    if (const auto& status = look_.files.status(file.path)) {
      file.mode = fmt::format("{:04o}", status->mode);
      file.owner = fmt::format("{}:{}", status->owner, status->group);
    }
    for (const JudgedChain* judged : judge_.chains_in(file.path)) {
      for (std::string& line : lines_of(chain_text(judged->chain)))
        file.tree.push_back(std::move(line));
      const Time end = judged->chain.not_after();
      file.not_after = std::min(file.not_after.value_or(end), end);
    }
    const bool has_dates = file.kind == "ca" || file.kind == "trust-anchor" || file.kind == "chain";
    if (!file.not_after && has_dates && look_.files.is_file(file.path))
      for (const auto& certificate : look_.files.chain(file.path).certificates)
        if (certificate)
          file.not_after = std::min(file.not_after.value_or(Time::max()), certificate->not_after());
  }

  MaterialLook& look_;
  const ChainJudge& judge_;
  std::map<std::string, std::size_t> places_{};
  std::vector<CheckedFile> files_{};
};

std::vector<FileReference> references(const CheckedConfig& config) {
  try {
    return file_references(config.main_cf, config.master_cf, config.defaults);
  } catch (const Error&) {
    return {};  // an expression that nobody can read: a finding of its own
  }
}

}  // namespace

std::vector<CheckedFile> list_files(MaterialLook& look, const ChainJudge& judge,
                                    const std::vector<SniFile>& sni_files) {
  Listing listing(look, judge);
  for (const FileReference& reference : references(look.config))
    if (reference.certain || look.files.status(reference.path))
      listing.add(reference.path, kind_of(reference), reference.from);
  for (const SniFile& file : sni_files)
    for (const std::string& from : file.from) listing.add(file.path, "chain", from);
  return std::move(listing).take();
}

}  // namespace postseal
