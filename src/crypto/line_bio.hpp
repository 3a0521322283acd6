// SPDX-License-Identifier: MIT
#pragma once

#include <openssl/types.h>

#include <memory>
#include <string_view>

namespace postseal {

// A BIO over bytes in memory that behaves as BIO_new_file on a file of these bytes does, which
// BIO_new_mem_buf does not: fgets and strlen end a line at its first NUL, and a line that starts
// with one reads as the end of the file. It also knows the line numbers.
class LineBio {
 public:
  explicit LineBio(std::string_view bytes);  // which must outlive it
  LineBio(const LineBio&) = delete;
  LineBio& operator=(const LineBio&) = delete;
  LineBio(LineBio&&) = delete;
  LineBio& operator=(LineBio&&) = delete;
  ~LineBio();

  [[nodiscard]] BIO* native() const noexcept;
  // The line (from 1) that is read next, and the last that began with "-----BEGIN ".
  [[nodiscard]] int line() const noexcept;
  [[nodiscard]] int begin_line() const noexcept;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace postseal
