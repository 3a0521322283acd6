// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace postseal {

// What a TLS parameter does, and what to set it to: a sentence or three each.
struct Advice {
  std::string what{};
  std::string advice{};
};

// Of every parameter that parameters.hpp knows; empty texts for other names.
[[nodiscard]] Advice advice_of(std::string_view name);

// A row of the tables; the twins of lmtp, postscreen and tlsproxy are in none unless they differ.
struct AdviceRow {
  std::string_view name{};
  std::string_view what{};
  std::string_view advice{};
};
[[nodiscard]] std::span<const AdviceRow> advice_for_smtpd();
[[nodiscard]] std::span<const AdviceRow> advice_for_smtp();
[[nodiscard]] std::span<const AdviceRow> advice_for_smtp_files();
[[nodiscard]] std::span<const AdviceRow> advice_for_library();
[[nodiscard]] std::span<const AdviceRow> advice_for_relatives();

}  // namespace postseal
