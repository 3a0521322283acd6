// SPDX-License-Identifier: MIT
#include "crypto/digests.hpp"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include <array>

#include "core/error.hpp"

namespace postseal {

namespace {

struct Free {
  void operator()(EVP_MD* md) const noexcept { EVP_MD_free(md); }
  void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};

[[noreturn]] void unavailable(Digest digest) {
  ERR_clear_error();
  throw Error(Fault::host, {.id = "digest-unavailable",
                            .subject = std::string(name_of(digest)),
                            .message = "this OpenSSL does not offer the digest",
                            .hint = "take another one with --digest"});
}

}  // namespace

struct Hasher::State {
  std::unique_ptr<EVP_MD, Free> md{};
  std::unique_ptr<EVP_MD_CTX, Free> context{};
};

Hasher::Hasher(Digest digest) : digest_(digest), state_(std::make_unique<State>()) {
  state_->md.reset(EVP_MD_fetch(nullptr, name_of(digest).data(), nullptr));
  state_->context.reset(EVP_MD_CTX_new());
  if (!state_->md || !state_->context) unavailable(digest);
}

Hasher::Hasher(Hasher&&) noexcept = default;
Hasher& Hasher::operator=(Hasher&&) noexcept = default;
Hasher::~Hasher() = default;

std::string Hasher::operator()(std::string_view bytes) const {
  if (bytes.empty())
    throw Error(Fault::input, {.id = "nothing-to-hash",
                               .subject = std::string(name_of(digest_)),
                               .message = "asked for the digest of no bytes at all"});
  std::string value(EVP_MAX_MD_SIZE, '\0');
  unsigned int size = 0;
  EVP_MD_CTX* const context = state_->context.get();
  if (EVP_DigestInit_ex2(context, state_->md.get(), nullptr) != 1 ||
      EVP_DigestUpdate(context, bytes.data(), bytes.size()) != 1 ||
      EVP_DigestFinal_ex(context, reinterpret_cast<unsigned char*>(value.data()), &size) != 1)
    unavailable(digest_);
  value.resize(size);
  return value;
}

}  // namespace postseal
