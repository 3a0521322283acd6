// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "commands/commands.hpp"
#include "core/json.hpp"
#include "dh_fixture.hpp"
#include "memory_host.hpp"

using namespace postseal;
using test::carry_out;
using test::dh_file;
using test::Done;
using test::give;
using test::MemoryFile;
using test::MemoryHost;

namespace {

const Globals in_etc{.config_dir = "/etc/postfix"};

MemoryHost with_config(const std::string& main_cf) {
  MemoryHost host;
  host.add_directory("/etc");
  host.add_directory("/etc/postfix");
  host.files["/etc/postfix/main.cf"] = {.bytes = main_cf};
  return host;
}

std::vector<std::string> ids(const Done& done) {
  std::vector<std::string> all;
  for (const Finding& finding : done.answer.findings) all.push_back(finding.id);
  return all;
}

Command on(Command command, const std::string& path) {
  give(command, path);
  return command;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("modes check: Debian's snakeoil layout is good", "[modes]") {
  MemoryHost host =
      with_config("smtpd_tls_cert_file=/etc/snakeoil.pem\nsmtpd_tls_key_file=/etc/snakeoil.key\n");
  host.files["/etc/snakeoil.pem"] = {.bytes = dh_file("ffdhe2048.pem")};
  host.files["/etc/snakeoil.key"] = {
      .bytes = dh_file("key.pem"), .mode = 0640, .group = "ssl-cert", .gid = 108};
  const Done done = carry_out(modes_check_command(), host, in_etc);
  CHECK(ids(done).empty());
  CHECK(done.answer.verdict == Verdict::good);
  CHECK(done.answer.result->at("files").size() == 2);
  CHECK(carry_out(modes_fix_command(), host, in_etc).planned.plan.empty());
}

TEST_CASE("modes fix: a key is closed, and the second time there is nothing to do", "[modes]") {
  MemoryHost host = with_config("smtpd_tls_chain_files = /etc/mx.pem\n");
  host.files["/etc/mx.pem"] = {.bytes = dh_file("after-key.pem"), .mode = 0644};

  CHECK(ids(carry_out(modes_check_command(), host, in_etc)) == Ids{"key-world-readable"});
  const Done done = carry_out(modes_fix_command(), host, in_etc);

  CHECK(host.files.at("/etc/mx.pem").mode == 0600);
  CHECK(host.files.at("/etc/mx.pem").bytes == dh_file("after-key.pem"));
  CHECK(ids(done).empty());
  for (const Step& step : done.planned.plan.steps)
    CHECK(std::holds_alternative<SetAccess>(step.effect));
  CHECK(carry_out(modes_fix_command(), host, in_etc).planned.plan.empty());
}

TEST_CASE("modes fix: of a symbolic link the target's mode is set", "[modes]") {
  MemoryHost host;
  host.files["/real.pem"] = {.bytes = dh_file("key.pem"), .mode = 0644};
  host.files["/link.pem"] = {.bytes = "/real.pem", .kind = FileKind::symlink};
  const Command command = on(modes_fix_command(), "/link.pem");
  const Globals globals;
  Context context(host, globals);
  const Planned planned = command.plan(context);
  REQUIRE(planned.plan.steps.size() == 1);
  CHECK(std::get<SetAccess>(planned.plan.steps[0].effect).path == "/real.pem");
  REQUIRE(context.notes().size() == 1);
  CHECK(context.notes()[0] == "/link.pem is a symbolic link: it is /real.pem that changes");
}

TEST_CASE("modes: what is missing is a finding, in fix too", "[modes]") {
  MemoryHost host = with_config("smtpd_tls_key_file = /etc/nowhere.key\n");
  const Done done = carry_out(modes_fix_command(), host, in_etc);
  CHECK(ids(done) == Ids{"file-missing"});
  CHECK(done.answer.findings[0].message == "is not there (smtpd_tls_key_file names it)");
  CHECK(done.answer.verdict == Verdict::bad);
}

TEST_CASE("modes: an SNI table is followed to its index and to the files it names", "[modes]") {
  MemoryHost host = with_config("tls_server_sni_maps = hash:/etc/sni\n");
  host.files["/etc/sni"] = {.bytes = "a.example /etc/a.pem\n", .mode = 0644};
  host.files["/etc/sni.db"] = {.bytes = "not looked at", .mode = 0644};
  host.files["/etc/a.pem"] = {.bytes = dh_file("key.pem"), .mode = 0604};
  const Done before = carry_out(modes_check_command(), host, in_etc);
  CHECK(ids(before) == Ids{"key-world-readable", "sni-map-readable", "sni-map-readable"});
  CHECK(before.answer.findings[1].severity == Severity::warning);
  CHECK(before.answer.findings[2].severity == Severity::error);

  (void)carry_out(modes_fix_command(), host, in_etc);

  for (const char* path : {"/etc/sni", "/etc/sni.db", "/etc/a.pem"})
    CHECK(host.files.at(path).mode == 0600);
}

TEST_CASE("modes: a directory that others can write is a finding that fix leaves", "[modes]") {
  MemoryHost host;
  host.add_directory("/open");
  host.files["/open"].mode = 0777;
  host.files["/open/x.pem"] = {.bytes = dh_file("key.pem"), .mode = 0600};
  const Done done = carry_out(on(modes_fix_command(), "/open/x.pem"), host);
  CHECK(ids(done) == Ids{"parent-writable"});
  CHECK(host.files.at("/open").mode == 0777);
}

TEST_CASE("modes: of a directory only what is ours is looked at", "[modes]") {
  MemoryHost host;
  host.add_directory("/tls");
  host.add_directory("/tls/old");
  host.files["/tls/readme"] = {.bytes = "hello", .mode = 0600};
  host.files["/tls/mx.key"] = {.bytes = dh_file("key.pem"), .mode = 0644};
  host.files["/tls/old/dh.pem"] = {.bytes = dh_file("512.pem"), .mode = 0600};
  const Done done = carry_out(on(modes_fix_command(), "/tls"), host);
  CHECK(host.files.at("/tls/readme").mode == 0600);
  CHECK(host.files.at("/tls/mx.key").mode == 0600);
  CHECK(host.files.at("/tls/old/dh.pem").mode == 0644);
  CHECK(ids(done).empty());
}

TEST_CASE("modes fix: a file of another kind is left alone and said so", "[modes]") {
  MemoryHost host;
  host.files["/shadow"] = {.bytes = "root:*:\n", .mode = 0640};
  Command command = on(modes_fix_command(), "/shadow");
  give(command, "--cert-mode", "0644");
  const Done done = carry_out(command, host);
  CHECK(ids(done) == Ids{"not-material"});
  CHECK(host.files.at("/shadow").mode == 0640);
}

TEST_CASE("modes fix: modes, owner and group that are asked for are given", "[modes]") {
  MemoryHost host;
  host.files["/k"] = {.bytes = dh_file("key.pem"), .mode = 0600};
  Command command = on(modes_fix_command(), "/k");
  give(command, "--key-mode", "0640");
  give(command, "--owner", "root");
  give(command, "--group", "daemon");
  CHECK(ids(carry_out(command, host)).empty());
  CHECK(host.files.at("/k").mode == 0640);
  CHECK(host.files.at("/k").group == "daemon");
  CHECK(carry_out(command, host).planned.plan.empty());
}

TEST_CASE("modes fix: a mode that opens keys, or lets others change files, is refused", "[modes]") {
  Command command = modes_fix_command();
  for (const char* mode : {"0644", "0604", "0040", "9", "rw"})
    CHECK_THROWS_AS(give(command, "--key-mode", mode), Error);
  for (const char* mode : {"0666", "0244"})
    CHECK_THROWS_AS(give(command, "--cert-mode", mode), Error);
}

TEST_CASE("modes: without main.cf and without paths there is nothing to go by", "[modes]") {
  MemoryHost host;
  CHECK_THROWS_AS(carry_out(modes_check_command(), host, in_etc), Error);
}

TEST_CASE("modes fix: where SELinux is on, restorecon puts the context right", "[modes]") {
  MemoryHost host;
  host.files["/k"] = {.bytes = dh_file("key.pem"), .mode = 0600};
  host.programs["restorecon"] = "Would relabel /k from u:object_r:tmp_t to u:object_r:cert_t\n";
  const Command check = on(modes_check_command(), "/k");
  CHECK(ids(carry_out(check, host)).empty());  // SELinux is off

  host.files["/sys/fs/selinux/enforce"] = {.bytes = "1"};
  CHECK(ids(carry_out(check, host)) == Ids{"selinux-type"});
  const Done done = carry_out(on(modes_fix_command(), "/k"), host);
  CHECK(host.restored == std::vector<std::string>{"/k"});
  CHECK(ids(done).empty());
  CHECK(done.planned.plan.steps.at(0).changes.at(0).after.at(0).value == "u:object_r:cert_t");
}

TEST_CASE("modes: what main.cf leaves to Postfix is asked of postconf", "[modes]") {
  MemoryHost host = with_config("smtpd_tls_key_file = $meta_directory/mx.key\n");
  host.programs["postconf"] = "/usr/share/postfix\n";
  CHECK(ids(carry_out(modes_check_command(), host, in_etc)) == Ids{"file-missing"});
  host.add_directory("/usr/share/postfix");
  host.files["/usr/share/postfix/mx.key"] = {.bytes = dh_file("key.pem"), .mode = 0600};
  CHECK(ids(carry_out(modes_check_command(), host, in_etc)).empty());
}
