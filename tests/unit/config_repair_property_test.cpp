// SPDX-License-Identifier: MIT
#include <array>
#include <catch2/catch.hpp>
#include <random>

#include "core/config_meaning.hpp"
#include "core/config_repair.hpp"
#include "lint_fixture.hpp"

using namespace postseal;

namespace {

constexpr std::array names{std::string_view("smtpd_use_tls"),
                           std::string_view("smtpd_enforce_tls"),
                           std::string_view("smtpd_tls_security_level"),
                           std::string_view("smtp_use_tls"),
                           std::string_view("smtp_enforce_tls"),
                           std::string_view("smtp_tls_enforce_peername"),
                           std::string_view("smtp_tls_security_level"),
                           std::string_view("smtpd_tls_protocols"),
                           std::string_view("smtpd_tls_cipherlist"),
                           std::string_view("smtpd_tls_mandatory_protocols"),
                           std::string_view("smtpd_tls_eecdh_grade"),
                           std::string_view("tlsproxy_client_level"),
                           std::string_view("postscreen_use_tls"),
                           std::string_view("tlsproxy_enforce_tls"),
                           std::string_view("smtpd_tls_loglevl"),
                           std::string_view("tlsproxy_client_use_tls"),
                           std::string_view("smtpd_tls_protocol"),
                           std::string_view("smtpd_tls_wrappermode"),
                           std::string_view("mine")};
constexpr std::array values{std::string_view("yes"),           std::string_view("no"),
                            std::string_view("may"),           std::string_view("encrypt"),
                            std::string_view("none"),          std::string_view(""),
                            std::string_view("TLSv1"),         std::string_view(">=TLSv1.2"),
                            std::string_view("!SSLv2,!SSLv3"), std::string_view("$mine"),
                            std::string_view("${mine?x}"),     std::string_view("${"),
                            std::string_view("maybe"),         std::string_view("1"),
                            std::string_view("verify"),        std::string_view("$smtp_use_tls")};
constexpr std::array services{
    std::string_view("smtp inet n - y - - smtpd"), std::string_view("587 inet n - y - - smtpd"),
    std::string_view("26 inet n - y - 1 postscreen"), std::string_view("r unix - - y - - smtp"),
    std::string_view("tlsproxy unix - - y - 0 tlsproxy")};
constexpr std::array versions{std::string_view("2.6"), std::string_view("3.5"),
                              std::string_view("3.7.11"), std::string_view("3.11")};

// Configurations of no sense at all.
class Senseless {
 public:
  explicit Senseless(unsigned seed) : random_(seed) {}

  CheckedConfig next() {
    std::string main_cf = "compatibility_level = 2\n";
    for (auto i = random_() % 8; i > 0; --i)
      main_cf += std::string(one_of(names)) + " = " + std::string(one_of(values)) + "\n";
    std::string master_cf;
    for (const std::string_view service : services) {
      master_cf += service;
      for (auto i = random_() % 3; i > 0; --i)
        master_cf += " -o " + std::string(one_of(names)) + "=" + std::string(one_of(values));
      master_cf += "\n";
    }
    return test::config_of(main_cf, master_cf, one_of(versions));
  }

 private:
  template <typename Words>
  std::string_view one_of(const Words& words) {
    return words[random_() % words.size()];
  }
  std::mt19937 random_;
};

}  // namespace

TEST_CASE(
    "repairs: whatever the settings, they mean the same afterwards, and nothing is left to do",
    "[repair]") {
  Senseless senseless(7);
  std::size_t repairs = 0;
  for (int i = 0; i < 40; ++i) {
    const CheckedConfig config = senseless.next();
    std::vector<ConfigChange> changes;
    for (const ConfigRepair& one : config_repairs(config))
      changes.push_back({one.service, one.name, one.value});
    const CheckedConfig after = with_changes(config, changes);
    repairs += changes.size();
    CHECK(meaning_of(after) == meaning_of(config));
    CHECK(config_repairs(after).empty());
  }
  CHECK(repairs > 40);
}
