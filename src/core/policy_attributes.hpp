// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/version.hpp"

namespace postseal {

// What smtp(8) asks of an attribute of a policy table.
struct AttributeRule {
  std::string_view name{};
  PostfixVersion since{};
  bool once = false;               // a second one is an error
  bool needs_policy_type = false;  // an error without that attribute
  bool fails_handshake = false;    // a wrong value shows only then
  // What is wrong with a value, in words that follow the name; "": nothing.
  std::string (*wrong)(std::string_view value, const PostfixVersion& version) = nullptr;
  std::string_view id{};  // of the finding for a wrong value
  std::string_view hint{};
};

// NAME in lower case; null: no version has it.
[[nodiscard]] const AttributeRule* find_attribute_rule(std::string_view name);

[[nodiscard]] std::span<const std::string_view> attribute_names();

}  // namespace postseal
