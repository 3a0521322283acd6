// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/served.hpp"

namespace postseal::net {

// What a server has no reason to exceed: RFC 5321, 4.5.3.1.5 has 512 bytes for a line of a reply.
inline constexpr std::size_t longest_line = 4096;
inline constexpr int most_lines = 100;
inline constexpr std::size_t longest_said = 300;

// The first line of TEXT, without its end, cut to what a ServiceLook may say.
[[nodiscard]] std::string first_line(std::string_view text);

// Our half of an SMTP dialogue as far as TLS, apart from any connection: greeting, EHLO, STARTTLS.
class SmtpClient {
 public:
  // What is to be done next; nothing of it: wait for more.
  struct Turn {
    std::string say{};                 // to be sent before anything else
    bool tls = false;                  // the handshake begins
    std::optional<ServiceLook> end{};  // the dialogue leads nowhere
  };

  // Takes what arrived, in pieces of any size.
  [[nodiscard]] Turn take(std::string_view arrived);

 private:
  enum class Step { greeting, ehlo, starttls };

  // A reply as far as it has arrived.
  struct Reply {
    int code = 0;
    int lines = 0;
    std::string first{};
    bool starttls = false;  // some line of it offers STARTTLS
    bool complete = false;
  };

  [[nodiscard]] bool add(std::string_view line);  // false: that is no line of a reply
  [[nodiscard]] Turn answer(const Reply& reply);
  [[nodiscard]] Turn answer_to_ehlo(const Reply& reply);
  [[nodiscard]] Turn answer_to_starttls(const Reply& reply) const;

  Step step_ = Step::greeting;
  std::string pending_{};  // what is not yet a line
  Reply reply_{};
};

}  // namespace postseal::net
