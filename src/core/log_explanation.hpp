// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace postseal {

// What there is to say of a line of Postfix's log about TLS, with the values of the line filled in.
// All texts are escaped, but for the captured values and the message, which are as they stood.
struct LogExplanation {
  std::string message{};   // the line without time, host and process
  std::string daemon{};    // "": the line does not say
  std::string severity{};  // "info", "warning", "error", "fatal", "panic"
  std::string meaning{};
  std::string effect{};  // what becomes of the mail
  std::string cause{};
  std::string remedy{};
  std::string since{};  // "": 2.3 or before
  std::string until{};  // "": still said
  std::string id{};     // of the finding about the same; "": none
  std::vector<std::pair<std::string, std::string>> captured{};
};

// nullopt: nothing is known of it. Errors of OpenSSL ("error:0A000102:...") count too; of several
// lines the first that is known is explained.
[[nodiscard]] std::optional<LogExplanation> explain_log_line(std::string_view text);

}  // namespace postseal
