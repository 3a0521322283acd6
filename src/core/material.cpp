// SPDX-License-Identifier: MIT
#include "core/material.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

void refuse_twins(const std::vector<KeyType>& types) {
  for (std::size_t i = 0; i < types.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (algorithm_of(types[i]) == algorithm_of(types[j]))
        throw Error(Fault::usage,
                    {.id = "key-type-twice",
                     .subject = "--type",
                     .message = fmt::format("\"{}\" and \"{}\" have one algorithm",
                                            name_of(types[j]), name_of(types[i])),
                     .hint = "Postfix takes one chain per algorithm: one RSA, one EC, one Ed25519, "
                             "one Ed448"});
}

// The name must not lead to another directory, nor to a hidden file.
void require_file_name(const std::string& name) {
  if (!name.empty() && !name.starts_with('.') && name.find('/') == std::string::npos) return;
  throw Error(Fault::usage, {.id = "path-unusable",
                             .subject = "--name",
                             .message = fmt::format("\"{}\" cannot be a file name", escaped(name)),
                             .hint = "use a host name"});
}

bool is_unusable(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= ' ' || byte == 0x7f || c == ',' || c == '$';
}

}  // namespace

std::string_view algorithm_of(KeyType type) {
  switch (type) {
    case KeyType::rsa_2048:
    case KeyType::rsa_3072:
    case KeyType::rsa_4096:
      return "rsa";
    case KeyType::ec_p256:
    case KeyType::ec_p384:
    case KeyType::ec_p521:
      return "ec";
    case KeyType::ed25519:
      return "ed25519";
    case KeyType::ed448:
      return "ed448";
  }
  return "unknown";
}

Layout parse_layout(std::string_view text, std::string_view option) {
  if (text == "single") return Layout::single;
  if (text == "split") return Layout::split;
  throw Error(Fault::usage, {.id = "layout-unknown",
                             .subject = std::string(option),
                             .message = fmt::format("unknown layout \"{}\"", escaped(text)),
                             .hint = "use single or split"});
}

std::vector<MaterialFile> material_files(const MaterialNames& names,
                                         const PostfixVersion& version) {
  refuse_twins(names.types);
  require_file_name(names.name);
  const std::string stem = fmt::format("{}/{}", names.directory, file_stem(names.name));
  require_usable_path(stem, "--dir");
  if (names.layout == Layout::single && version >= PostfixVersion{3, 4, 0})
    return {{.types = names.types, .chain = stem + ".pem"}};
  std::vector<MaterialFile> files;
  for (const KeyType type : names.types) {
    const std::string file = fmt::format("{}.{}", stem, algorithm_of(type));
    if (names.layout == Layout::single)
      files.push_back({.types = {type}, .chain = file + ".pem"});
    else
      files.push_back({.types = {type}, .chain = file + ".crt", .key = file + ".key"});
  }
  return files;
}

std::string file_stem(std::string_view host_name) {
  std::string stem(host_name);
  if (stem.starts_with("*.")) stem.replace(0, 1, "wildcard");
  std::replace(stem.begin(), stem.end(), ':', '-');
  return stem;
}

void require_usable_path(std::string_view path, std::string_view option) {
  const bool has_bad = std::any_of(path.begin(), path.end(), is_unusable);
  if (path.starts_with('/') && !has_bad) return;
  throw Error(
      Fault::usage,
      {.id = "path-unusable",
       .subject = std::string(option),
       .message = has_bad ? fmt::format("main.cf cannot hold the path \"{}\"", escaped(path))
                          : fmt::format("\"{}\" is not an absolute path", escaped(path)),
       .hint = has_bad ? "use a path without blanks, commas, \"$\" and control characters"
                       : "begin it with \"/\": Postfix reads files from another directory"});
}

}  // namespace postseal
