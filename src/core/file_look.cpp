// SPDX-License-Identifier: MIT
#include "core/file_look.hpp"

#include <algorithm>

#include "core/text.hpp"

namespace postseal {
namespace {

bool is_html(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const std::size_t start = std::min(bytes.find_first_not_of(" \t\r\n"), bytes.size());
  const std::string head = lower(bytes.substr(start, 200));
  return head.starts_with("<!doctype") || head.starts_with("<html") || head.starts_with("<?xml") ||
         head.find("<html") != std::string::npos;
}

bool is_blank(std::string_view bytes) {
  return bytes.find_first_not_of(" \t\r\n\f\v") == std::string_view::npos;
}

}  // namespace

bool is_utf16(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return true;
  const std::string_view head = bytes.substr(0, 64);
  if (head.size() < 8) return false;
  std::size_t even = 0;
  std::size_t odd = 0;
  for (std::size_t i = 0; i + 1 < head.size(); i += 2) {
    even += head[i] == '\0' ? 1U : 0U;
    odd += head[i + 1] == '\0' ? 1U : 0U;
  }
  const std::size_t pairs = head.size() / 2;
  return (even == pairs && odd == 0) || (odd == pairs && even == 0);
}

Problem look_of(const std::string& subject, std::string_view bytes) {
  if (is_blank(bytes))
    return {.id = "file-empty",
            .subject = subject,
            .message = bytes.empty() ? "is empty" : "holds nothing but blanks",
            .hint = "the program that wrote it may have failed or run out of disk space"};
  if (is_utf16(bytes))
    return {.id = "file-utf16",
            .subject = subject,
            .message = "is UTF-16 text, which neither OpenSSL nor Postfix reads",
            .hint = "save it as plain text: iconv -f UTF-16 -t UTF-8"};
  if (is_html(bytes))
    return {.id = "file-html",
            .subject = subject,
            .message = "is a web page, not a key or certificate",
            .hint = "a download may have saved an error page: open it and see what it says"};
  if (bytes.find("OPENSSH PRIVATE KEY") != std::string_view::npos)
    return {.id = "key-openssh",
            .subject = subject,
            .message = "is an OpenSSH private key, which TLS software does not read",
            .hint = "make a key for the mail server: postseal key new"};
  if (bytes.find('\0') != std::string_view::npos)
    return {.id = "file-nul-bytes",
            .subject = subject,
            .message = "is binary but no DER, PKCS#12 or PKCS#7",
            .hint = "the file may be damaged, or be of another kind"};
  return {.id = "file-unrecognised",
          .subject = subject,
          .message = "holds no PEM block and is no DER",
          .hint = "give a file with \"-----BEGIN \" lines, or DER, PKCS#12 or PKCS#7"};
}

}  // namespace postseal
