// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "core/policy_verdict.hpp"

namespace postseal {

// What smtp(8) writes of a server, without time, host and process, and with ADDRESS and PORT where
// only the connection knows more.

// The host of the server, "HOST" where nobody knows it.
[[nodiscard]] std::string host_of(const EffectivePolicy& policy);

// "mx.example.org[192.0.2.1]", as its sessions are called.
[[nodiscard]] std::string with_address(const EffectivePolicy& policy);

// "Trusted TLS connection established to ..."; WORD in lower case.
[[nodiscard]] std::string established(const EffectivePolicy& policy, std::string word);

// What tls_log_verify_error() has no words of its own for. DEPTH 0: the server's own certificate.
[[nodiscard]] std::string numbered(const EffectivePolicy& policy, int depth, int code,
                                   std::string_view words);

// What it says where the client can want nothing, and where no fingerprint or anchor fits.
[[nodiscard]] std::string unspecified(const EffectivePolicy& policy);
[[nodiscard]] std::string no_record(const EffectivePolicy& policy);

// Why the chain is not trusted. From 3.6 on OpenSSL looks at the names as well, and Postfix tells
// of the certificate nearest to the server's.
[[nodiscard]] std::string untrusted_line(const EffectivePolicy& policy, const OfferedChain& offered,
                                         const NameMatch& names);
// A name that differs, or an address.
[[nodiscard]] std::string mismatch(const EffectivePolicy& policy, const NameMatch& names);

}  // namespace postseal
