// SPDX-License-Identifier: MIT
#include "core/pem.hpp"

#include <algorithm>

#include "core/base64.hpp"

namespace postseal {

namespace {

constexpr std::string_view begin_mark = "-----BEGIN ";
constexpr std::string_view end_mark = "-----END ";
constexpr std::string_view dashes = "-----";
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

bool starts_line(std::string_view text, std::size_t at) {
  return at == 0 || text[at - 1] == '\n' || text[at - 1] == '\r' ||
         (at == byte_order_mark.size() && text.substr(0, at) == byte_order_mark);
}

std::string_view line_from(std::string_view text, std::size_t at) {
  return text.substr(at, text.find('\n', at) - at);
}

// The label of a BEGIN or END line, which ends in dashes and perhaps blanks.
std::optional<std::string_view> label_of(std::string_view line, std::string_view mark) {
  if (!line.starts_with(mark)) return std::nullopt;
  const std::size_t last = line.find_last_not_of(" \t\r");
  line = line.substr(mark.size(), last == std::string_view::npos ? 0 : last + 1 - mark.size());
  if (!line.ends_with(dashes)) return std::nullopt;
  return line.substr(0, line.size() - dashes.size());
}

}  // namespace

std::optional<std::size_t> PemReader::next_begin() {
  for (; (at_ = text_.find(begin_mark, at_)) != std::string_view::npos; ++at_)
    if (starts_line(text_, at_)) return at_;
  at_ = text_.size();
  return std::nullopt;
}

std::optional<PemBlock> PemReader::next() {
  while (const auto begin = next_begin()) {
    const std::string_view first = line_from(text_, *begin);
    const auto label = label_of(first, begin_mark);
    if (!label) {
      at_ = *begin + begin_mark.size();
      continue;
    }
    const auto from = text_.begin();
    line_ += static_cast<std::size_t>(std::count(from + static_cast<std::ptrdiff_t>(counted_),
                                                 from + static_cast<std::ptrdiff_t>(*begin), '\n'));
    counted_ = *begin;

    PemBlock block{.label = *label, .line = line_};
    const std::size_t body = std::min(*begin + first.size() + 1, text_.size());
    std::size_t end = text_.find(dashes, body);  // base64 has no dash: a mark, or damage
    if (end == std::string_view::npos) end = text_.size();
    block.body = text_.substr(body, end - body);
    const auto closing = label_of(line_from(text_, end), end_mark);
    block.closed = closing == *label && starts_line(text_, end);
    at_ = block.closed ? end + end_mark.size() : end;
    return block;
  }
  return std::nullopt;
}

std::optional<std::string> bytes_of(const PemBlock& block) {
  if (!block.closed) return std::nullopt;
  std::string_view body = block.body;
  if (body.find(':') != std::string_view::npos) {
    std::size_t blank = body.find("\n\n");
    if (blank == std::string_view::npos) blank = body.find("\n\r\n");
    if (blank == std::string_view::npos) return std::nullopt;
    body.remove_prefix(blank);
  }
  return parse_base64(body);
}

}  // namespace postseal
