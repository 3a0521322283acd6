// SPDX-License-Identifier: MIT
#include "core/fingerprint.hpp"

#include <catch2/catch.hpp>

#include "core/json.hpp"

using namespace postseal;

namespace {

Print server() {
  return {.source = "server.crt",
          .subject = "CN=mx.example.org",
          .certificate = "AA:01",
          .public_key = "BB:02",
          .not_after = Time(std::chrono::seconds(0))};
}

}  // namespace

TEST_CASE("fingerprint: text names source, subject and end, then the digests", "[core]") {
  Print second = server();
  second.index = 1;
  second.subject = "";
  second.certificate = "";
  const Print key = {.kind = PrintKind::key, .source = "mx\n.key", .public_key = "CC:03"};
  const Print request = {
      .kind = PrintKind::request, .source = "-", .subject = "CN=a", .public_key = "CC:03"};

  CHECK(text_of({server(), second, key, request}, Digest::sha256) ==
        "server.crt: CN=mx.example.org, until 1970-01-01\n"
        "  certificate sha256 AA:01\n"
        "  public key  sha256 BB:02\n"
        "server.crt [1]: no subject, until 1970-01-01\n"
        "  public key  sha256 BB:02\n"
        "mx\\x0A.key: key\n"
        "  public key  sha256 CC:03\n"
        "-: CN=a (request)\n"
        "  public key  sha256 CC:03\n");
}

TEST_CASE("fingerprint: JSON has every field, null where there is nothing", "[core]") {
  const Print key = {.kind = PrintKind::key, .source = "\xff.key", .public_key = "CC:03"};
  CHECK(json_of({server(), key}, Digest::sha1).dump() ==
        R"({"items":[{"source":"server.crt","index":0,"subject":"CN=mx.example.org",)"
        R"("digest":"sha1","certificate":"AA:01","public_key":"BB:02",)"
        R"("not_after":"1970-01-01T00:00:00Z"},)"
        "{\"source\":\"\xef\xbf\xbd.key\",\"index\":0,\"subject\":null,\"digest\":\"sha1\","
        R"("certificate":null,"public_key":"CC:03","not_after":null}]})");
  CHECK(json_of({}, Digest::sha1).dump() == R"({"items":[]})");
}

TEST_CASE("fingerprint: what is pasted stands there once", "[core]") {
  Print renewed = server();
  renewed.certificate = "AA:02";
  const auto fingerprints = fingerprints_of({server(), renewed, server()});
  CHECK(fingerprints == std::vector<std::string>{"AA:01", "BB:02", "AA:02"});
  CHECK(policy_line("[mx.example.org]:25", fingerprints) ==
        "[mx.example.org]:25 fingerprint match=AA:01 match=BB:02 match=AA:02");
}

TEST_CASE("fingerprint: the formats for one pin", "[core]") {
  CHECK(access_line("AA:01") == "AA:01 OK");
  CHECK(tlsa_data("AA:01:FF") == "3 1 1 AA01FF");
  CHECK(base64_pin("66:6F:6F:62:61:72") == "Zm9vYmFy");
}
