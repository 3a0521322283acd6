// SPDX-License-Identifier: MIT
#include "core/version.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "core/error.hpp"

namespace postseal {
namespace {

constexpr std::array newest_patches{
    PostfixVersion{2, 3, 19}, PostfixVersion{2, 4, 16},  PostfixVersion{2, 5, 17},
    PostfixVersion{2, 6, 19}, PostfixVersion{2, 7, 16},  PostfixVersion{2, 8, 20},
    PostfixVersion{2, 9, 15}, PostfixVersion{2, 10, 10}, PostfixVersion{2, 11, 11},
    PostfixVersion{3, 0, 15}, PostfixVersion{3, 1, 15},  PostfixVersion{3, 2, 22},
    PostfixVersion{3, 3, 22}, PostfixVersion{3, 4, 29},  PostfixVersion{3, 5, 27},
    PostfixVersion{3, 6, 20}, PostfixVersion{3, 7, 22},  PostfixVersion{3, 8, 20},
    PostfixVersion{3, 9, 14}, PostfixVersion{3, 10, 13}, newest_stable_postfix,
    newest_postfix,
};

// Takes a number of at most four digits off the front.
std::optional<int> take_number(std::string_view& rest) {
  if (rest.empty() || rest.front() == '-') return std::nullopt;  // from_chars takes a sign
  int number = 0;
  const char* const end = rest.data() + std::min<std::size_t>(rest.size(), 4);
  const auto [stop, error] = std::from_chars(rest.data(), end, number);
  if (error != std::errc()) return std::nullopt;
  rest.remove_prefix(static_cast<std::size_t>(stop - rest.data()));
  return number;
}

bool take_dot(std::string_view& rest) {
  if (!rest.starts_with('.')) return false;
  rest.remove_prefix(1);
  return true;
}

// A release with what follows its numbers; `patch` is absent in "3.8".
struct Numbers {
  int major = 0;
  int minor = 0;
  std::optional<int> patch{};
  std::string_view rest{};
};

std::optional<Numbers> read_numbers(std::string_view text) {
  const auto major = take_number(text);
  if (!major || !take_dot(text)) return std::nullopt;
  const auto minor = take_number(text);
  if (!minor) return std::nullopt;
  Numbers numbers{.major = *major, .minor = *minor};
  if (take_dot(text)) {
    numbers.patch = take_number(text);
    if (!numbers.patch) return std::nullopt;
  }
  numbers.rest = text;
  return numbers;
}

}  // namespace

std::string text_of(const PostfixVersion& version) {
  return fmt::format("{}.{}.{}", version.major, version.minor, version.patch);
}

std::optional<PostfixVersion> newest_patch_of(int major, int minor) {
  for (const PostfixVersion& known : newest_patches)
    if (known.major == major && known.minor == minor) return known;
  return std::nullopt;
}

PostfixVersion parse_postfix_version(std::string_view text, std::string_view option) {
  const auto numbers = read_numbers(text);
  if (numbers && numbers->rest.empty())
    if (const auto newest = newest_patch_of(numbers->major, numbers->minor))
      return {numbers->major, numbers->minor, numbers->patch.value_or(newest->patch)};
  throw Error(Fault::usage,
              {.id = "postfix-version-unknown",
               .subject = std::string(option),
               .message = fmt::format("unknown Postfix version \"{}\"", text),
               .hint = "use 2.3 to 3.12, with or without a patch level: 3.7 or 3.7.11"});
}

PostfixVersion read_mail_version(std::string_view text) {
  const auto numbers = read_numbers(text);
  if (numbers && (numbers->rest.empty() || numbers->rest.starts_with('-'))) {
    const PostfixVersion version{numbers->major, numbers->minor, numbers->patch.value_or(0)};
    if (version >= oldest_postfix) return version;
  }
  throw Error(Fault::postfix, {.id = "postfix-version-unknown",
                               .subject = "mail_version",
                               .message = fmt::format("unknown Postfix version \"{}\"", text),
                               .hint = "name the version to act for with --postfix-version"});
}

bool is_since(std::string_view releases, const PostfixVersion& version) {
  bool is_first = true;
  while (!releases.empty()) {
    const std::size_t end = std::min(releases.find(' '), releases.size());
    const auto numbers = read_numbers(releases.substr(0, end));
    releases.remove_prefix(std::min(end + 1, releases.size()));
    if (!numbers) continue;
    const PostfixVersion release{numbers->major, numbers->minor, numbers->patch.value_or(0)};
    const bool is_same = release.major == version.major && release.minor == version.minor;
    if (version >= release && (is_first || is_same)) return true;
    is_first = false;
  }
  return false;
}

}  // namespace postseal
