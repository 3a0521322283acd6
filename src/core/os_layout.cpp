// SPDX-License-Identifier: MIT
#include "core/os_layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/logical_lines.hpp"
#include "core/main_cf.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

constexpr std::array layouts{OsLayout::debian, OsLayout::rhel, OsLayout::freebsd, OsLayout::other};
constexpr std::string_view debian_bundles[] = {"/etc/ssl/certs/ca-certificates.crt"};
constexpr std::string_view rhel_bundles[] = {"/etc/pki/tls/certs/ca-bundle.crt",
                                             "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"};
constexpr std::string_view freebsd_bundles[] = {"/etc/ssl/cert.pem",
                                                "/usr/local/share/certs/ca-root-nss.crt"};
constexpr std::string_view other_bundles[] = {
    "/etc/ssl/cert.pem", "/etc/ssl/certs/ca-certificates.crt", "/etc/ssl/ca-bundle.pem",
    "/etc/pki/tls/certs/ca-bundle.crt"};

struct Distribution {
  std::string_view id{};
  OsLayout os = OsLayout::other;
};
constexpr std::array distributions{
    Distribution{"debian", OsLayout::debian},   Distribution{"ubuntu", OsLayout::debian},
    Distribution{"rhel", OsLayout::rhel},       Distribution{"fedora", OsLayout::rhel},
    Distribution{"centos", OsLayout::rhel},     Distribution{"amzn", OsLayout::rhel},
    Distribution{"freebsd", OsLayout::freebsd},
};

// The words of an assignment of /etc/os-release, quoted or not.
std::vector<std::string> words_of(std::string_view os_release, std::string_view name) {
  for (const LogicalLine& line : logical_lines(os_release).lines) {
    NameValue split = split_name_value(line.text);
    if (split.name != name) continue;
    std::erase_if(split.value, [](char c) { return c == '"' || c == '\''; });
    return list_elements(split.value);
  }
  return {};
}

}  // namespace

std::string_view name_of(OsLayout os) {
  switch (os) {
    case OsLayout::debian:
      return "debian";
    case OsLayout::rhel:
      return "rhel";
    case OsLayout::freebsd:
      return "freebsd";
    case OsLayout::other:
      return "other";
  }
  return "other";
}

OsLayout parse_os_layout(std::string_view text, std::string_view option) {
  for (const OsLayout os : layouts)
    if (text == name_of(os)) return os;
  throw Error(Fault::usage,
              {.id = "os-unknown",
               .subject = std::string(option),
               .message = fmt::format("unknown operating system \"{}\"", escaped(text)),
               .hint = "use debian, rhel, freebsd or other"});
}

OsLayout os_layout_of(std::string_view os_release) {
  for (const std::string_view name : {"ID", "ID_LIKE"})
    for (const std::string& word : words_of(os_release, name))
      for (const Distribution& known : distributions)
        if (word == known.id) return known.os;
  return OsLayout::other;
}

std::span<const std::string_view> ca_bundles(OsLayout os) {
  switch (os) {
    case OsLayout::debian:
      return debian_bundles;
    case OsLayout::rhel:
      return rhel_bundles;
    case OsLayout::freebsd:
      return freebsd_bundles;
    case OsLayout::other:
      return other_bundles;
  }
  return other_bundles;
}

std::string_view chroot_column(OsLayout os) { return os == OsLayout::debian ? "y" : "n"; }

}  // namespace postseal
