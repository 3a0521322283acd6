// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace postseal {

// A name for a certificate, as it goes into subjectAltName.
struct HostName {
  // A DNS name in lower case with A-labels ("xn--..."), perhaps with a leading "*."; or an address
  // in its canonical text form.
  std::string text{};
  std::string address{};  // 4 or 16 bytes in network order; empty: a DNS name

  [[nodiscard]] bool is_address() const noexcept { return !address.empty(); }
  [[nodiscard]] bool is_wildcard() const noexcept { return text.starts_with("*."); }
  friend bool operator==(const HostName&, const HostName&) = default;
};

// More names than this make a certificate that clients refuse to read (TLS libraries stop at
// 100 KiB of certificates).
inline constexpr std::size_t most_names = 1000;

// Reads one name: letters, digits and hyphens in labels of 1 to 63, 253 in all (RFC 1123, 2.1;
// RFC 1035, 2.3.4); "*" only as the whole leftmost label above at least two more (RFC 6125, 6.4.3);
// an IPv4 or IPv6 literal, with or without brackets; an internationalised name (IDNA2008 with
// UTS 46 mapping, non-transitional). Errors, all Fault::usage with SUBJECT: "name-invalid".
[[nodiscard]] HostName parse_host_name(std::string_view text, std::string_view subject);

// The same for a list: repeated names are dropped. Error "names-too-many" over most_names.
[[nodiscard]] std::vector<HostName> parse_host_names(const std::vector<std::string>& texts,
                                                     std::string_view subject);

// A domain whose names a CA may certify: as parse_host_name, but no address, no wildcard; a leading
// dot is dropped.
[[nodiscard]] std::string parse_domain(std::string_view text, std::string_view subject);

// Whether NAME is DOMAIN or below it (both as parsed); an address never is.
[[nodiscard]] bool is_within(const HostName& name, std::string_view domain);

// A DNS name as people write it, for messages; the name itself where it has no other form.
[[nodiscard]] std::string readable(const HostName& name);

}  // namespace postseal
