// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/names.hpp"
#include "core/time.hpp"
#include "crypto/certificate.hpp"
#include "crypto/issue.hpp"

namespace postseal {

// Whether the alternative names are exactly these, in any order, with the same first common name.
[[nodiscard]] bool has_names(const std::vector<SubjectName>& found,
                             const std::vector<std::string>& common_names,
                             const std::vector<HostName>& wanted);

// The names as text: "mx.example.org", ...
[[nodiscard]] std::vector<std::string> texts_of(const std::vector<HostName>& names);

// A certificate that ends sooner than this after now counts as used up: 30 days, or a third of its
// validity if that is less.
[[nodiscard]] std::chrono::seconds reserve_of(const Certificate& certificate);

struct Lifetime {
  Time now{};
  std::optional<int> days{};  // --days, if given
};

// Why a certificate does not do for LIFETIME: "expired on 2026-01-01", ...; "" if it does.
[[nodiscard]] std::string shortcoming(const Certificate& certificate, const Lifetime& lifetime);

// Where the first name is too long to be the common name: what to tell the user; else "".
[[nodiscard]] std::string common_name_note(const std::vector<HostName>& names);

}  // namespace postseal
