// SPDX-License-Identifier: MIT
#include "core/plain_name.hpp"

#include <algorithm>
#include <array>

#include "core/der.hpp"

namespace postseal {
namespace {

// Bodies of OBJECT IDENTIFIERs (X.520, RFC 2985, RFC 4519), and OpenSSL's short names of them.
struct Attribute {
  std::string_view object{};
  std::string_view name{};
};
constexpr std::array attributes{
    Attribute{"\x55\x04\x03", "CN"},
    Attribute{"\x55\x04\x05", "serialNumber"},
    Attribute{"\x55\x04\x06", "C"},
    Attribute{"\x55\x04\x07", "L"},
    Attribute{"\x55\x04\x08", "ST"},
    Attribute{"\x55\x04\x0a", "O"},
    Attribute{"\x55\x04\x0b", "OU"},
    Attribute{"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01", "emailAddress"},
};

std::string_view name_of(std::string_view object) {
  for (const Attribute& attribute : attributes)
    if (attribute.object == object) return attribute.name;
  return {};
}

bool is_text(const der::Element& value) {
  constexpr std::string_view tags = "\x0c\x13\x16";  // UTF8String, PrintableString, IA5String
  return tags.find(static_cast<char>(value.tag)) != std::string_view::npos &&
         std::all_of(value.body.begin(), value.body.end(),
                     [](char c) { return c >= 0x20 && c < 0x7F; }) &&
         value.body.find_first_of(",+\"\\<>;") == std::string_view::npos;
}

// SET { SEQUENCE { OBJECT IDENTIFIER, string } }, and nothing else.
std::optional<std::string> attribute_in(std::string_view set) {
  auto outer = der::take(set, der::set);
  if (!outer) return std::nullopt;
  auto pair = der::take(outer->body, der::sequence);
  if (!pair || !outer->body.empty()) return std::nullopt;
  const auto object = der::take(pair->body, der::object);
  const auto value = der::take(pair->body);
  if (!object || !value || !pair->body.empty() || !is_text(*value)) return std::nullopt;
  const std::string_view name = name_of(object->body);
  if (name.empty()) return std::nullopt;
  return std::string(name).append("=").append(value->body);
}

}  // namespace

std::optional<std::string> plain_name_text(std::string_view name_der) {
  const auto name = der::take(name_der, der::sequence);
  if (!name || !name_der.empty()) return std::nullopt;
  std::string text;
  for (std::string_view rest = name->body; !rest.empty();) {
    const auto set = der::take(rest);
    const auto attribute = set ? attribute_in(set->whole) : std::nullopt;
    if (!attribute) return std::nullopt;
    if (!text.empty()) text += ", ";
    text += *attribute;
  }
  return text;
}

}  // namespace postseal
