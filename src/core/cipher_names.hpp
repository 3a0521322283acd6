// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

namespace postseal {

// What a word of an OpenSSL cipher string is, without OpenSSL being asked: it passes over words
// that it does not know and says nothing.
enum class CipherName {
  set,           // "AESGCM", "aNULL", "HIGH"
  suite,         // "ECDHE-RSA-AES128-GCM-SHA256"
  tls1_3_suite,  // "TLS_AES_128_GCM_SHA256": not governed by cipher strings
  gone,          // "KRB5", "EXPORT", "RC4-MD5": no OpenSSL of today has it
  unknown
};
[[nodiscard]] CipherName cipher_name_kind(std::string_view name);

// What a misspelt name was probably meant to be; nullopt: nothing is near.
[[nodiscard]] std::optional<std::string_view> nearest_cipher_name(std::string_view name);

}  // namespace postseal
