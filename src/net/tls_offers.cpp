// SPDX-License-Identifier: MIT
#include "net/tls_offers.hpp"

#include <openssl/ssl.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "crypto/openssl.hpp"

namespace postseal::net {
namespace {

// Before TLS 1.2 only the cipher says of which kind the certificate is, with TLS 1.3 only the
// signature does, and TLS 1.2 wants both.
struct Offer {
  std::string_view algorithm{};
  const char* signatures = nullptr;  // nullptr: what OpenSSL offers by itself
  const char* ciphers = nullptr;
};

// !eNULL and the rest: "aRSA" alone would offer what nobody would use.
constexpr std::array offers{
    // Last of all without any certificate: who takes that has none.
    Offer{.algorithm = "", .ciphers = "ALL:!eNULL:!PSK:!SRP:+aNULL"},
    // A server whose only RSA certificate has an RSA-PSS key shows that one.
    Offer{.algorithm = "rsa",
          .signatures = "rsa_pss_rsae_sha256:rsa_pss_rsae_sha384:rsa_pss_rsae_sha512:"
                        "RSA+SHA256:RSA+SHA384:RSA+SHA512:RSA+SHA224:RSA+SHA1:"
                        "rsa_pss_pss_sha256:rsa_pss_pss_sha384:rsa_pss_pss_sha512",
          .ciphers = "aRSA:!eNULL:!PSK:!SRP"},
    Offer{.algorithm = "ec",
          .signatures = "ECDSA+SHA256:ECDSA+SHA384:ECDSA+SHA512:ECDSA+SHA224:ECDSA+SHA1",
          .ciphers = "aECDSA:!eNULL:!PSK"},
    // RFC 8422, 5.10: EdDSA certificates go with the ECDSA ciphers.
    Offer{.algorithm = "ed25519", .signatures = "ed25519", .ciphers = "aECDSA:!eNULL:!PSK"},
    Offer{.algorithm = "ed448", .signatures = "ed448", .ciphers = "aECDSA:!eNULL:!PSK"},
};

}  // namespace

void TlsOffers::Free::operator()(SSL_CTX* context) const noexcept { SSL_CTX_free(context); }

TlsOffers::TlsOffers() = default;
TlsOffers::~TlsOffers() = default;

TlsOffers::Handle TlsOffers::made_for(const std::string& algorithm) const {
  Handle context(SSL_CTX_new_ex(library_.get(), nullptr, TLS_client_method()));
  if (!context) context.reset(SSL_CTX_new(TLS_client_method()));
  if (!context) crypto_failed("starting TLS");
  // Old servers have certificates too.
  SSL_CTX_set_security_level(context.get(), 0);
  SSL_CTX_set_options(context.get(), SSL_OP_LEGACY_SERVER_CONNECT | SSL_OP_NO_TICKET);
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
  SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS);
  require(static_cast<int>(SSL_CTX_set_min_proto_version(context.get(), TLS1_VERSION)),
          "starting TLS");
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_NONE, nullptr);

  const std::string doing = "offering only " + algorithm + " signatures";
  const auto* offer = std::ranges::find(offers, algorithm, &Offer::algorithm);
  if (offer == offers.end()) crypto_failed(doing);
  require(SSL_CTX_set_cipher_list(context.get(), offer->ciphers), doing);
  if (offer->signatures != nullptr)
    require(static_cast<int>(SSL_CTX_set1_sigalgs_list(context.get(), offer->signatures)), doing);
  return context;
}

SSL_CTX* TlsOffers::of(const std::string& algorithm) {
  Handle& made = made_[algorithm];
  if (!made) made = made_for(algorithm);
  return made.get();
}

}  // namespace postseal::net
