// SPDX-License-Identifier: MIT
#include "crypto/issue.hpp"

#include <catch2/catch.hpp>

using namespace postseal;

namespace {

constexpr Time now{std::chrono::seconds(1795000000)};

std::vector<HostName> names(const std::vector<std::string>& texts) {
  return parse_host_names(texts, "HOSTNAME");
}

std::vector<std::string> texts_of(const std::vector<SubjectName>& found) {
  std::vector<std::string> texts;
  for (const SubjectName& name : found) texts.push_back(name.text);
  return texts;
}

struct Authority {
  PrivateKey root_key = PrivateKey::generate(KeyType::ec_p384);
  PrivateKey key = PrivateKey::generate(KeyType::ec_p256);
  Certificate root;
  Certificate certificate;

  explicit Authority(const std::vector<std::string>& permitted = {})
      : root(root_certificate(root_key, {.common_name = "Test Root",
                                         .permitted = permitted,
                                         .validity = valid_for(now, 3650)})),
        certificate(intermediate_certificate(key,
                                             {.common_name = "Test Intermediate",
                                              .permitted = permitted,
                                              .validity = valid_for(now, 3650)},
                                             {.certificate = root, .key = root_key})) {}
};

}  // namespace

TEST_CASE("issue: a self-signed certificate has every name and its own signature", "[crypto]") {
  for (const KeyType type : {KeyType::rsa_2048, KeyType::ec_p256, KeyType::ec_p384,
                             KeyType::ec_p521, KeyType::ed25519, KeyType::ed448}) {
    INFO(name_of(type));
    const PrivateKey key = PrivateKey::generate(type);

    const Certificate made = self_signed_certificate(
        key,
        names({"mx.example.org", "*.example.org", "192.0.2.1", "2001:db8::1", "bücher.example"}),
        valid_for(now, 3650));

    CHECK(made.subject() == "CN=mx.example.org");
    CHECK(texts_of(made.names()) == std::vector<std::string>{"mx.example.org", "*.example.org",
                                                             "192.0.2.1", "2001:db8::1",
                                                             "xn--bcher-kva.example"});
    CHECK(made.self_signed());
    CHECK(key.matches(made));
    CHECK_FALSE(made.is_ca());
    CHECK(made.not_before() == now - std::chrono::hours(1));
    CHECK(made.not_after() == now + std::chrono::days(3650));
    CHECK(made.extended_key_usage() == std::vector<std::string>{"serverAuth"});
    CHECK(made.subject_key_id() == made.authority_key_id());
    CHECK(made.key_usage().size() == (type == KeyType::rsa_2048 ? 2 : 1));
  }
}

TEST_CASE("issue: the digest is as strong as the key", "[crypto]") {
  const auto algorithm = [](KeyType type) {
    return self_signed_certificate(PrivateKey::generate(type), names({"a.example"}),
                                   valid_for(now, 1))
        .signature_algorithm();
  };
  CHECK(algorithm(KeyType::rsa_2048) == "sha256WithRSAEncryption");
  CHECK(algorithm(KeyType::ec_p256) == "ecdsa-with-SHA256");
  CHECK(algorithm(KeyType::ec_p384) == "ecdsa-with-SHA384");
  CHECK(algorithm(KeyType::ec_p521) == "ecdsa-with-SHA512");
  CHECK(algorithm(KeyType::ed25519) == "ED25519");
}

TEST_CASE("issue: serials are positive, of 20 bytes, and differ", "[crypto]") {
  const PrivateKey key = PrivateKey::generate(KeyType::ec_p256);
  const auto serial = [&] {
    return self_signed_certificate(key, names({"a.example"}), valid_for(now, 1)).serial();
  };
  const std::string one = serial();

  CHECK(one.size() == 40);
  CHECK(one.front() >= '4');
  CHECK(one.front() <= '7');
  CHECK(one != serial());
}

TEST_CASE("issue: a first name over 64 characters is no common name", "[crypto]") {
  const PrivateKey key = PrivateKey::generate(KeyType::ec_p256);
  const std::string name = std::string(60, 'a') + ".example.org";

  const Certificate made = self_signed_certificate(key, names({name}), valid_for(now, 1));

  CHECK(made.subject().empty());
  CHECK(texts_of(made.names()) == std::vector<std::string>{name});
  CHECK(made.self_signed());
}

TEST_CASE("issue: dates from 2050 on are written so that they read back", "[crypto]") {
  const PrivateKey key = PrivateKey::generate(KeyType::ec_p256);

  const Certificate made =
      self_signed_certificate(key, names({"a.example"}), valid_for(now, 36500));

  CHECK(made.not_after() == now + std::chrono::days(36500));
}

TEST_CASE("issue: a request has the names and usages of the certificate", "[crypto]") {
  const PrivateKey key = PrivateKey::generate(KeyType::ed25519);

  const Request made = request_for(key, names({"mx.example.org", "192.0.2.1"}));

  CHECK(made.subject() == "CN=mx.example.org");
  CHECK(texts_of(made.names()) == std::vector<std::string>{"mx.example.org", "192.0.2.1"});
  CHECK(made.extended_key_usage() == std::vector<std::string>{"serverAuth"});
  CHECK(made.spki_der() == key.spki_der());
}

TEST_CASE("issue: renewal keeps all but serial, dates and signature", "[crypto]") {
  const PrivateKey key = PrivateKey::generate(KeyType::ec_p256);
  const Certificate old =
      self_signed_certificate(key, names({"mx.example.org", "b.example"}), valid_for(now, 10));

  const Certificate made =
      renewed_certificate(old, key, valid_for(now + std::chrono::days(5), 100));

  CHECK(made.self_signed());
  CHECK(made.serial() != old.serial());
  CHECK(made.not_after() == now + std::chrono::days(105));
  CHECK(made.spki_der() == old.spki_der());
  CHECK(made.subject_der() == old.subject_der());
  CHECK(texts_of(made.names()) == texts_of(old.names()));
  CHECK(made.subject_key_id() == old.subject_key_id());
  CHECK(made.extended_key_usage() == old.extended_key_usage());
}

TEST_CASE("issue: an authority signs an intermediate, and that a leaf", "[crypto]") {
  const Authority ours;
  const PrivateKey key = PrivateKey::generate(KeyType::ec_p256);

  const Certificate leaf = issued_certificate(key,
                                              {.names = names({"relay.example.org"}),
                                               .purpose = Purpose::client,
                                               .validity = valid_for(now, 825)},
                                              {.certificate = ours.certificate, .key = ours.key});

  CHECK(ours.root.is_ca());
  CHECK(ours.root.path_length() == 1);
  CHECK(ours.root.self_signed());
  CHECK(ours.certificate.path_length() == 0);
  CHECK(ours.certificate.key_usage() == std::vector<std::string>{"keyCertSign", "cRLSign"});
  CHECK(ours.certificate.signed_by(ours.root));
  CHECK(leaf.signed_by(ours.certificate));
  CHECK(leaf.names_as_issuer(ours.certificate));
  CHECK(leaf.authority_key_id() == ours.certificate.subject_key_id());
  CHECK(leaf.extended_key_usage() == std::vector<std::string>{"clientAuth"});
}

TEST_CASE("issue: name constraints permit a domain and nothing else", "[crypto]") {
  const Authority ours({"example.org", "example.net"});
  const auto allowed = [&](const std::string& name) {
    return permits(ours.certificate, parse_host_name(name, ""));
  };

  CHECK(permitted_domains(ours.certificate) ==
        std::vector<std::string>{"example.org", "example.net"});
  CHECK(allowed("example.org"));
  CHECK(allowed("a.b.example.net"));
  CHECK(allowed("*.example.org"));
  CHECK_FALSE(allowed("example.com"));
  CHECK_FALSE(allowed("notexample.org"));
  CHECK_FALSE(allowed("192.0.2.1"));
  CHECK_FALSE(allowed("2001:db8::1"));
}

TEST_CASE("issue: an authority without constraints permits everything", "[crypto]") {
  const Authority ours;

  CHECK(permitted_domains(ours.certificate).empty());
  CHECK(permits(ours.certificate, parse_host_name("example.com", "")));
  CHECK(permits(ours.certificate, parse_host_name("192.0.2.1", "")));
}
