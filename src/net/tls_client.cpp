// SPDX-License-Identifier: MIT
#include "net/tls_client.hpp"

#include <fmt/format.h>
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

using SslHandle = std::unique_ptr<SSL, FreeWith<SSL_free>>;

// A handshake with the longest chain that OpenSSL takes is far shorter.
constexpr std::size_t longest_handshake = std::size_t{1} << 20;

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

// OpenSSL names an alert after the protocol that first had it ("sslv3 alert handshake failure"),
// which people take for the protocol that was spoken.
std::string words_of(unsigned long error) {
  const char* words = ERR_reason_error_string(error);
  if (words == nullptr) return "the TLS handshake failed";
  const std::string_view text = words;
  const std::size_t alert = text.find(" alert ");
  if (alert == std::string_view::npos) return first_line(text);
  return first_line(fmt::format("it ended TLS with the alert \"{}\"", text.substr(alert + 7)));
}

// "X25519", "P-256", "DH 2048 bits"; "" where the key exchange has none (RSA).
std::string group_of(SSL* ssl) {
  EVP_PKEY* sent = nullptr;
  if (SSL_get_peer_tmp_key(ssl, &sent) != 1) return "";
  const PkeyHandle key(sent);
  if (EVP_PKEY_is_a(key.get(), "DH") == 1)
    return fmt::format("DH {} bits", EVP_PKEY_get_bits(key.get()));
  std::array<char, 64> name{};
  if (EVP_PKEY_get_group_name(key.get(), name.data(), name.size(), nullptr) != 1) {
    const char* type = EVP_PKEY_get0_type_name(key.get());
    return type == nullptr ? "" : type;
  }
  const char* known = EC_curve_nid2nist(OBJ_txt2nid(name.data()));
  return known == nullptr ? name.data() : known;
}

}  // namespace

struct TlsClient::Parts {
  SslHandle ssl{};
  std::vector<std::string> chain{};
  std::size_t heard = 0;
  ServiceLook end{};
  std::string plaintext{};
};

namespace {

// Called when the server's certificates are there, with them; whatever they are, they will do.
int record(X509_STORE_CTX* sent, void* /*unused*/) {
  const auto* ssl = static_cast<const SSL*>(
      X509_STORE_CTX_get_ex_data(sent, SSL_get_ex_data_X509_STORE_CTX_idx()));
  auto& chain = *static_cast<std::vector<std::string>*>(SSL_get_app_data(ssl));
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

}  // namespace

TlsClient::TlsClient(SSL_CTX* offer, const std::string& server_name)
    : parts_(std::make_unique<Parts>()) {
  SSL_CTX_set_cert_verify_callback(offer, record, nullptr);
  parts_->ssl = require(SslHandle(SSL_new(offer)), "starting TLS");
  SSL* ssl = parts_->ssl.get();
  SSL_set_app_data(ssl, &parts_->chain);
  if (!server_name.empty() && server_name.size() <= TLSEXT_MAXLEN_host_name) {
    std::string name = server_name;  // SSL_set_tlsext_host_name() without its cast
    require(static_cast<int>(SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                                      name.data())),
            "naming the server");
  }
  BioHandle in = require(BioHandle(BIO_new(BIO_s_mem())), "starting TLS");
  BioHandle out = require(BioHandle(BIO_new(BIO_s_mem())), "starting TLS");
  SSL_set_bio(ssl, in.release(), out.release());
  SSL_set_connect_state(ssl);
}

TlsClient::~TlsClient() = default;

TlsClient::State TlsClient::failed(LookOutcome outcome, std::string said) {
  parts_->end = {.outcome = outcome, .said = std::move(said)};
  return State::failed;
}

TlsClient::State TlsClient::done() {
  SSL* ssl = parts_->ssl.get();
  ServiceLook& end = parts_->end;
  end.protocol = SSL_get_version(ssl);
  end.cipher = SSL_get_cipher_name(ssl);
  end.group = group_of(ssl);
  ERR_clear_error();
  end.outcome = LookOutcome::no_certificate;
  end.said = fmt::format("it shows no certificate: its cipher is {}", end.cipher);
  return State::done;
}

TlsClient::State TlsClient::take(std::string_view arrived) {
  SSL* ssl = parts_->ssl.get();
  if (parts_->heard == 0 && !arrived.empty() && !starts_like_tls(arrived)) {
    parts_->plaintext = first_line(arrived);
    return failed(LookOutcome::no_answer, parts_->plaintext);
  }
  parts_->heard += arrived.size();
  if (parts_->heard > longest_handshake)
    return failed(LookOutcome::no_answer, "its TLS handshake does not end");
  if (!arrived.empty())
    require(BIO_write(SSL_get_rbio(ssl), arrived.data(), static_cast<int>(arrived.size())),
            "reading from a TLS server");

  ERR_clear_error();
  const int status = SSL_do_handshake(ssl);
  if (status == 1) return done();
  if (SSL_get_error(ssl, status) == SSL_ERROR_WANT_READ) return State::going;
  const unsigned long error = ERR_peek_error();
  ERR_clear_error();
  return failed(means_no_certificate(error) ? LookOutcome::no_certificate : LookOutcome::no_answer,
                words_of(error));
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
const std::string& TlsClient::plaintext() const { return parts_->plaintext; }

ServiceLook TlsClient::seen() const {
  ServiceLook seen = parts_->end;
  if (parts_->chain.empty()) return seen;
  seen.outcome = LookOutcome::shown;
  seen.chain = parts_->chain;
  if (!seen.protocol.empty()) seen.said.clear();
  return seen;
}

}  // namespace postseal::net
