// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "checked_machine.hpp"
#include "core/base64.hpp"

using namespace postseal;
using test::CheckedMachine;
using test::finding_of;
using test::ids_of;

namespace {

using Ids = std::vector<std::string>;

const std::string server =
    "smtpd_tls_security_level = may\nsmtpd_tls_chain_files = /tls/mx.pem\n"
    "smtpd_tls_CAfile = /tls/root.crt\n";

// A table with this text, and what postmap -F would have made of STORED.
CheckedMachine with_table(const std::string& text, const std::vector<std::string>& stored = {},
                          const std::string& type = "hash") {
  CheckedMachine machine(server + "tls_server_sni_maps = " + type + ":/tls/sni\n");
  for (const char* name : {"mx.pem", "other.pem", "wild.pem", "backwards.pem", "expired.pem"})
    machine.put(name);
  machine.put("root.crt").put("self.pem").put("mx.key").put("mx.crt");
  machine.host.files["/tls/sni"] = {.bytes = text, .mode = 0600};
  std::string index;
  for (const std::string& one : stored) index += base64(one) + std::string(1, '\0');
  if (!stored.empty()) machine.host.files["/tls/sni.db"] = {.bytes = index, .mode = 0600};
  return machine;
}

std::string served(const std::string& name) { return test::fixture("served/" + name); }

}  // namespace

TEST_CASE("check: a good table, indexed, is nothing to speak of", "[check]") {
  CheckedMachine machine = with_table(
      "mx.example.org /tls/mx.pem\n.example.org /tls/wild.pem\n"
      "www.example.org /tls/other.pem\nMX2.example.org /tls/mx.key /tls/mx.crt\n",
      {served("mx.pem"), served("wild.pem"), served("other.pem"),
       served("mx.key") + "\n" + served("mx.crt")});
  const MaterialSeen seen = machine.seen();
  // The last one is a lone leaf, for another name.
  CHECK(ids_of(seen) == Ids{"chain-incomplete", "sni-name-not-covered"});
  const CheckFinding name = finding_of(seen, "sni-name-not-covered");
  CHECK(name.finding.subject == "/tls/mx.crt");
  CHECK(name.urgency == Urgency::broken);
  CHECK(seen.files.size() == 8);
  CHECK(std::any_of(seen.files.begin(), seen.files.end(), [](const CheckedFile& file) {
    return file.path == "/tls/wild.pem" && file.from == Ids{"/tls/sni:2"} && file.tree.size() == 4;
  }));
}

TEST_CASE("check: what an entry would load by the loader's rules", "[check]") {
  CheckedMachine machine =
      with_table("mx.example.org /tls/backwards.pem\n", {served("backwards.pem")});
  const CheckFinding found = finding_of(machine.seen(), "key-not-first");
  CHECK(found.urgency == Urgency::broken);
  CHECK(found.finding.severity == Severity::error);
  CHECK(found.finding.subject == "/tls/backwards.pem");
  CHECK(found.finding.message.find("clients that ask for \"mx.example.org\"") != std::string::npos);
}

TEST_CASE("check: entries that are dead", "[check]") {
  CheckedMachine machine = with_table(
      "*.example.org /tls/wild.pem\nmx.example.org /tls/none.pem\nlone.example.org\n"
      "a.example.org tls/wild.pem\nb.example.org /tls/wild.pem\nB.example.org /tls/mx.pem\n",
      {served("wild.pem")});
  const MaterialSeen seen = machine.seen();
  CHECK(ids_of(seen) ==
        Ids{"path-relative", "sni-entry-skipped", "sni-name-repeated", "sni-name-useless"});
  CHECK(finding_of(seen, "sni-name-useless").finding.subject == "/tls/sni");
  CHECK(finding_of(seen, "sni-name-useless").finding.line == 1);
  CHECK(finding_of(seen, "sni-name-repeated").finding.line == 6);
}

TEST_CASE("check: an index that is not there, or was made without -F", "[check]") {
  CheckedMachine machine = with_table("mx.example.org /tls/mx.pem\n");
  const CheckFinding missing = finding_of(machine.seen(), "sni-map-not-indexed");
  CHECK(missing.finding.severity == Severity::error);
  CHECK(missing.finding.subject == "/etc/postfix/main.cf");
  CHECK(missing.finding.line == 4);
  CHECK(missing.finding.hint == "postmap -F hash:/tls/sni");
  machine.host.files["/tls/sni.db"] = {.bytes = "mx.example.org /tls/mx.pem", .mode = 0600};
  CHECK(ids_of(machine.seen()) == Ids{"sni-map-without-files"});
}

TEST_CASE("check: an index that holds what the files held before", "[check]") {
  const std::string text = "mx.example.org /tls/again.pem\nwww.example.org /tls/other.pem\n";
  CheckedMachine machine = with_table(text, {served("mx.pem"), served("other.pem")});
  machine.put("again.pem");
  const CheckFinding stale = finding_of(machine.seen(), "sni-map-stale");
  CHECK(stale.urgency == Urgency::dated);
  CHECK(stale.finding.subject == "/tls/sni.db");
  CHECK(stale.finding.message.find("\"mx.example.org\"") != std::string::npos);
  CHECK(stale.finding.message.find("www") == std::string::npos);
}

TEST_CASE("check: an index that is older than its source", "[check]") {
  CheckedMachine machine = with_table("mx.example.org /tls/mx.pem\n", {served("mx.pem")});
  CHECK(ids_of(machine.seen()).empty());
  machine.host.files["/tls/sni"].modified = machine.host.clock;
  CHECK(finding_of(machine.seen(), "sni-map-stale").urgency == Urgency::untidy);
}

TEST_CASE("check: an index that others can read", "[check]") {
  CheckedMachine machine = with_table("mx.example.org /tls/mx.pem\n", {served("mx.pem")});
  machine.host.files["/tls/sni.db"].mode = 0644;
  const CheckFinding found = finding_of(machine.seen(), "sni-map-readable");
  CHECK(found.finding.subject == "/tls/sni.db");
  CHECK(found.finding.severity == Severity::error);
}

TEST_CASE("check: tables without an index are read as they are", "[check]") {
  CheckedMachine machine = with_table("mx.example.org /tls/mx.pem\n", {}, "texthash");
  CHECK(ids_of(machine.seen()).empty());
  machine.host.files.erase("/tls/sni");
  CHECK(finding_of(machine.seen(), "sni-map-missing").finding.subject == "/etc/postfix/main.cf");
  machine.host.files["/etc/postfix/main.cf"].bytes =
      server + "tls_server_sni_maps = inline:{ mx.example.org=/tls/expired.pem }\n";
  CHECK(ids_of(machine.seen()) == Ids{"certificate-expired"});
}

TEST_CASE("check: a table that nobody uses is not looked at", "[check]") {
  CheckedMachine machine = with_table("mx.example.org /tls/expired.pem\n");
  machine.host.files["/etc/postfix/main.cf"].bytes += "smtpd_tls_security_level = none\n";
  CHECK(ids_of(machine.seen()).empty());
}

TEST_CASE("check: a name with a dot stands for those below it", "[check]") {
  CheckedMachine machine =
      with_table(".example.org /tls/wild.pem\n.net.example.org /tls/wild.pem\n", {}, "texthash");
  const CheckFinding found = finding_of(machine.seen(), "sni-name-not-covered");
  CHECK(found.finding.message.find("ask for \".net.example.org\" (") != std::string::npos);
}

TEST_CASE("check: an entry that names a directory", "[check]") {
  CheckedMachine machine = with_table("mx.example.org /tls\n", {served("mx.pem")});
  CHECK(finding_of(machine.seen(), "sni-entry-skipped")
            .finding.message.starts_with("\"/tls\" is no file"));
}

TEST_CASE("check: myhostname may have an entry of its own", "[check]") {
  CheckedMachine machine = with_table("mx.example.org /tls/mx.pem\n", {}, "texthash");
  machine.host.files["/etc/postfix/main.cf"].bytes +=
      "smtpd_tls_chain_files = /tls/other.pem\nmyhostname = mx.example.org\n";
  CHECK(ids_of(machine.seen()).empty());
  machine.host.files["/tls/sni"].bytes = "mx2.example.org /tls/wild.pem\n";
  CHECK(ids_of(machine.seen()) == Ids{"name-not-covered"});
}

TEST_CASE("check: the keys of an inline table have modes, too", "[check]") {
  CheckedMachine machine = with_table("");
  machine.host.files["/etc/postfix/main.cf"].bytes =
      server + "tls_server_sni_maps = inline:{ mx.example.org=/tls/wild.pem }\n";
  machine.host.files["/tls/wild.pem"].mode = 0644;
  CHECK(ids_of(machine.seen()) == Ids{"key-world-readable"});
}
