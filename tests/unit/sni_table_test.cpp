// SPDX-License-Identifier: MIT
#include "core/sni_table.hpp"

#include <catch2/catch.hpp>

#include "core/base64.hpp"

using namespace postseal;

namespace {

const std::string pem = "-----BEGIN CERTIFICATE-----\n" + std::string(6000, 'A') + "\n";

void put(std::string& page, std::size_t at, std::uint32_t number, std::size_t length = 4) {
  for (std::size_t i = 0; i < length; ++i) page[at + i] = static_cast<char>(number >> (8 * i));
}

// A page of a Berkeley DB; what it holds stands right after the head.
std::string page(char type, std::uint32_t previous, std::uint32_t next, const std::string& held) {
  std::string made(4096, '\0');
  put(made, 12, previous);
  put(made, 16, next);
  put(made, 22, static_cast<std::uint32_t>(held.size()), 2);
  made[25] = type;
  return made.replace(26, held.size(), held);
}

std::string meta_page() {
  std::string made(4096, '\0');
  put(made, 12, 0x061561);
  put(made, 20, 4096);
  return made;
}

std::vector<std::string> values_in(const std::string& index) {
  const Secret joined = joined_index(index);
  std::vector<std::string> values;
  for (const std::string_view value : stored_values(joined.reveal())) values.emplace_back(value);
  return values;
}

}  // namespace

TEST_CASE("tls_server_sni_maps: tables, and braces that keep an inline one together", "[sni]") {
  const auto tables =
      sni_tables("hash:/etc/sni, proxy:lmdb:/b inline:{ a.example.org=/k.pem, {b = /x, /y} }");
  REQUIRE(tables.size() == 3);
  CHECK(tables[0].type == "hash");
  CHECK(tables[1].type == "lmdb");
  CHECK(tables[1].source == "/b");
  const auto entries = sni_entries(tables[2], "");
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].name == "a.example.org");
  CHECK(entries[1].files == std::vector<std::string>{"/x", "/y"});
  CHECK(sni_tables("nothing").empty());
  CHECK(sni_entries({.type = "inline", .source = "{ } }{ ="}, "").size() <= 1);
}

TEST_CASE("tls_server_sni_maps: entries with their lines, names in lower case", "[sni]") {
  const auto entries =
      sni_entries({.type = "hash"}, "# c\nMX.example.org\t/a.key,\n /a.pem\nlone\n");
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].name == "mx.example.org");
  CHECK(entries[0].files == std::vector<std::string>{"/a.key", "/a.pem"});
  CHECK(entries[0].line == 2);
  CHECK(entries[1].files.empty());
}

TEST_CASE("tls_server_sni_maps: names that no client sends", "[sni]") {
  for (const char* name : {"*.example.org", "192.0.2.1", "2001:db8::1", "mx.example.org:25",
                           "mx.example.org.", "@example.org", "m\xc3\xbcller.example"})
    CHECK_FALSE(why_never_asked(name).empty());
  CHECK(why_never_asked("*.example.org").find("\".example.com\"") != std::string_view::npos);
  for (const char* name :
       {"mx.example.org", ".example.org", "xn--mller-kva.example", "a_b.example"})
    CHECK(why_never_asked(name).empty());
}

TEST_CASE("an index: a value over three pages of a Berkeley DB is put together", "[sni]") {
  const std::string value = base64(pem);
  const std::string small = base64(pem.substr(0, 90));
  const std::string index = meta_page() + page(13, 0, 0, "\x01" + small + "\x01key") +
                            page(7, 0, 4, value.substr(0, 4000)) +
                            page(7, 4, 0, value.substr(8000)) +
                            page(7, 2, 3, value.substr(4000, 4000));
  CHECK(values_in(index) == std::vector<std::string>{small, value});
}

TEST_CASE("an index: pages that lead in circles or nowhere end the search", "[sni]") {
  const std::string mark = base64("-----BEGIN X");
  CHECK(values_in(meta_page() + page(7, 0, 2, mark) + page(7, 1, 1, "")).size() == 1);
  CHECK(values_in(meta_page() + page(7, 0, 99999, mark)).size() == 1);
  CHECK(values_in(meta_page().substr(0, 600)).empty());
  std::string absurd = meta_page();
  put(absurd, 20, 0xffffffff);
  CHECK(values_in(absurd).empty());
  std::string long_one = page(7, 0, 0, mark);
  put(long_one, 22, 0xffff, 2);
  CHECK(values_in(meta_page() + long_one).size() == 1);
  CHECK(values_in("").empty());
}

TEST_CASE("an index: other kinds store a value in one piece", "[sni]") {
  const std::string value = base64(pem);
  CHECK(values_in("key" + value + std::string(1, '\0') + "other" + value) ==
        std::vector<std::string>{value, value});
}

TEST_CASE("what postmap -F stores: the files with a line end between them", "[sni]") {
  for (std::size_t length = 0; length < 5; ++length) {
    std::vector<Secret> contents;
    contents.emplace_back(std::string_view(pem));
    contents.emplace_back(std::string_view("abcd").substr(0, length));
    CHECK(std::string(value_of_files(contents).reveal()) ==
          base64(pem + "\n" + std::string("abcd").substr(0, length)));
  }
}
