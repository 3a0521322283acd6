// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

// What becomes of mail, for messages that share it (core/log_patterns.hpp).
namespace postseal::effect {

inline constexpr std::string_view none = "None: mail goes on, with TLS as before.";
inline constexpr std::string_view tls_off =
    "This daemon goes on without TLS. smtpd still announces STARTTLS and answers it with 454 "
    "4.7.0: "
    "mail mostly comes in as plain text, senders that insist on TLS defer it, port 465 drops every "
    "connection. smtp sends plain text at level may and defers at stronger levels.";
inline constexpr std::string_view one_inbound =
    "This connection fails. A mail server tries again, often as plain text; a mail program shows "
    "an "
    "error. Other connections are not concerned.";
inline constexpr std::string_view one_outbound =
    "This delivery fails and is tried again. At level may it may then go out as plain text (after "
    "minimal_backoff_time); at stronger levels it stays deferred, and bounces after "
    "maximal_queue_lifetime.";
inline constexpr std::string_view one_either =
    "This connection fails. Outbound mail is deferred (at level may a later try may go out as "
    "plain "
    "text); an inbound peer tries again, or shows an error to its user.";
inline constexpr std::string_view deferred =
    "Mail to this destination is deferred (4.7.5), also at level may, until the setting is right; "
    "it "
    "bounces after maximal_queue_lifetime.";
inline constexpr std::string_view held =
    "Mail to this destination is deferred until the cause is gone or the level is relaxed; it "
    "bounces after maximal_queue_lifetime.";
inline constexpr std::string_view dies =
    "The process ends at once and master waits a minute before the next: an inbound port accepts "
    "connections and does not answer; outbound mail stays in the queue.";
inline constexpr std::string_view internal =
    "This process ends; master starts another. The mail at hand is tried again.";

}  // namespace postseal::effect
