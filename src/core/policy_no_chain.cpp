// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "core/policy_log.hpp"
#include "core/policy_verdict.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

bool is_reply(const std::string& said) {
  return said.size() >= 3 && std::all_of(said.begin(), said.begin() + 3, is_digit);
}

// The status of a reply: its own "4.7.0", or what its code comes to (vsmtp_fill_dsn()).
std::string status_of(const std::string& reply) {
  const std::string own = reply.substr(std::min<std::size_t>(reply.size(), 4));
  const std::string status = own.substr(0, own.find(' '));
  const bool is_status =
      status.size() >= 5 && status.front() == reply.front() && status[1] == '.' &&
      std::all_of(status.begin(), status.end(), [](char c) { return is_digit(c) || c == '.'; }) &&
      std::count(status.begin(), status.end(), '.') == 2 && !status.ends_with('.');
  return is_status ? status : fmt::format("{}.0.0", reply.front());
}

PolicyVerdict in_the_clear(std::string_view what) {
  return {.delivers = true,
          .reason = fmt::format("{}: at level may mail goes out in the clear", what)};
}

PolicyVerdict stays(std::string reason, std::vector<std::string> log, std::string suggestion) {
  return {.delivers = false,
          .reason = std::move(reason),
          .suggestion = std::move(suggestion),
          .log = std::move(log)};
}

PolicyVerdict handshake_fails(const EffectivePolicy& policy, const OfferedChain& offered,
                              std::string_view why) {
  return stays(
      fmt::format("{}, and level {} wants one", why, policy.level),
      {"deferred, 4.7.5: Cannot start TLS: handshake failure"},
      offered.outcome == LookOutcome::no_certificate ? "the server needs a certificate" : "");
}

PolicyVerdict without_certificate(const EffectivePolicy& policy, const OfferedChain& offered) {
  if (policy.level == "may" || policy.level == "encrypt" || policy.level.starts_with("dane"))
    return {.reason =
                "the server speaks TLS, and shows no certificate: whether both sides can do "
                "without one was not tried"};
  return handshake_fails(policy, offered, "the server has no certificate to show");
}

}  // namespace

PolicyVerdict verdict_without_chain(const EffectivePolicy& policy, const OfferedChain& offered) {
  if (offered.outcome == LookOutcome::no_certificate) return without_certificate(policy, offered);
  const bool is_refusal = offered.outcome == LookOutcome::refused;
  // At once: there is no plaintext to go back to.
  if (is_refusal && !is_reply(offered.said))
    return handshake_fails(policy, offered, "the server ends the session before a handshake");
  const std::string what = is_refusal
                               ? fmt::format("the server refuses to start TLS ({})", offered.said)
                               : "the server offers no STARTTLS";
  if (policy.level == "may" || policy.acts_as_may) return in_the_clear(what);
  if (policy.level == "dane")
    return {.reason = what + ": mail stays here where there are TLSA records, and else goes out"};
  const std::string reason = fmt::format("{}, and level {} wants TLS", what, policy.level);
  const std::string mended = suggestion_without_tls(policy, offered);
  if (policy.level == "dane-only") return stays(reason, {}, mended);
  if (!is_refusal)
    return stays(reason,
                 {fmt::format("deferred, 4.7.4: TLS is required, but was not offered by host {}",
                              with_address(policy))},
                 mended);
  const bool is_final = offered.said.starts_with('5');
  return stays(reason,
               {fmt::format("{}, {}: TLS is required, but host {} refused to start TLS: {}",
                            is_final ? "bounced" : "deferred", status_of(offered.said),
                            with_address(policy), escaped(offered.said))},
               mended);
}

}  // namespace postseal
