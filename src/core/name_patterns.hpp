// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace postseal {

// How a name of a certificate fits a name that is wanted; ".example.net" wants anything below it.
enum class NameFit { no, equal, wildcard, below };

// As OpenSSL's X509_check_host() does, with X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS: an asterisk is
// the whole of the first label, stands for one label, and has two more after it.
[[nodiscard]] NameFit fit_by_library(std::string_view offered, std::string_view wanted);

// As Postfix before 3.6 does (match_servername() of tls_client.c): the asterisk stands for one
// label, or with SPAN_LABELS for several, whatever follows it.
[[nodiscard]] NameFit fit_by_postfix(std::string_view offered, std::string_view wanted,
                                     bool span_labels);

}  // namespace postseal
