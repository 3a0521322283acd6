// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "checked_machine.hpp"
#include "dh_fixture.hpp"

using namespace postseal;
using test::CheckedMachine;
using test::finding_of;
using test::ids_of;

namespace {

using Ids = std::vector<std::string>;

const std::string server =
    "smtpd_tls_security_level = may\nsmtpd_tls_chain_files = /tls/mx.pem\n"
    "smtpd_tls_CAfile = /tls/root.crt\n";
const std::string client = "smtp_tls_security_level = may\nsmtp_tls_CAfile = /tls/root.crt\n";
const char* smtp = "smtp unix - - n - - smtp\n";
const char* jailed_smtp = "smtp unix - - y - - smtp\n";

CheckedMachine machine_of(const std::string& main_cf, const char* master_cf) {
  CheckedMachine machine(main_cf, master_cf);
  for (const char* name : {"mx.pem", "mx.key", "mx.crt", "root.crt", "cas.crt", "inter-old.crt"})
    machine.put(name);
  return machine;
}

CheckedMachine serving(const std::string& more) {
  return machine_of(server + more, test::smtpd_on_25);
}

void link_in(test::MemoryHost& host, const std::string& directory, std::uint32_t mode = 0644) {
  host.add_directory(directory);
  host.files[directory + "/9d66eef0.0"] = {.bytes = "a CA", .mode = mode};
}

}  // namespace

TEST_CASE("check: CA files that hold something else", "[check]") {
  CheckedMachine own = serving("smtpd_tls_CAfile = /tls/mx.crt\n");
  CHECK(finding_of(own.seen(), "ca-file-own-certificate").finding.subject == "/tls/mx.crt");
  CheckedMachine leaf = machine_of(client + "smtp_tls_CAfile = /tls/mx.crt\n", smtp);
  CHECK(ids_of(leaf.seen()) == Ids{"ca-file-leaf"});
  CheckedMachine old = machine_of(client + "smtp_tls_CAfile = /tls/inter-old.crt\n", smtp);
  CHECK(ids_of(old.seen()) == Ids{"ca-expired"});
  CheckedMachine good = machine_of(client + "smtp_tls_CAfile = /tls/cas.crt\n", smtp);
  CHECK(ids_of(good.seen(), Severity::info).empty());
  CHECK(ids_of(good.seen(4100), Severity::info) == Ids{"ca-expires-soon"});
}

TEST_CASE("check: a directory of CAs needs links, and to be readable", "[check]") {
  CheckedMachine machine = machine_of(client + "smtp_tls_CApath = /cas\n", smtp);
  CHECK(ids_of(machine.seen()) == Ids{"ca-path-missing"});
  machine.host.add_directory("/cas");
  machine.host.files["/cas/ca.pem"] = {};
  CHECK(finding_of(machine.seen(), "ca-path-not-hashed").finding.hint == "openssl rehash /cas");
  link_in(machine.host, "/cas");
  CHECK(ids_of(machine.seen()).empty());
  link_in(machine.host, "/cas", 0600);
  CHECK(ids_of(machine.seen()) == Ids{"ca-path-not-readable"});
  link_in(machine.host, "/cas");
  machine.host.files["/cas"].mode = 0700;
  CHECK(ids_of(machine.seen()) == Ids{"ca-path-not-readable"});
}

TEST_CASE("check: a daemon in a chroot looks for CAs there", "[check]") {
  CheckedMachine machine = machine_of(client + "smtp_tls_CApath = /cas\n", jailed_smtp);
  link_in(machine.host, "/cas");
  CHECK(ids_of(machine.seen()) == Ids{"ca-path-outside-chroot"});
  link_in(machine.host, "/var/spool/postfix/cas");
  CHECK(ids_of(machine.seen()).empty());
  machine.host.files["/etc/postfix/main.cf"].bytes += "smtpd_tls_CApath = /none\n";
  CHECK(ids_of(machine.seen()).empty());
}

TEST_CASE("check: trust anchors are opened late, as another user", "[check]") {
  CheckedMachine machine = machine_of(client + "smtp_tls_trust_anchor_file = /tls/ta.pem\n", smtp);
  const CheckFinding missing = finding_of(machine.seen(), "trust-anchor-missing");
  CHECK(missing.finding.subject == "/etc/postfix/main.cf");
  CHECK(missing.finding.line == 3);
  CHECK(missing.urgency == Urgency::broken);
  machine.host.files["/tls/ta.pem"] = {.bytes = "x", .mode = 0600};
  CHECK(ids_of(machine.seen()) == Ids{"trust-anchor-not-readable"});
  machine.host.files["/tls/ta.pem"].mode = 0644;
  CHECK(ids_of(machine.seen()).empty());
  machine.host.files["/etc/postfix/master.cf"].bytes = jailed_smtp;
  CHECK(ids_of(machine.seen()) == Ids{"trust-anchor-outside-chroot"});
}

TEST_CASE("check: DH files and what is in them", "[check]") {
  CheckedMachine machine = serving("smtpd_tls_dh1024_param_file = /tls/dh.pem\n");
  machine.host.files["/tls/dh.pem"] = {.bytes = test::dh_file("ffdhe2048.pem")};
  CHECK(ids_of(machine.seen(), Severity::info).empty());
  machine.globals.postfix_version = PostfixVersion{3, 4, 0};
  CHECK(ids_of(machine.seen(), Severity::info).empty());
  machine.host.files["/tls/dh.pem"].bytes = "nothing\n";
  CHECK(finding_of(machine.seen(), "file-unrecognised").finding.severity == Severity::warning);
  machine.host.files["/etc/postfix/main.cf"].bytes += "smtpd_tls_dh1024_param_file = auto\n";
  CHECK(ids_of(machine.seen(), Severity::info).empty());
}

TEST_CASE("check: key and certificate below an ACME client are swapped one by one", "[check]") {
  CheckedMachine machine = serving(
      "smtpd_tls_chain_files = /etc/letsencrypt/live/mx/privkey.pem "
      "/etc/letsencrypt/live/mx/fullchain.pem\n");
  machine.host.files["/etc/letsencrypt/live/mx/privkey.pem"] = {
      .bytes = test::fixture("served/mx.key"), .mode = 0600};
  machine.host.files["/etc/letsencrypt/live/mx/fullchain.pem"] = {
      .bytes = test::fixture("served/mx.crt") + test::fixture("served/inter.crt")};
  const MaterialSeen seen = machine.seen();
  CHECK(ids_of(seen, Severity::info) == Ids{"renewal-not-atomic"});
  CHECK(finding_of(seen, "renewal-not-atomic").finding.hint.find("hook install certbot") !=
        std::string::npos);
}

TEST_CASE("check: relative names are below queue_directory", "[check]") {
  CheckedMachine machine = serving("smtpd_tls_chain_files = tls/mx.pem\n");
  CHECK(ids_of(machine.seen()) == Ids{"path-relative"});
  machine.host.files["/var/spool/postfix/tls/mx.pem"] = {.bytes = test::fixture("served/mx.pem"),
                                                         .mode = 0600};
  CHECK(ids_of(machine.seen(), Severity::info) == Ids{"path-relative"});
}

TEST_CASE("check: session caches belong into tlsmgr's directory", "[check]") {
  CheckedMachine machine = serving("smtp_tls_session_cache_database = btree:/var/cache/scache\n");
  CHECK(ids_of(machine.seen()) == Ids{"cache-directory-missing"});
  machine.host.add_directory("/var/cache");
  CHECK(ids_of(machine.seen(), Severity::info).empty());
  machine.host.files["/etc/postfix/main.cf"].bytes += "data_directory = /var/cache\n";
  CHECK(ids_of(machine.seen(), Severity::info) == Ids{"cache-directory-foreign"});
  machine.host.files["/var/cache"].owner = "postfix";
  CHECK(ids_of(machine.seen(), Severity::info).empty());
  machine.host.files["/var/cache"].mode = 01777;
  CHECK(ids_of(machine.seen()) == Ids{"cache-directory-writable"});
}

TEST_CASE("check: modes are those of modes check", "[check]") {
  CheckedMachine machine = serving("");
  machine.host.files["/tls/mx.pem"].mode = 0644;
  machine.host.files["/tls"].mode = 0777;
  CHECK(ids_of(machine.seen()) == Ids{"key-world-readable", "parent-writable"});
}

TEST_CASE("check: a configuration that cannot be read as a whole is no reason to fall", "[check]") {
  CheckedMachine machine =
      serving("smtpd_tls_key_file = ${a\nsmtpd_tls_cert_file = $smtpd_tls_cert_file\n");
  CHECK_NOTHROW(machine.seen());
  CheckedMachine empty("", "");
  CHECK(empty.seen().files.empty());
}

TEST_CASE("check: a DH file that is too short, or that this Postfix passes over", "[check]") {
  CheckedMachine machine = serving("smtpd_tls_dh1024_param_file = /tls/dh.pem\n");
  machine.host.files["/tls/dh.pem"] = {.bytes = test::dh_file("x942.pem")};
  const MaterialSeen seen = machine.seen();
  CHECK(finding_of(seen, "dh-x942").urgency == Urgency::broken);
  machine.host.files["/tls/dh.pem"].bytes = test::dh_file("1024.pem");
  CHECK(finding_of(machine.seen(), "dh-too-small").urgency == Urgency::weak);
  CHECK(finding_of(seen, "dh-x942").finding.subject == "/tls/dh.pem");
  machine.host.files["/etc/postfix/main.cf"].bytes += "smtpd_tls_security_level = none\n";
  CHECK(ids_of(machine.seen()).empty());
}
