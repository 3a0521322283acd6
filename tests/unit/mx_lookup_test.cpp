// SPDX-License-Identifier: MIT
#include "net/mx_lookup.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "core/mail_exchangers.hpp"
#include "name_server.hpp"

namespace postseal {
namespace {

using test::a_record;
using test::cname_record;
using test::mx_record;
using test::NameAnswer;
using test::NameQuestion;
using test::NameServer;
using namespace std::string_literals;

constexpr int a = 1;
constexpr int mx = 15;
constexpr int nxdomain = 3;

MailExchangers asked(const NameServer& server, const std::string& domain,
                     std::chrono::milliseconds limit = std::chrono::seconds(10)) {
  return net::look_up_mx({.domain = domain, .limit = limit, .servers = server.address()});
}

// What a server says whatever it is asked.
MailExchangers told(NameAnswer answer, const std::string& domain = "example.org") {
  const NameServer server([answer = std::move(answer)](const NameQuestion&) { return answer; });
  return asked(server, domain);
}

std::string text_of(const MailExchangers& found) {
  std::string text = found.by_address ? "by address:" : found.none ? "none:" : "";
  for (const auto& one : found.hosts) text += std::to_string(one.preference) + "=" + one.host + " ";
  return text + found.error;
}

std::vector<std::string> many_records(int count) {
  std::vector<std::string> records;
  for (int i = 0; i < count; ++i) records.push_back(mx_record(1, "m" + std::to_string(i)));
  return records;
}

}  // namespace

TEST_CASE("mx: hosts come by preference, then name, in lower case", "[mx]") {
  CHECK(text_of(
            told({.records = {mx_record(20, "b.example.org"), mx_record(5, "Z.Example.ORG"),
                              mx_record(20, "a.example.org"), mx_record(30, "z.example.org")}})) ==
        "5=z.example.org 20=a.example.org 20=b.example.org ");
}

TEST_CASE("mx: the alias of a domain is followed", "[mx]") {
  CHECK(text_of(told({.records = {cname_record("example.net"), mx_record(1, "mx.example.net")}})) ==
        "1=mx.example.net ");
}

TEST_CASE("mx: an internationalised domain is asked for by its A-labels", "[mx]") {
  const NameServer server([](const NameQuestion& question) {
    return NameAnswer{.records = {mx_record(1, "mx." + question.name)}};
  });
  CHECK(text_of(asked(server, "B\u00fccher.example")) == "1=mx.xn--bcher-kva.example ");
  CHECK(text_of(asked(server, "Example.ORG.")) == "1=mx.example.org ");
}

TEST_CASE("mx: a domain with a null MX takes no mail", "[mx]") {
  CHECK(text_of(told({.records = {mx_record(0, "")}})) == "none:");
}

TEST_CASE("mx: without an MX record the domain's own address counts", "[mx]") {
  const auto with_address = [](int rcode) {
    return [rcode](const NameQuestion& question) {
      if (question.type == a) return NameAnswer{.records = {a_record("\x7f\0\0\1"s)}};
      return NameAnswer{.rcode = question.type == mx ? rcode : 0};
    };
  };
  CHECK(text_of(asked(NameServer(with_address(0)), "example.org")) == "by address:0=example.org ");
  // Alias of a name that has none.
  const NameServer alias([](const NameQuestion& question) {
    if (question.type == a) return NameAnswer{.records = {a_record("\x7f\0\0\1"s)}};
    return NameAnswer{.records = {cname_record("example.net")}};
  });
  CHECK(text_of(asked(alias, "example.org")) == "by address:0=example.org ");
  // Of this machine: the file hosts is asked before the servers.
  CHECK(text_of(told({.rcode = nxdomain}, "localhost")) == "by address:0=localhost ");
}

TEST_CASE("mx: what a name server will not say is told in clear words", "[mx]") {
  CHECK(text_of(told({.rcode = nxdomain})) == "there is no such domain (NXDOMAIN)");
  CHECK(text_of(told({})) == "it has neither an MX record nor an address");
  CHECK(text_of(told({.rcode = 2})) == "the name server failed (SERVFAIL)");
  CHECK(text_of(told({.rcode = 5})) == "the name server refused to answer (REFUSED)");
  CHECK(text_of(told({.rcode = 1})) == "the name server does not take the question");
  CHECK(text_of(told({.records = {cname_record("example.net")}})) ==
        "it has neither an MX record nor an address");
}

TEST_CASE("mx: a server that fails or is not there leaves it to the next one", "[mx]") {
  const auto saying = [](NameAnswer answer) {
    return [answer = std::move(answer)](const NameQuestion&) { return answer; };
  };
  const NameServer failing(saying({.rcode = 2}));
  const NameServer good(saying({.records = {mx_record(1, "mx.example.org")}}));
  for (const std::string& first : {failing.address(), "127.0.0.1:1"s})
    CHECK(text_of(net::look_up_mx(
              {.domain = "example.org", .servers = first + "," + good.address()})) ==
          "1=mx.example.org ");
}

TEST_CASE("mx: a failure on the way to the address is one too", "[mx]") {
  const NameServer server([](const NameQuestion& question) {
    return NameAnswer{.rcode = question.type == mx ? 0 : 2};
  });
  CHECK(text_of(asked(server, "example.org")) == "the name server failed (SERVFAIL)");
}

TEST_CASE("mx: a server that does not answer costs no more than the limit", "[mx]") {
  using std::chrono::milliseconds;
  std::atomic<int> questions = 0;
  const NameServer silent([&](const NameQuestion&) {
    ++questions;
    return std::optional<NameAnswer>();
  });
  CHECK(text_of(asked(silent, "example.org", milliseconds(200))) ==
        "no name server answered within 0.2 seconds");
  CHECK(questions == 1);  // after two seconds there would be another one
  // Nor one that takes the question again by TCP, and has no end of that.
  const NameServer mute([](const NameQuestion& question) {
    return question.by_tcp ? std::optional<NameAnswer>() : NameAnswer{.truncated = true};
  });
  CHECK_FALSE(asked(mute, "example.org", milliseconds(500)).error.empty());
  CHECK(text_of(net::look_up_mx({.domain = "example.org", .servers = "127.0.0.1:1"})) ==
        "no name server can be reached");
}

TEST_CASE("mx: an answer that is too long for a datagram comes by TCP", "[mx]") {
  const auto server_with = [](int count) {
    return [count](const NameQuestion& question) {
      if (!question.by_tcp) return NameAnswer{.truncated = true};
      return NameAnswer{.records = many_records(count)};
    };
  };
  CHECK(asked(NameServer(server_with(100)), "example.org").hosts.size() == 100);
  CHECK(text_of(asked(NameServer(server_with(101)), "example.org")) ==
        "it has more than 100 MX hosts");
  CHECK(text_of(asked(NameServer(server_with(3000)), "example.org")) ==
        "it has more than 100 MX hosts");
}

TEST_CASE("mx: a malformed answer is an error, whatever is wrong in it", "[mx]") {
  const std::string malformed = "the answer of the name server is malformed";
  CHECK(text_of(told({.records = {test::record(mx, "\0"s)}})) == malformed);
  // A name that points to itself, and one that points behind the answer.
  CHECK(text_of(told({.records = {test::record(mx, "\0\1\xc0\x2b"s)}})) == malformed);
  CHECK(text_of(told({.records = {test::record(mx, "\0\1\xff\xff"s)}})) == malformed);
  // A label that is longer than the answer.
  CHECK(text_of(told({.records = {test::record(mx,
                                               "\0\1\x3f"
                                               "mx"s)}})) == malformed);
  // The records are counted, and are not there.
  CHECK(text_of(told({.records = {"", "", mx_record(1, "mx.example.org")}})) == malformed);
}

TEST_CASE("mx: a record that names no host is passed over", "[mx]") {
  const std::vector<std::string> bad{mx_record(1, "a\x1b[31m.example.org"), mx_record(2, "a b"),
                                     mx_record(3, "-a.example.org"), mx_record(4, "\xff\xfe.org")};
  std::vector<std::string> mixed = bad;
  mixed.push_back(mx_record(9, "in_house.example.org"));
  mixed.push_back(mx_record(10, "192.0.2.25"));
  CHECK(text_of(told({.records = mixed})) == "9=in_house.example.org 10=192.0.2.25 ");
  CHECK(text_of(told({.records = bad})) == "no MX record names a host: \"a\\027[31m.example.org\"");
}

TEST_CASE("mx: what is no domain is asked of nobody", "[mx]") {
  for (const std::string& domain :
       {""s, "."s, ".example.org"s, "a..b"s, "exa mple.org"s, "a\nb.org"s, "192.0.2.1"s, "[mx]"s,
        "*.example.org"s, "x\0.org"s, std::string(300, 'a'), "\xff.org"s})
    CHECK_FALSE(net::look_up_mx({.domain = domain, .servers = "127.0.0.1:1"}).error.empty());
  CHECK(text_of(net::look_up_mx({.domain = ".example.org"})) ==
        "\"example.org\" begins with a dot");
}

TEST_CASE("mx: a root among the records means no mail, as smtp has it", "[mx]") {
  CHECK(text_of(exchangers_of({{10, "mx.example.org"}, {0, ""}})) == "none:");
  CHECK(text_of(exchangers_of({})).empty());
}

}  // namespace postseal
