// SPDX-License-Identifier: MIT
#include "crypto/name_text.hpp"

#include <openssl/err.h>
#include <openssl/objects.h>

#include <array>
#include <utility>

#include "core/plain_name.hpp"
#include "core/text.hpp"
#include "crypto/openssl.hpp"

namespace postseal {
namespace {

NameHandle decoded(std::string_view der) {
  const unsigned char* at = bytes_of(der);
  NameHandle name(d2i_X509_NAME(nullptr, &at, static_cast<long>(der.size())));
  if (!name) ERR_clear_error();
  return name;
}

std::string attribute_of(const X509_NAME_ENTRY* entry) {
  const ASN1_OBJECT* object = X509_NAME_ENTRY_get_object(entry);
  const int nid = OBJ_obj2nid(object);
  if (nid != NID_undef) return OBJ_nid2sn(nid);
  std::array<char, 128> oid{};
  OBJ_obj2txt(oid.data(), static_cast<int>(oid.size()), object, 1);
  return oid.data();
}

// As UTF-8, whatever string type it has; its bytes where that cannot be.
std::string value_of(const X509_NAME_ENTRY* entry) {
  const ASN1_STRING* value = X509_NAME_ENTRY_get_data(entry);
  unsigned char* bytes = nullptr;
  const int size = ASN1_STRING_to_UTF8(&bytes, value);
  const BytesHandle owned(bytes);
  if (size < 0) ERR_clear_error();
  return std::string(size < 0 ? text_of(value) : text_of(bytes, static_cast<std::size_t>(size)));
}

std::string marked(std::string_view value) {
  std::string out;
  for (const char c : value) {
    if (std::string_view(",+\"\\<>;").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return escaped(out);
}

}  // namespace

std::string name_text(std::string_view name_der) {
  if (auto plain = plain_name_text(name_der)) return std::move(*plain);
  const NameHandle name = decoded(name_der);
  std::string out;
  int set = -1;
  for (int i = 0; name && i < X509_NAME_entry_count(name.get()); ++i) {
    const X509_NAME_ENTRY* entry = X509_NAME_get_entry(name.get(), i);
    if (i > 0) out += X509_NAME_ENTRY_set(entry) == set ? " + " : ", ";
    set = X509_NAME_ENTRY_set(entry);
    out += attribute_of(entry) + "=" + marked(value_of(entry));
  }
  return out;
}

std::vector<std::string> common_names_in(std::string_view name_der) {
  const NameHandle name = decoded(name_der);
  std::vector<std::string> found;
  if (!name) return found;
  int at = -1;
  while ((at = X509_NAME_get_index_by_NID(name.get(), NID_commonName, at)) >= 0)
    found.push_back(escaped(value_of(X509_NAME_get_entry(name.get(), at))));
  return found;
}

}  // namespace postseal
