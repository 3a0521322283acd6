// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "core/version.hpp"

namespace postseal {

// The parameter that names the only DH file Postfix reads, whatever its size.
inline constexpr std::string_view dh_parameter = "smtpd_tls_dh1024_param_file";

// Whether a Postfix needs a file of DH parameters, and why (tls_dh.c of each release).
struct DhAdvice {
  bool file_needed = false;
  int builtin_bits = 2048;   // the prime compiled into Postfix
  bool automatic = false;    // without a file OpenSSL picks a group (with OpenSSL 3)
  bool deprecated = false;   // postconf warns where the parameter is set at all
  std::string reason{};      // one sentence, lower case
  std::string suggestion{};  // what to do
};

[[nodiscard]] DhAdvice advise_dh(const PostfixVersion& version);

// What breaks with a prime this short; empty from 2048 bits on.
[[nodiscard]] std::string_view dh_size_warning(int bits);

}  // namespace postseal
