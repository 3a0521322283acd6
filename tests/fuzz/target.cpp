// SPDX-License-Identifier: MIT
#include "target.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>

#include "core/report.hpp"
#include "core/text.hpp"

namespace postseal::fuzz {
namespace {

unsigned byte_at(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

// How many bytes the character at the front has (RFC 3629, section 4); 0: it is none, or a control
// character other than a newline.
std::size_t character_size(std::string_view text) {
  const unsigned lead = byte_at(text, 0), second = byte_at(text, 1);
  const auto is_tail = [&](std::size_t at) { return (byte_at(text, at) & 0xC0U) == 0x80U; };
  if (lead < 0x80) return lead == '\n' || (lead >= 0x20 && lead != 0x7F) ? 1 : 0;
  if (lead == 0xC2 && second < 0xA0) return 0;  // U+0080 to U+009F are control characters, too
  if (lead >= 0xC2 && lead < 0xE0) return is_tail(1) ? 2 : 0;
  if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second >= 0xA0)) return 0;
  if (lead >= 0xE0 && lead < 0xF0) return is_tail(1) && is_tail(2) ? 3 : 0;
  if ((lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second >= 0x90)) return 0;
  if (lead >= 0xF0 && lead < 0xF5) return is_tail(1) && is_tail(2) && is_tail(3) ? 4 : 0;
  return 0;
}

void require_printable(std::string_view text) {
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t size = character_size(rest);
    require(size > 0, "what is printed has no control bytes, and is UTF-8");
    rest.remove_prefix(size);
  }
}

}  // namespace

void report(const Finding& finding) { require_printable(as_text(finding)); }

void report(const Problem& problem) {
  report(Finding{.id = problem.id,
                 .subject = problem.subject,
                 .message = problem.message,
                 .hint = problem.hint});
}

void report(std::string_view text) {
  const std::string shown = escaped(text);
  require(shown.find('\n') == std::string::npos, "what is shown of the input is one line");
  require_printable(shown);
}

void require(bool condition, std::string_view what) {
  if (condition) return;
  fmt::print(stderr, "does not hold: {}\n", what);
  std::abort();
}

Limit::~Limit() {
  require(std::clock() - start_ <= 2 * CLOCKS_PER_SEC, "two seconds are enough for any input");
}

}  // namespace postseal::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const postseal::fuzz::Limit limit;
  postseal::fuzz::read({reinterpret_cast<const char*>(data), size});
  return 0;
}
