// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace postseal {

// What OpenSSL makes of things that are loaded by name or file, without keeping any of it.

// Whether smtpd_tls_fingerprint_digest and its like may name this digest (EVP_get_digestbyname).
[[nodiscard]] bool knows_digest(const std::string& name);

// Whether a file of these bytes will do as CAfile: it is PEM to its end and holds a certificate or
// a revocation list (X509_load_cert_crl_file).
[[nodiscard]] bool loads_as_ca_file(std::string_view bytes);

// Whether the names of the CAs in it can be sent to clients (SSL_load_client_CA_file): it holds a
// certificate, and nothing in it is damaged.
[[nodiscard]] bool names_cas(std::string_view bytes);

// Whether OpenSSL can be set up from a configuration file of these bytes. What its sections say is
// not tried.
[[nodiscard]] bool loads_as_openssl_config(std::string_view bytes);

// Whether tls_session_ticket_cipher may name this cipher: CBC, with a key of 128 to 256 bits.
[[nodiscard]] bool is_ticket_cipher(const std::string& name);

}  // namespace postseal
