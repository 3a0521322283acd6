// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace postseal {

// Why OpenSSL failed, as its error queue says it ("error:0A000102:SSL routines::unsupported
// protocol"): number and wording as in its headers (sslerr.h, pemerr.h, x509err.h ...).
struct OpensslReason {
  int library = 0;  // ERR_LIB_SSL is 20; 0: any
  int number = 0;
  std::string_view words{};
  std::string_view meaning{};
  std::string_view cause{};
  std::string_view remedy{};
  std::string_view see{};  // the id of a finding about the same
};

// An alert of TLS (RFC 8446, section 6): why one side told the other that it stops.
struct TlsAlert {
  int number = 0;
  std::string_view words{};  // SSL_alert_desc_string_long
  std::string_view meaning{};
  std::string_view cause{};
  std::string_view remedy{};
};

// Why a certificate was not verified: X509_V_ERR_* of x509_vfy.h.
struct VerifyError {
  int number = 0;
  std::string_view words{};  // X509_verify_cert_error_string
  std::string_view meaning{};
  std::string_view remedy{};
  std::string_view see{};
};

// One entry of the error queue, as ERR_error_string writes it and what stands after it.
struct OpensslError {
  std::string_view code{};  // "0A000102"
  int library = 0;
  int number = 0;
  std::string_view library_words{};
  std::string_view function{};
  std::string_view reason_words{};
  std::string_view data{};  // "SSL alert number 48"
};

// The first one in the text; nullopt: none. Old codes (before OpenSSL 3.0) are told from new ones.
[[nodiscard]] std::optional<OpensslError> find_openssl_error(std::string_view text);

// nullptr: not in the tables.
[[nodiscard]] const OpensslReason* reason_of(const OpensslError& error);
[[nodiscard]] const TlsAlert* find_alert(int number);
[[nodiscard]] const TlsAlert* find_alert(std::string_view words);
[[nodiscard]] const VerifyError* find_verify_error(int number);
[[nodiscard]] const VerifyError* find_verify_error(std::string_view words);

// The alert that an entry reports: reasons above 1000 (SSL_AD_REASON_OFFSET) are alerts of the
// peer.
[[nodiscard]] const TlsAlert* alert_of(const OpensslError& error);

// Where they stand.
[[nodiscard]] std::span<const OpensslReason> openssl_reasons_of_files();
[[nodiscard]] std::span<const OpensslReason> openssl_reasons_of_handshakes();
[[nodiscard]] std::span<const TlsAlert> tls_alerts();
[[nodiscard]] std::span<const VerifyError> verify_errors();

}  // namespace postseal
