// SPDX-License-Identifier: MIT
#include "core/checked_config.hpp"

#include <catch2/catch.hpp>
#include <map>

using namespace postseal;

namespace {

CheckedConfig config_of(std::string_view main_cf, std::string_view master_cf = "") {
  return {.dir = "/p",
          .main_cf = parse_main_cf(main_cf, "/p/main.cf"),
          .master_cf = parse_master_cf(master_cf, "/p/master.cf"),
          .version = {3, 7, 11},
          .defaults = [](std::string_view name) -> std::optional<std::string> {
            if (name == "compatibility_level") return "0";
            if (name == "queue_directory") return "/var/spool/postfix";
            if (name == "smtpd_use_tls") return "no";
            if (name == "tls_append_default_CA") return "YES";
            if (name == "smtpd_tls_key_file") return "$smtpd_tls_cert_file";
            return std::nullopt;
          }};
}

const Service& first(const CheckedConfig& config) { return config.master_cf.services.at(0); }

std::string problem_in(const CheckedConfig& config, std::string_view name) {
  const auto setting = setting_of(config, nullptr, name);
  return setting && setting->problem ? setting->problem->id : "none";
}

}  // namespace

TEST_CASE("checked config: main.cf counts before the default, -o before main.cf",
          "[checked_config]") {
  const CheckedConfig config = config_of("a = 1\nsmtpd_use_tls = yes\n",
                                         "# c\nsmtp inet n - n - - smtpd -o a=2\n  -o a=3\n");

  const auto from_main = setting_of(config, nullptr, "a");
  CHECK(from_main->value == "1");
  CHECK(from_main->path == "/p/main.cf");
  CHECK(from_main->line == 1);
  const auto from_master = setting_of(config, &first(config), "a");
  CHECK(from_master->value == "3");
  CHECK(from_master->path == "/p/master.cf");
  CHECK(from_master->line == 2);
  CHECK(value_in(config, &first(config), "smtpd_use_tls") == "yes");
}

TEST_CASE("checked config: a default has no line and no file", "[checked_config]") {
  const auto setting = setting_of(config_of(""), nullptr, "queue_directory");

  CHECK(setting->value == "/var/spool/postfix");
  CHECK(setting->path.empty());
  CHECK_FALSE(setting->is_set());
}

TEST_CASE("checked config: a name that nobody knows is no setting", "[checked_config]") {
  CHECK(setting_of(config_of(""), nullptr, "smtpd_tls_sekurity_level") == std::nullopt);
  CHECK(value_in(config_of(""), nullptr, "smtpd_tls_sekurity_level").empty());
}

TEST_CASE("checked config: names inside a value are looked up as the service does",
          "[checked_config]") {
  const CheckedConfig config =
      config_of("smtpd_tls_cert_file = $dir/main.pem\ndir = /main\nb = 1\n",
                "smtp inet n - n - - smtpd -o dir=/service -o smtpd_tls_CAfile=$dir/ca-$b.pem\n");

  CHECK(value_in(config, nullptr, "smtpd_tls_cert_file") == "/main/main.pem");
  CHECK(value_in(config, &first(config), "smtpd_tls_cert_file") == "/service/main.pem");
  CHECK(value_in(config, &first(config), "smtpd_tls_CAfile") == "/service/ca-1.pem");
  // The default refers to main.cf, and through it to -o.
  CHECK(value_in(config, &first(config), "smtpd_tls_key_file") == "/service/main.pem");
  const auto setting = setting_of(config, &first(config), "smtpd_tls_CAfile");
  CHECK(setting->written == "$dir/ca-$b.pem");
}

TEST_CASE("checked config: an override with an empty value is one", "[checked_config]") {
  const CheckedConfig config = config_of("a = 1\n", "smtp inet n - n - - smtpd -o a=\n");

  CHECK(setting_of(config, &first(config), "a")->value.empty());
  CHECK(setting_of(config, &first(config), "a")->path == "/p/master.cf");
}

TEST_CASE("checked config: a value that refers to itself is a problem and not a hang",
          "[checked_config]") {
  CHECK(problem_in(config_of("a = $b\nb = $a\n"), "a") == "expression-nesting");
  CHECK(problem_in(config_of("a = $a\n"), "a") == "expression-nesting");
  CHECK(problem_in(config_of("a = ${{$a} == {1} ? {2}}\n"), "a") == "expression-nesting");
  CHECK(problem_in(config_of("smtpd_tls_cert_file = $smtpd_tls_key_file\n"),
                   "smtpd_tls_cert_file") == "expression-nesting");
  CHECK(problem_in(config_of("a = ${\n"), "a") == "expression-malformed");
  const auto setting = setting_of(config_of("a = $b\nb = x$a\n"), nullptr, "a");
  CHECK(setting->written == "$b");
  CHECK(setting->value.empty());
  CHECK(setting->line == 1);
}

TEST_CASE("checked config: an override may be what makes a value refer to itself",
          "[checked_config]") {
  const CheckedConfig config = config_of("a = $b\nb = 1\n", "x unix - - n - - smtp -o b=$a\n");

  CHECK(value_in(config, nullptr, "a") == "1");
  CHECK(setting_of(config, &first(config), "a")->problem->id == "expression-nesting");
}

TEST_CASE("checked config: yes and no are read in any case", "[checked_config]") {
  CHECK(is_on(config_of("smtpd_use_tls = Yes\n"), nullptr, "smtpd_use_tls"));
  CHECK_FALSE(is_on(config_of("tls_append_default_CA = NO\n"), nullptr, "tls_append_default_CA"));
  CHECK(is_on(config_of("smtpd_use_tls = $a\na = ${b:yes}\n"), nullptr, "smtpd_use_tls"));
}

TEST_CASE("checked config: what is neither yes nor no counts as the default", "[checked_config]") {
  CHECK_FALSE(is_on(config_of("smtpd_use_tls = 1\n"), nullptr, "smtpd_use_tls"));
  CHECK(is_on(config_of("tls_append_default_CA = on\n"), nullptr, "tls_append_default_CA"));
  CHECK(is_on(config_of("tls_append_default_CA =\n"), nullptr, "tls_append_default_CA"));
  CHECK_FALSE(is_on(config_of("nobody_knows = 1\n"), nullptr, "nobody_knows"));
}

TEST_CASE("checked config: services of a daemon, without those master ignores",
          "[checked_config]") {
  const CheckedConfig config = config_of("",
                                         "smtp inet n - n - - smtpd\n"
                                         "smtp unix - - n - - smtp\n"
                                         "smtp inet n - n - - smtpd -o a=1\n"
                                         "587 inet n - n - - smtpd -v\n"
                                         "465 inet n - n - - smtpd-wrapper\n");

  const auto found = services_running(config, "smtpd");
  REQUIRE(found.size() == 2);
  CHECK(found[0]->line == 1);
  CHECK(found[1]->name == "587");
  CHECK(services_running(config, "tlsproxy").empty());
}

TEST_CASE("checked config: a service is chrooted by its field", "[checked_config]") {
  const CheckedConfig config =
      config_of("compatibility_level = 3.6\n", "a inet n - y - - smtpd\nb inet n - n - - smtpd\n");

  CHECK(is_chrooted(config, config.master_cf.services[0]));
  CHECK_FALSE(is_chrooted(config, config.master_cf.services[1]));
}

TEST_CASE("checked config: the default of the chroot field goes by level and version",
          "[checked_config]") {
  constexpr std::string_view master_cf = "smtp inet n - - - - smtpd\n";
  struct Case {
    const char* main_cf = "";
    bool chrooted = false;
  };
  for (const Case& expected :
       {Case{"", true}, Case{"compatibility_level = 0\n", true},
        Case{"compatibility_level = 0.9\n", true}, Case{"compatibility_level = 1\n", false},
        Case{"compatibility_level = 2\n", false}, Case{"compatibility_level = 3.6\n", false},
        Case{"compatibility_level = $a\na = 2\n", false}}) {
    INFO(expected.main_cf);
    CheckedConfig config = config_of(expected.main_cf, master_cf);
    CHECK(is_chrooted(config, first(config)) == expected.chrooted);
    config.version = {2, 11, 3};
    CHECK(is_chrooted(config, first(config)));
  }
}
