// SPDX-License-Identifier: MIT
#include "crypto/openssl.hpp"

#include <fmt/format.h>
#include <openssl/err.h>

#include <array>
#include <climits>

#include "core/error.hpp"

namespace postseal {

std::string drained_errors() {
  std::string all;
  while (const unsigned long code = ERR_get_error()) {
    std::array<char, 256> text{};
    ERR_error_string_n(code, text.data(), text.size());
    if (!all.empty()) all += "; ";
    all += text.data();
  }
  return all;
}

void crypto_failed(std::string_view doing) {
  throw Error(Fault::host, {.id = "crypto-failed",
                            .subject = "openssl",
                            .message = fmt::format("{} failed", doing),
                            .hint = "run it again with -v for OpenSSL's own words",
                            .detail = drained_errors()});
}

BioHandle bio_of(std::string_view bytes) {
  if (bytes.size() > INT_MAX) crypto_failed("reading a file of over 2 GiB");
  return require(BioHandle(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size()))),
                 "making a buffer");
}

BioHandle memory_bio() { return require(BioHandle(BIO_new(BIO_s_mem())), "making a buffer"); }

std::string_view written(const BioHandle& bio) {
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &bytes);
  return {bytes, size > 0 ? static_cast<std::size_t>(size) : 0};
}

}  // namespace postseal
