// SPDX-License-Identifier: MIT
#include "crypto/pem_objects.hpp"

#include <catch2/catch.hpp>

#include "fixture.hpp"

using namespace postseal;
using test::fixture;

namespace {

std::vector<std::string> labels(const PemReading& reading) {
  std::vector<std::string> all;
  for (const PemObject& object : reading.objects) all.push_back(object.label);
  return all;
}

std::string good() { return fixture("chains/good.pem"); }

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

}  // namespace

TEST_CASE("pem objects: labels and the lines of their BEGIN, up to a clean end") {
  const PemReading reading = read_pem_objects("some text\n" + good());

  CHECK(labels(reading) == std::vector<std::string>{"PRIVATE KEY", "CERTIFICATE", "CERTIFICATE"});
  CHECK(reading.ends_well);
  CHECK(reading.objects[0].line == 2);
  CHECK(reading.objects[1].line == 7);
}

TEST_CASE("pem objects: CRLF and a byte order mark are read, CR alone and leading blanks are not") {
  CHECK(read_pem_objects(replaced(good(), "\n", "\r\n")).objects.size() == 3);
  CHECK(read_pem_objects("\xEF\xBB\xBF" + good()).objects.size() == 3);
  CHECK(read_pem_objects("\xEF\xBB\xBF" + good()).objects[0].line == 1);
  CHECK(read_pem_objects(replaced(good(), "\n", "\r")).objects.empty());
  CHECK(read_pem_objects(replaced(good(), "-----BEGIN", " -----BEGIN")).objects.empty());
}

TEST_CASE("pem objects: a line that starts with NUL ends the file, as for fgets") {
  const std::string nul(1, '\0');

  CHECK(read_pem_objects(nul + "\n" + good()).objects.empty());
  CHECK(read_pem_objects("a" + nul + "\n" + good()).objects.size() == 3);
}

TEST_CASE("pem objects: what cannot be read ends the reading, with a reason and a line") {
  const std::string text = good();
  const PemReading cut = read_pem_objects(text.substr(0, text.size() - 40));

  CHECK(cut.objects.size() == 2);
  CHECK_FALSE(cut.ends_well);
  CHECK_FALSE(cut.end_reason.empty());
  CHECK(cut.end_line > cut.objects[1].line);
}

TEST_CASE("pem objects: ten MiB of comments before the key cost nothing but time") {
  std::string text;
  while (text.size() < 10 * 1024 * 1024) text += "# a comment of some length, again and again\n";

  CHECK(read_pem_objects(text + good()).objects.size() == 3);
}

TEST_CASE("pem objects: a chain file knows what its objects are") {
  const LoadableFile file = chain_file("F", good());

  REQUIRE(file.file.objects.size() == 3);
  CHECK(file.file.objects[0].kind == PemKind::key);
  CHECK(file.file.objects[0].slot == "ECDSA");
  CHECK(file.file.objects[0].public_key == file.file.objects[1].public_key);
  CHECK(file.file.objects[1].public_key != file.file.objects[2].public_key);
  CHECK(file.keys[0].has_value());
  REQUIRE(file.certificates[2].has_value());
  CHECK(file.certificates[2]->subject() == "CN=Inter");
}

TEST_CASE("pem objects: the spelling of a key does not matter to its identity") {
  const LoadableFile named = chain_file("F", fixture("keys/ec-P-256.key"));
  const LoadableFile rsa = chain_file("F", fixture("keys/rsa.key"));
  const LoadableFile certificate = chain_file("F", fixture("keys/rsa.crt"));

  CHECK(rsa.file.objects[0].public_key == certificate.file.objects[0].public_key);
  CHECK(rsa.file.objects[0].slot == "RSA");
  CHECK(rsa.file.objects[0].public_key != named.file.objects[0].public_key);
  CHECK(chain_file("F", fixture("keys/rsa-pss.key")).file.objects[0].slot == "RSA-PSS");
  CHECK(chain_file("F", fixture("keys/ed448.key")).file.objects[0].slot == "ED448");
}

TEST_CASE("pem objects: separate files are read as libssl reads them") {
  const LoadableFile certificates = certificate_file("C", good());
  CHECK(certificates.file.objects.size() == 2);
  CHECK(certificates.file.ends_well);

  const LoadableFile key = key_file("K", fixture("chains/leaf.crt") + fixture("chains/leaf.key"));
  REQUIRE(key.file.objects.size() == 1);
  CHECK(key.file.objects[0].decodes);
  CHECK(key.file.objects[0].public_key == certificates.file.objects[0].public_key);

  CHECK_FALSE(key_file("K", fixture("chains/leaf.crt")).file.objects[0].decodes);
}
