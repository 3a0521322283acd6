// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/dh_groups.hpp"
#include "core/dh_params.hpp"
#include "core/dh_primes.hpp"
#include "core/finding.hpp"
#include "core/version.hpp"

namespace postseal {

// The most that OpenSSL computes with (OPENSSL_DH_MAX_MODULUS_BITS).
inline constexpr int most_openssl_dh_bits = 10000;

enum class DhGenerator {
  untested,
  useless,      // 0, 1, p - 1 or more: clients refuse it
  wrong_order,  // X9.42: not of the order q that the file gives
  subgroup,     // its powers have a large prime order: q
  full,         // a safe prime's whole group, 2q: shows one bit of each exponent
};

// What testing the numbers showed. nullopt: not tested, the prime is too long for it.
struct DhFacts {
  int bits = 0;
  bool odd = true;
  std::optional<bool> prime{};
  std::optional<bool> safe{};  // (p - 1) / 2 is prime too
  DhGenerator generator = DhGenerator::untested;
  std::string generator_text{};  // "2", or "a number of 2048 bits"
  std::optional<KnownPrime> known{};
  std::optional<DhGroup> group{};  // a named group, generator 2 included
};

// What a Postfix does with a file that smtpd_tls_dh1024_param_file names (tls_dh.c).
enum class DhUse {
  used,
  replaced,  // warns, and uses its own prime or OpenSSL's choice
  refused,   // no DHE cipher suite is left; ECDHE and TLS 1.3 are not touched
  breaks,    // every handshake that takes DHE fails
};

[[nodiscard]] DhUse use_of(const DhParams& params, const DhFacts& facts,
                           const PostfixVersion& version);

// Whether parameters that are there already are as good as what would be made: the group, or a safe
// prime of so many bits, and no Postfix ignores the file or fails with it.
[[nodiscard]] bool serves(const DhParams& params, const DhFacts& facts,
                          const std::variant<DhGroup, int>& wanted);

// The warnings that Postfix logs for PATH when smtpd starts, without time and process.
[[nodiscard]] std::vector<std::string> dh_log(DhUse use, const std::string& path,
                                              const PostfixVersion& version);

// Everything that is wrong with a file of DH parameters. Ids: "dh-x942", "dh-not-pem",
// "dh-not-first", "dh-label", "dh-too-large", "dh-untested", "dh-too-small", "dh-weak-prime",
// "dh-composite", "dh-not-safe-prime", "dh-generator", "dh-short-exponent".
[[nodiscard]] std::vector<Finding> judge_dh(const DhParams& params, const DhFacts& facts,
                                            const std::string& subject,
                                            const PostfixVersion& version);

}  // namespace postseal
