// SPDX-License-Identifier: MIT
#include "core/names.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <idn2.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <optional>

#include "core/error.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

struct FreeText {
  void operator()(char* text) const noexcept { std::free(text); }
};
using Text = std::unique_ptr<char, FreeText>;

// The name being read, for messages.
struct Reading {
  std::string_view text{};
  std::string_view subject{};
};

[[noreturn]] void refuse(const Reading& reading, std::string_view why, std::string hint) {
  constexpr std::size_t enough = 100;
  std::string shown = escaped(reading.text.substr(0, enough));
  if (reading.text.size() > enough) shown += "...";
  throw Error(Fault::usage, {.id = "name-invalid",
                             .subject = std::string(reading.subject),
                             .message = fmt::format("\"{}\" {}", shown, why),
                             .hint = std::move(hint)});
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::optional<HostName> address_in(std::string_view text) {
  if (text.size() > 2 && text.front() == '[' && text.back() == ']')
    text = text.substr(1, text.size() - 2);
  const bool six = text.find(':') != std::string_view::npos;
  const int family = six ? AF_INET6 : AF_INET;
  const std::string written(text);
  std::array<char, 16> bytes{};
  std::array<char, INET6_ADDRSTRLEN> canonical{};
  if (written.size() != std::string_view(written.c_str()).size() ||
      ::inet_pton(family, written.c_str(), bytes.data()) != 1 ||
      ::inet_ntop(family, bytes.data(), canonical.data(), canonical.size()) == nullptr)
    return std::nullopt;
  return HostName{.text = canonical.data(), .address = {bytes.data(), six ? 16U : 4U}};
}

std::vector<std::string_view> labels_of(std::string_view name) {
  std::vector<std::string_view> labels;
  for (std::size_t dot = name.find('.'); dot != std::string_view::npos; dot = name.find('.')) {
    labels.push_back(name.substr(0, dot));
    name.remove_prefix(dot + 1);
  }
  labels.push_back(name);
  return labels;
}

// The A-label form of a name that is not all ASCII.
std::string a_labels(const Reading& reading, std::string_view name) {
  const std::string text(name);
  char* made = nullptr;
  const int status = ::idn2_to_ascii_8z(text.c_str(), &made, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
  const Text owned(made);
  if (status != IDN2_OK)
    refuse(reading, fmt::format("is no internationalised name: {}", ::idn2_strerror(status)),
           "give the name as registered, or in its \"xn--\" form");
  return lower(made);
}

bool decodes(std::string_view a_label) {
  const std::string text(a_label);
  char* made = nullptr;
  const int status = ::idn2_to_unicode_8z8z(text.c_str(), &made, 0);
  const Text owned(made);
  return status == IDN2_OK;
}

void check_label(const Reading& reading, std::string_view label) {
  if (label.empty()) refuse(reading, "has an empty label", "write single dots, and none in front");
  if (label.size() > 63)
    refuse(reading, fmt::format("has a label of {} characters; 63 is the most", label.size()),
           "DNS has no such name");
  if (label.find('*') != std::string_view::npos)
    refuse(reading, "has a wildcard that is not the whole leftmost label",
           "a wildcard reads \"*.example.org\" and stands for one label");
  if (label.find('_') != std::string_view::npos)
    refuse(reading, "has an underscore, which no host name has",
           "give the name of the host, not of a service or a DNS record");
  const auto bad = std::find_if(label.begin(), label.end(),
                                [](char c) { return !is_letter(c) && !is_digit(c) && c != '-'; });
  if (bad != label.end())
    refuse(reading, fmt::format("has the character \"{}\"", escaped({&*bad, 1})),
           "a host name has letters, digits, hyphens and dots");
  if (label.front() == '-' || label.back() == '-')
    refuse(reading, "has a label that begins or ends with a hyphen", "DNS has no such host name");
  if (label.starts_with("xn--") && !decodes(label))
    refuse(reading, fmt::format("has the label \"{}\", which decodes to no name", label),
           "copy the \"xn--\" form again, or give the name in its own script");
}

void check_name(const Reading& reading, std::string_view name) {
  if (name.size() > 253)
    refuse(reading, fmt::format("has {} characters; 253 is the most", name.size()),
           "DNS has no such name");
  if (name.ends_with('.'))
    refuse(reading, "ends in a dot, which no certificate name does",
           fmt::format("write \"{}\"", escaped(name.substr(0, name.size() - 1))));
  const auto labels = labels_of(name);
  const bool wildcard = labels.front() == "*";
  if (wildcard && labels.size() < 3)
    refuse(reading, "would stand for a whole top-level domain",
           "put at least two labels after the \"*\"");
  for (std::size_t i = wildcard ? 1 : 0; i < labels.size(); ++i) check_label(reading, labels[i]);
  if (std::all_of(labels.back().begin(), labels.back().end(), is_digit))
    refuse(reading, "ends in a number, yet is no IPv4 address",
           "an address has four numbers from 0 to 255");
}

// Where names come from a terminal or a file, what cannot be seen must not get in.
void check_visible(const Reading& reading) {
  if (escaped(reading.text) == reading.text) return;
  refuse(reading, "has control characters, invisible marks or bytes that are not UTF-8",
         "type the name anew");
}

}  // namespace

HostName parse_host_name(std::string_view text, std::string_view subject) {
  const Reading reading{.text = text, .subject = subject};
  if (text.empty()) refuse(reading, "is no host name", "give a name such as mail.example.org");
  check_visible(reading);
  if (auto address = address_in(text)) return *address;
  if (text.find(':') != std::string_view::npos)
    refuse(reading, "is no IPv6 address, and a name has no colon",
           "give the name or the address alone, without a port");
  const bool wildcard = text.starts_with("*.");
  const std::string_view rest = wildcard ? text.substr(2) : text;
  std::string name = is_ascii(rest) ? lower(rest) : a_labels(reading, rest);
  if (wildcard) name.insert(0, "*.");
  check_name(reading, name);
  return {.text = std::move(name)};
}

std::vector<HostName> parse_host_names(const std::vector<std::string>& texts,
                                       std::string_view subject) {
  if (texts.size() > most_names)
    throw Error(Fault::usage,
                {.id = "names-too-many",
                 .subject = std::string(subject),
                 .message = fmt::format("{} names; {} is the most", texts.size(), most_names),
                 .hint = "use a wildcard, or several certificates"});
  std::vector<HostName> names;
  for (const std::string& text : texts) {
    HostName name = parse_host_name(text, subject);
    if (std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(std::move(name));
  }
  return names;
}

std::string parse_domain(std::string_view text, std::string_view subject) {
  const Reading reading{.text = text, .subject = subject};
  const HostName name = parse_host_name(text.starts_with('.') ? text.substr(1) : text, subject);
  if (name.is_address() || name.is_wildcard())
    refuse(reading, "is no domain", "give a domain such as example.org");
  return name.text;
}

bool is_within(const HostName& name, std::string_view domain) {
  if (name.is_address()) return false;
  const std::string_view host =
      name.is_wildcard() ? std::string_view(name.text).substr(2) : std::string_view(name.text);
  return host == domain || (host.size() > domain.size() && host.ends_with(domain) &&
                            host[host.size() - domain.size() - 1] == '.');
}

std::string readable(const HostName& name) {
  const bool wildcard = name.is_wildcard();
  const std::string rest = wildcard ? name.text.substr(2) : name.text;
  char* made = nullptr;
  const int status = ::idn2_to_unicode_8z8z(rest.c_str(), &made, 0);
  const Text owned(made);
  if (name.is_address() || status != IDN2_OK) return name.text;
  return (wildcard ? "*." : "") + escaped(made);
}

}  // namespace postseal
