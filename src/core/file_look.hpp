// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "core/error.hpp"

namespace postseal {

// Why a file in which nothing was found holds nothing, judged by its bytes. Ids: "file-empty",
// "file-utf16", "file-html", "file-nul-bytes", "key-openssh", "file-unrecognised".
[[nodiscard]] Problem look_of(const std::string& subject, std::string_view bytes);

// Whether the text is UTF-16, by its byte order mark or by a NUL in every other place.
[[nodiscard]] bool is_utf16(std::string_view bytes);

}  // namespace postseal
