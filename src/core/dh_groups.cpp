// SPDX-License-Identifier: MIT
#include "core/dh_groups.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "core/error.hpp"

namespace postseal {
namespace {

struct Row {
  DhGroup group{};
  std::string_view name{};
  int bits = 0;
};

constexpr std::array rows{
    Row{DhGroup::ffdhe2048, "ffdhe2048", 2048}, Row{DhGroup::ffdhe3072, "ffdhe3072", 3072},
    Row{DhGroup::ffdhe4096, "ffdhe4096", 4096}, Row{DhGroup::ffdhe6144, "ffdhe6144", 6144},
    Row{DhGroup::ffdhe8192, "ffdhe8192", 8192}, Row{DhGroup::modp1536, "modp1536", 1536},
    Row{DhGroup::modp2048, "modp2048", 2048},   Row{DhGroup::modp3072, "modp3072", 3072},
    Row{DhGroup::modp4096, "modp4096", 4096},   Row{DhGroup::modp6144, "modp6144", 6144},
    Row{DhGroup::modp8192, "modp8192", 8192},
};

const Row& row_of(DhGroup group) {
  return *std::find_if(rows.begin(), rows.end(), [&](const Row& r) { return r.group == group; });
}

constexpr std::string_view use_a_group =
    "use ffdhe2048, ffdhe3072, ffdhe4096, ffdhe6144 or ffdhe8192 (RFC 7919), or modp1536, "
    "modp2048, modp3072, modp4096, modp6144 or modp8192 (RFC 3526)";

std::optional<int> number(std::string_view text) {
  int value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, status] = std::from_chars(text.data(), end, value);
  if (status != std::errc{} || stop != end) return std::nullopt;
  return value;
}

}  // namespace

std::string_view name_of(DhGroup group) { return row_of(group).name; }

int bits_of(DhGroup group) { return row_of(group).bits; }

std::string_view source_of(DhGroup group) {
  return name_of(group).starts_with("ffdhe") ? "RFC 7919" : "RFC 3526";
}

std::optional<DhGroup> find_dh_group(std::string_view name) {
  for (const Row& row : rows)
    if (row.name == name) return row.group;
  return std::nullopt;
}

DhGroup parse_dh_group(std::string_view text, std::string_view option) {
  if (const auto group = find_dh_group(text)) return *group;
  throw Error(Fault::usage, {.id = "dh-group-unknown",
                             .subject = std::string(option),
                             .message = fmt::format("unknown group \"{}\"", text),
                             .hint = std::string(use_a_group)});
}

int parse_dh_bits(std::string_view text, std::string_view option) {
  const auto bits = number(text);
  if (bits && *bits >= least_dh_bits && *bits <= most_dh_bits) return *bits;
  throw Error(Fault::usage,
              {.id = "dh-bits-out-of-range",
               .subject = std::string(option),
               .message = fmt::format("\"{}\" is not a number of bits from {} to {}", text,
                                      least_dh_bits, most_dh_bits),
               .hint = "2048 is right for mail; --group ffdhe2048 needs no time at all"});
}

DhChoice parse_dh_choice(std::string_view text, std::string_view option) {
  if (text == "auto") return DhAutomatic{};
  if (text == "none") return DhNone{};
  if (number(text)) return parse_dh_bits(text, option);
  if (const auto group = find_dh_group(text)) return *group;
  throw Error(
      Fault::usage,
      {.id = "dh-group-unknown",
       .subject = std::string(option),
       .message = fmt::format("\"{}\" is neither auto, none, a group nor a number of bits", text),
       .hint = std::string(use_a_group)});
}

}  // namespace postseal
