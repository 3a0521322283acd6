// SPDX-License-Identifier: MIT
#include "net/tls_client.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <array>
#include <exception>
#include <utility>

#include "crypto/openssl.hpp"
#include "net/smtp_client.hpp"

namespace postseal::net {
namespace {

using ContextHandle = std::unique_ptr<SSL_CTX, FreeWith<SSL_CTX_free>>;
using SslHandle = std::unique_ptr<SSL, FreeWith<SSL_free>>;

// A handshake with the longest chain that OpenSSL takes is far shorter.
constexpr std::size_t longest_handshake = std::size_t{1} << 20;

// Before TLS 1.2 only the cipher says of which kind the certificate is, with TLS 1.3 only the
// signature does, and TLS 1.2 wants both.
struct Offer {
  std::string_view algorithm{};
  const char* signatures = nullptr;  // nullptr: what OpenSSL offers by itself
  const char* ciphers = nullptr;
};

// !eNULL and the rest: "aRSA" alone would offer what nobody would use.
constexpr std::array offers{
    Offer{.algorithm = "", .ciphers = "ALL:!aNULL:!eNULL:!PSK:!SRP"},
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

// Called when the server's certificates are there, with them; whatever they are, they will do.
int record(X509_STORE_CTX* sent, void* into) {
  auto& chain = *static_cast<std::vector<std::string>*>(into);
  const STACK_OF(X509)* certificates = X509_STORE_CTX_get0_untrusted(sent);
  chain.clear();
  try {
    for (int i = 0; i < sk_X509_num(certificates); ++i)
      chain.push_back(der_of<i2d_X509>(sk_X509_value(certificates, i), "writing a certificate"));
  } catch (const std::exception&) {
    chain.clear();  // no exception may pass through OpenSSL
  }
  return 1;
}

ContextHandle context_for(const std::string& algorithm) {
  ContextHandle context = require(ContextHandle(SSL_CTX_new(TLS_client_method())), "starting TLS");
  // Old servers have certificates too.
  SSL_CTX_set_security_level(context.get(), 0);
  SSL_CTX_set_options(context.get(), SSL_OP_LEGACY_SERVER_CONNECT);
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

// The server found nothing it could show to somebody who takes only what we offered.
bool means_no_certificate(unsigned long error) {
  if (ERR_GET_LIB(error) != ERR_LIB_SSL) return false;
  const int reason = ERR_GET_REASON(error);
  return reason == SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE ||
         reason == SSL_R_TLSV1_ALERT_INSUFFICIENT_SECURITY ||
         reason == SSL_R_SSLV3_ALERT_NO_CERTIFICATE;
}

bool starts_like_tls(std::string_view bytes) {
  return bytes.front() >= SSL3_RT_CHANGE_CIPHER_SPEC && bytes.front() <= SSL3_RT_APPLICATION_DATA;
}

}  // namespace

struct TlsClient::Parts {
  ContextHandle context{};
  SslHandle ssl{};
  std::vector<std::string> chain{};
  std::size_t heard = 0;
  ServiceLook failure{};
};

TlsClient::TlsClient(const std::string& algorithm) : parts_(std::make_unique<Parts>()) {
  parts_->context = context_for(algorithm);
  SSL_CTX_set_cert_verify_callback(parts_->context.get(), record, &parts_->chain);
  parts_->ssl = require(SslHandle(SSL_new(parts_->context.get())), "starting TLS");
  BioHandle in = require(BioHandle(BIO_new(BIO_s_mem())), "starting TLS");
  BioHandle out = require(BioHandle(BIO_new(BIO_s_mem())), "starting TLS");
  SSL_set_bio(parts_->ssl.get(), in.release(), out.release());
  SSL_set_connect_state(parts_->ssl.get());
}

TlsClient::~TlsClient() = default;

TlsClient::State TlsClient::failed(LookOutcome outcome, std::string said) {
  parts_->failure = {.outcome = outcome, .said = std::move(said)};
  return State::failed;
}

TlsClient::State TlsClient::take(std::string_view arrived) {
  SSL* ssl = parts_->ssl.get();
  if (parts_->heard == 0 && !arrived.empty() && !starts_like_tls(arrived))
    return failed(LookOutcome::no_answer, first_line(arrived));
  parts_->heard += arrived.size();
  if (parts_->heard > longest_handshake)
    return failed(LookOutcome::no_answer, "its TLS handshake does not end");
  if (!arrived.empty())
    require(BIO_write(SSL_get_rbio(ssl), arrived.data(), static_cast<int>(arrived.size())),
            "reading from a TLS server");

  ERR_clear_error();
  const int status = SSL_do_handshake(ssl);
  if (status == 1) return State::done;
  if (SSL_get_error(ssl, status) == SSL_ERROR_WANT_READ) return State::going;
  const unsigned long error = ERR_peek_error();
  const char* words = ERR_reason_error_string(error);
  ERR_clear_error();
  return failed(means_no_certificate(error) ? LookOutcome::no_certificate : LookOutcome::no_answer,
                words != nullptr ? first_line(words) : "the TLS handshake failed");
}

std::string TlsClient::outgoing() {
  BIO* out = SSL_get_wbio(parts_->ssl.get());
  std::string bytes(BIO_ctrl_pending(out), '\0');
  if (!bytes.empty())
    require(BIO_read(out, bytes.data(), static_cast<int>(bytes.size())), "writing to a TLS server");
  return bytes;
}

void TlsClient::say_goodbye(std::string_view words) {
  if (!words.empty()) SSL_write(parts_->ssl.get(), words.data(), static_cast<int>(words.size()));
  SSL_shutdown(parts_->ssl.get());
  ERR_clear_error();
}

bool TlsClient::heard() const { return parts_->heard != 0; }
const std::vector<std::string>& TlsClient::chain() const { return parts_->chain; }
const ServiceLook& TlsClient::failure() const { return parts_->failure; }

}  // namespace postseal::net
