// SPDX-License-Identifier: MIT
#include "core/loader.hpp"

#include <catch2/catch.hpp>

#include "core/load_findings.hpp"

using namespace postseal;

namespace {

LoaderObject key(const std::string& name, const std::string& slot = "ECDSA") {
  return {.kind = PemKind::key,
          .label = "PRIVATE KEY",
          .decodes = true,
          .slot = slot,
          .public_key = name};
}
LoaderObject certificate(const std::string& name, const std::string& slot = "ECDSA") {
  return {.kind = PemKind::certificate,
          .label = "CERTIFICATE",
          .decodes = true,
          .slot = slot,
          .public_key = name};
}
LoaderObject other(const std::string& label) { return {.label = label}; }
LoaderFile file(std::vector<LoaderObject> objects) {
  return {.name = "F", .objects = std::move(objects)};
}
LoadResult load(std::vector<LoaderObject> objects) {
  return load_chain_files("F", {file(std::move(objects))});
}
LoadResult load_one(std::vector<LoaderObject> objects) {
  return load_legacy({{.certificate = file(std::move(objects))}});
}
LoaderFile missing(const std::string& name) {
  return {.name = name, .open_error = "No such file or directory"};
}

const std::string closing =
    "warning: error loading private keys and certificates from: F: disabling TLS support";

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("loader: key, leaf and issuers in this order are served as they stand") {
  const LoadResult result = load({key("a"), certificate("a"), certificate("ca")});

  CHECK(result.outcome == TlsOutcome::works);
  CHECK(result.log.empty());
  REQUIRE(result.chains.size() == 1);
  CHECK(result.chains[0].slot == "ECDSA");
  CHECK(result.chains[0].key == ObjectPlace{0, 0});
  CHECK(result.chains[0].leaf == ObjectPlace{0, 1});
  CHECK(result.chains[0].issuers == std::vector<ObjectPlace>{{0, 2}});
}

TEST_CASE("loader: one chain for each key algorithm, a second of one is refused") {
  const LoadResult both =
      load({key("a", "RSA"), certificate("a", "RSA"), key("b"), certificate("b")});
  CHECK(both.outcome == TlsOutcome::works);
  CHECK(both.chains.size() == 2);

  const LoadResult twice = load({key("a"), certificate("a"), key("b"), certificate("b")});
  CHECK(twice.outcome == TlsOutcome::off);
  CHECK(twice.fault == LoadFault::slot_taken);
  CHECK(twice.library_reason == "not replacing certificate");
  CHECK(twice.log ==
        Lines{"warning: key at index 3 in F does not match next certificate", closing});
}

TEST_CASE("loader: a certificate before its key ends the load") {
  const LoadResult result = load({certificate("a"), key("a")});

  CHECK(result.outcome == TlsOutcome::off);
  CHECK(result.fault == LoadFault::key_not_first);
  CHECK(result.chains.empty());
  CHECK(result.log == Lines{"warning: error loading chain from F: key not first", closing});
  CHECK(findings_of(result, {file({certificate("a"), key("a")})}).at(0).id == "key-not-first");
}

TEST_CASE("loader: an encrypted key is ignored, and then the key is not first") {
  LoaderObject locked = other("ENCRYPTED PRIVATE KEY");
  locked.encrypted = true;
  const LoadResult result = load({locked, certificate("a")});

  CHECK(result.log == Lines{"warning: loading F: ignoring PEM type: ENCRYPTED PRIVATE KEY",
                            "warning: error loading chain from F: key not first", closing});
  const auto findings = findings_of(result, {file({locked, certificate("a")})});
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].id == "key-encrypted");
}

TEST_CASE("loader: a block of another kind is ignored with a warning") {
  const LoadResult result = load({key("a"), other("DH PARAMETERS"), certificate("a")});

  CHECK(result.outcome == TlsOutcome::warns);
  CHECK(result.log == Lines{"warning: loading F: ignoring PEM type: DH PARAMETERS"});
  CHECK(result.ignored == std::vector<ObjectPlace>{{0, 1}});
}

TEST_CASE("loader: an ignored block after a key moves the index that Postfix logs") {
  const LoadResult result = load({key("a"), other("EC PARAMETERS")});

  CHECK(result.log == Lines{"warning: loading F: ignoring PEM type: EC PARAMETERS",
                            "warning: No certs for key at index 2 in F", closing});
}

TEST_CASE("loader: two keys in a row, and a key without certificate, are told apart") {
  const LoadResult two = load({key("a"), key("b"), certificate("b")});
  CHECK(two.log == Lines{"warning: error loading certificate chain: key at index 1 in F not "
                         "followed by a certificate",
                         closing});
  CHECK(findings_of(two, {file({key("a"), key("b"), certificate("b")})}).at(0).id ==
        "key-repeated");

  const LoadResult lone = load({key("a")});
  CHECK(lone.log == Lines{"warning: No certs for key at index 1 in F", closing});
  CHECK(findings_of(lone, {file({key("a")})}).at(0).id == "key-without-certificate");
}

TEST_CASE("loader: a mismatch is found at the end, or when the next key comes") {
  const LoadResult last = load({key("a"), certificate("b")});
  CHECK(last.fault == LoadFault::mismatch);
  CHECK(last.library_reason == "private key mismatch");
  CHECK(last.log == Lines{"warning: key at index 1 in F does not match next certificate", closing});

  const LoadResult first =
      load({key("a"), certificate("b"), key("c", "RSA"), certificate("c", "RSA")});
  CHECK(first.log == Lines{"warning: error loading certificate chain: key at index 1 in F does "
                           "not match the certificate",
                           closing});
}

TEST_CASE("loader: objects that do not decode, or have bytes after them, end the load") {
  LoaderObject broken = certificate("a");
  broken.decodes = false;
  CHECK(load({key("a"), broken}).log ==
        Lines{"warning: error loading certificate (PEM object number 2) from F", closing});

  LoaderObject longer = certificate("a");
  longer.excess = true;
  CHECK(load({key("a"), longer}).log ==
        Lines{"warning: error loading certificate (PEM object number 2) from F: excess data",
              closing});

  LoaderObject locked = key("a");
  locked.decodes = false;
  locked.encrypted = true;
  const LoadResult result = load({locked, certificate("a")});
  CHECK(result.log ==
        Lines{"warning: error loading private key (PEM object number 1) from F", closing});
  CHECK(findings_of(result, {file({locked, certificate("a")})}).at(0).id == "key-encrypted");
}

TEST_CASE("loader: PEM that cannot be read to its end turns TLS off without a word of why") {
  LoaderFile cut = file({key("a"), certificate("a")});
  cut.ends_well = false;
  cut.end_line = 20;
  cut.end_reason = "bad end line";
  const LoadResult result = load_chain_files("F", {cut});

  CHECK(result.outcome == TlsOutcome::off);
  CHECK(result.log == Lines{closing});
  const auto findings = findings_of(result, {cut});
  CHECK(findings.at(0).id == "pem-damaged");
  CHECK(findings.at(0).line == 20);
}

TEST_CASE("loader: a file that cannot be opened leaves STARTTLS without a certificate") {
  const LoadResult lone = load_chain_files("G", {missing("G")});
  CHECK(lone.outcome == TlsOutcome::fails);
  CHECK(lone.log == Lines{"warning: error opening chain file: G: No such file or directory"});

  // The chain before it is dropped too, unless the next key had come already.
  const LoaderFile rsa = {.name = "R", .objects = {key("a", "RSA"), certificate("a", "RSA")}};
  const LoaderFile ec = {.name = "E", .objects = {key("b"), certificate("b")}};
  CHECK(load_chain_files("R G", {rsa, missing("G")}).outcome == TlsOutcome::fails);
  const LoadResult kept = load_chain_files("R E G", {rsa, ec, missing("G")});
  CHECK(kept.outcome == TlsOutcome::warns);
  REQUIRE(kept.chains.size() == 1);
  CHECK(kept.chains[0].slot == "RSA");
}

TEST_CASE("loader: a list of files is one list of objects, each file counted from one") {
  const LoaderFile first = {.name = "K", .objects = {key("a")}};
  const LoaderFile second = {.name = "C", .objects = {certificate("a"), certificate("ca")}};
  const LoadResult result = load_chain_files("K, C", {first, second});
  REQUIRE(result.chains.size() == 1);
  CHECK(result.chains[0].leaf == ObjectPlace{1, 0});

  const LoadResult bad = load_chain_files("K, C", {first, file({certificate("b")})});
  CHECK(bad.log == Lines{"warning: key at index 1 in K does not match next certificate",
                         "warning: error loading private keys and certificates from: K, C: "
                         "disabling TLS support"});
}

TEST_CASE("loader: one file for key and certificate takes the key wherever it stands") {
  const LoadResult result =
      load_one({certificate("a"), other("DH PARAMETERS"), certificate("ca"), key("a")});
  CHECK(result.outcome == TlsOutcome::works);
  REQUIRE(result.chains.size() == 1);
  CHECK(result.chains[0].issuers == std::vector<ObjectPlace>{{0, 2}});

  const LoadResult second = load_one({key("a"), certificate("a"), key("b")});
  CHECK(second.outcome == TlsOutcome::warns);
  CHECK(second.log == Lines{"warning: ignoring 2nd key at index 3 in F after 1st at 1"});

  const LoadResult none = load_one({certificate("a")});
  CHECK(none.log == Lines{"warning: No private key found in F", closing});
}

TEST_CASE("loader: one file for both that cannot be opened is 454 with a single line") {
  const LoadResult result = load_legacy({{.certificate = missing("G")}});

  CHECK(result.outcome == TlsOutcome::off);
  CHECK(result.log == Lines{"warning: error opening chain file: G: No such file or directory"});
}

TEST_CASE("loader: separate files, each with its own complaint") {
  const LoaderFile certificates = {.name = "C", .objects = {certificate("a"), certificate("ca")}};
  const LoaderFile good_key = {.name = "K", .objects = {key("a")}};
  const LoaderFile other_key = {.name = "K", .objects = {key("b")}};
  const LoaderFile rsa_key = {.name = "K", .objects = {key("r", "RSA")}};

  const LoadResult good = load_legacy({{.certificate = certificates, .key = good_key}});
  CHECK(good.outcome == TlsOutcome::works);
  REQUIRE(good.chains.size() == 1);
  CHECK(good.chains[0].key == ObjectPlace{1, 0});

  CHECK(load_legacy({{.certificate = missing("C"), .key = good_key}}).log ==
        Lines{"warning: cannot get RSA certificate from file \"C\": disabling TLS support"});
  const LoadResult mismatch = load_legacy({{.certificate = certificates, .key = other_key}});
  CHECK(mismatch.log ==
        Lines{"warning: cannot get RSA private key from file \"K\": disabling TLS support"});
  CHECK(mismatch.library_reason == "key values mismatch");
  // A key of another algorithm goes into a slot of its own, and nobody has compared them yet.
  CHECK(load_legacy({{.certificate = certificates, .key = rsa_key}}).log ==
        Lines{"warning: RSA private key in K does not match public key in C: disabling TLS "
              "support"});
}

TEST_CASE("loader: a later legacy pair replaces a separate one, and one file never does") {
  const LegacyPair first{.certificate = {.name = "C", .objects = {certificate("a")}},
                         .key = LoaderFile{.name = "K", .objects = {key("a")}}};
  const LegacyPair second{.family = "ECDSA",
                          .certificate = {.name = "C2", .objects = {certificate("b")}},
                          .key = LoaderFile{.name = "K2", .objects = {key("b")}}};
  const LoadResult replaced = load_legacy({first, second});
  CHECK(replaced.outcome == TlsOutcome::works);
  REQUIRE(replaced.chains.size() == 1);
  CHECK(replaced.chains[0].leaf == ObjectPlace{2, 0});

  const LoadResult refused =
      load_legacy({first, {.family = "ECDSA", .certificate = file({key("b"), certificate("b")})}});
  CHECK(refused.outcome == TlsOutcome::off);
  CHECK(refused.fault == LoadFault::slot_taken);
}

TEST_CASE("loader: a key that TLS has no use for is refused") {
  const LoadResult result = load({key("x", ""), certificate("x", "")});

  CHECK(result.fault == LoadFault::unsupported);
  CHECK(findings_of(result, {file({key("x", ""), certificate("x", "")})}).at(0).id ==
        "key-unsupported");
}
