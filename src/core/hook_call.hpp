// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace postseal {

// The ACME clients whose hooks are understood.
inline constexpr std::array<std::string_view, 6> hook_clients{"certbot",    "lego",   "acme.sh",
                                                              "dehydrated", "getssl", "uacme"};

// Whether WORD names one of them.
[[nodiscard]] bool is_hook_client(std::string_view word);

// What an ACME client asks of a hook: to deploy what it has just got; to try again what is pending,
// since there is nothing new; or nothing of ours, which is done at once.
enum class HookOperation { deploy, retry, nothing };

// Paths are as the client gives them: relative ones are the caller's to make absolute.
struct HookCall {
  std::string client{};
  HookOperation operation = HookOperation::nothing;
  std::string certificate{};  // the leaf, or the leaf with its chain
  std::string key{};
  std::string chain{};  // where the issuers are if the certificate's file has none; often not there
};

// A variable of the environment; nullopt: not set.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

// What the hook was called for. Without CLIENT the first argument may name it; otherwise it is
// recognised by what only that client passes. Domain names select nothing here: a certificate says
// itself for whom it is. Errors: "hook-client-unknown", "hook-environment-missing" (a variable that
// the client sets), "hook-environment-invalid" (one that cannot be a path), "hook-arguments".
[[nodiscard]] HookCall read_hook_call(const std::optional<std::string>& client,
                                      const std::vector<std::string>& arguments,
                                      const Environment& environment);

}  // namespace postseal
