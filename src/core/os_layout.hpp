// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

namespace postseal {

// Where an operating system keeps what Postfix refers to.
enum class OsLayout { debian, rhel, freebsd, other };

// "debian", "rhel", "freebsd", "other".
[[nodiscard]] std::string_view name_of(OsLayout os);

// Usage Error "os-unknown" of OPTION for any other word.
[[nodiscard]] OsLayout parse_os_layout(std::string_view text, std::string_view option);

// Judged by the text of /etc/os-release (ID and ID_LIKE).
[[nodiscard]] OsLayout os_layout_of(std::string_view os_release);

// Where its bundle of public CAs may be, the usual place first.
[[nodiscard]] std::span<const std::string_view> ca_bundles(OsLayout os);

// The chroot column of its own master.cf: Debian's has "y", Postfix's "n".
[[nodiscard]] std::string_view chroot_column(OsLayout os);

}  // namespace postseal
