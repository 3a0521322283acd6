// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdint>
#include <utility>

#include "core/sni_table.hpp"

namespace postseal {
namespace {

// The head of a Berkeley DB file (its db_page.h), with numbers in the order of this machine.
constexpr std::size_t magic_at = 12;
constexpr std::size_t page_size_at = 20;
constexpr std::uint32_t hash_magic = 0x061561;
constexpr std::uint32_t btree_magic = 0x053162;
// The head of each page.
constexpr std::size_t previous_at = 12;
constexpr std::size_t next_at = 16;
constexpr std::size_t length_at = 22;
constexpr std::size_t type_at = 25;
constexpr std::size_t page_head = 26;
constexpr char overflow_page = 7;

// How base64 of "-----BEGIN " starts.
constexpr std::string_view mark = "LS0tLS1CRUdJTi";
constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::uint32_t number_at(std::string_view bytes, std::size_t at, std::size_t length = 4) {
  std::uint32_t number = 0;
  for (std::size_t i = length; i-- > 0;)
    number = (number << 8U) | static_cast<unsigned char>(bytes[at + i]);
  return number;
}

// 0: no Berkeley DB.
std::size_t page_size_of(std::string_view index) {
  if (index.size() < 512) return 0;
  const std::uint32_t magic = number_at(index, magic_at);
  const std::size_t size = number_at(index, page_size_at);
  if ((magic != hash_magic && magic != btree_magic) || size < 512 || size > 65536) return 0;
  return size;
}

// The pages as they are, but what a chain of overflow pages holds is in one piece.
class Pages {
 public:
  Pages(std::string_view bytes, std::size_t size)
      : bytes_(bytes), size_(size), taken_(bytes.size() / size) {}

  [[nodiscard]] Secret joined() {
    std::vector<char> all;
    all.reserve(bytes_.size() + count());
    for (std::size_t number = 0; number < count(); ++number) {
      const std::string_view page = at(number);
      if (page[type_at] != overflow_page) {
        append(all, page);
      } else if (number_at(page, previous_at) == 0) {
        add_chain(number, all);
      }
      all.push_back('\0');
    }
    return Secret(std::move(all));
  }

 private:
  [[nodiscard]] std::size_t count() const { return bytes_.size() / size_; }
  [[nodiscard]] std::string_view at(std::size_t number) const {
    return bytes_.substr(number * size_, size_);
  }

  static void append(std::vector<char>& all, std::string_view more) {
    all.insert(all.end(), more.begin(), more.end());
  }

  // A damaged file may lead in circles: each page is taken once.
  void add_chain(std::size_t number, std::vector<char>& all) {
    while (number < count() && !taken_[number] && at(number)[type_at] == overflow_page) {
      const std::string_view page = at(number);
      taken_[number] = true;
      append(all, page.substr(page_head, number_at(page, length_at, 2)));
      number = number_at(page, next_at);
    }
  }

  std::string_view bytes_;
  std::size_t size_;
  std::vector<bool> taken_{};
};

}  // namespace

Secret joined_index(std::string_view index) {
  const std::size_t size = page_size_of(index);
  return size == 0 ? Secret(index) : Pages(index, size).joined();
}

std::vector<std::string_view> stored_values(std::string_view joined) {
  std::vector<std::string_view> values;
  for (std::size_t at = joined.find(mark); at != std::string_view::npos;) {
    std::size_t end = std::min(joined.find_first_not_of(alphabet, at), joined.size());
    end = std::min(joined.find_first_not_of('=', end), joined.size());
    values.push_back(joined.substr(at, end - at));
    at = joined.find(mark, end);
  }
  return values;
}

Secret value_of_files(const std::vector<Secret>& contents) {
  Secret all;
  for (const Secret& content : contents) {
    if (!all.empty()) all.append("\n");
    all.append(content.reveal());
  }
  const std::string_view bytes = all.reveal();
  std::vector<char> text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - at);
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 3; ++i)
      group = (group << 8U) | (i < count ? static_cast<unsigned char>(bytes[at + i]) : 0U);
    for (std::size_t i = 0; i < 4; ++i)
      text.push_back(i <= count ? alphabet[(group >> (18U - 6U * i)) & 63U] : '=');
  }
  return Secret(std::move(text));
}

}  // namespace postseal
