// SPDX-License-Identifier: MIT
#include "commands/cert_names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.hpp"

namespace postseal {
namespace {

std::string key_of(const HostName& name) {
  return name.is_address() ? "ip " + name.address : "dns " + name.text;
}

std::vector<std::string> sorted(std::vector<std::string> texts) {
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  return texts;
}

}  // namespace

bool has_names(const std::vector<SubjectName>& found, const std::vector<std::string>& common_names,
               const std::vector<HostName>& wanted) {
  std::vector<std::string> there;
  for (const SubjectName& name : found)
    there.push_back(name.kind == NameKind::address ? "ip " + name.raw
                    : name.kind == NameKind::dns   ? "dns " + lower(name.raw)
                                                   : "other");
  std::vector<std::string> asked;
  for (const HostName& name : wanted) asked.push_back(key_of(name));
  const std::string first = fits_common_name(wanted.front()) ? wanted.front().text : "";
  return sorted(there) == sorted(asked) &&
         first == (common_names.empty() ? "" : lower(common_names.front()));
}

std::vector<std::string> texts_of(const std::vector<HostName>& names) {
  std::vector<std::string> texts;
  for (const HostName& name : names) texts.push_back(name.text);
  return texts;
}

std::chrono::seconds reserve_of(const Certificate& certificate) {
  const std::chrono::seconds third = (certificate.not_after() - certificate.not_before()) / 3;
  return std::min<std::chrono::seconds>(third, std::chrono::days(30));
}

std::string shortcoming(const Certificate& certificate, const Lifetime& lifetime) {
  const Time end = certificate.not_after();
  if (end <= lifetime.now) return fmt::format("expired on {}", date_of(end));
  if (certificate.not_before() > lifetime.now)
    return fmt::format("is not valid before {}", rfc3339(certificate.not_before()));
  if (end - lifetime.now < reserve_of(certificate))
    return fmt::format("expires on {}", date_of(end));
  if (!lifetime.days) return {};
  const auto span = end - certificate.not_before();
  const auto difference = span - std::chrono::days(*lifetime.days);
  if (std::chrono::abs(difference) <= std::chrono::days(1)) return {};
  return fmt::format("was made for {} days", std::chrono::round<std::chrono::days>(span).count());
}

std::string common_name_note(const std::vector<HostName>& names) {
  if (names.empty() || fits_common_name(names.front())) return {};
  return fmt::format("\"{}\" has over {} characters: it is no common name, only a subjectAltName",
                     names.front().text, longest_common_name);
}

}  // namespace postseal
