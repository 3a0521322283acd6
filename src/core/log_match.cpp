// SPDX-License-Identifier: MIT
#include "core/log_match.hpp"

#include <algorithm>
#include <cctype>

#include "core/text.hpp"

namespace postseal {
namespace {

// What is left of a pattern is read piece by piece: a literal, then a hole.
struct Piece {
  std::string_view literal{};
  std::string_view hole{};  // as in the pattern, without the braces; "": the pattern ends
};

Piece next_piece(std::string_view& pattern) {
  const std::size_t open = pattern.find('{');
  const std::size_t close = pattern.find('}', std::min(open, pattern.size()));
  if (open == std::string_view::npos || close == std::string_view::npos) {
    Piece piece{.literal = pattern};
    pattern = {};
    return piece;
  }
  Piece piece{.literal = pattern.substr(0, open),
              .hole = pattern.substr(open + 1, close - open - 1)};
  pattern.remove_prefix(close + 1);
  return piece;
}

bool wants_digits(std::string_view hole) { return hole.ends_with('#'); }

std::string_view name_of(std::string_view hole) {
  while (hole.ends_with('#') || hole.ends_with('!')) hole.remove_suffix(1);
  return hole;
}

bool is_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// Values of a log are not trusted: what a shell or an option parser could take for more than a
// word is left out of a command.
bool is_plain_word(std::string_view text) {
  return !text.empty() && text.front() != '-' && text.size() <= 255 &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return std::isalnum(c) != 0 ||
                  std::string_view("_./:@%+=-").find(static_cast<char>(c)) !=
                      std::string_view::npos;
         });
}

std::string placeholder(std::string_view name) {
  std::string out(name);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return out;
}

std::string shown(std::string_view hole, const std::vector<Captured>& captured) {
  const std::string_view name = name_of(hole);
  const auto found = std::find_if(captured.begin(), captured.end(),
                                  [name](const Captured& one) { return one.name == name; });
  const std::string_view value = found == captured.end() ? std::string_view{} : found->value;
  if (hole.ends_with('!')) return is_plain_word(value) ? std::string(value) : placeholder(name);
  constexpr std::size_t most = 300;
  std::string out = escaped(value.substr(0, most));
  if (value.size() > most) out += "...";
  return '"' + out + '"';
}

}  // namespace

// Literals are looked for from left to right, the last one at the end: as in a shell's "*", the
// first place where one fits is as good as any later one, so nothing is ever tried twice.
std::optional<std::vector<Captured>> captured_by(std::string_view pattern, std::string_view text,
                                                 Where where) {
  std::vector<Captured> out;
  Piece piece = next_piece(pattern);
  const std::size_t start = where == Where::whole
                                ? (text.starts_with(piece.literal) ? 0 : std::string_view::npos)
                                : text.find(piece.literal);
  if (start == std::string_view::npos) return std::nullopt;
  std::size_t at = start + piece.literal.size();
  while (!piece.hole.empty()) {
    const std::string_view hole = piece.hole;
    piece = next_piece(pattern);
    std::size_t end = text.size();
    if (!piece.literal.empty() || !piece.hole.empty()) {
      const bool at_end = piece.hole.empty() && where == Where::whole;
      end = at_end ? text.rfind(piece.literal) : text.find(piece.literal, at);
      if (end == std::string_view::npos || end < at) return std::nullopt;
      if (at_end && end + piece.literal.size() != text.size()) return std::nullopt;
    }
    const std::string_view value = text.substr(at, end - at);
    if (wants_digits(hole) && !is_number(value)) return std::nullopt;
    out.push_back({name_of(hole), value});
    at = end + piece.literal.size();
  }
  if (where == Where::whole && at != text.size()) return std::nullopt;
  return out;
}

std::size_t weight_of(std::string_view pattern) {
  std::size_t weight = 0;
  while (!pattern.empty()) {
    const Piece piece = next_piece(pattern);
    weight += 2 * piece.literal.size() + (wants_digits(piece.hole) ? 1 : 0);
  }
  return weight;
}

std::string filled(std::string_view text, const std::vector<Captured>& captured) {
  std::string out;
  while (!text.empty()) {
    const Piece piece = next_piece(text);
    out += piece.literal;
    if (!piece.hole.empty()) out += shown(piece.hole, captured);
  }
  return out;
}

std::vector<std::string_view> holes_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const Piece piece = next_piece(text);
    if (!piece.hole.empty()) out.push_back(name_of(piece.hole));
  }
  return out;
}

}  // namespace postseal
