// SPDX-License-Identifier: MIT
#include "core/host_port.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>

using namespace postseal;

namespace {

std::string said(std::string_view text) {
  const auto parsed = parse_host_port(text);
  if (!parsed) return "no host";
  return parsed->port ? fmt::format("{} {}", parsed->host, *parsed->port) : parsed->host;
}

}  // namespace

TEST_CASE("host and port: what people write for a server", "[host-port]") {
  CHECK(said("mx.example.org") == "mx.example.org");
  CHECK(said("MX.Example.Org:25") == "mx.example.org 25");
  CHECK(said("mx.example.org:submission") == "mx.example.org 587");
  CHECK(said("localhost:25") == "localhost 25");
  CHECK(said("[mx.example.org]") == "mx.example.org");
  CHECK(said("[192.0.2.1]:smtps") == "192.0.2.1 465");
  CHECK(said("[2001:db8::1]:25") == "2001:db8::1 25");
  CHECK(said("192.0.2.1") == "192.0.2.1");
}

TEST_CASE("host and port: what is a file that is missing, or nothing at all", "[host-port]") {
  for (const char* text :
       {"mx.pem", "MX.CRT", "server.key", "localhost", "tls/mx.example.org", "/etc/mx.example.org",
        "2001:db8::1", "mx.example.org:", ":25", "", "mx.example.org:0", "mx.example.org:65536",
        "mx.example.org:x", "[mx.example.org", "[mx.example.org]25", "[]:25", "*.example.org",
        "mx example.org", "-"})
    CHECK(said(text) == "no host");
}
