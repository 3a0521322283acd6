// SPDX-License-Identifier: MIT
#include "core/hook_call.hpp"

#include <catch2/catch.hpp>
#include <map>

#include "core/error.hpp"

using namespace postseal;

namespace {

using Variables = std::map<std::string, std::string>;
using Words = std::vector<std::string>;

HookCall read(const std::optional<std::string>& client, const Words& arguments,
              const Variables& variables = {}) {
  return read_hook_call(client, arguments, [&](const std::string& name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  });
}

// "ID SUBJECT" of the error; "": none.
std::string refusal(const std::optional<std::string>& client, const Words& arguments,
                    const Variables& variables = {}) {
  try {
    (void)read(client, arguments, variables);
  } catch (const Error& error) {
    CHECK(error.fault() == Fault::usage);
    CHECK(!error.problem().hint.empty());
    return error.problem().id + " " + error.problem().subject;
  }
  return "";
}

// "OPERATION CERTIFICATE KEY CHAIN".
std::string summary(const HookCall& call) {
  const std::string operation = call.operation == HookOperation::deploy  ? "deploy"
                                : call.operation == HookOperation::retry ? "retry"
                                                                         : "nothing";
  return operation + " " + call.certificate + " " + call.key + " " + call.chain;
}

const Variables certbot_variables{{"RENEWED_LINEAGE", "/etc/letsencrypt/live/mx example"},
                                  {"RENEWED_DOMAINS", "mx.example.org www.example.org"}};
const Variables lego_4{{"LEGO_ACCOUNT_EMAIL", "a@example.org"},
                       {"LEGO_CERT_DOMAIN", "mx.example.org"},
                       {"LEGO_CERT_PATH", "/l/mx.example.org.crt"},
                       {"LEGO_CERT_KEY_PATH", "/l/mx.example.org.key"}};
const Variables lego_5{{"LEGO_HOOK_CERT_PATH", "/l/mx.crt"},
                       {"LEGO_HOOK_CERT_KEY_PATH", "/l/mx.key"},
                       {"LEGO_HOOK_ISSUER_CERT_PATH", "/l/mx.issuer.crt"},
                       {"LEGO_HOOK_ACCOUNT_SERVER", "https://acme.example"}};
const Variables acme_sh{{"CERT_PATH", "/a/mx.cer"},
                        {"CERT_KEY_PATH", "/a/mx.key"},
                        {"CA_CERT_PATH", "/a/ca.cer"},
                        {"CERT_FULLCHAIN_PATH", "/a/fullchain.cer"},
                        {"Le_Domain", "mx.example.org"}};

}  // namespace

TEST_CASE("hook call: certbot's deploy hook names a lineage", "[hooks]") {
  const HookCall call = read(std::nullopt, {}, certbot_variables);
  CHECK(call.client == "certbot");
  CHECK(summary(call) ==
        "deploy /etc/letsencrypt/live/mx example/fullchain.pem "
        "/etc/letsencrypt/live/mx example/privkey.pem /etc/letsencrypt/live/mx example/chain.pem");
  CHECK(read("certbot", {}, {{"RENEWED_LINEAGE", "/live/mx//"}}).key == "/live/mx/privkey.pem");
}

TEST_CASE("hook call: certbot's post hook is a chance to try again", "[hooks]") {
  for (const char* name : {"RENEWED_DOMAINS", "FAILED_DOMAINS"}) {
    INFO(name);
    CHECK(summary(read(std::nullopt, {}, {{name, ""}})) == "retry   ");
    CHECK(summary(read("certbot", {}, {{name, "mx.example.org"}})) == "retry   ");
  }
}

TEST_CASE("hook call: certbot without its variables, or with odd ones, is an error", "[hooks]") {
  CHECK(refusal("certbot", {}) == "hook-environment-missing RENEWED_LINEAGE");
  CHECK(refusal("certbot", {}, {{"RENEWED_LINEAGE", ""}}) ==
        "hook-environment-missing RENEWED_LINEAGE");
  CHECK(refusal("certbot", {}, {{"RENEWED_LINEAGE", "live/mx"}}) ==
        "hook-environment-invalid RENEWED_LINEAGE");
  CHECK(refusal("certbot", {}, {{"RENEWED_LINEAGE", "/live/mx\n"}}) ==
        "hook-environment-invalid RENEWED_LINEAGE");
  CHECK(refusal("certbot", {"mx.example.org"}, certbot_variables) == "hook-arguments certbot");
  try {
    (void)read("certbot", {});
  } catch (const Error& error) {
    CHECK(error.problem().message == "not set: certbot sets it for deploy hooks");
  }
}

TEST_CASE("hook call: lego 4 and 5 have variables of their own", "[hooks]") {
  CHECK(summary(read(std::nullopt, {}, lego_4)) ==
        "deploy /l/mx.example.org.crt /l/mx.example.org.key /l/mx.example.org.issuer.crt");
  const HookCall call = read(std::nullopt, {}, lego_5);
  CHECK(call.client == "lego");
  CHECK(summary(call) == "deploy /l/mx.crt /l/mx.key /l/mx.issuer.crt");
  CHECK(read("lego", {}, {{"LEGO_CERT_PATH", ".lego/mx.pem"}, {"LEGO_CERT_KEY_PATH", ".lego/mx"}})
            .chain.empty());
  Variables without_issuer = lego_5;
  without_issuer.erase("LEGO_HOOK_ISSUER_CERT_PATH");
  CHECK(read("lego", {}, without_issuer).chain.empty());
}

TEST_CASE("hook call: lego's other hooks are a chance to try again", "[hooks]") {
  CHECK(summary(read(std::nullopt, {}, {{"LEGO_HOOK_ACCOUNT_SERVER", "https://acme.example"}})) ==
        "retry   ");
  CHECK(summary(read("lego", {}, {{"LEGO_HOOK_CERT_DOMAINS", "a.example,b.example"}})) ==
        "retry   ");
}

TEST_CASE("hook call: lego without its variables is an error", "[hooks]") {
  CHECK(refusal("lego", {}) == "hook-environment-missing LEGO_CERT_PATH");
  CHECK(refusal("lego", {}, {{"LEGO_CERT_PATH", "/l/mx.crt"}}) ==
        "hook-environment-missing LEGO_CERT_KEY_PATH");
  CHECK(refusal("lego", {}, {{"LEGO_HOOK_CERT_PATH", "/l/mx.crt"}}) ==
        "hook-environment-missing LEGO_HOOK_CERT_KEY_PATH");
  CHECK(refusal("lego", {}, {{"LEGO_HOOK_CERT_PATH", "/l/\x1b[2J"}}) ==
        "hook-environment-invalid LEGO_HOOK_CERT_PATH");
  CHECK(refusal("lego", {"x"}, lego_4) == "hook-arguments lego");
  // What a user sets for lego itself is no hook.
  CHECK(refusal(std::nullopt, {}, {{"LEGO_PATH", "/l"}, {"LEGO_SERVER", "https://a.example"}}) ==
        "hook-client-unknown hook run");
}

TEST_CASE("hook call: acme.sh calls with variables or with words", "[hooks]") {
  const std::string wanted = "deploy /a/fullchain.cer /a/mx.key /a/ca.cer";
  CHECK(read(std::nullopt, {}, acme_sh).client == "acme.sh");
  CHECK(summary(read(std::nullopt, {}, acme_sh)) == wanted);
  const Words words{"mx.example.org", "/a/mx.key", "/a/mx.cer", "/a/ca.cer", "/a/fullchain.cer"};
  CHECK(summary(read("acme.sh", words)) == wanted);
  Words with_pfx = words;
  with_pfx.emplace_back("/a/mx.pfx");
  CHECK(summary(read("acme.sh", with_pfx)) == wanted);
  Variables no_fullchain = acme_sh;
  no_fullchain["CERT_FULLCHAIN_PATH"] = "";
  CHECK(read("acme.sh", {}, no_fullchain).certificate == "/a/mx.cer");
}

TEST_CASE("hook call: acme.sh with too little is an error", "[hooks]") {
  CHECK(refusal("acme.sh", {}) == "hook-environment-missing CERT_KEY_PATH");
  CHECK(refusal("acme.sh", {}, {{"CERT_KEY_PATH", "/k"}}) == "hook-environment-missing CERT_PATH");
  CHECK(refusal("acme.sh", {"mx.example.org", "/k", "/c", "/ca"}) == "hook-arguments acme.sh");
  CHECK(refusal("acme.sh", {"mx.example.org", "/k", "/c", "/ca", ""}) == "hook-arguments acme.sh");
  CHECK(refusal("acme.sh", {"mx.example.org", "/k", "/c", "/ca", "/f\x7f"}) ==
        "hook-arguments acme.sh");
  // Two common names prove nothing.
  CHECK(refusal(std::nullopt, {}, {{"CERT_PATH", "/c"}, {"CERT_KEY_PATH", "/k"}}) ==
        "hook-client-unknown hook run");
}

TEST_CASE("hook call: dehydrated's operations", "[hooks]") {
  const Words deploy{"deploy_cert",      "mx.example.org", "/d/privkey.pem", "/d/cert.pem",
                     "/d/fullchain.pem", "/d/chain.pem",   "1795000000"};
  const HookCall call = read(std::nullopt, deploy);
  CHECK(call.client == "dehydrated");
  CHECK(summary(call) == "deploy /d/fullchain.pem /d/privkey.pem /d/chain.pem");
  CHECK(summary(read("dehydrated", {"unchanged_cert", "mx.example.org", "/d/privkey.pem"})) ==
        "retry   ");
}

TEST_CASE("hook call: dehydrated's other operations are none of ours", "[hooks]") {
  for (const char* operation :
       {"sync_cert", "startup_hook", "exit_hook", "deploy_challenge", "clean_challenge",
        "invalid_challenge", "request_failure", "generate_csr", "deploy_ocsp", "a_later_one",
        "this_hookscript_is_broken__dehydrated_is_working_fine__please_ignore_unknown_hooks_in_"
        "your_script"}) {
    INFO(operation);
    for (const auto& client :
         {std::optional<std::string>("dehydrated"), std::optional<std::string>()})
      CHECK(read(client, {operation, "x"}).operation == HookOperation::nothing);
  }
  CHECK(read("dehydrated", {"whatever it-is"}).operation == HookOperation::nothing);
}

TEST_CASE("hook call: dehydrated's deploy_cert needs all of its words", "[hooks]") {
  CHECK(refusal("dehydrated", {}) == "hook-arguments dehydrated");
  CHECK(refusal("dehydrated", {"deploy_cert"}) == "hook-arguments dehydrated");
  CHECK(refusal("dehydrated", {"deploy_cert", "d", "/k", "/c", "/f"}) ==
        "hook-arguments dehydrated");
  CHECK(refusal("dehydrated", {"deploy_cert", "d", "", "/c", "/f", "/ch", "1"}) ==
        "hook-arguments dehydrated");
}

TEST_CASE("hook call: getssl passes certificate, key and chain", "[hooks]") {
  CHECK(summary(read("getssl", {"/g/mx.crt", "/g/mx.key", "/g/chain.crt"})) ==
        "deploy /g/mx.crt /g/mx.key /g/chain.crt");
  CHECK(read("getssl", {"/g/full.crt", "/g/mx.key"}).chain.empty());
  CHECK(refusal("getssl", {}) == "hook-arguments getssl");
  CHECK(refusal("getssl", {"/g/mx.crt"}) == "hook-arguments getssl");
  CHECK(refusal("getssl", {"/g/mx.crt", "", "/g/chain.crt"}) == "hook-arguments getssl");
}

TEST_CASE("hook call: the wrapper of uacme passes directory and identifier", "[hooks]") {
  CHECK(summary(read("uacme", {"/etc/ssl/uacme/", "mx.example.org"})) ==
        "deploy /etc/ssl/uacme/mx.example.org/cert.pem "
        "/etc/ssl/uacme/private/mx.example.org/key.pem ");
  CHECK(read("uacme", {"uacme.d", "*.example.org"}).key == "uacme.d/private/example.org/key.pem");
  CHECK(summary(read("uacme", {"unchanged"})) == "retry   ");
  for (const char* bad : {"", "..", ".", "*.", "*...", "a/b", "/x.csr"}) {
    INFO(bad);
    CHECK(refusal("uacme", {"/u", bad}) == "hook-arguments uacme");
  }
  CHECK(refusal("uacme", {}) == "hook-arguments uacme");
  CHECK(refusal("uacme", {"/u"}) == "hook-arguments uacme");
}

TEST_CASE("hook call: the first word may name the client", "[hooks]") {
  CHECK(read(std::nullopt, {"getssl", "/c", "/k"}).client == "getssl");
  CHECK(read(std::nullopt, {"dehydrated", "exit_hook"}).client == "dehydrated");
  CHECK(summary(read(std::nullopt, {"acme.sh"}, acme_sh)) ==
        "deploy /a/fullchain.cer /a/mx.key /a/ca.cer");
  for (const std::string_view client : hook_clients) CHECK(is_hook_client(client));
  CHECK_FALSE(is_hook_client("deploy_cert"));
}

TEST_CASE("hook call: of mixed environments the named client counts, else none", "[hooks]") {
  Variables mixed = certbot_variables;
  mixed.insert(lego_4.begin(), lego_4.end());
  mixed.insert(acme_sh.begin(), acme_sh.end());
  CHECK(read("certbot", {}, mixed).certificate == "/etc/letsencrypt/live/mx example/fullchain.pem");
  CHECK(read("lego", {}, mixed).certificate == "/l/mx.example.org.crt");
  CHECK(read("acme.sh", {}, mixed).certificate == "/a/fullchain.cer");
  CHECK(refusal(std::nullopt, {}, mixed) == "hook-client-unknown hook run");
  // Words are of dehydrated, whatever is left in the environment.
  CHECK(read(std::nullopt, {"exit_hook"}, mixed).client == "dehydrated");
}

TEST_CASE("hook call: an unknown client is an error that names the nearest", "[hooks]") {
  CHECK(refusal(std::nullopt, {}) == "hook-client-unknown hook run");
  CHECK(refusal("", {}) == "hook-client-unknown hook run");
  CHECK(refusal("acmetool", {}, certbot_variables) == "hook-client-unknown hook run");
  CHECK(refusal(std::nullopt, {"deploy-cert"}) == "hook-client-unknown hook run");
  CHECK(refusal(std::nullopt, {"acme_sh"}, acme_sh) == "hook-client-unknown hook run");
  try {
    (void)read("certbto", {});
    FAIL("it is known");
  } catch (const Error& error) {
    CHECK(error.problem().hint == "did you mean certbot?");
  }
}
