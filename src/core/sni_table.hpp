// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/secret.hpp"

namespace postseal {

// A table of tls_server_sni_maps: "hash:/etc/postfix/sni", or inline.
struct SniTable {
  std::string type{};    // "hash", "texthash", "inline"
  std::string source{};  // the file as written; of an inline table what stands in the braces
};

// One name, and the PEM files whose keys and certificates clients get that ask for it.
struct SniEntry {
  std::string name{};                // in lower case, as Postfix looks it up
  std::vector<std::string> files{};  // as written
  int line = 0;                      // of the source; 0: inline
};

// The tables of a value, $names replaced. Types that name no file are there too.
[[nodiscard]] std::vector<SniTable> sni_tables(std::string_view value);

// More than any server has: what follows in a table is not looked at.
inline constexpr std::size_t most_sni_entries = 100000;

// The entries of a source, or of an inline table. A name without files is an entry as well.
[[nodiscard]] std::vector<SniEntry> sni_entries(const SniTable& table, std::string_view text);

// What makes NAME one that no client asks for; "": nothing. ".example.com" stands for every name
// below it (tls_server.c: after the name itself, its parents with a leading dot).
[[nodiscard]] std::string_view why_never_asked(std::string_view name);

// The bytes of an index in which each stored value is in one piece: what a Berkeley DB keeps on
// several pages is put together. Whatever the bytes, it ends.
[[nodiscard]] Secret joined_index(std::string_view index);

// The values that `postmap -F` has stored, in base64 as there: parts of JOINED.
[[nodiscard]] std::vector<std::string_view> stored_values(std::string_view joined);

// What postmap -F stores for files with these contents: one after another, a line end between two.
[[nodiscard]] Secret value_of_files(const std::vector<Secret>& contents);

}  // namespace postseal
