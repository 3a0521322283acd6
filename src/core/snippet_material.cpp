// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/error.hpp"
#include "core/snippet_parts.hpp"

namespace postseal {
namespace {

constexpr PostfixVersion with_chain_files{3, 4, 0};
constexpr PostfixVersion with_ec_certificates{2, 6, 0};

Snippet chain_files(std::string_view daemon, const std::vector<MaterialFile>& files) {
  std::vector<std::string_view> paths;
  bool is_split = false;
  for (const MaterialFile& file : files) {
    if (!file.key.empty()) paths.push_back(file.key);
    paths.push_back(file.chain);
    is_split = is_split || !file.key.empty();
  }
  if (paths.empty()) return {};
  return {
      .parameters = {{.name = fmt::format("{}_tls_chain_files", daemon),
                      .value = fmt::format("{}", fmt::join(paths, ", ")),
                      .reason = is_split ? "each key, then its certificate and issuers"
                                         : "every key with its certificate and issuers: one file "
                                           "is swapped as one"}}};
}

std::string_view only_algorithm_of(const MaterialFile& file) {
  if (file.types.size() == 1) return algorithm_of(file.types.front());
  throw Error(Fault::usage, {.id = "material-unfit",
                             .subject = file.chain,
                             .message = fmt::format("holds {} keys; Postfix before 3.4 takes 1",
                                                    file.types.size()),
                             .hint = "make one file per key"});
}

int rank_of(const MaterialFile& file) {
  const std::string_view algorithm = only_algorithm_of(file);
  if (algorithm == "rsa") return 0;
  return algorithm == "ec" ? 1 : 2;
}

// Before 3.4 there is a pair of parameters for RSA and, from 2.6 on, one for ECDSA. In fact each
// takes any algorithm: what has no pair of its own goes where one is free.
Snippet slots(std::string_view daemon, std::vector<MaterialFile> files,
              const PostfixVersion& version) {
  Snippet lines;
  std::map<std::string_view, const MaterialFile*> taken;
  std::stable_sort(files.begin(), files.end(),
                   [](const auto& a, const auto& b) { return rank_of(a) < rank_of(b); });
  for (const MaterialFile& file : files) {
    std::vector<std::string_view> choices{""};
    if (version >= with_ec_certificates)
      choices.insert(only_algorithm_of(file) == "ec" ? choices.begin() : choices.end(), "ec");
    const auto place = std::find_if(choices.begin(), choices.end(),
                                    [&](std::string_view slot) { return !taken.contains(slot); });
    if (place != choices.end())
      taken[*place] = &file;
    else
      lines.notes.push_back(
          fmt::format("Postfix {} has no place for one more certificate: {} is "
                      "left out",
                      text_of(version), file.chain));
  }
  for (const auto& [slot, file] : taken) {
    const bool is_one = file->key.empty();
    lines.parameters.push_back(
        {.name = fmt::format("{}_tls_{}cert_file", daemon, slot),
         .value = file->chain,
         .reason = fmt::format("the {} certificate and its issuers", only_algorithm_of(*file))});
    lines.parameters.push_back(
        {.name = fmt::format("{}_tls_{}key_file", daemon, slot),
         .value = is_one ? file->chain : file->key,
         .reason =
             is_one ? "its key is in the same file, so that both are swapped as one" : "its key"});
  }
  return lines;
}

}  // namespace

Snippet material_lines(std::string_view daemon, const std::vector<MaterialFile>& files,
                       const PostfixVersion& version) {
  for (const MaterialFile& file : files) {
    require_usable_path(file.chain, "--dir");
    if (!file.key.empty()) require_usable_path(file.key, "--dir");
  }
  return version >= with_chain_files ? chain_files(daemon, files) : slots(daemon, files, version);
}

}  // namespace postseal
