// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "checked_machine.hpp"

using namespace postseal;
using test::CheckedMachine;
using test::finding_of;
using test::ids_of;

namespace {

using Ids = std::vector<std::string>;

const std::string server =
    "myhostname = mx.example.org\nsmtpd_tls_security_level = may\nsmtpd_tls_CAfile = "
    "/tls/root.crt\n";

CheckedMachine serving(const std::string& name) {
  CheckedMachine machine(server + "smtpd_tls_chain_files = /tls/" + name + "\n");
  machine.put(name).put("root.crt");
  return machine;
}

}  // namespace

TEST_CASE("check: a good chain is nothing to speak of, and is shown as a tree", "[check]") {
  const MaterialSeen seen = serving("mx.pem").seen();
  CHECK(ids_of(seen, Severity::info).empty());
  REQUIRE(seen.files.size() == 2);
  const CheckedFile& ca = seen.files[0];
  CHECK(ca.path == "/tls/root.crt");
  CHECK(ca.kind == "ca");
  const CheckedFile& chain = seen.files[1];
  CHECK(chain.kind == "chain");
  CHECK(chain.from == Ids{"smtpd_tls_chain_files"});
  CHECK(chain.mode == "0600");
  CHECK(chain.owner == "root:root");
  CHECK(chain.not_after.has_value());
  REQUIRE(chain.tree.size() == 4);
  CHECK(chain.tree[1].find("Served Inter") != std::string::npos);
  CHECK(chain.tree[3].find("complete, trusted") != std::string::npos);
}

TEST_CASE("check: what Postfix serves without a word and clients refuse", "[check]") {
  const auto [file, id, urgency] = GENERATE(table<std::string, std::string, Urgency>(
      {{"expired.pem", "certificate-expired", Urgency::broken},
       {"inter-old.pem", "certificate-expired", Urgency::broken},
       {"misordered.pem", "chain-misordered", Urgency::broken},
       {"weak.pem", "key-weak", Urgency::weak},
       {"is-ca.pem", "leaf-is-ca", Urgency::weak},
       {"client.pem", "leaf-purpose", Urgency::weak},
       {"other.pem", "name-not-covered", Urgency::weak}}));
  CAPTURE(file);
  const MaterialSeen seen = serving(file).seen();
  CHECK(ids_of(seen) == Ids{id});
  const CheckFinding found = finding_of(seen, id);
  CHECK(found.urgency == urgency);
  CHECK(found.finding.subject == "/tls/" + file);
  CHECK(found.finding.line.has_value());
}

TEST_CASE("check: a missing intermediate, unless libssl finds it in the CAfile", "[check]") {
  CheckedMachine machine("smtpd_tls_security_level = may\nsmtpd_tls_chain_files = /tls/lone.pem\n");
  machine.put("lone.pem");
  CHECK(ids_of(machine.seen()) == Ids{"chain-incomplete"});
  // Seen with Postfix 3.7.11: a lone leaf is sent with what CAfile has for it.
  machine.host.files["/etc/postfix/main.cf"].bytes += "smtpd_tls_CAfile = /tls/cas.crt\n";
  machine.put("cas.crt");
  CHECK(ids_of(machine.seen(), Severity::info).empty());
}

TEST_CASE("check: what is about to expire has a date", "[check]") {
  CheckedMachine machine = serving("mx.pem");
  machine.host.clock = Time(std::chrono::seconds(2366841600));  // 2045-01-01
  machine.host.clock -= std::chrono::days(10);
  machine.host.files["/tls/root.crt"].bytes.clear();
  CHECK(finding_of(machine.seen(), "certificate-expires-soon").urgency == Urgency::dated);
  CHECK(finding_of(machine.seen(9), "certificate-expires-soon").finding.id.empty());
}

TEST_CASE("check: a self-signed certificate is legitimate", "[check]") {
  CHECK(ids_of(serving("self.pem").seen(), Severity::info).empty());
  CheckedMachine renamed = serving("self.pem");
  renamed.host.files["/etc/postfix/main.cf"].bytes += "myhostname = new.example.org\n";
  CHECK(ids_of(renamed.seen()).empty());
}

TEST_CASE("check: without TLS nobody looks at a certificate", "[check]") {
  CheckedMachine machine(
      "smtpd_tls_security_level = none\nsmtpd_tls_chain_files = /tls/expired.pem\n");
  machine.put("expired.pem");
  const MaterialSeen seen = machine.seen();
  CHECK(ids_of(seen).empty());
  REQUIRE(seen.files.size() == 1);
  CHECK(seen.files[0].not_after.has_value());
}

TEST_CASE("check: each service has its own settings, and a chain is told of once", "[check]") {
  CheckedMachine machine(
      server + "smtpd_tls_chain_files = /tls/mx.pem\n",
      "smtp inet n - n - - smtpd\n"
      "submission inet n - n - - smtpd -o smtpd_tls_chain_files=/tls/expired.pem\n"
      "smtps inet n - n - - smtpd -o smtpd_tls_chain_files=/tls/expired.pem\n");
  machine.put("mx.pem").put("expired.pem").put("root.crt");
  const MaterialSeen seen = machine.seen();
  REQUIRE(seen.findings.size() == 1);
  CHECK(seen.findings[0].finding.id == "certificate-expired");
  CHECK(seen.files.size() == 3);
  CHECK(seen.files[2].from ==
        Ids{"submission/inet: smtpd_tls_chain_files", "smtps/inet: smtpd_tls_chain_files"});
}

TEST_CASE("check: a name that only mail programs would ask for is no warning", "[check]") {
  CheckedMachine machine(server + "smtpd_tls_chain_files = /tls/other.pem\n",
                         "submission inet n - n - - smtpd\n");
  machine.put("other.pem").put("root.crt");
  const MaterialSeen seen = machine.seen();
  CHECK(ids_of(seen).empty());
  CHECK(ids_of(seen, Severity::info) == Ids{"common-name-unused", "name-not-covered"});
  machine.host.files["/etc/postfix/main.cf"].bytes += "smtpd_banner = www.example.org ESMTP\n";
  CHECK(ids_of(machine.seen(), Severity::info) == Ids{"common-name-unused"});
}

TEST_CASE("check: a wildcard, and names that no certificate is for", "[check]") {
  CHECK(ids_of(serving("wild.pem").seen(), Severity::info).empty());
  CheckedMachine machine = serving("other.pem");
  for (const char* name : {"localhost", "localhost.localdomain", "192.0.2.1", "mail"}) {
    machine.host.files["/etc/postfix/main.cf"].bytes += std::string("myhostname = ") + name + "\n";
    CHECK(ids_of(machine.seen()).empty());
  }
}

TEST_CASE("check: a client's certificate is judged as one", "[check]") {
  const std::string client = "smtp_tls_security_level = may\nsmtp_tls_CAfile = /tls/root.crt\n";
  const char* smtp = "relay unix - - n - - smtp\n";
  CheckedMachine wrong(client + "smtp_tls_chain_files = /tls/mx.pem\n", smtp);
  wrong.put("mx.pem").put("root.crt");
  CHECK(ids_of(wrong.seen(), Severity::info) == Ids{"client-cert-purpose"});
  CheckedMachine right(client + "smtp_tls_chain_files = /tls/client.pem\n", smtp);
  right.put("client.pem").put("root.crt");
  CHECK(ids_of(right.seen(), Severity::info).empty());
}

TEST_CASE("check: an expired intermediate in many files is told of a few times", "[check]") {
  std::string master;
  CheckedMachine machine(server + "smtpd_tls_chain_files = /tls/mx.pem\n");
  for (int i = 0; i < 9; ++i) {
    const std::string path = "/tls/" + std::to_string(i) + ".pem";
    master +=
        std::to_string(2000 + i) + " inet n - n - - smtpd -o smtpd_tls_chain_files=" + path + "\n";
    machine.host.files[path] = {.bytes = test::fixture("served/inter-old.pem"), .mode = 0600};
  }
  machine.host.files["/etc/postfix/master.cf"].bytes = master;
  machine.put("root.crt");
  const MaterialSeen seen = machine.seen();
  CHECK(seen.findings.size() == 5);
  CHECK(seen.findings[0].finding.message.find("the same in 8 other files") != std::string::npos);
}

TEST_CASE("check: RSA and ECDSA in one file are told of once", "[check]") {
  CheckedMachine machine(server + "smtpd_tls_chain_files = /tls/two.pem\n",
                         "smtp inet n - n - - smtpd\nsubmission inet n - n - - smtpd\n");
  const std::string rsa = test::fixture("served/weak.pem");
  machine.put("root.crt").host.files["/tls/two.pem"] = {
      .bytes = test::fixture("served/mx.pem") + rsa, .mode = 0600};
  machine.host.files["/etc/postfix/main.cf"].bytes += "myhostname = new.example.net\n";
  const MaterialSeen seen = machine.seen();
  CHECK(ids_of(seen) == Ids{"key-weak", "name-not-covered"});
  CHECK(seen.findings.size() == 2);
  CHECK(finding_of(seen, "name-not-covered")
            .finding.message.find("myhostname of smtp/inet, submission/inet") != std::string::npos);
}

TEST_CASE("check: people's mail programs do not take a self-signed certificate", "[check]") {
  CheckedMachine machine = serving("self.pem");
  machine.host.files["/etc/postfix/master.cf"].bytes = "submission inet n - n - - smtpd\n";
  const MaterialSeen seen = machine.seen();
  REQUIRE(seen.findings.size() == 1);
  CHECK(seen.findings[0].finding.id == "certificate-self-signed");
  CHECK(seen.findings[0].finding.severity == Severity::info);
}

TEST_CASE("check: postscreen's TLS is tlsproxy's", "[check]") {
  const std::string pass = "smtpd pass - - n - - smtpd -o smtpd_tls_security_level=none\n";
  CheckedMachine machine = serving("expired.pem");
  machine.host.files["/etc/postfix/master.cf"].bytes = pass + "tlsproxy unix - - n - 0 tlsproxy\n";
  CHECK(ids_of(machine.seen()).empty());
  machine.host.files["/etc/postfix/master.cf"].bytes += "smtp inet n - n - 1 postscreen\n";
  CHECK(ids_of(machine.seen()) == Ids{"certificate-expired"});
}

TEST_CASE("check: a root that nobody knows, and a machine that knows none", "[check]") {
  CheckedMachine machine("smtpd_tls_security_level = may\nsmtpd_tls_chain_files = /tls/mx.pem\n");
  machine.put("mx.pem");
  CHECK(ids_of(machine.seen()).empty());
  machine.host.files["/etc/ssl/certs/ca-certificates.crt"] = {
      .bytes = test::fixture("chains/root-a.crt")};
  const CheckFinding unknown = finding_of(machine.seen(), "root-unknown");
  CHECK(unknown.urgency == Urgency::weak);
  CHECK(unknown.finding.hint.find("--roots") == std::string::npos);
}
