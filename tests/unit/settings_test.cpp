// SPDX-License-Identifier: MIT
#include "core/settings.hpp"

#include <catch2/catch.hpp>

#include "settings_reading.hpp"

using namespace postseal;
using test::hint;
using test::identity;
using test::policy;
using test::refusal;
using namespace std::string_literals;

namespace {

Settings read(const std::string& text) { return test::read_settings(text); }

const std::string contract = R"([postfix]
config_dir = "/etc/postfix"
directory  = "/etc/postfix/tls"

[[identity]]
name      = "mail"
hostnames = ["mail.example.com"]
keys      = ["ec:p256", "rsa:3072"]
source    = "self-signed"
days      = 3650
renew_before = 30

[dh]
params = "auto"

[server]
security_level = "may"
profile = "intermediate"
smtps = true
submission = true

[client]
security_level = "may"
ca = "system"

[[policy]]
nexthop = "example.net"
level   = "secure"
match   = ["example.net", ".example.net"]

[modes]
key = "0600"
owner = "root"
group = "root"
)";

}  // namespace

TEST_CASE("settings: the whole file is read", "[settings]") {
  const Settings settings = read(contract);

  CHECK(settings.postfix.config_dir == "/etc/postfix");
  CHECK(settings.postfix.directory == "/etc/postfix/tls");
  REQUIRE(settings.identities.size() == 1);
  CHECK(settings.identities[0].name == "mail");
  CHECK(settings.identities[0].hostnames.at(0).text == "mail.example.com");
  CHECK(settings.identities[0].keys == std::vector{KeyType::ec_p256, KeyType::rsa_3072});
  CHECK(settings.dh == DhSettings{});
  CHECK(settings.server == ServerSettings{.smtps = true, .submission = true});
  CHECK(settings.client == ClientSettings{});
  REQUIRE(settings.policies.size() == 1);
  CHECK(value_text(settings.policies[0]) == "secure match=example.net:.example.net");
  CHECK(settings.modes == ModeSettings{.owner = "root", .group = "root"});
}

TEST_CASE("settings: an empty file asks for nothing", "[settings]") {
  CHECK(read("") == Settings{});
  CHECK(read("# nothing\n") == Settings{});
  CHECK_FALSE(read("").server.has_value());
  CHECK_FALSE(read("").client.has_value());
  CHECK_FALSE(read("").dh.has_value());
}

TEST_CASE("settings: a table without keys takes the defaults", "[settings]") {
  const Settings settings = read("[server]\n[client]\n[dh]\n[modes]\n[postfix]\n");

  CHECK(settings.server == ServerSettings{});
  CHECK(settings.client == ClientSettings{});
  CHECK(settings.dh == DhSettings{});
  CHECK(settings.modes == ModeSettings{});
}

TEST_CASE("settings: an identity has defaults, and its first host name as its name", "[settings]") {
  const IdentitySettings made =
      read("[[identity]]\nhostnames = [\"MX.example\", \"b\"]").identities.at(0);

  CHECK(made.name == "mx.example");
  CHECK(made.keys == std::vector{KeyType::ec_p256, KeyType::rsa_3072});
  CHECK(made.source == MaterialSource::self_signed);
  CHECK(made.days == 3650);
  CHECK(made.renew_before == 30);
}

TEST_CASE("settings: material may come from files", "[settings]") {
  const IdentitySettings made =
      read(identity("source = \"files\"\ncert = \"/c\"\nkey = \"/k\"")).identities.at(0);

  CHECK(made.source == MaterialSource::files);
  CHECK(made.cert == "/c");
  CHECK(made.key == "/k");
  CHECK(made.chain.empty());
}

TEST_CASE("settings: dh is a word, a group or a number, in quotes or without", "[settings]") {
  CHECK(read("[dh]\nparams = \"none\"").dh->params == DhChoice{DhNone{}});
  CHECK(read("[dh]\nparams = \"ffdhe3072\"").dh->params == DhChoice{DhGroup::ffdhe3072});
  CHECK(read("[dh]\nparams = 2048").dh->params == DhChoice{2048});
  CHECK(read("[dh]\nparams = \"2048\"").dh->params == DhChoice{2048});
}

TEST_CASE("settings: the CAs are the system's, none or a file", "[settings]") {
  CHECK(read("[client]\nca = \"system\"").client->ca == CaChoice{SystemCas{}});
  CHECK(read("[client]\nca = \"none\"").client->ca == CaChoice{NoCas{}});
  CHECK(read("[client]\nca = \"/ca.pem\"").client->ca == CaChoice{"/ca.pem"s});
  CHECK(refusal("[client]\nca = \"sytem\"") ==
        "settings-bad-value postseal.toml:2:6: ca: unknown word \"sytem\"");
}

TEST_CASE("settings: modes are octal, and strings", "[settings]") {
  CHECK(read("[modes]\nkey = \"0640\"\ncertificate = \"0444\"").modes ==
        ModeSettings{.key = 0640, .certificate = 0444});
  CHECK(refusal("[modes]\nkey = 640") ==
        "settings-wrong-type postseal.toml:2:7: key: is a whole number, and has to be a string");
  CHECK(refusal("[modes]\nkey = \"0644\"") ==
        "settings-bad-value postseal.toml:2:7: key: unknown word \"0644\"");
  CHECK(hint("[modes]\nkey = \"0644\"") == "use 0600, 0400, 0440 or 0640");
}

TEST_CASE("settings: what is written is read back to the same", "[settings]") {
  const std::string rich =
      "[postfix]\ndirectory = \"/t\"\n" +
      identity(
          "keys = [\"ed448\", \"rsa:4096\"]\nsource = \"files\"\ncert = \"/c\"\n"
          "key = \"/k\"\nchain = \"/h\"\nname = \"q'\\\"uote\"\n") +
      "[[identity]]\nhostnames = [\"*.bücher.example\", \"2001:db8::1\"]\ndays = 5\n"
      "renew_before = 1\nsource = \"acme\"\n[dh]\nparams = 3072\n[server]\n"
      "security_level = \"encrypt\"\nprofile = \"modern\"\nsmtps = true\n[client]\n"
      "security_level = \"verify\"\nca = \"/ca.pem\"\n" +
      policy(
          "level = \"verify\"\nmatch = [\"a\", \".b:c\"]\ntafile = [\"/t\", \"/u\"]\n"
          "ciphers = \"high\"\nprotocols = \">=TLSv1.2\"\nexclude = \"\"\n"
          "servername = \"hostname\"\nconnection_reuse = \"no\"\nenable_rpk = \"yes\"\n") +
      "[[policy]]\nnexthop = \"[h]:587\"\nlevel = \"none\"\n"
      "[modes]\nkey = \"0440\"\nowner = \"o\"\n";
  for (const std::string& text : {""s, contract, rich, "[dh]\n[server]\n[client]\nca=\"none\""s,
                                  "[dh]\nparams = \"none\""s, "[dh]\nparams = \"modp2048\""s}) {
    const Settings settings = read(text);
    const std::string written = settings_text(settings);
    INFO(written);
    CHECK(read(written) == settings);
    CHECK(settings_text(read(written)) == written);
  }
}

TEST_CASE("settings: what is absent is not written", "[settings]") {
  const std::string text = settings_text(Settings{});
  for (const char* table : {"[server]", "[client]", "[dh]", "[postfix]", "[[", "owner"})
    CHECK(text.find(table) == std::string::npos);
  CHECK(text.find("[modes]\nkey = \"0600\"\ncertificate = \"0644\"\n") != std::string::npos);
}

TEST_CASE("settings: any bytes are an error or settings, never more", "[settings]") {
  const std::string mib(1024 * 1024, 'x');
  CHECK(refusal("\0"s).starts_with("settings-syntax postseal.toml:1:1: "));
  CHECK(refusal("a = \"\xff\"").starts_with("settings-syntax postseal.toml:1:"));
  CHECK(refusal("\xff\xfe"s).starts_with("settings-syntax "));
  CHECK(refusal("# " + mib).empty());
  CHECK(refusal(mib).starts_with("settings-syntax "));
  CHECK(refusal("[modes]\nowner = \"" + mib + "\"").empty());
  CHECK(refusal("[server]\nprofile = \"" + mib + "\"").starts_with("profile-unknown "));
  CHECK(refusal("\xEF\xBB\xBF[dh]\r\nparams = 2048\r\n").empty());
  CHECK(refusal("\"" + mib).starts_with("settings-syntax "));
  CHECK(refusal("'''" + mib).starts_with("settings-syntax "));
}

TEST_CASE("settings: nothing nests deeply enough to exhaust the stack", "[settings]") {
  std::string dots = "a";
  std::string tables = "x = ";
  for (int i = 0; i < 100000; ++i) {
    dots += ".a";
    tables += "{a=";
  }
  CHECK(refusal("\n" + dots + " = 1") ==
        "settings-syntax postseal.toml:2:18: syntax error: more dots than any key has");
  CHECK(refusal("\"é\" = '''\n" + dots + "'''\n[" + dots + "]")
            .find("toml:3:19: syntax error: more") != std::string::npos);
  CHECK(refusal(tables).starts_with("settings-syntax "));
  CHECK(refusal("a = " + std::string(100000, '[')).starts_with("settings-syntax "));
  CHECK(refusal("# " + dots + "\n[modes]\nowner = \"\\\"" + dots + "\"\ngroup = '" + dots + "'")
            .empty());
}

TEST_CASE("settings: what the parser asserts of its input is a syntax error", "[settings]") {
  for (const char* text :
       {"[.a]", "[[[a]]]", "[=]", "[ é]", "[[.a]]", "\xEF\xBB\xBF[.a]", "a = ]", "a = }", "a = ,",
        "a = [}", "a = [1 }", "a = #", "a = {b = }", "a = {b = ]}", "[", "[]", "[[]]", "[a.]"}) {
    INFO(text);
    CHECK(refusal(text).starts_with("settings-syntax postseal.toml:1:"));
  }
  CHECK(refusal("[\"dh\"]\n['server']\n[[ policy ]]").starts_with("settings-missing-key "));
}

TEST_CASE("settings: characters beyond ASCII are for text in quotes and comments", "[settings]") {
  const std::string_view refused = "syntax error: only text in quotes may have characters beyond";
  CHECK(refusal("# é\n[modes]\nowner = \"é\" # é\ngroup = 'é'\n").empty());
  CHECK(refusal("[modes]\nowner = \"\"\"a\\\n  b é\"\"\"\n").empty());
  CHECK(refusal("[ é]").find(refused) != std::string::npos);
  CHECK(
      refusal("[modes]\n \xC2\xA0owner = 'a'").starts_with("settings-syntax postseal.toml:2:2: "));
  // Quotes in the middle of a number begin no text.
  CHECK(refusal("a.c. b= 2ew.\"b.E\xEF\xBB\xA9"
                "Ee")
            .find(refused) != std::string::npos);
  CHECK(refusal("a = 2e'é'").find(refused) != std::string::npos);
  // Nor may an escape be one, in text of one line or of several.
  const std::string_view escape = "syntax error: a character beyond ASCII cannot follow a backsl";
  CHECK(refusal("a = \"b\\é\"").find(escape) != std::string::npos);
  CHECK(refusal("\"\"\"&Ix\\Ί\"\"&Ix").find(escape) != std::string::npos);
  CHECK(refusal("a = \"b\\\\é\"").find(escape) == std::string::npos);
  CHECK(refusal("a = 'b\\é'").find(escape) == std::string::npos);
  CHECK(refusal("a = é").find("toml:1:5: ") != std::string::npos);
  CHECK(refusal("a = \"\"\"\n\\ \n é\"\"\"").find("toml:3:2: syntax error: a character beyond") !=
        std::string::npos);
}

TEST_CASE("settings: the end of a long string may have quotes of its own", "[settings]") {
  std::string dots = "a";
  for (int i = 0; i < 20; ++i) dots += ".a";
  CHECK(refusal("x = [\"\"\"a\"\"\"\", \"\"\"b\"\"\"]\n" + dots + " = 1")
            .find("toml:2:18: syntax error: more dots") != std::string::npos);
}
