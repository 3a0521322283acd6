// SPDX-License-Identifier: MIT
// Keys, certificates and requests as facts for people and as JSON.
#include <fmt/format.h>

#include <algorithm>

#include "commands/material_files.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "core/time.hpp"
#include "crypto/digests.hpp"

namespace postseal {
namespace {

std::vector<std::string> texts_of(const std::vector<SubjectName>& names) {
  std::vector<std::string> texts;
  for (const SubjectName& name : names) texts.push_back(name.text);
  return texts;
}

std::string_view name_of(NameKind kind) {
  switch (kind) {
    case NameKind::dns:
      return "dns";
    case NameKind::address:
      return "ip";
    case NameKind::email:
      return "email";
    case NameKind::uri:
      return "uri";
    case NameKind::other:
      return "other";
  }
  return "other";
}

Json names_json(const std::vector<SubjectName>& names) {
  Json list = Json::array();
  for (const SubjectName& name : names)
    list.push_back({{"type", name_of(name.kind)}, {"value", name.text}});
  return list;
}

Json nullable(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

void append(Facts& facts, const Facts& more) {
  facts.insert(facts.end(), more.begin(), more.end());
}

}  // namespace

std::string fingerprint(std::string_view bytes, Digest digest) {
  return colon_hex(Hasher(digest)(bytes));
}

std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t most = 5;
  const std::size_t shown = names.size() > most ? most : names.size();
  std::string text =
      fmt::format("{}", fmt::join(names.begin(), names.begin() + static_cast<long>(shown), ", "));
  if (shown < names.size()) text += fmt::format(" and {} more", names.size() - shown);
  return text;
}

std::vector<std::string> name_texts(const Certificate& certificate) {
  std::vector<std::string> names = texts_of(certificate.names());
  return names.empty() ? certificate.common_names() : names;
}

Facts facts_of(const PrivateKey& key) {
  return {{"key", key.description()}, {"public key", fingerprint(key.spki_der())}};
}

Facts facts_of(const Certificate& certificate) {
  return {{"names", listed(name_texts(certificate))},
          {"key", certificate.key().description},
          {"not before", rfc3339(certificate.not_before())},
          {"not after", rfc3339(certificate.not_after())},
          {"fingerprint", fingerprint(certificate.der())}};
}

Facts facts_of(const Request& request) {
  return {{"request for", listed(texts_of(request.names()))}, {"key", request.key().description}};
}

Facts facts_of(const Material& material) {
  Facts facts;
  for (const FoundKey& found : material.keys) append(facts, facts_of(found.key));
  for (const FoundCertificate& found : material.certificates)
    append(facts, facts_of(found.certificate));
  for (const FoundRequest& found : material.requests) append(facts, facts_of(found.request));
  if (facts.empty()) facts.push_back({"content", contents_of(material)});
  return facts;
}

Json key_json(const KeyFacts& key, std::string_view spki_der) {
  return {{"type", key.description}, {"bits", key.bits}, {"public_key", fingerprint(spki_der)}};
}

Json certificate_json(const Certificate& certificate) {
  const std::optional<int> path_length = certificate.path_length();
  return {{"subject", certificate.subject()},
          {"issuer", certificate.issuer()},
          {"serial", certificate.serial()},
          {"not_before", rfc3339(certificate.not_before())},
          {"not_after", rfc3339(certificate.not_after())},
          {"common_names", certificate.common_names()},
          {"names", names_json(certificate.names())},
          {"key", key_json(certificate.key(), certificate.spki_der())},
          {"signature_algorithm", certificate.signature_algorithm()},
          {"self_signed", certificate.self_signed()},
          {"ca", certificate.is_ca()},
          {"path_length", path_length ? Json(*path_length) : Json(nullptr)},
          {"key_usage", certificate.key_usage()},
          {"extended_key_usage", certificate.extended_key_usage()},
          {"subject_key_id", nullable(certificate.subject_key_id())},
          {"authority_key_id", nullable(certificate.authority_key_id())},
          {"fingerprint", fingerprint(certificate.der())}};
}

Json request_json(const Request& request) {
  return {{"subject", request.subject()},
          {"common_names", request.common_names()},
          {"names", names_json(request.names())},
          {"key", key_json(request.key(), request.spki_der())},
          {"extended_key_usage", request.extended_key_usage()}};
}

}  // namespace postseal
